// The map of the program. A record's way, from top to bottom:
//   find files -> decompress -> cut into records -> predicate -> match -> history -> alerts ->
//   lines
// With a state, earlier runs join in at three places: files that they have read are not read again,
// the history is merged with theirs, and the state is written once the alerts are.

#include <limits>
#include <optional>
#include <utility>

#include "cli/commands.h"
#include "cli/detect/alert_output.h"
#include "cli/detect/data_events.h"
#include "cli/detect/detect_report.h"
#include "cli/detect/detect_setup.h"
#include "cli/detect/detect_worker.h"
#include "cli/exit_code.h"
#include "cli/outcome.h"
#include "cli/random_key.h"
#include "cli/reading/readers.h"
#include "cli/reading/run_files.h"
#include "cli/reading/run_input.h"
#include "cli/reading/run_output.h"
#include "input/detail_compressor.h"
#include "s3rare/alert.h"
#include "s3rare/history.h"
#include "s3rare/rule.h"

namespace s3rare::cli {
namespace {

// Later than every event.
constexpr EventTime kNever{std::numeric_limits<Seconds>::max(), 0};

RunAlerts judge(History& history, const Coverage& coverage, const options::Options& options) {
  auto [alerts, learned] = find_alerts(history, coverage, options.learn ? kNever : options.since);
  HeldBack held = hold_back(alerts, options.max_alerts);
  return {std::move(alerts), std::move(held), learned, {}, {}};
}

}  // namespace

int run_detect(const options::Options& options) {
  const output::Messages messages = make_messages(options);
  const auto fail = [&](const Error& error) {
    messages.error(error);
    return exit_code_of(error);
  };
  auto opened = DetectSetup::open(options);
  if (!opened) return fail(opened.error());
  DetectSetup& setup = *opened;
  Memory* const state = setup.state();

  auto files = find_input(options, {setup.range}, setup.is_remembered());
  if (!files) return fail(files.error());

  const Predicate predicate{options.principal};
  const HashKey key = random_key();
  input::DetailDictionary dictionary;
  Readers<DetectWorker> readers(options, predicate, setup.range, key, dictionary,
                                setup.exceptions.size());
  ReadFiles what;
  what.read = [&](std::size_t reader, std::uint32_t number, const input::InputFile& file,
                  std::optional<input::FileStream> stream) {
    DetectWorker& worker = readers[reader];
    // The reader decompresses, cuts into records, asks the predicate, and hands over the matches.
    const auto on_match = [&](const input::Match& match) {
      if (const auto exception = setup.exceptions.find(match.fields, match.time.time)) {
        ++worker.excepted[*exception];
        return true;
      }
      add_match(worker, match, options);
      if (state != nullptr) settle(worker, *state);
      return true;
    };
    const auto result = worker.reader.read(file, number, on_match, std::move(stream));
    if (state != nullptr) worker.files.emplace_back(file, result);
  };
  if (state != nullptr) {
    what.after_batch = [&] { return remember_files(readers, *state); };
    what.on_interrupt = [&] { state->abandon(); };
  }
  readers.read(*files, what);
  if (state != nullptr && !state->outcome()) return fail(state->outcome().error());
  // From here on no input is read.

  DetectWorker& whole = readers.front();
  for (DetectWorker& worker : readers) gather(whole, worker);
  const input::ReadReport report = readers.report(files->passed_over());
  Coverage coverage = report.coverage;
  if (state != nullptr) {
    auto recalled = state->recall(whole.history, coverage, report.coverage.earliest());
    if (!recalled) return fail(recalled.error());
    state->reach(whole.history, std::move(whole.asked.settled));
  }
  // From here on the history is complete.

  const DataEventsVerdict data_events =
      judge_data_events(state != nullptr ? state->data_events() : state::DataEvents(), report,
                        options.started, options.window);
  if (state != nullptr) state->use_data_events(data_events.known);
  RunAlerts found = judge(whole.history, coverage, options);
  const bool forgets = options.since || (state != nullptr && state->forgets());
  output::AlertContext context{options.term_fields, options.window, forgets};
  context.severity_by_priority = options.severity_by_priority;
  const AlertRenderer renderer{std::move(context), whole.details, whole.paths, setup.enricher};
  const auto written = write_all(options, messages, renderer, found, whole.history, report, state);
  if (!written) {
    const bool reader_left = written.error().kind == ErrorKind::closed_pipe && state == nullptr;
    return reader_left ? value_of(ExitCode::done) : exit_code_of(written.error());
  }
  // From here on the alerts and the state are written.

  const Outcome outcome = report_run(
      options, messages, {setup, whole, found, report, files->passed_over(), key, data_events});
  return outcome.exit_code(found.alerts.empty() ? std::nullopt : options.alert_exit_code);
}

}  // namespace s3rare::cli
