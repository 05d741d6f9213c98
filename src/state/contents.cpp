#include "state/contents.h"

#include <algorithm>
#include <string_view>

#include "state/column_text.h"
#include "state/episodes.h"

namespace s3rare::state {
namespace {

std::uint64_t count(Database& database, std::string_view sql) {
  Statement select(database, sql);
  return select.step() ? static_cast<std::uint64_t>(select.integer(0)) : 0;
}

void count_episode(const Episode& episode, Contents& contents) {
  if (episode.status == Status::alerted) ++contents.episodes_alerted;
  if (episode.status == Status::held) ++contents.episodes_held;
  if (episode.status == Status::learned) ++contents.episodes_learned;
  contents.first_seen = std::min(contents.first_seen.value_or(episode.start), episode.start);
  contents.last_seen = std::max(contents.last_seen.value_or(episode.end), episode.end);
}

std::optional<Run> last_run(Database& database) {
  Statement select(database, "SELECT * FROM runs ORDER BY started DESC, pid DESC LIMIT 1");
  if (!select.step()) return std::nullopt;
  const auto whole = [&](int column) { return static_cast<std::uint64_t>(select.integer(column)); };
  Run run;
  run.started = parse_time_text(select.text(0)).value_or(EventTime());
  run.host = select.text(1);
  run.pid = select.integer(2);
  run.files = whole(3);
  run.records = whole(4);
  run.matches = whole(5);
  run.alerts = whole(6);
  run.earliest = parse_time_text(select.text(7));
  run.latest = parse_time_text(select.text(8));
  return run;
}

}  // namespace

Result<Contents> count_contents(State& state) {
  Database& database = state.database();
  Contents contents;
  const auto counted = for_each_term(state, Rows::seen, [&](const auto&, const Episodes& episodes) {
    ++contents.terms;
    episodes.for_each([&](const Episode& episode) { count_episode(episode, contents); });
    return true;
  });
  if (!counted) return counted.error();
  if (auto recalled = recall_days(state, contents.days); !recalled) return recalled.error();
  contents.alerts_written = count(database, "SELECT count(*) FROM alerts WHERE status = 'alerted'");
  contents.alerts_held = count(database, "SELECT count(*) FROM alerts WHERE status = 'held'");
  contents.files_read = count(database, "SELECT count(*) FROM files WHERE status = 'read'");
  contents.files_damaged = count(database, "SELECT count(*) FROM files WHERE status = 'damaged'");
  contents.newest = newest_record(state);
  contents.runs = count(database, "SELECT count(*) FROM runs");
  contents.last_run = last_run(database);
  if (const auto& error = database.error()) return *error;
  return contents;
}

}  // namespace s3rare::state
