// `s3rare report`, and `detect --report`: what happened to the buckets of alerts, and what to do
// now. The stages:
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
#include "report/opened.h"
#include "text/quantities.h"
#include "text/terminal_text.h"

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

Result<ReportedAlerts> find_opened(const options::Options& options) {
  auto changed = find_changed_buckets(options);
  if (!changed) return changed.error();
  ReportedAlerts none;
  none.changed = std::move(*changed);
  return none;
}

Result<ReportedAlerts> alerts_of(const options::Options& options, Enricher& enricher) {
  if (options.opened) return find_opened(options);
  return options.finds_alerts() ? find_alerts_to_report(options, enricher)
                                : read_alerts_to_report(options);
}

// `opened, and no stranger yet: 2 buckets, 1 certainly open`
std::string opened_text(const std::vector<report::Incident>& incidents) {
  const auto certain =
      std::count_if(incidents.begin(), incidents.end(), [](const report::Incident& incident) {
        return incident.exposure.state == report::State::open;
      });
  return fmt::format("opened, and no stranger yet: {}, {} certainly open",
                     text::count_of(incidents.size(), "bucket"), certain);
}

Result<ExitCode> report_incidents(const options::Options& options,
                                  const output::Messages& messages) {
  if (auto usable = check_output(options); !usable) return usable.error();
  if (options.finds_alerts() || options.opened) {
    if (auto usable = check_can_be_read_again(options); !usable) return usable.error();
  }
  auto enricher = Enricher::open(options);
  if (!enricher) return enricher.error();
  auto alerts = alerts_of(options, *enricher);
  if (!alerts) return alerts.error();
  ReportedLogs logs;
  const bool has_read_again = !alerts->alerts.empty() || options.opened;
  if (has_read_again) {
    auto read = read_for_report(options, *alerts, *enricher);
    if (!read) return read.error();
    logs = std::move(*read);
  }
  if (options.opened) report::keep_opened_unreached(logs.incidents);
  const input::ReadReport* const read =
      has_read_again ? &logs.report : (alerts->report ? &*alerts->report : nullptr);
  if (auto written = write_report(options, logs.incidents, read); !written) return written.error();
  // From here on the incidents are written.

  ExitCode code = ExitCode::done;
  if (alerts->report) {
    auto reported = report_reading(options, messages, *alerts->report, alerts->summary);
    if (!reported) return reported;
    code = *reported;
  } else if (has_read_again) {
    code = report_faults(messages, logs.report);
  }
  code = std::max(code, enricher->check(messages, alerts->summary.latest));
  if (alerts->changed.has_left_out()) {
    messages.warning(fmt::format("more than {} buckets were changed; only the first are reported",
                                 report::ChangedBuckets::kMost));
  }
  messages.note(options.opened ? opened_text(logs.incidents)
                               : incidents_text(logs.incidents, alerts->alerts.size()));
  return code;
}

// An incident without an alert counts only as a bucket that was opened and not reached.
void leave_out_others(std::vector<report::Incident>& incidents) {
  std::erase_if(incidents, [](const report::Incident& incident) {
    return incident.alerts.empty() && !report::is_opened_unreached(incident);
  });
}

// `opened, and no stranger yet: 1 bucket, 1 certainly open: example-a (111122223333)`
std::string opened_names(std::vector<report::Incident> incidents) {
  constexpr std::size_t kMostNamed = 5;
  report::keep_opened_unreached(incidents);
  std::string text = opened_text(incidents);
  for (std::size_t number = 0; number < std::min(incidents.size(), kMostNamed); ++number) {
    const report::IncidentKey& key = incidents[number].key;
    text += fmt::format("{}{} ({})", number == 0 ? ": " : ", ", text::show_safely(key.bucket),
                        text::show_safely(key.account));
  }
  return text + (incidents.size() > kMostNamed ? ", ..." : "");
}

}  // namespace

Result<Done> report_printed(const options::Options& options, const output::Messages& messages,
                            Enricher& enricher, const std::string& printed) {
  if (!options.reports_too()) return Done();
  options::Options further = options;
  const bool is_kept = options.state && !options.state_readonly;
  if (is_kept) further.report_state = options.state;
  ReportedAlerts alerts;
  if (is_kept) {
    auto kept = read_alerts_to_report(further);
    if (!kept) return kept.error();
    alerts = std::move(*kept);
  } else {
    auto read = read_alert_lines(printed);
    if (!read) return read.error();
    alerts.alerts = std::move(*read);
  }
  auto changed = find_changed_buckets(options);
  if (!changed) return changed.error();
  alerts.changed = std::move(*changed);
  auto logs = read_for_report(further, alerts, enricher);
  if (!logs) return logs.error();
  leave_out_others(logs->incidents);
  if (auto written = write_report(further, logs->incidents, &logs->report); !written) {
    return written;
  }
  const std::size_t with_alerts = static_cast<std::size_t>(
      std::count_if(logs->incidents.begin(), logs->incidents.end(),
                    [](const report::Incident& incident) { return !incident.alerts.empty(); }));
  messages.note(fmt::format("incidents {}, of {}", with_alerts,
                            text::count_of(alerts.alerts.size(), "alert")));
  if (with_alerts < logs->incidents.size()) messages.note(opened_names(logs->incidents));
  return Done();
}

int run_report(const options::Options& options) {
  const output::Messages messages = make_messages(options);
  const auto code = report_incidents(options, messages);
  if (!code) return end_with(messages, code.error());
  return value_of(*code);
}

}  // namespace s3rare::cli
