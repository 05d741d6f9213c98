#include "input/decompress/utf16_stream.h"

#include <string>

#include "catch.h"
#include "input/decompress/decompressor.h"
#include "memory_stream.h"

using namespace s3rare;
using namespace s3rare::input;

namespace {

std::string utf16(const std::u16string& text, bool big_endian = false) {
  std::string bytes;
  for (const char16_t unit : u"\ufeff" + text) {
    const char low = static_cast<char>(unit & 0xff);
    const char high = static_cast<char>(unit >> 8);
    bytes += big_endian ? high : low;
    bytes += big_endian ? low : high;
  }
  return bytes;
}

struct Transcoded {
  std::string text;
  std::string fault;
};

Transcoded transcode(const std::string& bytes, std::size_t chunk = 1 << 20,
                     std::size_t room = 1 << 16) {
  tests::MemoryStream stream(bytes, chunk);
  Decompressor decompressor;
  decompressor.reset(stream);
  Transcoded transcoded;
  std::string buffer(room, '\0');
  for (;;) {
    const auto count = decompressor.read(buffer.data(), buffer.size());
    if (!count) {
      transcoded.fault = count.error().what;
      return transcoded;
    }
    if (*count == 0) return transcoded;
    transcoded.text.append(buffer, 0, *count);
  }
}

}  // namespace

TEST_CASE("both byte orders are read, in chunks of any size") {
  const std::u16string text = u"{\"key\":\"z\u00fcrich \u20ac \U0001f512\"}";
  const std::string expected = "{\"key\":\"z\xc3\xbcrich \xe2\x82\xac \xf0\x9f\x94\x92\"}";
  for (const bool big_endian : {false, true}) {
    for (const std::size_t chunk : {1, 2, 3, 7, 1000}) {
      for (const std::size_t room : {1, 2, 5, 1000}) {
        const Transcoded transcoded = transcode(utf16(text, big_endian), chunk, room);
        CHECK(transcoded.text == expected);
        CHECK(transcoded.fault.empty());
      }
    }
  }
}

TEST_CASE("the mark of UTF-32 is not the mark of UTF-16") {
  CHECK_FALSE(begins_utf16(std::string_view("\xff\xfe\0\0", 4)));
  CHECK(begins_utf16(std::string_view("\xff\xfe{\0", 4)));
  CHECK(begins_utf16("\xfe\xff"));
  CHECK_FALSE(begins_utf16("\xfe"));
}

TEST_CASE("a surrogate without its pair is damage, and the text is read to its end") {
  const std::string high = utf16(std::u16string(u"a") + char16_t(0xd83d) + u"b");
  CHECK(transcode(high).text ==
        "a\xef\xbf\xbd"
        "b");
  CHECK(transcode(high).fault ==
        "found a surrogate without its pair at byte 4 of the UTF-16 text, expected a character");
  const std::string low = utf16(std::u16string(u"ab") + char16_t(0xdd12), true);
  CHECK(transcode(low).text == "ab\xef\xbf\xbd");
  CHECK(transcode(low).fault.find("at byte 6") != std::string::npos);
  const std::string last = utf16(std::u16string(u"ab") + char16_t(0xd83d));
  CHECK(transcode(last).text == "ab");
  CHECK(transcode(last).fault.find("at byte 6") != std::string::npos);
  const std::u16string two_high{char16_t(0xd83d), char16_t(0xd83d), char16_t(0xdd12)};
  CHECK(transcode(utf16(two_high)).text == "\xef\xbf\xbd\xf0\x9f\x94\x92");
}

TEST_CASE("text cut at any byte is damage exactly if a character is cut") {
  const std::u16string text = u"a\u00fc\U0001f512z";
  const std::string bytes = utf16(text);
  for (std::size_t length = 2; length <= bytes.size(); ++length) {
    const bool cuts_pair = length == 8;
    CAPTURE(length);
    CHECK(transcode(bytes.substr(0, length)).fault.empty() == (length % 2 == 0 && !cuts_pair));
  }
  CHECK(transcode(bytes.substr(0, 5)).fault ==
        "found half a code unit at byte 4 of the UTF-16 text, expected a character");
}

TEST_CASE("a fault below is returned, before any damage of the text") {
  tests::MemoryStream stream(utf16(std::u16string(1, char16_t(0xdd12))), 1 << 20,
                             Error{ErrorKind::io, {}, std::nullopt, "cannot read"});
  Decompressor decompressor;
  decompressor.reset(stream);
  char buffer[16];
  CHECK(decompressor.read(buffer, sizeof buffer));
  const auto end = decompressor.read(buffer, sizeof buffer);
  REQUIRE_FALSE(end);
  CHECK(end.error().kind == ErrorKind::io);
}
