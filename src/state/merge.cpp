#include "state/merge.h"

#include "state/column_text.h"
#include "state/episodes.h"
#include "state/runs.h"

namespace s3rare::state {
namespace {

// Copies rows. Of two rows with the same key, the SQL picks one by comparing all their columns, so
// the order of merges does not change the result.
void merge_rows(State& into, State& from, std::string_view select, std::string_view insert,
                int columns) {
  Statement rows(from.database(), select);
  Statement add(into.database(), insert);
  while (rows.step()) {
    add.with_row(rows, columns).run();
    if (into.database().error()) return;
  }
}

constexpr std::string_view kInsertFile =
    "INSERT INTO files VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (path) DO UPDATE SET "
    "size = excluded.size, modified = excluded.modified, status = excluded.status, "
    "records = excluded.records, newest = excluded.newest "
    "WHERE (excluded.modified, excluded.size, excluded.status, excluded.records, "
    "       coalesce(excluded.newest, '')) "
    "    > (modified, size, status, records, coalesce(newest, ''))";

constexpr std::string_view kInsertAlert =
    "INSERT INTO alerts VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (time, event_id, term) DO UPDATE SET "
    "status = excluded.status, alert_id = excluded.alert_id, line = excluded.line "
    "WHERE (excluded.status, excluded.alert_id, excluded.line) < (status, alert_id, line)";

}  // namespace

Result<Done> merge_states(State& into, State& from, const HashKey& key) {
  EpisodeMerge merge(into, key);
  Result<Done> merged = Done();
  const auto take = [&](const std::string& term, const Episodes& episodes) {
    episodes.for_each([&](const Episode& episode) {
      if (merged) merged = merge.add(term, episode);
    });
    return static_cast<bool>(merged);
  };
  auto read = for_each_term(from, Rows::all, take);
  if (!read) return read;
  if (merged) merged = merge.flush();
  if (!merged) return merged;

  merge_rows(into, from, "SELECT * FROM alerts ORDER BY time, event_id, term", kInsertAlert, 6);
  merge_rows(into, from, "SELECT * FROM files ORDER BY path", kInsertFile, 6);
  merge_rows(into, from, "SELECT day FROM days", "INSERT OR IGNORE INTO days VALUES (?)", 1);
  merge_rows(into, from, "SELECT * FROM runs",
             "INSERT OR IGNORE INTO runs VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", 9);
  if (const auto newest = newest_record(from)) see_record(into, *newest);
  if (const auto oldest = oldest_record(from)) see_oldest_record(into, *oldest);
  if (const auto& error = from.database().error()) return *error;
  return into.database().outcome();
}

}  // namespace s3rare::state
