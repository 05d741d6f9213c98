#include "output/dossier_text.h"

#include <algorithm>

#include "catch.h"
#include "output/explained.h"
#include "output/terminal_text.h"

using namespace s3rare;
using namespace s3rare::output;

namespace {

const EventTime kAlert = *parse_date("2024-05-09");

AlertToInvestigate some_alert(std::string text) {
  AlertToInvestigate alert;
  alert.event_id = alert.source = alert.bucket = alert.key = alert.action = alert.account =
      alert.path = std::move(text);
  alert.time = kAlert;
  return alert;
}

Counts many(const std::string& name) {
  return {{{name, 9}, {name + "2", 8}, {name + "3", 7}, {name + "4", 6}, {name + "5", 5}}, 4};
}

AnonymousRequests some_requests(const std::string& text) {
  AnonymousRequests requests;
  requests.records = 30;
  requests.succeeded = 20;
  requests.span = Span{kAlert, kAlert};
  requests.actions = requests.outcomes = many(text);
  requests.without_bytes = 1;
  for (int i = 0; i < 20; ++i) {
    requests.first_keys.push_back(
        {kAlert, text, text, text, text, KeyKind::backup, {text, text, 1}});
  }
  return requests;
}

// A dossier in which every text is the same and every list has more than is shown.
Dossier full_dossier(const AlertToInvestigate& alert, const std::string& text) {
  Dossier dossier;
  dossier.alert = &alert;
  dossier.window = {kAlert - kSecondsPerDay, kAlert + kSecondsPerDay};
  dossier.logs = dossier.window;
  dossier.source_activity.records = 39;
  dossier.source_activity.span = dossier.window;
  dossier.source_activity.actions = dossier.source_activity.outcomes =
      dossier.source_activity.identities = dossier.source_activity.user_agents =
          dossier.source_activity.regions = many(text);
  dossier.prior = some_requests(text);
  dossier.followup = some_requests(text);
  for (int i = 0; i < 20; ++i) {
    AccessChange change;
    change.time = kAlert + i;
    change.action = change.actor = change.source = change.told = text;
    dossier.bucket_changes.push_back(change);
    dossier.other_sources.top.push_back({text, 1, dossier.window});
  }
  dossier.other_sources.sources = {4096, true};
  dossier.other_sources.records = 10;
  dossier.findings = {{text, {{text, text, 1}, {text, text, 2}}}, {"second", {}}};
  return dossier;
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = text.find('\n', begin);
    lines.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return lines;
}

std::string text_with(const std::string& text) {
  const AlertToInvestigate alert = some_alert(text);
  return dossier_text(full_dossier(alert, text));
}

bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a dossier takes about a screen, however much there is") {
  const auto lines = lines_of(text_with("ordinary"));
  CHECK(lines.size() <= 45);
  for (const std::string& line : lines) {
    INFO(line);
    CHECK(display_width(line) <= kTextColumns);
  }
}

TEST_CASE("long names of strangers make no long lines") {
  for (const std::string& line : lines_of(text_with(std::string(5000, 'x')))) {
    if (line.rfind("  - xxx", 0) == 0) continue;  // a finding is as long as its words
    INFO(line);
    CHECK(display_width(line) <= kTextColumns);
  }
}

TEST_CASE("findings come first, each with where it can be looked up") {
  const std::string text = text_with("ordinary");
  CHECK(text.find("\nFindings\n") < text.find("\nThe source"));
  CHECK(has(text, "  - ordinary\n      ordinary  ordinary:1  and 1 more\n  - second\n"));
}

TEST_CASE("what is left out is counted") {
  const std::string text = text_with("ordinary");
  CHECK(has(text, "ordinary4 6, others 9"));
  CHECK(has(text, "and 17 more"));
  CHECK(has(text, "about 4096"));
  CHECK(has(text, "at least 0"));
}

TEST_CASE("an empty dossier is told in short") {
  const AlertToInvestigate alert = some_alert("");
  Dossier dossier;
  dossier.alert = &alert;
  const std::string text = dossier_text(dossier);
  CHECK(has(text, "Findings\n  none\n"));
  CHECK(has(text, "The source: no record\n"));
  CHECK(has(text, "Without credentials: the alert's request alone\n"));
  CHECK(has(text, "Changes of access: none\n"));
  CHECK(has(text, "Other sources without credentials: none\n"));
}

TEST_CASE("hostile strings reach no terminal") {
  for (const std::string& hostile :
       {std::string("\x1b]0;owned\x07"), std::string("a\rb\nc"), std::string("\x1b[2J"),
        std::string("\xe2\x80\xae") + "txt", std::string("\xff\xfe"), std::string("nul\0byte", 8),
        std::string("\xc2\x9b") + "31m"}) {
    const std::string text = text_with(hostile);
    for (const char c : text) {
      if (c != '\n') CHECK(static_cast<unsigned char>(c) >= 0x20);
    }
    CHECK_FALSE(has(text, hostile));
    std::size_t findings = 0;
    for (const std::string& line : lines_of(text)) findings += line.rfind("  - ", 0) == 0 ? 1 : 0;
    CHECK(findings == 2);
  }
}
