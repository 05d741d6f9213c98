// The order matters: the summary file and the dossiers can fail, and a run that fails there must
// still have printed its warnings.

#include "cli/detect/detect_report.h"

#include <fmt/format.h>

#include <optional>

#include "cli/detect/detect_summary.h"
#include "cli/investigate/investigating.h"
#include "text/quantities.h"
#include "text/terminal_text.h"

namespace s3rare::cli {
namespace {

void warn_of_state(const options::Options& options, const output::Messages& messages,
                   const Memory& memory) {
  if (memory.is_new()) {
    messages.warning(
        fmt::format("{}: no state file: created one. Events before these logs are unknown",
                    text::show_safely(*options.state)));
  }
  if (memory.had_other_exceptions() && !options.rescan) {
    messages.warning(
        "the exceptions have changed since the last run: files read before are not judged again "
        "(use --rescan)");
  }
}

void warn_of_matches_before_horizon(const output::Messages& messages, std::uint64_t matches,
                                    std::optional<EventTime> horizon) {
  if (matches == 0 || !horizon) return;
  messages.warning(fmt::format(
      "{} before {} raised no alert: the state does not reach back that far (see --retain)",
      text::count_of(matches, "match", "matches"), format_utc(*horizon)));
}

void warn_of_held(const options::Options& options, const output::Messages& messages,
                  const HeldBack& held) {
  if (held.alerts.empty()) return;
  const bool is_kept = options.state && !options.state_readonly;
  messages.warning(fmt::format(
      "--max-alerts {} held back {} in {} of 5 minutes; {}", options.max_alerts,
      text::count_of(held.alerts.size(), "alert"), text::count_of(held.slots, "slot"),
      is_kept ? "s3rare state alerts --held prints them" : "run without it to see them all"));
}

// A delivery that has stopped must not look like peace.
ExitCode check_age(const options::Options& options, const output::Messages& messages,
                   std::optional<EventTime> newest) {
  if (!options.max_age) return ExitCode::done;
  if (newest && *newest >= options.started - *options.max_age) return ExitCode::done;
  messages.warning(fmt::format(
      "found {}, expected a record of the last {} (--max-age): are logs still being delivered?",
      newest ? fmt::format("a newest record of {}", format_utc(*newest)) : "no record",
      format_duration(*options.max_age)));
  return ExitCode::incomplete;
}

output::Summary summarize_run(const options::Options& options, const WrittenRun& run) {
  output::Summary summary = summarize(run.report, run.passed_over);
  summarize_matches(run.found, run.whole.excepted, run.whole.matches_without_term, options,
                    summary);
  if (!options.quiet || options.summary_json) {
    rank_alerts(run.whole.details, run.found.alerts, run.key, summary);
    summary.exceptions =
        summarize_exceptions(run.setup.exceptions, run.whole.excepted, summary.latest);
  }
  run.setup.enricher.summarize(summary);
  if (run.setup.memory) {
    summary.files.remembered_damaged = run.setup.memory->remembered_damaged();
  }
  return summary;
}

}  // namespace

Outcome report_run(const options::Options& options, const output::Messages& messages,
                   const WrittenRun& run) {
  const Memory* const memory = run.setup.state();
  const output::Summary summary = summarize_run(options, run);
  if (memory != nullptr) warn_of_state(options, messages, *memory);
  warn_of_matches_before_horizon(messages, summary.matches.before_retention,
                                 run.setup.range.horizon);
  warn_of_held(options, messages, run.found.held);

  Outcome outcome;
  outcome.worsen(run.setup.enricher.check(messages, summary.latest));
  // With a state, exit code 2 means that the state is unchanged. By now it has changed.
  const ExitCode too_late = memory != nullptr ? ExitCode::incomplete : ExitCode::failed;
  const auto read = report_reading(options, messages, run.report, summary,
                                   memory != nullptr && memory->remembered_records());
  if (!read) {
    messages.error(read.error());
    outcome.lose_output(too_late);
    return outcome;
  }
  outcome.worsen(*read);
  const auto investigated = investigate_printed(options, messages, run.found.printed, run.report);
  if (!investigated) {
    messages.error(investigated.error());
    outcome.lose_output(too_late);
    return outcome;
  }
  outcome.worsen(*investigated);
  const auto latest = run.report.coverage.latest();
  outcome.worsen(check_age(options, messages, memory != nullptr ? memory->newest(latest) : latest));
  return outcome;
}

}  // namespace s3rare::cli
