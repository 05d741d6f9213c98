#include "input/table/csv_header.h"

#include <string>

#include "catch.h"
#include "input/table/record_columns.h"

using namespace s3rare::input;

TEST_CASE("a header names its columns and shows the delimiter") {
  const auto header = CsvHeader::of("\xef\xbb\xbf\"_time\", _raw ,\"a \"\"b\"\", c\"\r\nx,y,z\n");
  REQUIRE(header);
  CHECK(header->delimiter() == ',');
  CHECK(header->size() == 3);
  CHECK(header->name(0) == "_time");
  CHECK(header->name(1) == "_raw");
  CHECK(header->name(2) == "a \"b\", c");
  CHECK(CsvHeader::of("a;b,c\n")->delimiter() == ';');
  CHECK(CsvHeader::of("a\tb\n")->delimiter() == '\t');
  CHECK(CsvHeader::of("a|b")->delimiter() == '|');
  CHECK(CsvHeader::of("_raw\n")->size() == 1);
}

TEST_CASE("columns are found in any case") {
  const auto header = CsvHeader::of("time,EventJSON,eventjson");
  REQUIRE(header);
  CHECK(header->find("eventJson") == 1);
  CHECK_FALSE(header->find("event"));
}

TEST_CASE("a line of other text is no header") {
  for (const char* line :
       {"", "\n", "{\"a\":1,\"b\":2}", "[2024] INFO, x", "\"open,b", "a\"b,c", "\"a\"b,c"}) {
    CAPTURE(line);
    CHECK_FALSE(CsvHeader::of(line));
  }
}

TEST_CASE("columns of whole records are known, the most certain first") {
  const auto columns = [](const char* line) { return record_columns(*CsvHeader::of(line)); };
  CHECK(columns("_time,_raw") == std::vector<std::size_t>{1});
  CHECK(columns("message,event.original") == std::vector<std::size_t>{1, 0});
  CHECK(columns("@timestamp,@message") == std::vector<std::size_t>{1});
  CHECK(columns("EVENTJSON,x") == std::vector<std::size_t>{0});
  CHECK(columns("eventsource,eventname").empty());
}
