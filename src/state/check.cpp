#include "state/check.h"

#include <utility>

#include "json/text.h"
#include "state/column_text.h"
#include "state/episodes.h"

namespace s3rare::state {
namespace {

constexpr std::size_t kMostProblems = 100;

class Problems {
 public:
  void add(std::string problem) {
    if (found_.size() < kMostProblems) found_.push_back(std::move(problem));
  }
  std::vector<std::string> take() { return std::move(found_); }

 private:
  std::vector<std::string> found_;
};

void check_pages(Database& database, Problems& problems) {
  Statement check(database, "PRAGMA integrity_check");
  while (check.step()) {
    if (check.text(0) != "ok") problems.add("SQLite: " + std::string(check.text(0)));
  }
}

// Episodes of one term lie more than a window apart; closer ones would have been joined.
void check_episodes(State& state, Problems& problems) {
  const Seconds window = state.settings().window;
  const auto checked =
      for_each_term(state, Rows::all, [&](const std::string& term, const Episodes& episodes) {
        std::optional<EventTime> end;
        episodes.for_each([&](const Episode& episode) {
          if (end && episode.start <= *end + window) {
            problems.add("found two episodes of " + term_text(term, state.settings().term_fields) +
                         " that are no more than a window apart, at " + time_text(episode.start));
          }
          end = episode.end;
        });
        return true;
      });
  if (!checked) problems.add(checked.error().what);
}

void check_alerts(Database& database, Problems& problems) {
  Statement select(database, "SELECT time, alert_id, line FROM alerts");
  while (select.step()) {
    const std::string_view line = select.text(2);
    const auto time = parse_time_text(select.text(0));
    const std::string second = time ? format_utc({time->seconds, 0}, 0) : std::string();
    const bool names_alert =
        line.find(select.text(1)) != std::string_view::npos &&
        line.find(second.substr(0, second.find('Z'))) != std::string_view::npos;
    if (!time || !names_alert || !json::is_json(line)) {
      problems.add("found an invalid line of alert " + std::string(select.text(1)) +
                   ", expected JSON with the alert's ID and time");
    }
  }
}

void check_files(Database& database, Problems& problems) {
  Statement select(database, "SELECT path, newest, size, records FROM files");
  while (select.step()) {
    const bool sensible = (select.is_null(1) || parse_time_text(select.text(1))) &&
                          select.integer(2) >= 0 && select.integer(3) >= 0;
    if (!sensible)
      problems.add("found an invalid row of the file " + std::string(select.text(0)) +
                   ", expected a time and counts");
  }
}

void check_days(Database& database, Problems& problems) {
  Statement select(database, "SELECT day FROM days");
  while (select.step()) {
    if (!parse_day_text(select.text(0))) {
      problems.add("found a covered day " + std::string(select.text(0)) + ", expected a date");
    }
  }
}

}  // namespace

std::vector<std::string> check(State& state) {
  Database& database = state.database();
  Problems problems;
  check_pages(database, problems);
  check_episodes(state, problems);
  check_alerts(database, problems);
  check_files(database, problems);
  check_days(database, problems);
  auto found = problems.take();
  if (found.empty() && database.error()) found.push_back(database.error()->what);
  return found;
}

}  // namespace s3rare::state
