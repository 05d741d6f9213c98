// The reference is what the fast path is held against, so it is held against the design: by hand.

#include <algorithm>
#include <string>
#include <vector>

#include "catch.h"
#include "reference/agreement.h"
#include "reference/json.h"
#include "reference/outline.h"
#include "reference/reader.h"
#include "reference/stream.h"

using namespace s3rare;
using namespace s3rare::reference;
using Kind = Finding::Kind;

namespace {

const std::string kMatch =
    R"({"eventSource":"s3.amazonaws.com","eventName":"GetObject","eventTime":"2024-05-01T12:00:00Z",)"
    R"("userIdentity":{"type":"AWSAccount","accountId":"anonymous"}})";
const std::string kOther =
    R"({"eventSource":"ec2.amazonaws.com","eventName":"x","userIdentity":{"type":"Root"}})";

std::vector<Kind> kinds(const std::string& text) {
  std::vector<Kind> all;
  for (const Finding& finding : read(text, "a.json", false).findings.all) {
    all.push_back(finding.kind);
  }
  return all;
}

std::string quoted(const std::string& text) {
  std::string result = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') result += '\\';
    result += c;
  }
  return result + "\"";
}

using Kinds = std::vector<Kind>;
const Kinds kOneMatch = {Kind::matched};

}  // namespace

TEST_CASE("the reference's parser takes JSON and nothing else") {
  for (const char* text :
       {"{}", " [1, -0.5e+3 ,null,true,false] ", R"({"a":{"b":["\u00e9\n\/"]}})", "\"x\"", "0"}) {
    CAPTURE(text);
    CHECK(parse_json(text));
  }
  for (const char* text :
       {"", "{", "[1,]", "{,}", "{\"a\"}", "{\"a\":}", "[01]", "[1.]", "[+1]", "[.5]", "[tru]",
        "['a']", "[\"\\x\"]", "[\"\\u12g4\"]", "[\"\n\"]", "[1] 2", "[1 2]", "nul", "[\"\\"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_json(text));
  }
}

TEST_CASE("the reference decodes every escape, and replaces what is none") {
  CHECK(decode(R"(\u0061\u00E9\u20ac\ud83d\ude00)") == "a\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80");
  CHECK(decode(R"(\"\\\/\b\f\n\r\t)") == "\"\\/\b\f\n\r\t");
  CHECK(decode(R"(\ud83dx\ude00)") == "\xef\xbf\xbdx\xef\xbf\xbd");
  CHECK(decode(R"(\ud83d\u0061)") ==
        "\xef\xbf\xbd"
        "a");
  CHECK(decode("x\xff\xc3(\xe2\x82") == "x\xef\xbf\xbd\xef\xbf\xbd(\xef\xbf\xbd");
  CHECK(decode("\xed\xa0\x80") == "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd");
  CHECK(decode("\xf0\x9f\x98") == "\xef\xbf\xbd");
  CHECK(decode("\xf4\x90\x80\x80\xc0\xaf").size() == 6 * 3);
  CHECK(is_utf8("\xf4\x8f\xbf\xbf\xee\x80\x80"));
  CHECK_FALSE(is_utf8("\xe0\x9f\xbf"));
}

TEST_CASE("of a key that stands twice the reference takes the last value") {
  const auto value = parse_json(R"({"a":"x","\u0061":null})");
  REQUIRE(value);
  CHECK(value->find("a")->kind == Value::Kind::null);
  CHECK(value->find("b") == nullptr);
}

TEST_CASE("an outline is made of what can be told apart") {
  const Outline all = outline(R"({"a":tru,,"b":[}{] "c":"x"})");
  CHECK(all.values.size() == 1);
  CHECK_FALSE(all.readable);
  CHECK(all.last_key == "b");
  CHECK(outline(R"([1 {"a":2},"b"])").values.size() == 3);
  CHECK(find_end(R"({"a":"}\"}"} )", 0).end == 12);
  CHECK(find_end(R"({"a":[}])", 0).how == Extent::End::mismatched);
  CHECK(find_end(R"([{"a":)", 0).in_object);
}

