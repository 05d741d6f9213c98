#include "input/decompress/decompressor.h"

#include <bzlib.h>
#include <lzma.h>
#include <zstd.h>

#include <string>

#include "catch.h"
#include "gzip.h"
#include "memory_stream.h"

using namespace s3rare;
using namespace s3rare::input;
using s3rare::tests::gzip;
using s3rare::tests::inflate_prefix;

namespace {

std::string zstd(const std::string& text, int level = 3, int window_log = 0) {
  ZSTD_CCtx* context = ZSTD_createCCtx();
  ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, level);
  ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1);
  if (window_log > 0) ZSTD_CCtx_setParameter(context, ZSTD_c_windowLog, window_log);
  std::string packed(ZSTD_compressBound(text.size()), '\0');
  ZSTD_inBuffer input{text.data(), text.size(), 0};
  ZSTD_outBuffer output{packed.data(), packed.size(), 0};
  while (ZSTD_compressStream2(context, &output, &input, ZSTD_e_end) != 0) {
  }
  ZSTD_freeCCtx(context);
  packed.resize(output.pos);
  return packed;
}

std::string xz(const std::string& text, std::uint32_t preset = 6) {
  std::string packed(lzma_stream_buffer_bound(text.size()), '\0');
  std::size_t size = 0;
  REQUIRE(lzma_easy_buffer_encode(preset, LZMA_CHECK_CRC64, nullptr,
                                  reinterpret_cast<const std::uint8_t*>(text.data()), text.size(),
                                  reinterpret_cast<std::uint8_t*>(packed.data()), &size,
                                  packed.size()) == LZMA_OK);
  packed.resize(size);
  return packed;
}

// An xz stream whose header asks for a dictionary of a size.
std::string xz_with_dictionary(const std::string& text, std::uint32_t bytes) {
  lzma_options_lzma options;
  lzma_lzma_preset(&options, 0);
  options.dict_size = bytes;
  lzma_filter filters[2] = {{LZMA_FILTER_LZMA2, &options}, {LZMA_VLI_UNKNOWN, nullptr}};
  std::string packed(lzma_stream_buffer_bound(text.size()), '\0');
  std::size_t size = 0;
  REQUIRE(lzma_stream_buffer_encode(filters, LZMA_CHECK_CRC32, nullptr,
                                    reinterpret_cast<const std::uint8_t*>(text.data()), text.size(),
                                    reinterpret_cast<std::uint8_t*>(packed.data()), &size,
                                    packed.size()) == LZMA_OK);
  packed.resize(size);
  return packed;
}

std::string bzip2(std::string text, int level = 1) {
  std::string packed(text.size() + text.size() / 100 + 600, '\0');
  auto size = static_cast<unsigned int>(packed.size());
  REQUIRE(BZ2_bzBuffToBuffCompress(packed.data(), &size, text.data(),
                                   static_cast<unsigned int>(text.size()), level, 0, 0) == BZ_OK);
  packed.resize(size);
  return packed;
}

struct Unpacked {
  std::string text;
  std::string fault;
};

Unpacked unpack(Decompressor& decompressor, const std::string& bytes, std::size_t chunk = 1 << 20,
                std::size_t room = 1 << 16) {
  tests::MemoryStream stream(bytes, chunk);
  decompressor.reset(stream);
  Unpacked unpacked;
  std::string buffer(room, '\0');
  for (;;) {
    const auto count = decompressor.read(buffer.data(), buffer.size());
    if (!count) {
      unpacked.fault = count.error().what;
      return unpacked;
    }
    if (*count == 0) return unpacked;
    unpacked.text.append(buffer, 0, *count);
  }
}

Unpacked unpack(const std::string& bytes, std::size_t chunk = 1 << 20, std::size_t room = 1 << 16) {
  Decompressor decompressor;
  return unpack(decompressor, bytes, chunk, room);
}

std::string sample(std::size_t records) {
  std::string text = R"({"Records":[)";
  for (std::size_t i = 0; i < records; ++i) {
    text += R"({"eventName":"GetObject","eventID":")" + std::to_string(i * 7919) + R"("},)";
  }
  return text + "{}]}";
}

}  // namespace

TEST_CASE("uncompressed bytes pass through unchanged") {
  for (const char* text : {"", "{", "{}", "{\"a\":1}\n"}) CHECK(unpack(text).text == text);
}

