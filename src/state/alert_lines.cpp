#include "state/alert_lines.h"

#include <algorithm>
#include <compare>
#include <vector>

#include "state/column_text.h"

namespace s3rare::state {
namespace {

struct Line {
  std::string event_id;
  std::string term;
  std::string text;

  friend auto operator<=>(const Line&, const Line&) = default;
};

}  // namespace

AlertLines::AlertLines(State& state)
    : fields_(state.settings().term_fields),
      insert_(state.database(), "INSERT OR REPLACE INTO alerts VALUES (?, ?, ?, ?, ?, ?)") {}

void AlertLines::keep(const Alert& alert, std::string_view line) {
  const Episode& episode = *alert.episode;
  insert_
      .with(time_text(episode.start), escaped(episode.earliest.event_id()),
            term_text(alert.term, fields_), status_text(episode.status), alert_id(alert, fields_),
            line)
      .run();
}

Result<Done> for_each_line(State& state, std::optional<EventTime> since, Status status,
                           const std::function<bool(std::string_view line)>& visit) {
  Statement select(state.database(),
                   "SELECT time, event_id, term, line FROM alerts WHERE time >= ? AND status = ? "
                   "ORDER BY time");
  select.with(since ? time_text(*since) : std::string(), status_text(status));
  // Columns are escaped, so SQL would order them by their escapes: sort the lines of one time here,
  // by the values.
  std::string time;
  std::vector<Line> of_one_time;
  const auto flush = [&] {
    std::sort(of_one_time.begin(), of_one_time.end());
    const bool wanted = std::all_of(of_one_time.begin(), of_one_time.end(),
                                    [&](const Line& line) { return visit(line.text); });
    of_one_time.clear();
    return wanted;
  };
  while (select.step()) {
    if (select.text(0) != time && !flush()) return Done();
    time = select.text(0);
    of_one_time.push_back(
        {unescaped(select.text(1)),
         parse_term_text(select.text(2), state.settings().term_fields).value_or(std::string()),
         std::string(select.text(3))});
  }
  if (!state.database().error()) flush();
  return state.database().outcome();
}

}  // namespace s3rare::state