TEST_CASE("the reference finds a record in every container") {
  const std::string string = quoted(kMatch);
  const std::vector<std::string> containers = {
      kMatch,
      R"({"Records":[)" + kMatch + "]}",
      "{\r\n \"x\": 1, \"Records\": [\r\n" + kMatch + "\r\n]}\r\n",
      "[" + kMatch + "]",
      "\xef\xbb\xbf" + kMatch + "\n",
      R"({"detail":)" + kMatch + "}",
      R"({"CloudTrailEvent":)" + string + "}",
      R"({"Events":[{"CloudTrailEvent":)" + string + "}]}",
      R"({"logEvents":[{"message":)" + string + "}]}",
      "2024-05-01T12:00:00.000Z " + kMatch + "\n",
      R"({"event":{"original":)" + string + "}}",
      R"({"event.original":)" + string + "}",
      R"({"message":)" + string + "}"};
  for (const std::string& text : containers) {
    CAPTURE(text);
    CHECK(kinds(text) == kOneMatch);
    CHECK(kinds(text + text).size() == 2);
    CHECK(read(text, "a.json", false).file == FileKind::read);
  }
}

TEST_CASE("the reference tells what is no record, and where things stand") {
  CHECK(kinds(R"({"digestStartTime":1,"logFiles":[]})") == Kinds{Kind::digest});
  CHECK(read(R"({"digestStartTime":1,"logFiles":[]})", "a", false).file == FileKind::digests);
  CHECK(read(R"({"insightDetails":{}})", "a", false).file == FileKind::insights);
  CHECK(kinds(R"({"a":1})") == Kinds{Kind::unrecognised});
  CHECK(kinds("[5]") == Kinds{Kind::scalar});
  CHECK(read("[5]", "a", false).file == FileKind::not_json);
  CHECK(read("[5]", "a.json", false).file == FileKind::damaged);
  CHECK(read("[] x", "a", false).file == FileKind::not_json);
  CHECK(read("{\"a", "a", false).file == FileKind::damaged);
  const std::string notification = R"({"eventSource":"aws:s3","eventName":"x"})";
  CHECK(kinds(notification) == Kinds{Kind::notification});
  CHECK(read(notification, "a", false).file == FileKind::notifications);
  CHECK(kinds(R"({"eventSource":"aws:sqs","eventName":"x"})") == Kinds{Kind::unrecognised});
  CHECK(kinds(R"({"index":{"_id":"1"}})") == Kinds{Kind::bulk_action});
  CHECK(kinds(R"({"index":{"a":{}}})") == Kinds{Kind::unrecognised});
  CHECK(kinds(R"({"Records":[]})").empty());
  CHECK(read(R"({"Records":[]})", "a", false).file == FileKind::read);
  const Reading reading = read(R"({"Records":[)" + kOther + "," + kMatch + "]}", "a", false);
  REQUIRE(reading.findings.all.size() == 2);
  CHECK(reading.findings.all[0].kind == Kind::not_matched);
  CHECK(reading.findings.all[1].match->offset == 12 + kOther.size() + 1);
}

