// `s3rare report`: what happened to the buckets of alerts, and what to do now. The stages:
//   find alerts, or read them -> read the logs once more, for their buckets and sources ->
//   incidents -> JSON lines, text, Markdown, CSV, page

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "cli/commands.h"
#include "cli/ending.h"
#include "cli/exit_code.h"
#include "cli/reading/run_input.h"
#include "cli/reading/run_output.h"
#include "cli/reading/run_report.h"
#include "cli/report/reporting.h"
#include "text/quantities.h"

namespace s3rare::cli {
namespace {

// `incidents 3 = 1 critical + 0 high + 2 medium + 0 low, of 22 alerts`
std::string incidents_text(const std::vector<report::Incident>& incidents, std::size_t alerts) {
  std::array<std::size_t, 4> counts{};
  for (const report::Incident& incident : incidents) {
    ++counts[static_cast<std::size_t>(incident.severity)];
  }
  return fmt::format("incidents {} = {} critical + {} high + {} medium + {} low, of {}",
                     incidents.size(), counts[3], counts[2], counts[1], counts[0],
                     text::count_of(alerts, "alert"));
}

Result<ExitCode> report_incidents(const options::Options& options,
                                  const output::Messages& messages) {
  if (auto usable = check_output(options); !usable) return usable.error();
  if (options.finds_alerts()) {
    if (auto usable = check_can_be_read_again(options); !usable) return usable.error();
  }
  auto enricher = Enricher::open(options);
  if (!enricher) return enricher.error();
  auto alerts = options.finds_alerts() ? find_alerts_to_report(options, *enricher)
                                       : read_alerts_to_report(options);
  if (!alerts) return alerts.error();
  ReportedLogs logs;
  if (!alerts->alerts.empty()) {
    auto read = read_for_report(options, *alerts, *enricher);
    if (!read) return read.error();
    logs = std::move(*read);
  }
  const bool has_read_again = !alerts->alerts.empty();
  const input::ReadReport* const read =
      has_read_again ? &logs.report : (alerts->report ? &*alerts->report : nullptr);
  if (auto written = write_report(options, logs.incidents, read); !written) return written.error();
  // From here on the incidents are written.

  ExitCode code = ExitCode::done;
  if (alerts->report) {
    auto reported = report_reading(options, messages, *alerts->report, alerts->summary);
    if (!reported) return reported;
    code = *reported;
  } else if (!alerts->alerts.empty()) {
    code = report_faults(messages, logs.report);
  }
  code = std::max(code, enricher->check(messages, alerts->summary.latest));
  messages.note(incidents_text(logs.incidents, alerts->alerts.size()));
  return code;
}

}  // namespace

int run_report(const options::Options& options) {
  const output::Messages messages = make_messages(options);
  const auto code = report_incidents(options, messages);
  if (!code) return end_with(messages, code.error());
  return value_of(*code);
}

}  // namespace s3rare::cli
