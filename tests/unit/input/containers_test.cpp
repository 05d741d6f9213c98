#include "input/containers.h"

#include "catch.h"

using namespace s3rare;
using namespace s3rare::input;

namespace {

struct Seen {
  Found::Kind kind;
  std::string text;
  std::uint64_t offset;
};

std::vector<Seen> unwrap(const std::string& text, std::uint64_t offset = 0) {
  json::BracketScan scan;
  scan.start();
  REQUIRE(scan.scan(text) == json::BracketScan::Outcome::closed);
  Unwrapper unwrapper;
  std::vector<Seen> all;
  for (const Found& found : unwrapper.unwrap({{}, text, scan.scanned()}, offset)) {
    all.push_back({found.kind, std::string(found.text), found.offset});
  }
  return all;
}

std::vector<std::string> records(const std::string& text) {
  std::vector<std::string> found;
  for (const Seen& seen : unwrap(text)) {
    if (seen.kind == Found::Kind::record) found.push_back(seen.text);
  }
  return found;
}

Found::Kind only_kind(const std::string& text) {
  const auto all = unwrap(text);
  REQUIRE(all.size() == 1);
  return all[0].kind;
}

const std::string kRecord = R"({"eventSource":"s3.amazonaws.com","eventName":"GetObject"})";
const std::string kEscaped =
    R"({\"eventSource\":\"s3.amazonaws.com\",\"eventName\":\"GetObject\"})";

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("an object with source and name is a record, whatever else it holds") {
  CHECK(records(kRecord) == Texts{kRecord});
  const std::string hiding =
      R"({"Records":[)" + kRecord + R"(],"message":"x","\u0065ventSource":1,"eventName":null})";
  CHECK(records(hiding) == Texts{hiding});
}

TEST_CASE("a record in AWS key order is recognised, also when its identity is nested") {
  const std::string record =
      R"({"eventVersion":"1.08","userIdentity":{"type":"x","s":{"t":[{}]}},"eventTime":"t",)"
      R"("eventSource":"s","eventName":"n"})";
  CHECK(records(record) == Texts{record});
}

TEST_CASE("a record's time is found wherever its key is, as it is spelled") {
  const auto time_of = [](const std::string& text) {
    json::BracketScan scan;
    scan.start();
    REQUIRE(scan.scan(text) == json::BracketScan::Outcome::closed);
    Unwrapper unwrapper;
    const auto found = unwrapper.unwrap({{}, text, scan.scanned()}, 0);
    REQUIRE(found.size() == 1);
    return std::string(found[0].event_time);
  };
  CHECK(time_of(R"({"eventVersion":"1","userIdentity":{"eventTime":"x"},"eventTime":"t",)"
                R"("eventSource":"s","eventName":"n"})") == "t");
  CHECK(time_of(R"({"eventTime":"t","eventSource":"s","eventName":"n"})") == "t");
  CHECK(time_of(R"({"eventSource":"s","eventName":"n","x":{"eventTime":"x"},"eventTime":"t"})") ==
        "t");
  CHECK(time_of(R"({"eventSource":"s","eventName":"n","\u0065ventTime" : "\u0074"})") ==
        R"(\u0074)");
  CHECK(time_of(R"({"eventSource":"s","eventName":"n","x":"\"eventTime\":\"x\""})").empty());
  CHECK(time_of(R"({"eventSource":"s","eventName":"n","eventTime":5})").empty());
  CHECK(time_of(R"({"message":"{\"eventSource\":1,\"eventTime\":\"t\",\"eventName\":2}"})") == "t");
}

TEST_CASE("source and name in different objects make no record") {
  CHECK(only_kind(R"({"eventSource":"s","a":{"eventName":"n"}})") == Found::Kind::unrecognised);
  CHECK(only_kind(R"({"a":"eventSource","eventName":1})") == Found::Kind::unrecognised);
}

TEST_CASE("containers are opened") {
  CHECK(records(R"({ "Records" : [ )" + kRecord + "," + kRecord + "] }").size() == 2);
  CHECK(records(R"({"x":1,"Records":[[)" + kRecord + R"(]]})") == Texts{kRecord});
  CHECK(records(R"({"detail-type":"AWS API Call via CloudTrail","detail":)" + kRecord + "}") ==
        Texts{kRecord});
  CHECK(records(R"({"EventId":"1","CloudTrailEvent":")" + kEscaped + "\"}") == Texts{kRecord});
  CHECK(records(R"({"Events":[{"CloudTrailEvent":")" + kEscaped + "\"}]}") == Texts{kRecord});
  CHECK(records(R"({"messageType":"DATA_MESSAGE","logEvents":[{"message":")" + kEscaped +
                "\"}]}") == Texts{kRecord});
  CHECK(records(R"({"event":{"original":")" + kEscaped + "\"}}") == Texts{kRecord});
  CHECK(records(R"({"event.original":")" + kEscaped + "\"}") == Texts{kRecord});
  CHECK(records(R"({"message":")" + kEscaped + "\"}") == Texts{kRecord});
}

