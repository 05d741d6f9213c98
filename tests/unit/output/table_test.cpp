#include "output/table.h"

#include <algorithm>

#include "catch.h"
#include "text/terminal_text.h"

using namespace s3rare;
using namespace s3rare::output;

namespace {

struct Line {
  std::string time = "2024-05-10T12:00:00Z";
  std::string address = "192.0.2.1";
  std::string more_of_source;  // members
  std::string bucket = "b";
  std::string key = "k";
  std::string more_of_s3rare;
  std::string more_of_aws;  // members, each with a comma behind it
  std::string more_of_alert;

  std::string json() const {
    return R"({"@timestamp":")" + time + R"(","source":{"address":")" + address + "\"" +
           more_of_source + R"(},"event":{"action":"GetObject"},"aws":{)" + more_of_aws +
           R"("s3":{"bucket":{"name":")" + bucket + R"("},"object":{"key":")" + key +
           R"("}}},"s3rare":{"severity":"medium")" + more_of_s3rare + "}" + more_of_alert + "}\n";
  }
};

std::string table_of(const std::vector<Line>& lines, const TableStyle& style = {}) {
  Table table(style);
  std::string text;
  for (const Line& line : lines) text += table.add(line.json());
  return text + table.finish();
}

Line seen(const std::string& when) {
  Line line;
  line.more_of_s3rare = R"(,"previous_seen":")" + when + "\"";
  return line;
}

std::size_t widest_row(const std::string& text) {
  std::size_t widest = 0;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = text.find('\n', begin);
    widest =
        std::max(widest, text::display_width(std::string_view(text).substr(begin, end - begin)));
    begin = end + 1;
  }
  return widest;
}

bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("columns are aligned") {
  Line other;
  other.time = "2024-05-11T00:00:00.5+02:00";
  other.address = "2001:db8::1";
  other.key = "\u65e5\u672c";
  CHECK(table_of({Line(), other}) ==
        "TIME (UTC)           SOURCE       ACTION     BUCKET/KEY  SEVERITY  LAST SEEN\n"
        "2024-05-10 12:00:00  192.0.2.1    GetObject  b/k         medium    -\n"
        "2024-05-10 22:00:00  2001:db8::1  GetObject  b/\u65e5\u672c      medium    -\n");
}

TEST_CASE("without alerts there is no header") { CHECK(table_of({}).empty()); }

TEST_CASE("the last sighting is shown as the time since then") {
  CHECK(has(table_of({seen("2024-05-01T12:00:00Z")}), "medium    9d before\n"));
  CHECK(has(table_of({seen("2024-05-01T12:00:01Z")}), "medium    8d before\n"));
  CHECK(has(table_of({seen("2024-05-09T10:00:00Z")}), "medium    26h before\n"));
  CHECK(has(table_of({seen("2024-05-10T10:00:01Z")}), "medium    119m before\n"));
  CHECK(has(table_of({seen("2024-05-10T11:58:01Z")}), "medium    119s before\n"));
}

TEST_CASE("account and region appear once alerts are of several") {
  const auto line_of = [](const std::string& account, const std::string& region) {
    Line line;
    line.more_of_aws = R"("cloudtrail":{"recipient_account_id":")" + account + R"("},)";
    line.more_of_alert = R"(,"cloud":{"account":{"id":"anonymous"},"region":")" + region + R"("})";
    return line;
  };
  const Line one = line_of("111122223333", "eu-west-1");
  CHECK_FALSE(has(table_of({one, one}), "ACCOUNT"));
  CHECK_FALSE(has(table_of({one, one}), "REGION"));
  CHECK(table_of({one, line_of("444455556666", "eu-west-1")}) ==
        "TIME (UTC)           SOURCE     ACTION     ACCOUNT       BUCKET/KEY  SEVERITY  LAST SEEN\n"
        "2024-05-10 12:00:00  192.0.2.1  GetObject  111122223333  b/k         medium    -\n"
        "2024-05-10 12:00:00  192.0.2.1  GetObject  444455556666  b/k         medium    -\n");
  const std::string regions = table_of({one, line_of("111122223333", "us-east-1")});
  CHECK(has(regions, "ACTION     REGION     BUCKET/KEY"));
  CHECK_FALSE(has(regions, "ACCOUNT"));
}

