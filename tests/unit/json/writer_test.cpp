#include "json/writer.h"

#include "catch.h"
#include "json/text.h"

using namespace s3rare::json;

namespace {

std::string json_of(std::string_view text) {
  std::string json;
  append_json_string(json, text);
  return json;
}

}  // namespace

TEST_CASE("a document has commas in the right places") {
  JsonWriter json;
  json.begin_object().field("a", "x").key("b").begin_array().number(1).boolean(true).null();
  json.begin_object().end_object().end_array().field("absent", {}).key("c").raw("[2]").end_object();
  CHECK(json.text() == R"({"a":"x","b":[1,true,null,{}],"c":[2]})");
}

TEST_CASE("an empty string differs from an absent one") {
  JsonWriter json;
  json.begin_object().field("a", std::string_view("")).end_object();
  CHECK(json.text() == R"({"a":""})");
}

TEST_CASE("characters that a terminal might obey are escaped") {
  CHECK(json_of("a\"\\\n\r\t") == R"("a\"\\\n\r\t")");
  CHECK(json_of(std::string_view("\0\x1b[31m\x7f", 7)) == R"("\u0000\u001b[31m\u007f")");
  CHECK(json_of("\xc2\x9b"
                "31m\xc2\x80\xc2\x9f") == R"("\u009b31m\u0080\u009f")");
  CHECK(json_of("\xc2\xa0\xc3\xa9\xe2\x82\xac") == "\"\xc2\xa0\xc3\xa9\xe2\x82\xac\"");
  CHECK(json_of("\xc2") == "\"\xc2\"");
}

TEST_CASE("every ASCII byte yields JSON that decodes to it") {
  for (int byte = 0; byte < 0x80; ++byte) {
    const std::string text(3, static_cast<char>(byte));
    const std::string json = json_of(text);
    std::string decoded;
    decode_string(std::string_view(json).substr(1, json.size() - 2), decoded);
    CHECK(is_json(json));
    CHECK(decoded == text);
  }
}
