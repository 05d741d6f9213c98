#include "investigate/dossier/dossier_text.h"

#include <limits>

#include "catch.h"
#include "explain/explained.h"
#include "text/terminal_text.h"
#include "text/text_lines.h"

using namespace s3rare;
using namespace s3rare::investigate;

namespace {

const EventTime kAlert = *parse_date("2024-05-09");

AlertToInvestigate some_alert(std::string text) {
  AlertToInvestigate alert;
  alert.event_id = alert.source = alert.bucket = alert.key = alert.action = alert.account =
      alert.path = std::move(text);
  alert.time = kAlert;
  return alert;
}

constexpr std::uint64_t kMost = std::numeric_limits<std::uint64_t>::max();

Counts many(const std::string& name) {
  return {{{name, 9}, {name + "2", 8}, {name + "3", 7}, {name + "4", 6}, {name + "5", 5}}, 4};
}

std::string repeated(std::string_view text, std::size_t times) {
  std::string all;
  for (std::size_t i = 0; i < times; ++i) all += text;
  return all;
}

std::string words(std::size_t number, std::string_view word) {
  return repeated(std::string(word).append(" "), number);
}

AnonymousRequests some_requests(const std::string& text, std::uint64_t count) {
  AnonymousRequests requests;
  requests.records = count;
  requests.succeeded = count / 2;
  requests.bytes_in = count;
  requests.objects_read = requests.objects_written = requests.objects_deleted = count;
  requests.buckets = requests.keys = {count, true};
  requests.peak_a_minute = count;
  requests.span = Span{kAlert, kAlert};
  requests.actions = requests.outcomes = many(text);
  requests.without_bytes = 1;
  for (int i = 0; i < 20; ++i) {
    requests.first_keys.push_back(
        {kAlert, text, text, text, text, KeyKind::backup, {text, text, 1}});
  }
  return requests;
}

// A dossier with the same text everywhere and more entries in each list than are shown.
Dossier full_dossier(const AlertToInvestigate& alert, const std::string& text,
                     std::uint64_t count = 7) {
  Dossier dossier;
  dossier.alert = &alert;
  dossier.window = {kAlert - kSecondsPerDay, kAlert + kSecondsPerDay};
  dossier.logs = dossier.window;
  dossier.source_activity.records = count;
  dossier.source_activity.signed_records = count;
  dossier.source_activity.signed_identities = many(text);
  dossier.source_activity.span = dossier.window;
  dossier.source_activity.actions = dossier.source_activity.outcomes =
      dossier.source_activity.identities = dossier.source_activity.user_agents =
          dossier.source_activity.regions = many(text);
  dossier.prior = some_requests(text, count);
  dossier.followup = some_requests(text, count);
  for (int i = 0; i < 20; ++i) {
    AccessChange change;
    change.time = kAlert + i;
    change.action = change.actor = change.source = change.told = text;
    dossier.bucket_changes.push_back(change);
    dossier.other_sources.top.push_back({text, 1, dossier.window});
  }
  dossier.other_sources.sources = {4096, true};
  dossier.other_sources.records = dossier.other_sources.denied = dossier.other_sources.days = count;
  dossier.other_sources.reached_by_many = true;
  dossier.findings = {{FindingCode::objects_fetched, text, {{text, text, 1}, {text, text, 2}}},
                      {FindingCode::opened_after_alert, "second", {}}};
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

std::string text_with(const std::string& text, std::uint64_t count = 7, std::size_t findings = 2) {
  const AlertToInvestigate alert = some_alert(text);
  Dossier dossier = full_dossier(alert, text, count);
  dossier.findings.resize(findings, dossier.findings.front());
  return dossier_text(dossier);
}

bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a dossier fits on one screen, whatever its size and content") {
  for (const std::string& text :
       {std::string("ordinary"), std::string(5000, 'x'), words(5000, "many"), words(5000, ""),
        std::string(5000, '\x1b'), std::string(5000, '\n'), repeated("\xe6\xbc\xa2", 2000),
        repeated("\xe2\x80\xae", 2000), "a" + repeated("\xcc\x88", 2000)}) {
    for (const std::uint64_t count : {std::uint64_t{7}, kMost}) {
      for (const std::size_t findings : {0, 1, 6, 50}) {
        const auto lines = lines_of(text_with(text, count, findings));
        INFO(text.substr(0, 8) << " " << count << " " << findings);
        CHECK(lines.size() <= kScreenLines);
        for (const std::string& line : lines) {
          INFO(line);
          CHECK(text::display_width(line) <= text::kTextColumns);
        }
      }
    }
  }
}

TEST_CASE("findings come first, each with the record that shows it") {
  const std::string text = text_with("ordinary");
  CHECK(text.find("\nFindings") < text.find("\nThe source"));
  CHECK(has(text, "  - ordinary [ordinary and 1 more]\n  - second\n"));
}

TEST_CASE("the longest findings are cut between words and keep their record") {
  const AlertToInvestigate alert = some_alert("ordinary");
  Dossier dossier = full_dossier(alert, "ordinary");
  dossier.findings.assign(6, {FindingCode::opened_after_alert, "short", {}});
  dossier.findings[1] = {FindingCode::opened_after_alert, words(600, "long"), {{"id", "file", 1}}};
  const auto lines = lines_of(dossier_text(dossier));
  std::size_t shown = 0;
  for (const std::string& line : lines) shown += line == "  - short" ? 1 : 0;
  CHECK(shown == 5);
  CHECK(has(dossier_text(dossier), "long \xe2\x80\xa6 [id]\n  - short\n"));
}

TEST_CASE("findings that do not fit are counted") {
  CHECK(has(text_with("ordinary", 7, 50), " more in the JSON\n"));
}

TEST_CASE("omitted items are counted") {
  const std::string text = text_with("ordinary");
  CHECK(has(text, "ordinary3 7, ordinary4 6, ordinary5 5, others 4\n"));
  CHECK(has(text, "Access changes: 20; none explains the alert; 17 more are in the JSON"));
  CHECK(has(text, "~4096"));
  CHECK(has(text, ">= 0 bytes"));
  CHECK(has(text_with(std::string(70, 'n')), "n 9, others 30\n"));
}

TEST_CASE("the change that opened the bucket is shown, however old") {
  const AlertToInvestigate alert = some_alert("ordinary");
  Dossier dossier = full_dossier(alert, "ordinary");
  AccessChange opened;
  opened.time = kAlert - 20 * kSecondsPerDay;
  opened.effect = AccessEffect::opened;
  opened.action = "PutBucketPolicy";
  opened.actor = "arn:aws:iam::111122223333:user/dana";
  opened.source = "192.0.2.1";
  opened.evidence.event_id = "opened";
  dossier.bucket_changes.push_back(opened);
  dossier.exposed_by = opened;
  CHECK(has(dossier_text(dossier),
            "> 2024-04-19T00:00:00Z  20 days before     opened    PutBucketPolicy\n"
            "    by arn:aws:iam::111122223333:user/dana from 192.0.2.1\n"));
}

TEST_CASE("fetched keys are shown first") {
  const AlertToInvestigate alert = some_alert("ordinary");
  Dossier dossier = full_dossier(alert, "ordinary");
  dossier.followup.first_keys.back().outcome = "success";
  dossier.followup.first_keys.back().key = "taken";
  CHECK(has(dossier_text(dossier),
            "  first keys  2024-05-09T00:00:00Z  ordinary  ordinary/taken\n"
            "              2024-05-09T00:00:00Z  ordinary  ordinary/ordinary  ordinary\n"));
}

TEST_CASE("an empty dossier is short") {
  const AlertToInvestigate alert = some_alert("");
  Dossier dossier;
  dossier.alert = &alert;
  const std::string text = dossier_text(dossier);
  CHECK(has(text, "shows each\n  none\n"));
  CHECK(has(text, "The source: no records\n"));
  CHECK(has(text, "Anonymous requests of the source: only the alert's own\n"));
  CHECK(has(text, "Access changes: none in the logs\n"));
  CHECK(has(text, "Other sources, anonymous: none\n"));
}

TEST_CASE("an alert without bucket and key has no blank at the end of its line") {
  AlertToInvestigate alert = some_alert("");
  alert.bucket.clear();
  alert.key.clear();
  Dossier dossier;
  dossier.alert = &alert;
  for (const std::string& line : lines_of(dossier_text(dossier))) CHECK_FALSE(line.ends_with(' '));
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
