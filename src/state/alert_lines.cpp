#include "state/alert_lines.h"

#include "state/column_text.h"

namespace s3rare::state {

AlertLines::AlertLines(State& state)
    : fields_(state.settings().term_fields),
      insert_(state.database(), "INSERT OR REPLACE INTO alerts VALUES (?, ?, ?, ?, ?, ?)") {}

void AlertLines::keep(const Alert& alert, std::string_view line) {
  const Episode& episode = *alert.episode;
  insert_
      .with(time_text(episode.start), escaped(episode.earliest.event_id),
            term_text(alert.term, fields_), status_text(episode.status), alert_id(alert, fields_),
            line)
      .run();
}

Result<Done> for_each_line(State& state, std::optional<EventTime> since, Status status,
                           const std::function<bool(std::string_view line)>& visit) {
  Statement select(state.database(),
                   "SELECT line FROM alerts WHERE time >= ? AND status = ? "
                   "ORDER BY time, event_id, term");
  select.with(since ? time_text(*since) : std::string(), status_text(status));
  while (select.step()) {
    if (!visit(select.text(0))) return Done();
  }
  return state.database().outcome();
}

}  // namespace s3rare::state
