#include "json/text.h"

#include <vector>

#include "catch.h"

using namespace s3rare::json;

namespace {

std::string decode(std::string_view raw) {
  std::string text;
  decode_string(raw, text);
  return text;
}

std::vector<std::string> children(std::string_view text, bool* malformed = nullptr) {
  Children all(text);
  std::vector<std::string> found;
  while (const auto child = all.next()) {
    found.push_back(std::string(child->key) + "=" + std::string(child->value));
  }
  if (malformed != nullptr) *malformed = all.malformed();
  return found;
}

}  // namespace

TEST_CASE("every escape is decoded") {
  CHECK(decode(R"(\"\\\/\b\f\n\r\t)") == "\"\\/\b\f\n\r\t");
  CHECK(decode(R"(\u0061\u00e9\u20AC)") == "a\xc3\xa9\xe2\x82\xac");
  CHECK(decode(R"(\ud83d\ude00)") == "\xf0\x9f\x98\x80");
  CHECK(decode(R"(\u0000)") == std::string(1, '\0'));
}

TEST_CASE("escapes that decode to no character become U+FFFD") {
  const std::string replacement = "\xef\xbf\xbd";
  CHECK(decode(R"(\ud83d)") == replacement);
  CHECK(decode(R"(\ud83dx)") == replacement + "x");
  CHECK(decode(R"(\ude00\ud83d)") == replacement + replacement);
  CHECK(decode(R"(\ud83d\u0041)") == replacement + "A");
  CHECK(decode(R"(\x)") == replacement);
  CHECK(decode(R"(\u12g4)") == replacement + "12g4");
  CHECK(decode(R"(\u12)") == replacement + "12");
  CHECK(decode("\\") == replacement);
  CHECK(decode("a\xff") == "a" + replacement);
}

TEST_CASE("invalid UTF-8 is replaced by maximal subparts") {
  const std::string r = "\xef\xbf\xbd";
  std::string text;
  // The example in the Unicode Standard, table 3-8.
  CHECK(repair_utf8("\xc0\xaf\xe0\x80\xbf\xf0\x81\x82\x41", text));
  CHECK(text == r + r + r + r + r + r + r + r + "A");
  // Table 3-11.
  CHECK(repair_utf8("\xe1\x80\xe2\xf0\x91\x92\xf1\xbf\x41", text));
  CHECK(text == r + r + r + r + "A");
  CHECK(repair_utf8("\xed\xa0\x80", text));
  CHECK(text == r + r + r);
  CHECK_FALSE(repair_utf8("a\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80", text));
  CHECK(text == "a\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80");
}

TEST_CASE("only text outside strings is minified") {
  CHECK(minify("{ \"a b\" :\t[ 1 ,\r\n2 ] , \"c\\\" \" : 1.50 }") ==
        R"({"a b":[1,2],"c\" ":1.50})");
}

TEST_CASE("bytes that need no escape are counted, whatever follows them") {
  for (std::size_t size = 0; size < 20; ++size) {
    for (int byte = 0; byte < 256; ++byte) {
      for (std::size_t at = 0; at < size; ++at) {
        std::string text(size, '!');  // next to the quote
        text[at] = static_cast<char>(byte);
        text.back() = at + 1 < size ? '"' : text.back();
        const bool is_end = byte == '"' || byte == '\\' || byte >= 0x80;
        const std::size_t expected = is_end ? at : at + 1 < size ? size - 1 : size;
        if (plain_size(text) != expected) FAIL(size << " " << byte << " " << at);
      }
    }
  }
}

TEST_CASE("a character is printed unchanged in a string, or escaped if a terminal might obey it") {
  for (int byte = 1; byte < 0x80; ++byte) {
    if (byte == '"' || byte == '\\') continue;
    for (std::size_t before = 0; before < 4; ++before) {
      const std::string text = std::string(before, 'a') + static_cast<char>(byte) + "b";
      const std::string kept = byte == 0x7f ? std::string(before, 'a') + "\\u007fb" : text;
      if (minify("\"" + text + "\"") != "\"" + kept + "\"") FAIL(byte);
    }
  }
}

TEST_CASE("children are visited in order") {
  CHECK(children(R"({"a":1, "b" : "x\"}" ,"c":{"d":[]},"e":[1,2]})") ==
        std::vector<std::string>{"a=1", "b=\"x\\\"}\"", "c={\"d\":[]}", "e=[1,2]"});
  CHECK(children(R"([1, "a", {"b":2} ,[]])") ==
        std::vector<std::string>{"=1", "=\"a\"", "={\"b\":2}", "=[]"});
  CHECK(children("{}").empty());
  CHECK(children("[ ]").empty());
}

TEST_CASE("an object whose children cannot be read is reported") {
  for (const char* text : {"{\"a\" 1}", "{a:1}", "{\"a\":}", "{\"a\":\"x}", "[{]", "{\"a\":1", "{",
                           "[:]", "{\"a\":{}", "{\"a", "{\"a\"", "{\"a\":"}) {
    bool malformed = false;
    children(text, &malformed);
    CAPTURE(text);
    CHECK(malformed);
  }
}

TEST_CASE("JSON is distinguished from other text") {
  for (const char* text : {"{}", "[]", "0", "-0.5e+10", "\"\\u00e9\\n\"", "null", "true", " [ 1 ] ",
                           R"({"a":{"b":[1,"x",false]}})"}) {
    CAPTURE(text);
    CHECK(is_json(text));
  }
  for (const char* text : {"",        "{",     "{]",    "[1,]", "{\"a\":1,}", "01",        "1.",
                           ".5",      "1e",    "+1",    "tru",  "\"\\x\"",    "\"\\u12\"", "\"\n\"",
                           "{'a':1}", "[1 2]", "{} {}", "NaN",  "{1:2}",      "\"",        "-"}) {
    CAPTURE(text);
    CHECK_FALSE(is_json(text));
  }
  CHECK(is_json(std::string(1024, '[') + std::string(1024, ']')));
  CHECK_FALSE(is_json(std::string(1025, '[') + std::string(1025, ']')));
}