TEST_CASE("every compression is removed, in chunks of any size") {
  const std::string text = sample(300);
  for (const std::string& packed :
       {gzip(text), zstd(text), gzip(gzip(text)), gzip(zstd(text)), zstd(gzip(text)),
        gzip(gzip(gzip(text))), xz(text), bzip2(text), xz(bzip2(gzip(zstd(text))))}) {
    CHECK(unpack(packed).text == text);
    CHECK(unpack(packed, 1).text == text);
    CHECK(unpack(packed, 7, 3).text == text);
    CHECK(unpack(packed).fault.empty());
  }
}

TEST_CASE("members and frames may follow each other") {
  CHECK(unpack(gzip("one") + gzip("") + gzip("two")).text == "onetwo");
  CHECK(unpack(gzip("one") + gzip("two"), 1, 1).text == "onetwo");
  CHECK(unpack(zstd("one") + zstd("two")).text == "onetwo");
}

TEST_CASE("streams of xz and bzip2 may follow each other") {
  CHECK(unpack(xz("one") + xz("") + xz("two")).text == "onetwo");
  CHECK(unpack(xz("one") + std::string(8, '\0') + xz("two"), 1, 1).text == "onetwo");
  CHECK(unpack(bzip2("one") + bzip2("") + bzip2("two")).text == "onetwo");
  CHECK(unpack(bzip2("one") + bzip2("two"), 1, 1).text == "onetwo");
}

TEST_CASE("a skippable frame may come first, as pzstd writes it") {
  const std::string skippable(
      "\x50\x2a\x4d\x18\x04\x00\x00\x00"
      "abcd",
      12);
  CHECK(unpack(skippable + zstd("one")).text == "one");
  CHECK(unpack(zstd("one") + skippable + zstd("two")).text == "onetwo");
}

TEST_CASE("zero padding after gzip is ignored, other bytes are damage") {
  CHECK(unpack(gzip("one") + std::string(1000, '\0')).fault.empty());
  CHECK(unpack(gzip("one") + std::string(1000, '\0')).text == "one");
  const Unpacked garbage = unpack(gzip("one") + "garbage");
  CHECK(garbage.text == "one");
  CHECK_FALSE(garbage.fault.empty());
  CHECK_FALSE(unpack(gzip("one") + std::string(9, '\0') + "x").fault.empty());
}

TEST_CASE("zero padding after xz and bzip2 is ignored, other bytes are damage") {
  for (const std::string& packed : {xz("one"), bzip2("one")}) {
    CHECK(unpack(packed + std::string(1000, '\0')).fault.empty());
    CHECK(unpack(packed + std::string(1000, '\0')).text == "one");
    for (const char* garbage : {"garbage, at least a header of it", "BZ", "B", "x"}) {
      CHECK(unpack(packed + garbage).text == "one");
      CHECK_FALSE(unpack(packed + garbage).fault.empty());
    }
    CHECK_FALSE(unpack(packed + std::string(9, '\0') + "x").fault.empty());
  }
}

TEST_CASE("one decompressor reads several files in turn") {
  Decompressor decompressor;
  CHECK(unpack(decompressor, gzip("one")).text == "one");
  CHECK_FALSE(unpack(decompressor, gzip("one").substr(0, 20)).fault.empty());
  CHECK(unpack(decompressor, zstd("two")).text == "two");
  CHECK_FALSE(unpack(decompressor, zstd("two").substr(0, 8)).fault.empty());
  CHECK(unpack(decompressor, xz("three")).text == "three");
  CHECK_FALSE(unpack(decompressor, xz("three").substr(0, 20)).fault.empty());
  CHECK(unpack(decompressor, bzip2("four")).text == "four");
  CHECK_FALSE(unpack(decompressor, bzip2("four").substr(0, 20)).fault.empty());
  CHECK(unpack(decompressor, bzip2("five")).text == "five");
  CHECK(unpack(decompressor, xz("six")).text == "six");
  CHECK(unpack(decompressor, "three").text == "three");
  CHECK(unpack(decompressor, gzip("four")).text == "four");
}