TEST_CASE("any object, array and string is searched for records") {
  CHECK(records(R"({"a":)" + kRecord + "}") == Texts{kRecord});
  CHECK(records(R"({"a":{"b":[{"c":)" + kRecord + "}]}}") == Texts{kRecord});
  CHECK(records(R"({"took":1,"_shards":{"x":[{"y":1}]},"hits":{"hits":[{"_source":)" + kRecord +
                "}]}}") == Texts{kRecord});
  CHECK(records(R"({"log":")" + kEscaped + "\"}") == Texts{kRecord});
  CHECK(records(R"({"values":[["17","\u007b)" + kEscaped.substr(1) + "\"]]}") == Texts{kRecord});
  CHECK(records(R"({"message":)" + kRecord + "}") == Texts{kRecord});
  CHECK(records(R"({"event":{"original":[)" + kRecord + "]}}") == Texts{kRecord});
  CHECK(records(R"({"records":[)" + kRecord + "]}") == Texts{kRecord});
}

TEST_CASE("a row of Logs Insights is searched as the object that it means") {
  CHECK(records(R"({"results":[[{"field":"@message","value":")" + kEscaped + R"("}]]})") ==
        Texts{kRecord});
  CHECK(records(R"({"results":[[{"field":"eventSource","value":"s"},{"field":"eventName",)"
                R"("value":"n"}]]})") == Texts{R"({"eventSource":"s","eventName":"n"})"});
}

TEST_CASE("a search ends eight levels deep") {
  std::string inner = kRecord;
  for (int i = 0; i < 8; ++i) inner = R"({"a":)" + inner + "}";
  CHECK(records(inner) == Texts{kRecord});
  CHECK(only_kind(R"({"a":)" + inner + "}") == Found::Kind::unrecognised);
}

TEST_CASE("an element without a record counts only beside elements with one") {
  CHECK(unwrap(R"({"hits":[{"a":1},{"b":)" + kRecord + "}]}").size() == 2);
  CHECK(only_kind(R"({"hits":[{"a":1},{"b":2}]})") == Found::Kind::unrecognised);
}

TEST_CASE("a record under several keys of an object counts once") {
  const std::string other = R"({"eventSource":"s","eventName":"n","eventID":"1","x":1})";
  const std::string again = R"({"eventSource":"s","eventName":"n","eventID":"1"})";
  CHECK(records(R"({"a":)" + other + R"(,"b":)" + again + "}") == Texts{other});
  CHECK(records(R"({"a":[)" + other + "," + again + "]}").size() == 2);
  // Others do not hide behind an ID.
  for (const char* member : {R"("eventTime":"t")", R"("sourceIPAddress":"192.0.2.1")"}) {
    const std::string changed = again.substr(0, again.size() - 1) + "," + member + "}";
    CHECK(records(R"({"a":)" + other + R"(,"b":)" + changed + "}") == Texts{other, changed});
  }
  CHECK(records(R"({"a":)" + other + R"(,"b":{"eventSource":"s","eventName":"m","eventID":"1"}})")
            .size() == 2);
  CHECK(records(R"({"_source":)" + other + R"(,"fields":{"x":)" + kRecord + "}}") == Texts{other});
}

TEST_CASE("nothing is searched inside a record or a notification") {
  CHECK(only_kind(R"({"eventSource":"aws:s3","eventName":"n","key":")" + kEscaped + "\"}") ==
        Found::Kind::notification);
  CHECK(records(R"({"eventSource":"s","eventName":"n","a":)" + kRecord + "}").size() == 1);
}

TEST_CASE("a record that appears twice in a document counts once") {
  CHECK(records(R"({"message":")" + kEscaped + R"(","event":{"original":")" + kEscaped + "\"}}")
            .size() == 1);
}

TEST_CASE("several records in one message are all found") {
  CHECK(records(R"({"message":"{\"Records\":[)" + kEscaped + "," + kEscaped + R"(]}"})").size() ==
        2);
  CHECK(records(R"({"message":")" + kEscaped + kEscaped + "\"}").size() == 2);
}