TEST_CASE("the reference judges only records that tell who made the request") {
  const auto kind_with = [](const std::string& members) {
    return kinds(R"({"eventSource":"s3.amazonaws.com","eventName":"GetObject",)" + members + "}");
  };
  for (const char* members :
       {R"("userIdentity":{"type":"Root"})", R"("userIdentity":{"accountId":"1"})",
        R"("userIdentity":null,"eventType":"AwsServiceEvent")", R"("userIdentity.type":"x")",
        R"("userIdentity.type":"Unknown","userIdentity.accountId":null)",
        R"("userIdentity":"{\"type\":\"Root\"}")"}) {
    CHECK(kind_with(members) == Kinds{Kind::not_matched});
  }
  for (const char* members : {R"("a":1)", R"("userIdentity":{})", R"("userIdentity":"x")",
                              R"("userIdentity.type":"AWSAccount")",
                              R"("userIdentity":{"type":"AWSAccount","accountid":"anonymous"})"}) {
    CHECK(kind_with(members) == Kinds{Kind::without_identity});
  }
}

TEST_CASE("the reference reads a record in any shape") {
  const std::string rest = R"(,"eventSource":["s3.amazonaws.com"],"eventName":"GetObject"})";
  for (const char* members :
       {R"("userIdentity.type":"AWSAccount","userIdentity.accountId":["anonymous"])",
        R"("userIdentity":{"accountId":"anonymous"},"userIdentity.type":"AWSAccount")",
        R"("userIdentity":" {\"type\":\"AWSAccount\",\"accountId\":\"anonymous\"}")",
        R"("userIdentity":[{"type":["AWSAccount"],"accountId":"anonymous"}])"}) {
    for (const char* time : {R"("2024-05-01 12:00:00.5")", R"("2024-05-01T14:00:00.500+0200")",
                             "1714564800.5", R"(["1714564800500"])", R"("20240501T120000.5Z")"}) {
      const std::string text = std::string("{") + members + R"(,"eventTime":)" + time + rest;
      const Reading reading = read(text, "a", false);
      REQUIRE(reading.findings.all.size() == 1);
      REQUIRE(reading.findings.all[0].match);
      CHECK(format_utc(reading.findings.all[0].match->time) == "2024-05-01T12:00:00.5Z");
    }
  }
}

TEST_CASE("to the reference a bad line costs itself, and damage costs what follows") {
  CHECK(kinds(kMatch + "\n{\"a\":\n" + kMatch) ==
        Kinds{Kind::matched, Kind::malformed, Kind::matched});
  CHECK(kinds("{\n" + kMatch.substr(1) + "\nx\n" + kMatch) == Kinds{Kind::matched, Kind::damage});
  const std::string document = R"({"Records":[)" + kMatch + "," + kOther;
  CHECK(kinds(document) == Kinds{Kind::matched, Kind::not_matched, Kind::damage});
  CHECK(kinds(document.substr(0, document.size() - 1)) == Kinds{Kind::matched, Kind::malformed});
  CHECK(read(document, "a", false).file == FileKind::damaged);
}

TEST_CASE("to the reference a name decides what a file without JSON is") {
  for (const char* name : {"a.json", "a.JSONL.gz", "a.ndjson.zst"}) {
    CHECK(read("text", name, false).file == FileKind::damaged);
  }
  for (const char* name : {"a.log", "a.gz", "a", "a.json.txt"}) {
    CHECK(read("text", name, false).file == FileKind::not_json);
    CHECK(read("text", name, true).file == FileKind::damaged);
  }
}

TEST_CASE("to the reference a file of lines may be empty") {
  for (const char* name : {"a.jsonl", "a.NDJSON.gz"}) {
    CHECK(read("", name, true).file == FileKind::read);
    CHECK(read(" ", name, true).file == FileKind::damaged);
  }
  CHECK(read("", "a.json", false).file == FileKind::damaged);
}

TEST_CASE("to the reference a record above a limit is malformed, one at it is not") {
  const auto padded = [](std::size_t bytes) {
    std::string record = kMatch;
    record.insert(1, R"("x":"",)");
    return record.insert(6, std::string(bytes - record.size(), 'y'));
  };
  CHECK(kinds(padded(kMaxRecordBytes)) == kOneMatch);
  CHECK(kinds(padded(kMaxRecordBytes + 1)) == Kinds{Kind::malformed});
  const auto deep = [](std::size_t depth) {
    std::string record = kMatch;
    return record.insert(
        1, R"("x":)" + std::string(depth - 1, '[') + std::string(depth - 1, ']') + ",");
  };
  CHECK(kinds(deep(1024)) == kOneMatch);
  CHECK(kinds(deep(1025)) == Kinds{Kind::malformed});
}

TEST_CASE("a record that is no JSON all the way down is left open by the reference") {
  std::string record = kMatch;
  record.insert(1, R"("x":tru,)");
  const Reading reading = read(record, "a.json", false);
  CHECK(reading.findings.all[0].kind == Kind::undecided);
  CHECK_FALSE(reading.file);
}

TEST_CASE("a difference between the readings is told") {
  const Reading reading = read(kMatch, "a.json", false);
  FastReading fast;
  CHECK(difference(reading, fast));
  fast.matches.push_back(*reading.findings.all[0].match);
  CHECK(difference(reading, fast));
  fast.counts.records_matched = 1;
  CHECK(difference(reading, fast));
  fast.counts.files_read = 1;
  CHECK_FALSE(difference(reading, fast));
  fast.matches[0].fields[6].text += "x";
  CHECK(difference(reading, fast));
  fast.matches.clear();
  CHECK(difference(reading, fast));
}