TEST_CASE("the place column appears with the first place") {
  Line placed;
  placed.more_of_source =
      R"(,"geo":{"city_name":"Milton","country_iso_code":"US"},"as":{"number":209})";
  const std::string text = table_of({Line(), placed});
  CHECK(has(text, "SOURCE     PLACE              ACTION"));
  CHECK(has(text, "192.0.2.1  -                  GetObject"));
  CHECK(has(text, "192.0.2.1  Milton, US, AS209  GetObject"));
  placed.more_of_source = R"(,"geo":{"country_iso_code":"US","country_name":"United States"})";
  CHECK(has(table_of({placed}), "  United States  "));

  std::vector<Line> late(Table::kLookAhead + 1);
  late.push_back(placed);
  const std::string blocks = table_of(late);
  CHECK(has(blocks, "192.0.2.1  GetObject"));
  CHECK(has(blocks, "\n\nTIME (UTC)           SOURCE     PLACE          ACTION"));
  CHECK(has(blocks, "192.0.2.1  United States  GetObject"));
}

TEST_CASE("the priority replaces the severity") {
  Line line;
  line.more_of_s3rare = R"(,"priority":"high")";
  const std::string text = table_of({line, Line()});
  CHECK(has(text, "  PRIORITY  "));
  CHECK(has(text, "  high      -"));
  CHECK(has(text, "  medium    -"));
}

TEST_CASE("a row fits the terminal, and the longest columns are shortened") {
  Line line;
  line.bucket = std::string(300, 'b');
  line.key = "a/" + std::string(300, 'k') + ".sql";
  line.address = "2001:db8:1111:2222:3333:4444:5555:6666";
  for (const std::size_t columns : {80, 100, 150, 300}) {
    CAPTURE(columns);
    CHECK(widest_row(table_of({line, Line()}, {columns, false})) == columns);
  }
  const std::string text = table_of({line}, {150, false});
  CHECK(has(text, line.address));
  CHECK(has(text, "bbb\u2026kkk"));
  CHECK(has(text, ".sql  medium"));
  CHECK(widest_row(table_of({line}, {10, false})) < 100);
}

TEST_CASE("without a terminal a long value is whole and does not shift other rows") {
  Line line;
  line.key = std::string(300, 'k');
  const std::string text = table_of({line, Line()});
  CHECK(has(text, "b/" + line.key + "  medium    -\n"));
  CHECK(has(text, "b/k" + std::string(57, ' ') + "  medium    -\n"));
}

TEST_CASE("the first rows set the widths, and later values keep to them on a terminal") {
  std::vector<Line> lines(Table::kLookAhead);
  lines.emplace_back().address = "2001:db8::1:2:3";
  Table table({100, false});
  std::string text;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    text += table.add(lines[i].json());
    CHECK(text.empty() == (i + 1 < Table::kLookAhead));
  }
  CHECK(has(text, "  2001\u2026:2:3  GetObject"));
  CHECK(table.finish().empty());
}

TEST_CASE("colors mark the header and important values") {
  Line line;
  line.more_of_s3rare = R"(,"priority":"high")";
  const std::string text = table_of({line, Line()}, {std::nullopt, true});
  CHECK(has(text, "\x1b[1mTIME (UTC)\x1b[0m  "));
  CHECK(has(text, "\x1b[31mhigh\x1b[0m      -"));
  CHECK(has(text, "\x1b[33mmedium\x1b[0m    -"));
  CHECK_FALSE(has(table_of({line}), "\x1b"));
}

TEST_CASE("invisible characters in a value do not reach the terminal") {
  Line line;
  line.address = R"(192.0.2.1\u001b]0;x\u0007)";
  line.bucket = R"(b\u202e\u009b)";
  line.key = R"(\n\u200b)";
  line.more_of_s3rare = R"(,"priority":"\u001b[31m")";
  line.more_of_source = R"(,"geo":{"city_name":"\u001b[2J","country_iso_code":"\r"})";
  const std::string text = table_of({line});
  CHECK(std::count(text.begin(), text.end(), '\n') == 2);
  for (const char c : text) CHECK((c == '\n' || static_cast<unsigned char>(c) >= 0x20));
  CHECK(has(text, R"(192.0.2.1\x1b]0;x\x07)"));
  CHECK(has(text, R"(b\xe2\x80\xae\xc2\x9b/\x0a\xe2\x80\x8b)"));
}

TEST_CASE("a line that is not an alert becomes a row without values") {
  Table table({});
  std::string text = table.add("{");
  text += table.finish();
  CHECK(has(text, "\n-           -       -       -           -         -\n"));
}