TEST_CASE("gzip truncated at any byte yields what zlib yields, and a fault") {
  for (const int level : {0, 1, 9}) {
    const std::string packed = gzip(sample(40), level);
    for (std::size_t length = 2; length < packed.size(); ++length) {
      const Unpacked unpacked = unpack(packed.substr(0, length));
      const std::string expected = inflate_prefix(packed.substr(0, length));
      if (unpacked.fault.empty() || unpacked.text.size() < expected.size() ||
          sample(40).compare(0, unpacked.text.size(), unpacked.text) != 0) {
        FAIL("level " << level << ", " << length << " bytes: " << unpacked.text.size() << " of "
                      << expected.size() << ", fault: " << unpacked.fault);
      }
    }
  }
}

TEST_CASE("zstd truncated at any byte yields a fault") {
  const std::string text = sample(40);
  const std::string packed = zstd(text);
  for (std::size_t length = 4; length < packed.size(); ++length) {
    const Unpacked unpacked = unpack(packed.substr(0, length));
    CAPTURE(length);
    CHECK_FALSE(unpacked.fault.empty());
    CHECK(text.compare(0, unpacked.text.size(), unpacked.text) == 0);
  }
}

TEST_CASE("xz and bzip2 truncated at any byte yield a fault") {
  const std::string text = sample(40);
  for (const std::string& packed : {xz(text), bzip2(text), xz(text) + xz(text)}) {
    const std::string whole = unpack(packed).text;
    for (std::size_t length = 10; length < packed.size(); ++length) {
      const Unpacked unpacked = unpack(packed.substr(0, length));
      CAPTURE(length);
      const bool is_whole_stream = unpacked.text == text && unpacked.text != whole;
      CHECK((!unpacked.fault.empty() || is_whole_stream));
      CHECK(whole.compare(0, unpacked.text.size(), unpacked.text) == 0);
    }
  }
}

TEST_CASE("of a damaged bzip2 file the blocks before the damage are returned") {
  std::string text;
  for (int i = 0; i < 40000; ++i) text += std::to_string(i * 7919LL * 104729LL) + "\n";
  std::string packed = bzip2(text);
  packed[packed.size() - 1000] ^= 1;
  const Unpacked unpacked = unpack(packed);
  CHECK(unpacked.fault == "found corrupt bzip2 data, expected a block");
  CHECK(unpacked.text.size() > 100000);
}

TEST_CASE("xz data that needs too much memory is refused") {
  CHECK(unpack(xz_with_dictionary("one", 64 << 20)).text == "one");
  const Unpacked unpacked = unpack(xz_with_dictionary("one", 96 << 20));
  CHECK(unpacked.text.empty());
  CHECK(unpacked.fault ==
        "found xz data that needs more than 80 MiB of memory, expected at most xz -9");
}

TEST_CASE("a file with a flipped bit is never accepted as the original") {
  const std::string text = sample(20);
  for (const std::string& packed : {gzip(text), zstd(text), xz(text), bzip2(text)}) {
    for (std::size_t at = 0; at < packed.size(); ++at) {
      std::string flipped = packed;
      flipped[at] = static_cast<char>(flipped[at] ^ 0x10);
      const Unpacked unpacked = unpack(flipped);
      const bool header_that_says_nothing = at < 10;  // time, system, flags of gzip
      CAPTURE(at);
      const bool bits_that_fill_a_byte = at + 1 == packed.size();  // of bzip2
      CHECK((!unpacked.fault.empty() || unpacked.text != text || header_that_says_nothing ||
             bits_that_fill_a_byte));
    }
  }
}

TEST_CASE("a wrong checksum or length is damage, reported after all bytes") {
  for (const std::size_t from_end : {8U, 4U}) {
    std::string packed = gzip("one");
    packed[packed.size() - from_end] ^= 1;
    const Unpacked unpacked = unpack(packed);
    CHECK(unpacked.text == "one");
    CHECK(unpacked.fault ==
          "found data that does not match the checksum or length in the gzip trailer");
  }
}

TEST_CASE("a zstd window above 8 MiB is refused") {
  const std::string text(20 << 20, 'x');
  const Unpacked unpacked = unpack(zstd(text, 3, 24));
  CHECK(unpacked.fault.find("window above 8 MiB") != std::string::npos);
  CHECK(unpack(zstd(text, 3, 23)).text.size() == text.size());
}

TEST_CASE("layers beyond the fourth stay compressed") {
  std::string packed = "x";
  for (int i = 0; i < 5; ++i) packed = gzip(packed);
  CHECK(unpack(packed).text.substr(0, 2) == "\x1f\x8b");
}
