#include "json/reader.h"

#include "catch.h"
#include "json/padded_text.h"

using namespace s3rare::json;
using Kind = JsonValue::Kind;

namespace {

using Padded = PaddedText;

}  // namespace

TEST_CASE("values are read by their paths") {
  JsonReader reader{"a", "b.c", "b.d", "e"};
  const Padded text(
      R"( {"a": "x" , "z": [1,{"a":2}], "b": {"c": true, "q": {"d": 1}}, "e":[ 1 ]})");
  REQUIRE(reader.read(text));
  CHECK(reader[0].kind == Kind::string);
  CHECK(reader[0].text == "x");
  CHECK(reader[1].kind == Kind::boolean);
  CHECK(reader[1].text == "true");
  CHECK(reader[2].kind == Kind::absent);
  CHECK(reader[3].kind == Kind::array);
  CHECK(reader[3].text == "[ 1 ]");
}

TEST_CASE("an object can be read whole and by its members") {
  JsonReader reader{"a.b", "a", "c.d", "c"};
  const Padded text(R"({"a":{"x":[{"b":1}],"b":{"q":2}},"c":[{"d":1}]})");
  REQUIRE(reader.read(text));
  CHECK(reader[0].text == R"({"q":2})");
  CHECK(reader[1].text == R"({"x":[{"b":1}],"b":{"q":2}})");
  CHECK(reader[2].kind == Kind::absent);
  CHECK(reader[3].text == R"([{"d":1}])");
  const Padded twice(R"({"a":{"b":1},"a":{},"c":{"d":"e"}})");
  REQUIRE(reader.read(twice));
  CHECK(reader[0].kind == Kind::absent);
  CHECK(reader[1].text == "{}");
  CHECK(reader[2].text == "e");
}

TEST_CASE("keys are distinguished from each other") {
  // More keys than slots: some share one.
  std::vector<std::string> names;
  for (int i = 0; i < 300; ++i) names.push_back("k" + std::string(i % 23, 'x') + std::to_string(i));
  const std::vector<std::string_view> paths(names.begin(), names.end());
  JsonReader reader{JsonReader::Paths(paths)};
  std::string text = R"({"":0,"k":0)";
  for (const std::string& name : names)
    text += ",\"" + name + "\":\"" + name + "\",\"" + name + "_\":1";
  const Padded padded(text + "}");
  REQUIRE(reader.read(padded));
  for (std::size_t i = 0; i < names.size(); ++i) CHECK(reader[i].text == names[i]);
}

TEST_CASE("keys and strings may be escaped") {
  JsonReader reader{"userIdentity.type", "name"};
  const Padded text(
      R"({"user\u0049dentity":{"\u0074ype":"\u0041WS\u0041ccount"},"name":"a\"b\\"})");
  REQUIRE(reader.read(text));
  CHECK(reader[0].text == "AWSAccount");
  CHECK(reader[1].text == "a\"b\\");
}

TEST_CASE("the last value of a repeated key wins") {
  JsonReader reader{"a", "b.c", "b.d"};
  const Padded text(R"({"a":"x","a":null,"b":{"c":"1","d":"2"},"b":{"c":"3"}})");
  REQUIRE(reader.read(text));
  CHECK(reader[0].kind == Kind::null);
  CHECK(reader[1].text == "3");
  CHECK(reader[2].kind == Kind::absent);

  const Padded scalar(R"({"b":{"c":"1"},"b":5})");
  REQUIRE(reader.read(scalar));
  CHECK(reader[1].kind == Kind::absent);
}

TEST_CASE("values of one object do not leak into the next") {
  JsonReader reader{"a"};
  const Padded one(R"({"a":"x"})");
  const Padded other(R"({"b":"x"})");
  REQUIRE(reader.read(one));
  REQUIRE(reader.read(other));
  CHECK(reader[0].kind == Kind::absent);
}

TEST_CASE("numbers keep their spelling, however long") {
  JsonReader reader{"a"};
  const Padded text(R"({"x":1e999,"a":12345678901234567890123456789.000 })");
  REQUIRE(reader.read(text));
  CHECK(reader[0].kind == Kind::number);
  CHECK(reader[0].text == "12345678901234567890123456789.000");
}

TEST_CASE("invalid UTF-8 is repaired and reported") {
  JsonReader reader{"a"};
  const Padded text("{\"a\":\"x\xff\xc3(\"}");
  REQUIRE(reader.read(text));
  CHECK(reader[0].text == "x\xef\xbf\xbd\xef\xbf\xbd(");
  CHECK(reader.repaired());
  const Padded fine("{\"a\":\"\xc3\xa9\"}");
  REQUIRE(reader.read(fine));
  CHECK_FALSE(reader.repaired());
}

TEST_CASE("a lone surrogate becomes U+FFFD") {
  JsonReader reader{"a"};
  const Padded text(R"({"a":"x\ud800y","b\ud800":1})");
  REQUIRE(reader.read(text));
  CHECK(reader[0].text == "x\xef\xbf\xbdy");
}

TEST_CASE("text that is not a JSON object is refused") {
  JsonReader reader{"a", "b.c"};
  for (const char* text : {"{\"a\" 1}", "{\"a\":}", "{\"a\":\"\x01\"}", "{\"a\":tru,}", "{a:1}",
                           "{\"b\":{\"c\" 1}}", "{\"x\":1 \"a\":2}"}) {
    const Padded padded(text);
    CAPTURE(text);
    CHECK_FALSE(reader.read(padded));
  }
}

TEST_CASE("a document of a megabyte is read") {
  JsonReader reader{"a"};
  const Padded text("{\"x\":\"" + std::string(1 << 20, 'y') + "\",\"a\":\"b\"}");
  REQUIRE(reader.read(text));
  CHECK(reader[0].text == "b");
}
