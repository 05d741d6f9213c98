#include "input/recognition/data_event.h"

#include <string>

#include "catch.h"
#include "json/padded_text.h"
#include "json/text.h"

using namespace s3rare;
using namespace s3rare::input;

namespace {

// Unwraps the record as the reader does, so that AWS's order of keys is recognised.
bool judge(const std::string& members, const std::string& source = "s3.amazonaws.com") {
  const json::PaddedText record(
      R"({"eventVersion":"1.10","userIdentity":{"type":"IAMUser"},"eventTime":"2024-05-01T00:00:00Z",)"
      R"("eventSource":")" +
      source + R"(",)" + members + "}");
  json::BracketScan scan;
  scan.start();
  REQUIRE(scan.scan(record) == json::BracketScan::Outcome::closed);
  Unwrapper unwrapper;
  const auto all = unwrapper.unwrap({{}, record, scan.scanned()}, 0);
  REQUIRE(all.size() == 1);
  REQUIRE(all[0].kind == Found::Kind::record);
  return is_data_event(all[0]);
}

}  // namespace

TEST_CASE("category decides what is a data event, then managementEvent, then the action") {
  CHECK(judge(R"("eventName":"X","eventCategory":"Data","managementEvent":true)"));
  CHECK_FALSE(judge(R"("eventName":"GetObject","eventCategory":"Management")"));
  CHECK(judge(R"("eventName":"X","managementEvent":false)"));
  CHECK_FALSE(judge(R"("eventName":"GetObject","managementEvent":true)"));
  CHECK(judge(R"("eventName":"HeadObject")"));
  CHECK_FALSE(judge(R"("eventName":"GetBucketPolicy")"));
  CHECK(judge(R"("eventName":"X","eventCategory":null,"managementEvent": false )"));
}

TEST_CASE("a data event is recognised in any order of keys, and escaped") {
  CHECK(judge(R"("eventName":"X","eventC\u0061tegory":"D\u0061ta")"));
  CHECK(judge(R"("eventName":"GetObject")", R"(s3.amazon\u0061ws.com)"));
  const json::PaddedText sorted(
      R"({"eventCategory":"Data","eventName":"X","eventSource":"s3.amazonaws.com"})");
  Found record;
  record.text = sorted;
  CHECK(is_data_event(record));
}

TEST_CASE("only a record of S3 is an S3 data event") {
  CHECK_FALSE(judge(R"("eventName":"GetObject","eventCategory":"Data")", "lambda.amazonaws.com"));
  CHECK_FALSE(judge(R"("eventName":"GetObject","eventCategory":"Data")", "s3.amazonaws.com.cn"));
  CHECK_FALSE(judge(R"("eventName":"GetObject")", "s3"));
}
