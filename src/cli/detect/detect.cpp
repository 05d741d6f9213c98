// The map of the program. A record's way, from top to bottom:
//   find files -> decompress -> cut into records -> predicate -> match -> history -> alerts ->
//   lines
// With a state, earlier runs join in at three places: files that they have read are passed over,
// the history is merged with theirs, and once the alerts are out the state is written.

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <optional>
#include <vector>

#include "cli/commands.h"
#include "cli/detect/alert_output.h"
#include "cli/detect/detect_summary.h"
#include "cli/detect/detect_worker.h"
#include "cli/detect/enrich.h"
#include "cli/exit_code.h"
#include "cli/investigate/investigating.h"
#include "cli/random_key.h"
#include "cli/reading/excepting.h"
#include "cli/reading/readers.h"
#include "cli/state/memory.h"
#include "input/detail_compressor.h"
#include "s3rare/alert.h"
#include "s3rare/history.h"

namespace s3rare::cli {
namespace {

// No event is as late.
constexpr EventTime kNever{std::numeric_limits<Seconds>::max(), 0};

Findings judge(History& history, const Coverage& coverage, const Options& options) {
  auto [alerts, learned] = find_alerts(history, coverage, options.learn ? kNever : options.since);
  HeldBack held = hold_back(alerts, options.max_alerts);
  return {std::move(alerts), std::move(held), learned, {}, {}};
}

}  // namespace

int run_detect(const Options& options) {
  const output::Messages messages = make_messages(options);
  const auto fail = [&](const Error& error) {
    messages.error(error);
    return exit_code_of(error);
  };

  if (auto usable = check_output(options); !usable) return fail(usable.error());
  if (options.investigate) {
    if (auto usable = check_can_be_read_again(options); !usable) return fail(usable.error());
  }
  const auto exceptions = read_exceptions(options);
  if (!exceptions) return fail(exceptions.error());
  auto enricher = Enricher::open(options);
  if (!enricher) return fail(enricher.error());
  std::optional<Memory> memory;
  if (options.state) {
    auto opened = Memory::open(options);
    if (!opened) return fail(opened.error());
    memory.emplace(std::move(*opened));
    memory->use_exceptions(exceptions->fingerprint());
  }
  input::TimeRange range = time_range_of(options);
  input::IsRemembered is_remembered;
  if (memory) {
    range.horizon = memory->horizon();
    is_remembered = [&](const input::InputFile& file) { return memory->is_remembered(file); };
  }
  auto walk = find_input(options, {range}, is_remembered);
  if (!walk) return fail(walk.error());

  const HashKey key = random_key();
  input::DetailDictionary dictionary;
  Readers<DetectWorker> readers(options, range, key, dictionary, exceptions->size());
  ReadFiles what;
  what.read = [&](std::size_t reader, std::uint32_t number, const input::InputFile& file,
                  std::optional<input::FileStream> opened) {
    DetectWorker& worker = readers[reader];
    const auto on_match = [&](const input::Match& match) {
      if (const auto hit = exceptions->find(match.fields, match.time.time)) {
        ++worker.excepted[*hit];
        return true;
      }
      add_match(worker, match, file.path, options);
      if (memory) settle(worker, *memory);
      return true;
    };
    const auto result = worker.reader.read(file, number, on_match, std::move(opened));
    if (options.state) worker.files.emplace_back(file, result);
  };
  if (memory) {
    what.after_batch = [&] {
      for (DetectWorker& worker : readers) {
        for (const auto& [file, result] : worker.files) memory->remember(file, result);
        worker.files.clear();
      }
      return static_cast<bool>(memory->outcome());
    };
    what.on_interrupt = [&] { memory->abandon(); };
  }
  readers.read(*walk, what);
  if (memory && !memory->outcome()) return fail(memory->outcome().error());
  // From here on no input is read.

  DetectWorker& whole = readers.front();
  for (DetectWorker& worker : readers) gather(whole, worker);
  const input::ReadReport report = readers.report(walk->passed_over());
  Coverage coverage = report.coverage;
  if (memory) {
    auto recalled = memory->recall(whole.history, coverage, report.coverage.earliest());
    if (!recalled) return fail(recalled.error());
    memory->reach(whole.history, std::move(whole.asked.settled));
  }
  // From here on the history is complete.

  Findings found = judge(whole.history, coverage, options);
  const Lines lines{{options.term_fields, options.window}, whole.details, whole.paths, *enricher};
  Memory* const keeper = memory ? &*memory : nullptr;
  const auto written = write_all(options, messages, lines, found, whole.history, report, keeper);
  if (!written) {
    const bool reader_left = written.error().kind == ErrorKind::closed_pipe && !memory;
    return reader_left ? value_of(ExitCode::done) : exit_code_of(written.error());
  }
  // From here on alerts and state are written.

  output::Summary summary = summarize(report, walk->passed_over());
  summarize_matches(found, whole.excepted, whole.matches_without_term, options, summary);
  if (!options.quiet || options.summary_json) {
    rank_alerts(whole.details, found.alerts, key, summary);
    summary.exceptions = summarize_exceptions(*exceptions, whole.excepted, summary.latest);
  }
  enricher->summarize(summary);
  if (memory) summary.files.remembered_damaged = memory->remembered_damaged();
  if (memory && memory->is_new()) {
    messages.warning(fmt::format(
        "{}: found no state there, made a new one: what came before these logs is not known",
        text::show_safely(*options.state)));
  }
  if (memory && memory->had_other_exceptions() && !options.rescan) {
    messages.warning(
        "the exceptions are not those of the last run: files that were read before are not judged "
        "again (--rescan)");
  }
  warn_of_forgotten(messages, summary.matches.before_retention, range.horizon);
  warn_of_held(options, messages, found.held);
  const int places = value_of(enricher->check(messages, summary.latest));
  const auto code =
      report_reading(options, messages, report, summary, memory && memory->remembered_records());
  // With a state, exit code 2 says that it is as it was; now it is not.
  const int too_late = value_of(memory ? ExitCode::incomplete : ExitCode::failed);
  if (!code) {
    messages.error(code.error());
    return too_late;
  }
  const auto newest = memory ? memory->newest(report.coverage.latest()) : report.coverage.latest();
  const auto investigated = investigate_printed(options, messages, found.printed, report);
  if (!investigated) {
    messages.error(investigated.error());
    return too_late;
  }
  const int age = value_of(check_age(options, messages, newest));
  return options.alert_exit_code && !found.alerts.empty()
             ? *options.alert_exit_code
             : std::max({*code, *investigated, age, places});
}

}  // namespace s3rare::cli
