// Where the alerts of a report come from: this run's own first pass, a file, or a state.

#include <algorithm>
#include <deque>
#include <optional>
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

// Takes lines one by one: the texts of all alerts would be most of a run's memory.
class AlertTaker {
 public:
  explicit AlertTaker(std::string name) : name_(std::move(name)) {}

  // @returns false after an error
  bool take(const std::string& line) {
    auto read = read_lines(line, name_);
    if (!read) {
      error_ = read.error();
      return false;
    }
    for (auto& alert : *read) {
      alert.json = {};
      alerts_.push_back(std::move(alert));
    }
    return true;
  }

  Result<AlertsToReport> alerts() {
    if (error_) return *error_;
    return std::move(alerts_);
  }

 private:
  std::string name_;
  AlertsToReport alerts_;
  std::optional<Error> error_;
};

Result<AlertsToReport> read_state(const options::Options& options) {
  auto state =
      state::State::open(*options.report_state, state::State::Access::read, options.started);
  if (!state) return state.error();
  AlertTaker taker(*options.report_state);
  auto read =
      state::for_each_line(*state, options.since, Status::alerted,
                           [&](std::string_view line) { return taker.take(std::string(line)); });
  if (!read) return read.error();
  return taker.alerts();
}

void sort_by_time(AlertsToReport& alerts) {
  std::stable_sort(alerts.begin(), alerts.end(),
                   [](const investigate::AlertToInvestigate& a,
                      const investigate::AlertToInvestigate& b) { return a.time < b.time; });
}

}  // namespace

Result<AlertsToReport> read_alert_lines(const std::string& lines) {
  auto alerts = read_lines(lines, "the alerts");
  if (!alerts) return alerts;
  sort_by_time(*alerts);
  for (auto& alert : *alerts) alert.json = {};
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
      add_match(worker, match, options);
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
  AlertTaker taker("the alerts");
  for (const Alert& alert : found.alerts) {
    const AlertLine line = renderer.render(alert);
    found.priorities.add(line.priority);
    if (!taker.take(line.text)) break;
  }
  reported.summary = summarize(*reported.report, files->passed_over());
  summarize_matches(found, whole.excepted, whole.without_term.matches, options, reported.summary);
  auto taken = taker.alerts();
  if (!taken) return taken.error();
  reported.alerts = std::move(*taken);
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
  for (auto& alert : reported.alerts) alert.json = {};
  return reported;
}

}  // namespace s3rare::cli
