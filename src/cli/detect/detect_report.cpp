// The order matters: the summary file and the dossiers can fail, and a run that fails there must
// still have printed its warnings.

#include "cli/detect/detect_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <exception>
#include <optional>

#include "cli/detect/detect_summary.h"
#include "cli/ending.h"
#include "cli/investigate/investigating.h"
#include "cli/reading/run_report.h"
#include "cli/reading/run_summary.h"
#include "cli/report/reporting.h"
#include "s3rare/term.h"
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

// Matches before the state's horizon are evidence that this run does not judge. The horizon never
// moves back, so only another state can. A `--retain` that reaches from the run that moved the
// horizon to the earliest record of this one would have kept it before them.
ExitCode check_horizon(const options::Options& options, const output::Messages& messages,
                       const output::Summary& summary, std::optional<EventTime> horizon) {
  const std::uint64_t matches = summary.matches.before_retention;
  if (matches == 0 || !horizon) return ExitCode::done;
  const EventTime earliest = std::min(summary.earliest.value_or(*horizon), *horizon);
  const Seconds needed = options.retain + horizon->seconds - earliest.seconds;
  messages.warning(fmt::format(
      "{} before {} raised no alert: the state has forgotten that time; run over these logs "
      "without --state, or with a new state and --retain {}d",
      text::count_of(matches, "match", "matches"), format_utc(*horizon),
      (needed + kSecondsPerDay - 1) / kSecondsPerDay));
  return ExitCode::incomplete;
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

// Like a match without a time, such a match cannot be judged.
ExitCode check_terms(const options::Options& options, const output::Messages& messages,
                     const WithoutTerm& without_term) {
  if (without_term.matches == 0) return ExitCode::done;
  messages.warning(fmt::format(
      "{}:{}: found a match without a value for --term {}: {} of this kind can raise no alert",
      text::show_safely(without_term.path), without_term.offset,
      term_field_names(options.term_fields),
      text::count_of(without_term.matches, "match", "matches")));
  return ExitCode::incomplete;
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

ExitCode check_data_events(const options::Options& options, const output::Messages& messages,
                           const DataEventsVerdict& data_events, const input::ReadCounts& counts) {
  if (!data_events.blind) return ExitCode::done;
  if (data_events.is_news || options.require_data_events) {
    messages.warning(fmt::format(
        "found no S3 data event in {}: this trail does not record object access, so no alert is "
        "possible. Turn on S3 data events (advanced event selector: eventCategory = Data, "
        "resources.type = AWS::S3::Object)",
        text::count_of(counts.records(), "record")));
  }
  return options.require_data_events ? ExitCode::incomplete : ExitCode::done;
}

output::Summary summarize_run(const options::Options& options, const WrittenRun& run) {
  output::Summary summary = summarize(run.report, run.passed_over);
  summarize_matches(run.found, run.whole.excepted, run.whole.without_term.matches, options,
                    summary);
  if (!options.quiet || options.summary_json) {
    rank_alerts(run.whole.details, run.found.alerts, run.key, summary);
    summary.exceptions =
        summarize_exceptions(run.setup.exceptions, run.whole.excepted, summary.latest);
  }
  summary.lists = summarize_lists(options, run.setup.exceptions, run.whole.excepted);
  run.setup.enricher.summarize(summary);
  if (run.setup.memory) {
    summary.files.remembered_damaged = run.setup.memory->remembered_damaged();
  }
  return summary;
}

Outcome report_all(const options::Options& options, const output::Messages& messages,
                   const WrittenRun& run, ExitCode too_late) {
  const Memory* const memory = run.setup.state();
  const output::Summary summary = summarize_run(options, run);
  if (memory != nullptr) warn_of_state(options, messages, *memory);
  warn_of_empty_lists(options, messages, run.setup.exceptions);

  Outcome outcome;
  outcome.worsen(check_horizon(options, messages, summary, run.setup.range.horizon));
  warn_of_held(options, messages, run.found.held);
  outcome.worsen(run.setup.enricher.check(messages, summary.latest));
  outcome.worsen(check_data_events(options, messages, run.data_events, run.report.counts));
  outcome.worsen(check_terms(options, messages, run.whole.without_term));
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
  const auto reported = report_printed(options, messages, run.setup.enricher, run.found.printed);
  if (!reported) {
    messages.error(reported.error());
    outcome.lose_output(too_late);
    return outcome;
  }
  const auto latest = run.report.coverage.latest();
  outcome.worsen(check_age(options, messages, memory != nullptr ? memory->newest(latest) : latest));
  return outcome;
}

}  // namespace

Outcome report_run(const options::Options& options, const output::Messages& messages,
                   const WrittenRun& run) {
  // With a state, exit code 2 means that the state is unchanged. By now it has changed.
  const ExitCode too_late = run.setup.state() != nullptr ? ExitCode::incomplete : ExitCode::failed;
  try {
    return report_all(options, messages, run, too_late);
  } catch (const std::exception&) {
    report_exception();
    Outcome outcome;
    outcome.lose_output(too_late);
    return outcome;
  }
}

}  // namespace s3rare::cli
