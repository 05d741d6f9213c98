// `s3rare investigate`: what else the logs hold about alerts. The stages:
//   alerts -> find files -> decompress -> cut into records -> keep what concerns an alert ->
//   activities and access changes -> dossiers -> JSON lines, text, page

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <sstream>
#include <utility>

#include "cli/commands.h"
#include "cli/ending.h"
#include "cli/exit_code.h"
#include "cli/investigate/investigating.h"
#include "cli/reading/run_output.h"
#include "cli/reading/run_report.h"
#include "investigate/alerts_to_investigate.h"
#include "text/quantities.h"

namespace s3rare::cli {
namespace {

Result<AlertsToInvestigate> read_alerts(const std::string& name) {
  auto reader = lists::AlertReader::open(name);
  if (!reader) return reader.error();
  return investigate::read_alerts_to_investigate(*reader);
}

// Warns about alerts of days without a record in the logs.
ExitCode warn_of_uncovered(const output::Messages& messages,
                           const output::DossierSummary& dossiers) {
  if (dossiers.not_covered == 0) return ExitCode::done;
  messages.warning(
      fmt::format("the logs hold no record of the day of {} of {}: those dossiers are incomplete",
                  dossiers.not_covered, text::count_of(dossiers.total(), "alert")));
  return ExitCode::incomplete;
}

// Whether the input holds nothing but matches, like the output of `match`. Nothing marks that
// output: its lines are the records as logged. Logs hold other records too, but small ones need
// not.
bool holds_only_matches(const input::ReadCounts& counts) {
  return counts.records_matched > 0 && counts.records() == counts.records_matched;
}

// From here on lines of matches alone are no logs. Strangers that send so many requests also send
// some that fail, and AWS writes documents and delivers other records beside them. But documents
// may hold nothing else, if the trail records one bucket alone.
constexpr std::uint64_t kMostOnlyMatches = 1000;

std::string only_matches_text(const input::ReadCounts& counts) {
  return fmt::format("the input holds nothing but {}, like the output of s3rare match",
                     text::count_of(counts.records_matched, "match", "matches"));
}

// Refuses what can only be the output of `match`: most dossiers would be wrong.
std::optional<Error> refuse_matches_only(const InvestigatedLogs& logs) {
  const input::ReadCounts& counts = logs.report.counts;
  if (!holds_only_matches(counts) || !logs.only_lines) return {};
  if (counts.records_matched < kMostOnlyMatches) return {};
  return Error{ErrorKind::usage,
               {},
               std::nullopt,
               only_matches_text(counts) +
                   ", expected the logs themselves, such as AWSLogs/, with denied and signed "
                   "requests and access changes"};
}

ExitCode warn_of_matches_only(const output::Messages& messages, const input::ReadCounts& counts) {
  if (!holds_only_matches(counts)) return ExitCode::done;
  messages.warning(only_matches_text(counts) +
                   ": the dossiers lack denied and signed requests and access changes. Pass the "
                   "logs themselves, such as AWSLogs/");
  return ExitCode::incomplete;
}

// Removes from a report what an earlier report on the same files already tells.
void forget(input::ReadReport& report, const input::ReadReport& reported) {
  const auto is_reported = [&](const input::FileFault& fault) {
    return std::any_of(reported.faults.begin(), reported.faults.end(),
                       [&](const auto& before) { return before.first.path == fault.first.path; });
  };
  report.faults.remove_if(is_reported);
  report.faults.forget_unlisted(reported.faults.left_out());
  report.skipped = {};
  report.unrecognised = report.unread = {};
  report.partly_unrecognised = report.without_identity = {};
  report.counts.records_ahead = 0;
  report.dated_by_folder = {};
}

// Reads the logs, writes the dossiers and reports how it went.
// @param reported  what is already reported about the same logs, or null
Result<ExitCode> investigate(const options::Options& options, const output::Messages& messages,
                             const AlertsToInvestigate& alerts, const input::ReadReport* reported) {
  std::optional<InvestigatedLogs> logs;
  if (!alerts.empty()) {
    auto read = read_for_alerts(options, alerts);
    if (!read) return read.error();
    logs.emplace(std::move(*read));
    // The alerts of `detect --investigate` are out, and it must not fail after that.
    if (auto refused = reported == nullptr ? refuse_matches_only(*logs) : std::nullopt) {
      return *refused;
    }
  }
  auto written = write_dossiers(options, alerts, logs ? &*logs : nullptr);
  if (!written) return written.error();
  // From here on the dossiers are written.

  if (!logs) {
    messages.note("dossiers 0: no alert to investigate, no log read");
    return ExitCode::done;
  }
  const ExitCode lacking = std::max(warn_of_uncovered(messages, *logs->summary.dossiers),
                                    warn_of_matches_only(messages, logs->report.counts));
  if (reported != nullptr) {
    forget(logs->report, *reported);
    const ExitCode faults = report_faults(messages, logs->report);
    messages.note(output::dossiers_text(*logs->summary.dossiers));
    return std::max(faults, lacking);
  }
  const auto code = report_reading(options, messages, logs->report, logs->summary);
  if (!code) return code.error();
  return std::max(*code, lacking);
}

}  // namespace

Result<ExitCode> investigate_printed(const options::Options& options,
                                     const output::Messages& messages, const std::string& printed,
                                     const input::ReadReport& reported) {
  if (!options.investigate) return ExitCode::done;
  std::istringstream lines(printed);
  lists::AlertReader reader(lines, "the alerts");
  const auto alerts = investigate::read_alerts_to_investigate(reader);
  if (!alerts) return alerts.error();
  options::Options second = options;
  second.alerts = options.output.value_or(std::string());
  second.output = options.investigate;
  return investigate(second, messages, *alerts, &reported);
}

int run_investigate(const options::Options& options) {
  const output::Messages messages = make_messages(options);
  if (auto usable = check_output(options); !usable) return end_with(messages, usable);
  const auto alerts = read_alerts(options.alerts);
  if (!alerts) return end_with(messages, alerts.error());
  const auto code = investigate(options, messages, *alerts, nullptr);
  if (!code) return end_with(messages, code.error());
  return value_of(*code);
}

}  // namespace s3rare::cli
