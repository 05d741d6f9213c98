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

// Warns about logs that hold nothing but matches. The output of `match` is such a log, and nothing
// marks it: its lines are the records as logged. Whole logs of any size hold other records, but
// small ones need not, so this is no reason to refuse them.
ExitCode warn_of_matches_only(const output::Messages& messages, const input::ReadCounts& counts) {
  if (counts.records_matched == 0 || counts.records() > counts.records_matched) {
    return ExitCode::done;
  }
  messages.warning(fmt::format(
      "the input holds nothing but {}, like the output of s3rare match: the dossiers lack denied "
      "and signed requests and access changes. Pass the logs themselves, such as AWSLogs/",
      text::count_of(counts.records_matched, "match", "matches")));
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
