// `s3rare investigate`: what else the logs hold about alerts. From top to bottom:
//   alerts -> find files -> decompress -> cut into records -> what concerns an alert -> activities
//   and changes of access -> dossiers -> lines, text, a page

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <sstream>
#include <utility>

#include "cli/commands.h"
#include "cli/ending.h"
#include "cli/exit_code.h"
#include "cli/investigate/investigating.h"
#include "investigate/alerts_to_investigate.h"
#include "text/quantities.h"

namespace s3rare::cli {
namespace {

Result<AlertsToInvestigate> read_alerts(const std::string& name) {
  auto reader = lists::AlertReader::open(name);
  if (!reader) return reader.error();
  return investigate::read_alerts_to_investigate(*reader);
}

// Tells of alerts from days of which the logs hold nothing.
ExitCode warn_of_uncovered(const output::Messages& messages,
                           const output::DossierSummary& dossiers) {
  if (dossiers.not_covered == 0) return ExitCode::done;
  messages.warning(
      fmt::format("the logs hold no record of the day of {} of {}: the dossiers say so, and little "
                  "else",
                  dossiers.not_covered, text::count_of(dossiers.total(), "alert")));
  return ExitCode::incomplete;
}

// Takes out of a report the faults that stand in an earlier one of the same files.
void forget(input::ReadReport& report, const input::ReadReport& told) {
  const auto is_told = [&](const input::FileFault& fault) {
    return std::any_of(told.faults.begin(), told.faults.end(),
                       [&](const auto& before) { return before.first.path == fault.first.path; });
  };
  report.faults.erase(std::remove_if(report.faults.begin(), report.faults.end(), is_told),
                      report.faults.end());
  report.unrecognised.clear();
}

// Reads the logs, writes the dossiers, and tells people how it went.
// @param told  what they have been told already of the same logs, or null
Result<ExitCode> investigate(const options::Options& options, const output::Messages& messages,
                             const AlertsToInvestigate& alerts, const input::ReadReport* told) {
  std::optional<InvestigatedLogs> logs;
  if (!alerts.empty()) {
    auto read = read_for_alerts(options, alerts);
    if (!read) return read.error();
    logs.emplace(std::move(*read));
  }
  auto written = write_dossiers(options, alerts, logs ? &*logs : nullptr);
  if (!written) return written.error();
  // From here on the dossiers are out.

  if (!logs) {
    messages.note("dossiers 0: there is no alert to investigate, so no log was read");
    return ExitCode::done;
  }
  const ExitCode uncovered = warn_of_uncovered(messages, *logs->summary.dossiers);
  if (told != nullptr) {
    forget(logs->report, *told);
    const ExitCode faults = report_faults(messages, logs->report);
    messages.note(output::dossiers_text(*logs->summary.dossiers));
    return std::max(faults, uncovered);
  }
  const auto code = report_reading(options, messages, logs->report, logs->summary);
  if (!code) return code.error();
  return std::max(*code, uncovered);
}

}  // namespace

Result<ExitCode> investigate_printed(const options::Options& options,
                                     const output::Messages& messages, const std::string& printed,
                                     const input::ReadReport& told) {
  if (!options.investigate) return ExitCode::done;
  std::istringstream lines(printed);
  lists::AlertReader reader(lines, "the alerts");
  const auto alerts = investigate::read_alerts_to_investigate(reader);
  if (!alerts) return alerts.error();
  options::Options second = options;
  second.alerts = options.output.value_or(std::string());
  second.output = options.investigate;
  return investigate(second, messages, *alerts, &told);
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
