#include "input/foreign/record_shape.h"

#include <string>

#include "catch.h"

using namespace s3rare;
using namespace s3rare::input;

namespace {

// The record in CloudTrail's shape; empty if it has that shape.
std::string shaped(const std::string& record) {
  json::PaddedText text;
  return shape_record(record, text) ? std::string(text) : std::string();
}

// The time of a record, of which nothing else is unusual.
std::string shaped_time(const std::string& time) { return shaped(R"({"eventTime":)" + time + "}"); }

}  // namespace

TEST_CASE("a record in CloudTrail's shape is left as it is") {
  for (const char* record :
       {"{}", R"({"eventTime":"2024-05-09T03:34:58Z"})",
        R"({"eventTime":"2024-05-09T03:34:58.1Z"})",
        R"({"userIdentity":{"type":"AWSAccount","accountId":"anonymous"},"resources":[{"a":1}]})",
        R"({"requestParameters":{"Host":["b"],"bucketName":"b"},"responseElements":null})",
        R"({"requestParameters":"{bucketName=b}","userIdentity":"x","eventTime":"yesterday"})",
        R"({"tags.a":1,"eventName":["a","b"],"userIdentity":[]})",
        R"({"userIdentity":"{\"type\":}"})"}) {
    CHECK(shaped(record).empty());
  }
}

TEST_CASE("dotted keys become objects, and a value in the object wins over them") {
  CHECK(
      shaped(R"({"a":1,"userIdentity.type":"x","userIdentity.s.t.u":2,"userIdentity.s.v":[3]})") ==
      R"({"a":1,"userIdentity":{"s":{"t":{"u":2},"v":3},"type":"x"}})");
  CHECK(
      shaped(R"({"tlsDetails":{"tlsVersion":"1"},"tlsDetails.tlsVersion":"2","tlsDetails.x":3})") ==
      R"({"tlsDetails":{"tlsVersion":"2","x":3,"tlsVersion":"1"}})");
}

TEST_CASE("dotted keys that do not tell who made the request are left as they are") {
  CHECK(shaped(R"({"userIdentity.arn":"x"})").empty());
  CHECK(shaped(R"({"userIdentity.type":"AWSAccount"})").empty());
  CHECK(shaped(R"({"userIdentity.type":"Unknown","eventName":["n"]})") ==
        R"({"eventName":"n","userIdentity.type":"Unknown"})");
  CHECK(shaped(R"({"userIdentity.type":"AWSService"})") ==
        R"({"userIdentity":{"type":"AWSService"}})");
}

TEST_CASE("a key of very many dots costs no recursion") {
  const std::string dots(100'000, '.');
  CHECK_FALSE(shaped("{\"userIdentity.type\":\"x\",\"userIdentity." + dots + "\":1}").empty());
}

TEST_CASE("a string that holds an object is that object") {
  CHECK(shaped(R"({"userIdentity":" {\"type\":\"\\u0078\"} "})") ==
        R"({"userIdentity":{"type":"\u0078"}})");
  CHECK(shaped(R"({"requestParameters":"\u007b\"key\":[\"k\"]}"})") ==
        R"({"requestParameters":{"key":"k"}})");
}

TEST_CASE("arrays of one element are opened around single values only") {
  CHECK(shaped(R"({"eventName":["n"],"resources":[{"x":["y"]}],"readOnly":[[true]]})") ==
        R"({"eventName":"n","resources":[{"x":["y"]}],"readOnly":true})");
  CHECK(shaped(R"({"requestParameters":[{"bucketName":["b"],"acl":["x"]}]})") ==
        R"({"requestParameters":{"bucketName":"b","acl":["x"]}})");
}

TEST_CASE("the time of a database becomes CloudTrail's") {
  const auto time_of = [](const std::string& record) {
    const std::size_t at = record.rfind(R"("eventTime":")");
    return at == std::string::npos ? std::string()
                                   : record.substr(at + 13, record.size() - at - 15);
  };
  CHECK(time_of(shaped_time(R"("2024-05-09 03:34:58.000")")) == "2024-05-09T03:34:58Z");
  CHECK(time_of(shaped_time("1715225698")) == "2024-05-09T03:34:58Z");
  CHECK(time_of(shaped_time(R"(["2024-05-09 03:34:58.250 UTC"])")) == "2024-05-09T03:34:58.25Z");
  CHECK(shaped_time("17152256981").empty());
}

TEST_CASE("of a time that a record holds twice, the last counts") {
  CHECK(shaped(R"({"eventTime":1715225698,"eventTime":"2024-05-09T03:34:58Z"})").empty());
  CHECK_FALSE(shaped(R"({"eventTime":"2024-05-09T03:34:58Z","eventTime":1715225698})").empty());
}
