#include "input/table/csv_rows.h"

#include <string>
#include <vector>

#include "catch.h"
#include "memory_stream.h"

using namespace s3rare;
using namespace s3rare::input;

namespace {

// Shows rows: cells in brackets, faults with their offset.
std::vector<std::string> rows_of(const std::string& text, char delimiter = ',',
                                 std::size_t chunk = 1 << 20,
                                 std::optional<Error> fault = std::nullopt) {
  tests::MemoryStream stream(text, chunk, std::move(fault));
  Window window;
  window.reset(stream);
  CsvRows rows(window);
  rows.reset(delimiter);
  std::vector<std::string> shown;
  while (const auto row = rows.next()) {
    std::string line = std::to_string(row->offset) + ":";
    for (const std::string_view cell : row->cells) line += "[" + std::string(cell) + "]";
    if (row->kind == CsvRow::Kind::malformed) line += "malformed";
    if (row->kind == CsvRow::Kind::damage) line += "damage";
    shown.push_back(line);
  }
  return shown;
}

using Rows = std::vector<std::string>;

}  // namespace

TEST_CASE("cells are read by RFC 4180") {
  CHECK(rows_of("a,b\nc,d\n") == Rows{"0:[a][b]", "4:[c][d]"});
  CHECK(rows_of("a,b\r\nc,d") == Rows{"0:[a][b]", "5:[c][d]"});
  CHECK(rows_of(",\n") == Rows{"0:[][]"});
  CHECK(rows_of("\"\"\n") == Rows{"0:[]"});
  CHECK(rows_of("\"a\",\"b,\"\"c\"\"\n\r\nd\",e\r\nf") ==
        Rows{"0:[a][b,\"c\"\n\r\nd][e]", "21:[f]"});
  CHECK(rows_of("a;\"b;c\"\n", ';') == Rows{"0:[a][b;c]"});
  CHECK(rows_of("\"\"\"\"\n") == Rows{"0:[\"]"});
}

TEST_CASE("rows are the same in chunks of any size") {
  const std::string text =
      "\xef\xbb\xbfone,\"two\"\"\r\n\"\r\n\r\n\n3,\"\"\r\n\"4\"\"\"\"\",\"5\"\r\nx\"y,z\n6,7\r\n";
  const Rows expected = rows_of(text);
  CHECK(expected.size() == 5);
  for (std::size_t chunk = 1; chunk < 12; ++chunk) CHECK(rows_of(text, ',', chunk) == expected);
}

TEST_CASE("a byte order mark and empty lines are no rows") {
  CHECK(rows_of("") == Rows{});
  CHECK(rows_of("\xef\xbb\xbf") == Rows{});
  CHECK(rows_of("\xef\xbb\xbf"
                "a\n") == Rows{"3:[a]"});
  CHECK(rows_of("\n\r\n\na\n\n") == Rows{"4:[a]"});
}

TEST_CASE("a row that breaks the rules is lost alone") {
  CHECK(rows_of("a,b\"c\nd,e\n") == Rows{"0:malformed", "6:[d][e]"});
  CHECK(rows_of("\"a\"b,c\nd,e\n") == Rows{"0:malformed", "7:[d][e]"});
  CHECK(rows_of("a,\"{\\\"b\\\":1}\"\nd,e\n") == Rows{"0:malformed", "14:[d][e]"});
}

TEST_CASE("a missing quote loses one row, not the file") {
  CHECK(rows_of("a,b\n\"c,d\ne,f\ng,\"h\"\n") ==
        Rows{"0:[a][b]", "4:malformed", "9:[e][f]", "13:[g][h]"});
  CHECK(rows_of("a,\"b\nc,d\n") == Rows{"0:malformed", "5:[c][d]"});
}

TEST_CASE("where tabs delimit, a quote inside a cell is a character") {
  CHECK(rows_of("a\t{\"b\":1,\"c\":2}\n", '\t') == Rows{"0:[a][{\"b\":1,\"c\":2}]"});
}

TEST_CASE("a row cut by a fault below is damage, the rows before it are read") {
  const Error fault{ErrorKind::damaged, {}, std::nullopt, "found the end"};
  CHECK(rows_of("a,b\nc,", ',', 100, fault) == Rows{"0:[a][b]", "6:damage"});
  CHECK(rows_of("a,b\n\"c", ',', 100, fault) == Rows{"0:[a][b]", "6:damage"});
  CHECK(rows_of("a,b\n", ',', 100, fault) == Rows{"0:[a][b]", "4:damage"});
}

TEST_CASE("a row above the limit is lost, and memory stays bounded") {
  const std::string text =
      "a,b\n\"" + std::string(kMaxRowBytes + 10, 'x') + "\nc,d\n" + "e,\"f\"\n";
  const Rows rows = rows_of(text);
  REQUIRE(rows.size() >= 3);
  CHECK(rows.front() == "0:[a][b]");
  CHECK(rows[1] == "4:malformed");
  CHECK(rows.back().ends_with(":[e][f]"));
}

TEST_CASE("quotes that never close cost time in proportion to the text") {
  std::string text;
  for (int i = 0; i < 200000; ++i) text += "\"a\"\"\n\"\"b\n";
  const Rows rows = rows_of(text);
  CHECK(rows.size() > 1);
}
