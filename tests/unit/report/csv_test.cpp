#include "report/forms/csv.h"

#include <algorithm>

#include "catch.h"

namespace s3rare::report {
namespace {

TEST_CASE("a cell with commas, quotes or line ends is quoted") {
  CHECK(csv_cell("a.txt") == "a.txt");
  CHECK(csv_cell("a,b") == "\"a,b\"");
  CHECK(csv_cell("a\"b") == "\"a\"\"b\"");
  CHECK(csv_cell("a\nb") == "\"a\nb\"");
}

TEST_CASE("a cell that a spreadsheet would run is text") {
  CHECK(csv_cell("=1+1") == "'=1+1");
  CHECK(csv_cell("+1") == "'+1");
  CHECK(csv_cell("-1") == "'-1");
  CHECK(csv_cell("@a") == "'@a");
  CHECK(csv_cell("\ta") == "'\ta");
  CHECK(csv_cell("=a,b") == "\"'=a,b\"");
}

TEST_CASE("all rows have as many cells as the head") {
  Incident incident;
  incident.key = {"111122223333", "us-east-1", "example-site"};
  incident.objects.emplace_back();
  incident.sources.emplace_back();
  incident.access.outcomes.push_back({"GetObject", "success", 1});
  const auto commas = [](const std::string& line) {
    return std::count(line.begin(), line.end(), ',');
  };
  for (const CsvRows rows :
       {CsvRows::incidents, CsvRows::objects, CsvRows::requests, CsvRows::sources}) {
    std::string row = csv_rows(rows, incident);
    // The headline is one cell, whatever it says.
    if (rows == CsvRows::incidents) row = row.substr(0, row.rfind(",example-site:") + 1);
    CHECK(commas(csv_head(rows)) == commas(row));
  }
}

}  // namespace
}  // namespace s3rare::report
