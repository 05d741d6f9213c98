#include "investigate/alerts_to_investigate.h"

#include <sstream>

#include "catch.h"
#include "s3rare/rule.h"

using namespace s3rare;
using namespace s3rare::investigate;
using namespace s3rare::lists;

namespace {

std::string alert_line(std::string_view more = R"("source":{"address":"192.0.2.7"})") {
  return std::string(R"({"@timestamp":"2024-05-01T12:00:00.5Z","event":{"id":"E","action":)")
      .append(R"("GetObject"},"rule":{"id":")")
      .append(rule::kId)
      .append(R"(","version":")")
      .append(rule::kVersion)
      .append(R"("},"s3rare":{"alert_id":"A"},)")
      .append(more)
      .append("}\n");
}

Result<std::vector<AlertToInvestigate>> read(const std::string& text) {
  std::istringstream file(text);
  lists::AlertReader reader(file, "alerts");
  return read_alerts_to_investigate(reader);
}

std::string fault(const std::string& text) {
  const auto alerts = read(text);
  return alerts ? "none" : alerts.error().path + ": " + alerts.error().what;
}

}  // namespace

TEST_CASE("an alert tells what an investigation needs") {
  const auto alerts = read(alert_line(
      R"("source" : {"address":"192.0.2.7"},"aws":{"s3":{"bucket":{"name":"b"},"object":)"
      R"({"key":"k"}},"cloudtrail":{"recipient_account_id":"111122223333"}})"));
  REQUIRE(alerts);
  REQUIRE(alerts->size() == 1);
  const AlertToInvestigate& alert = alerts->front();
  CHECK(alert.alert_id == "A");
  CHECK(alert.event_id == "E");
  CHECK(alert.time == EventTime{1'714'564'800, 500'000'000});
  CHECK(alert.source == "192.0.2.7");
  CHECK(alert.bucket == "b");
  CHECK(alert.key == "k");
  CHECK(alert.action == "GetObject");
  CHECK(alert.account == "111122223333");
  CHECK(alert.path.empty());
  CHECK_FALSE(alert.bytes_out);
  CHECK(alert.json.starts_with(R"({"@timestamp":)"));
  CHECK(alert.json.find(R"("source":{"address")") != std::string::npos);
}

TEST_CASE("an alert tells where its record is, and how much was sent") {
  std::string line = alert_line(R"("log":{"file":{"path":"a.json.gz"}})");
  const std::string_view id = R"("alert_id":"A")";
  line.replace(line.find(id), id.size(),
               R"("alert_id":"A","offset":1234,"exposure":{"effect":"read","bytes_out":2048})");
  line.replace(line.rfind('}'), 1, R"(,"source":{"address":"192.0.2.7"}})");
  const auto alerts = read(line);
  REQUIRE(alerts);
  CHECK(alerts->front().path == "a.json.gz");
  CHECK(alerts->front().offset == 1234);
  CHECK(alerts->front().bytes_out == 2048);
}

TEST_CASE("alerts stay in their order, and one that stands twice is there twice") {
  const std::string other = alert_line(R"("aws":{"s3":{"bucket":{"name":"c"}}})");
  const auto alerts = read(alert_line() + "\n" + other + alert_line());
  REQUIRE(alerts);
  REQUIRE(alerts->size() == 3);
  CHECK((*alerts)[0].source == "192.0.2.7");
  CHECK((*alerts)[1].bucket == "c");
  CHECK((*alerts)[2].source == "192.0.2.7");
}

TEST_CASE("no alert is none") {
  for (const char* text : {"", "\n", " \n\r\n\t"}) CHECK(read(text)->empty());
}

TEST_CASE("what cannot be investigated is refused with its line") {
  const std::string good = alert_line();
  const auto with = [&](std::string_view from, std::string_view to) {
    std::string text = good;
    return good + "\n" + text.replace(text.find(from), from.size(), to);
  };
  CHECK(fault(with(rule::kId, "another")) ==
        "alerts: line 3: found no alert of this rule, expected one as s3rare detect prints it");
  CHECK(fault(with(R"("version":"2")", R"("version":"3")")) ==
        "alerts: line 3: found an alert of another version of the rule, expected 2");
  CHECK(fault(with(R"("2024-)", R"("x2024-)")) ==
        "alerts: line 3: found no @timestamp that is a time, expected an alert's");
  CHECK(fault(with("192.0.2.7", "")) ==
        "alerts: line 3: found neither source.address nor aws.s3.bucket.name, expected one of "
        "them");
  CHECK(fault(with("\n", "")) == "none");
  CHECK(fault(good + good.substr(0, 100)) ==
        "alerts: line 2: found an incomplete alert, expected a whole one");
}

TEST_CASE("alerts with long lines are read in pieces, and lines are counted") {
  for (const std::size_t length : {65'000U, 65'534U, 65'535U, 65'536U, 65'537U, 131'070U}) {
    CAPTURE(length);
    const std::string spaces(length, ' ');
    CHECK(read(alert_line() + spaces + "\n" + spaces + alert_line() + spaces)->size() == 2);
    const std::string longer = alert_line(R"("source":{"address":")" + spaces + R"("})");
    CHECK(read(longer + longer)->size() == 2);
    CHECK(fault(spaces + longer + spaces + "\n" + spaces + "{") ==
          "alerts: line 3: found an incomplete alert, expected a whole one");
  }
}

TEST_CASE("an alert above 1 MiB is refused before it is in memory") {
  const std::string long_text(lists::kMaxAlertBytes, 'x');
  CHECK(fault(alert_line() + alert_line(R"("source":{"address":")" + long_text + R"("})")) ==
        "alerts: line 2: found more than 1 MiB, expected an alert");
  CHECK(fault(R"({"a":")" + long_text) ==
        "alerts: line 1: found more than 1 MiB, expected an alert");
}
