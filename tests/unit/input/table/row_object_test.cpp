#include "input/table/row_object.h"

#include <array>

#include "catch.h"

using namespace s3rare::input;
using s3rare::json::PaddedText;

TEST_CASE("a row of CSV becomes an object without its empty cells") {
  const auto header = CsvHeader::of("a,\"b \"\"c\"\"\",d\n");
  REQUIRE(header);
  PaddedText object;
  write_row_object(*header, std::array<std::string_view, 3>{"1", "x\"y", ""}, object);
  CHECK(std::string_view(object) == R"({"a":"1","b \"c\"":"x\"y"})");
}

TEST_CASE(
    "a row of Elastic's fields becomes an object without what Kibana writes for absent ones") {
  const auto header = CsvHeader::of("event.provider,event.action,a,b\n");
  PaddedText object;
  write_row_object(*header, std::array<std::string_view, 4>{"s3.amazonaws.com", "x", "-", "--"},
                   object);
  CHECK(std::string_view(object) ==
        R"({"event.provider":"s3.amazonaws.com","event.action":"x","b":"--"})");
  write_row_object(*CsvHeader::of("a,b\n"), std::array<std::string_view, 2>{"-", "1"}, object);
  CHECK(std::string_view(object) == R"({"a":"-","b":"1"})");
}

TEST_CASE("a row of ES|QL becomes an object without its null values") {
  const auto columns = esql_columns(R"([{"name":"event.id","type":"keyword"},{"name":"b"}])");
  PaddedText object;
  CHECK(write_row_object(columns, R"(["e-1",null])", object));
  CHECK(std::string_view(object) == R"({"event.id":"e-1"})");
  CHECK(write_row_object(columns, R"([null,[1,2]])", object));
  CHECK(std::string_view(object) == R"({"b":[1,2]})");
  CHECK_FALSE(write_row_object(columns, R"(["e-1"])", object));
  CHECK_FALSE(write_row_object(columns, R"(["e-1",1,2])", object));
  CHECK_FALSE(write_row_object(columns, R"({"a":1})", object));
  CHECK(esql_columns(R"([{"type":"keyword"}])").empty());
}

TEST_CASE("tables with the fields of records are recognised in any case") {
  CHECK(has_record_fields(
      *CsvHeader::of("TimeGenerated [UTC],EventSource,EventName,UserIdentityType")));
  CHECK(has_record_fields(*CsvHeader::of("useridentity,eventsource,eventname")));
  CHECK(has_record_fields(*CsvHeader::of("event.provider;event.action;data_stream.dataset")));
  CHECK(has_record_fields(*CsvHeader::of("event.provider,event.action,aws.cloudtrail.event_type")));
  CHECK_FALSE(has_record_fields(*CsvHeader::of("event.provider,event.action")));
  CHECK_FALSE(has_record_fields(*CsvHeader::of("eventsource,eventname")));
}
