// Where the alerts of a report come from: this run's own first pass, a file, or a state.

#include <algorithm>
#include <deque>
#include <sstream>
#include <utility>

#include "cli/detect/alert_output.h"
#include "cli/detect/detect_summary.h"
#include "cli/detect/detect_worker.h"
#include "cli/random_key.h"
#include "cli/reading/excepting.h"
#include "cli/reading/readers.h"
#include "cli/reading/run_input.h"
#include "cli/reading/run_summary.h"
#include "cli/report/reporting.h"
#include "investigate/alerts_to_investigate.h"
#include "state/alert_lines.h"
#include "state/state.h"

namespace s3rare::cli {
namespace {

Result<AlertsToReport> read_lines(const std::string& lines, std::string name) {
  std::istringstream stream(lines);
  lists::AlertReader reader(stream, std::move(name));
  return investigate::read_alerts_to_investigate(reader);
}

Result<AlertsToReport> read_state(const options::Options& options) {
  auto state =
      state::State::open(*options.report_state, state::State::Access::read, options.started);
  if (!state) return state.error();
  std::string lines;
  auto read =
      state::for_each_line(*state, options.since, Status::alerted, [&](std::string_view line) {
        lines.append(line).append("\n");
        return true;
      });
  if (!read) return read.error();
  return read_lines(lines, *options.report_state);
}

void sort_by_time(AlertsToReport& alerts) {
  std::stable_sort(alerts.begin(), alerts.end(),
                   [](const investigate::AlertToInvestigate& a,
                      const investigate::AlertToInvestigate& b) { return a.time < b.time; });
}

}  // namespace

Result<AlertsToReport> read_alert_lines(const std::string& lines) {
  auto alerts = read_lines(lines, "the alerts");
  if (alerts) sort_by_time(*alerts);
  return alerts;
}

Result<ReportedAlerts> find_alerts_to_report(const options::Options& options, Enricher& enricher) {
  auto exceptions = read_exceptions(options);
  if (!exceptions) return exceptions.error();
  const input::TimeRange range = time_range_of(options);
  auto files = find_input(options, {range});
  if (!files) return files.error();

  const HashKey key = random_key();
  input::DetailDictionary dictionary;
  Readers<DetectWorker> readers(options, Predicate{options.principal}, range, key, dictionary,
                                exceptions->size());
  std::deque<report::ReachedBuckets> reached(thread_count(options));
  ReadFiles what;
  what.read = [&](std::size_t reader, std::uint32_t number, const input::InputFile& file,
                  std::optional<input::FileStream> stream) {
    DetectWorker& worker = readers[reader];
    const auto on_match = [&](const input::Match& match) {
      if (const auto exception = exceptions->find(match.fields, match.time.time)) {
        ++worker.excepted[*exception];
        return true;
      }
      const RecordFields& fields = match.fields;
      reached[reader].add(fields.source_address.string(), fields.recipient_account.string(),
                          fields.bucket.string());
      add_match(worker, match, file.path, options);
      return true;
    };
    worker.reader.read(file, number, on_match, std::move(stream));
  };
  readers.read(*files, what);

  DetectWorker& whole = readers.front();
  for (DetectWorker& worker : readers) gather(whole, worker);
  ReportedAlerts reported;
  for (const report::ReachedBuckets& of_thread : reached) reported.reached.merge(of_thread);
  reported.report = readers.report(files->passed_over());
  RunAlerts found;
  Alerts alerts = find_alerts(whole.history, reported.report->coverage, options.since);
  found.alerts = std::move(alerts.alerts);
  found.learned = alerts.learned;
  const AlertRenderer renderer{{options.term_fields, options.window, options.since.has_value()},
                               whole.details,
                               whole.paths,
                               enricher};
  std::string lines;
  for (const Alert& alert : found.alerts) {
    const AlertLine line = renderer.render(alert);
    found.priorities.add(line.priority);
    lines += line.text;
  }
  reported.summary = summarize(*reported.report, files->passed_over());
  summarize_matches(found, whole.excepted, whole.without_term.matches, options, reported.summary);
  auto read = read_lines(lines, "the alerts");
  if (!read) return read.error();
  reported.alerts = std::move(*read);
  return reported;
}

Result<ReportedAlerts> read_alerts_to_report(const options::Options& options) {
  ReportedAlerts reported;
  if (options.report_state) {
    auto alerts = read_state(options);
    if (!alerts) return alerts.error();
    reported.alerts = std::move(*alerts);
  } else {
    auto reader = lists::AlertReader::open(options.report_alerts);
    if (!reader) return reader.error();
    auto alerts = investigate::read_alerts_to_investigate(*reader);
    if (!alerts) return alerts.error();
    reported.alerts = std::move(*alerts);
  }
  sort_by_time(reported.alerts);
  return reported;
}

}  // namespace s3rare::cli
