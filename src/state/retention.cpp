#include "state/retention.h"

#include <unistd.h>

#include <algorithm>
#include <string>
#include <vector>

#include "state/column_text.h"

namespace s3rare::state {
namespace {

constexpr std::string_view kDeletedTo = "deleted_to";
constexpr Seconds kLeastStep = kSecondsPerDay;
constexpr EventTime kFirstTime{-62'135'596'800, 0};  // 0001-01-01T00:00:00Z

std::int64_t remove(Database& database, std::string_view sql, const std::string& horizon) {
  Statement(database, sql).with(horizon).run();
  Statement changes(database, "SELECT changes()");
  return changes.step() ? changes.integer(0) : 0;
}

// Deletes the rows that the horizon has left behind.
void remove_forgotten(State& state, Pruned& pruned) {
  Database& database = state.database();
  const std::string seen_from = time_text(*state.seen_from());
  pruned.episodes = remove(database, "DELETE FROM episodes WHERE last_seen < ?", seen_from);
  pruned.days = remove(database, "DELETE FROM days WHERE day < substr(?, 1, 10)", seen_from);
  std::vector<std::string> lost;
  Statement select(database, "SELECT path FROM files WHERE coalesce(newest, modified) < ?");
  select.with(time_text(*state.horizon()));
  while (select.step()) {
    std::string path(select.text(0));
    if (::access(unescaped(path).c_str(), F_OK) != 0) lost.push_back(std::move(path));
  }
  Statement remove_file(database, "DELETE FROM files WHERE path = ?");
  for (const std::string& path : lost) remove_file.with(path).run();
  pruned.files = static_cast<std::int64_t>(lost.size());
  write_setting(database, kDeletedTo, time_text(*state.horizon()));
}

}  // namespace

EventTime horizon_of(EventTime earliest, Seconds retention) {
  return std::max(earliest - retention, kFirstTime);
}

Result<Done> retain(State& state, EventTime horizon, Seconds retention) {
  Database& database = state.database();
  state.set_horizon(horizon);
  const auto text = read_setting(database, kDeletedTo);
  const auto deleted_to = text ? parse_time_text(*text) : std::nullopt;
  if (!deleted_to) {
    write_setting(database, kDeletedTo, time_text(*state.horizon()));
  } else if (*deleted_to + std::max(retention / 10, kLeastStep) <= *state.horizon()) {
    Pruned pruned;
    remove_forgotten(state, pruned);
  }
  return database.outcome();
}

Result<Pruned> prune(State& state, EventTime before) {
  Database& database = state.database();
  state.set_horizon(before);
  Pruned pruned;
  remove_forgotten(state, pruned);
  pruned.alerts = remove(database, "DELETE FROM alerts WHERE time < ?", time_text(before));
  if (const auto& error = database.error()) return *error;
  return pruned;
}

}  // namespace s3rare::state