TEST_CASE("offsets point to the object, or to the string that holds it") {
  const auto inner = unwrap(R"({"detail":)" + kRecord + "}", 100);
  CHECK(inner[0].offset == 110);
  const auto escaped = unwrap(R"({"message":")" + kEscaped + "\"}", 100);
  CHECK(escaped[0].offset == 111);
}

TEST_CASE("digests and Insights are recognised") {
  CHECK(only_kind(R"({"digestStartTime":"t","logFiles":[],"awsAccountId":"1"})") ==
        Found::Kind::digest);
  CHECK(only_kind(R"({"eventType":"AwsCloudTrailInsight","insightDetails":{"eventSource":"s"}})") ==
        Found::Kind::insight);
}

TEST_CASE("other objects are not recognised") {
  CHECK(only_kind("{}") == Found::Kind::unrecognised);
  CHECK(only_kind(R"({"message":"plain } text"})") == Found::Kind::unrecognised);
  CHECK(only_kind(R"({"detail":{"state":"running"}})") == Found::Kind::unrecognised);
  CHECK(only_kind(R"({"Records":[5]})") == Found::Kind::unrecognised);
}

TEST_CASE("an empty container does not hide the records beside it") {
  CHECK(records(R"({"Records":[],"detail":)" + kRecord + "}") == Texts{kRecord});
  CHECK(records(R"({"insightDetails":{},"Records":[)" + kRecord + "]}") == Texts{kRecord});
}

TEST_CASE("an empty container holds nothing") { CHECK(unwrap(R"({"x":1,"Records":[]})").empty()); }

TEST_CASE("an object with unreadable keys is reported as such") {
  CHECK(only_kind("{'eventSource':'s'}") == Found::Kind::unreadable);
  CHECK(only_kind(R"({"message":"{\"eventSource\":"})") == Found::Kind::unreadable);
}

TEST_CASE("a record of depth 1024 is read, a deeper one is malformed") {
  const auto deep = [](std::size_t depth) {
    const std::string brackets(depth - 1, '[');
    return R"({"eventSource":"s","eventName":"n","x":)" + brackets + std::string(depth - 1, ']') +
           "}";
  };
  CHECK(only_kind(deep(1024)) == Found::Kind::record);
  CHECK(only_kind(deep(1025)) == Found::Kind::malformed);
  CHECK(only_kind(R"({"detail":)" + deep(1024) + "}") == Found::Kind::record);
}

TEST_CASE("nested containers are opened down to a limit") {
  std::string text = kRecord;
  for (int i = 0; i < 8; ++i) text = R"({"detail":)" + text + "}";
  CHECK(records(text).size() == 1);
  CHECK(only_kind(R"({"detail":)" + text + "}") == Found::Kind::unrecognised);
}

TEST_CASE("a notification of another service is no record") {
  const std::string rest = R"("awsRegion":"us-east-1","eventName":"ObjectCreated:Put"})";
  CHECK(only_kind(R"({"eventSource":"aws:s3",)" + rest) == Found::Kind::notification);
  CHECK(only_kind(R"({"eventSource":"\u0061ws:s3",)" + rest) == Found::Kind::notification);
  CHECK(only_kind(R"({"eventSource":"aws:sqs",)" + rest) == Found::Kind::unrecognised);
  CHECK(only_kind(R"({"eventVersion":"1","userIdentity":{},"eventTime":"","eventSource":"aws:s3",)"
                  R"("eventName":"x"})") == Found::Kind::notification);
  // Of two sources, the one of a record decides, in any order.
  CHECK(only_kind(R"({"eventSource":"aws:s3","eventSource":"s3.amazonaws.com",)" + rest) ==
        Found::Kind::record);
  CHECK(only_kind(R"({"eventSource":"s3.amazonaws.com","eventSource":"aws:s3",)" + rest) ==
        Found::Kind::record);
  CHECK(only_kind(R"({"eventSource":"aws:sqs","message":")"
                  R"({\"eventSource\":\"s\",\"eventName\":\"n\"}"})") == Found::Kind::record);
}

TEST_CASE("an action line of a bulk file is no unknown object") {
  for (const char* line : {R"({"index":{"_index":"logs","_id":"1"}})", R"({"create":{}})",
                           R"({ "update" : { "_id":"1" } })", R"({"delete":{"_id":1}})"}) {
    CHECK(only_kind(line) == Found::Kind::bulk_action);
  }
  for (const char* line :
       {R"({"index":{"_index":"logs"},"a":1})", R"({"index":[]})", R"({"Index":{}})",
        R"({"update":{"doc":{"a":1}}})", R"({"index":{"eventSource":"s3.amazonaws.com"}})"}) {
    CHECK(only_kind(line) == Found::Kind::unrecognised);
  }
}
