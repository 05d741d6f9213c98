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

void remove_history(Database& database, const std::string& horizon, Pruned& pruned) {
  pruned.episodes = remove(database, "DELETE FROM episodes WHERE last_seen < ?", horizon);
  pruned.days = remove(database, "DELETE FROM days WHERE day < substr(?, 1, 10)", horizon);
  write_setting(database, kDeletedTo, horizon);
}

void remove_lost_files(Database& database, const std::string& horizon) {
  std::vector<std::string> lost;
  Statement select(database, "SELECT path FROM files WHERE coalesce(newest, modified) < ?");
  select.with(horizon);
  while (select.step()) {
    std::string path(select.text(0));
    if (::access(path.c_str(), F_OK) != 0) lost.push_back(std::move(path));
  }
  Statement remove(database, "DELETE FROM files WHERE path = ?");
  for (const std::string& path : lost) remove.with(path).run();
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
  const EventTime reached = *state.horizon();
  if (!deleted_to) {
    write_setting(database, kDeletedTo, time_text(reached));
  } else if (*deleted_to + std::max(retention / 10, kLeastStep) <= reached) {
    Pruned pruned;
    remove_history(database, time_text(reached), pruned);
    remove_lost_files(database, time_text(reached));
  }
  return database.outcome();
}

Result<Pruned> prune(State& state, EventTime before) {
  Database& database = state.database();
  state.set_horizon(before);
  const std::string horizon = time_text(before);
  Pruned pruned;
  remove_history(database, horizon, pruned);
  pruned.alerts = remove(database, "DELETE FROM alerts WHERE time < ?", horizon);
  pruned.files =
      remove(database, "DELETE FROM files WHERE coalesce(newest, modified) < ?", horizon);
  if (const auto& error = database.error()) return *error;
  return pruned;
}

}  // namespace s3rare::state
