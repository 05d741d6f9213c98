#include "state/runs.h"

#include <algorithm>

#include "state/column_text.h"

namespace s3rare::state {
namespace {

constexpr std::string_view kNewest = "newest";
constexpr std::string_view kOldest = "oldest";
constexpr std::string_view kExceptions = "exceptions";
constexpr std::string_view kDataEvents = "data_events";
constexpr std::string_view kNone = "none";

std::optional<std::string> optional_text(const std::optional<EventTime>& time) {
  return time ? std::optional(time_text(*time)) : std::nullopt;
}

std::int64_t whole(std::uint64_t count) { return static_cast<std::int64_t>(count); }

}  // namespace

Result<Done> recall_days(State& state, Coverage& coverage) {
  Database& database = state.database();
  Statement select(database, "SELECT day FROM days");
  while (select.step()) {
    if (const auto day = parse_day_text(select.text(0))) {
      coverage.add_day(*day);
    } else {
      database.fail(ErrorKind::damaged, "found a covered day that is not a date");
    }
  }
  return database.outcome();
}

std::optional<EventTime> newest_record(State& state) {
  const auto text = read_setting(state.database(), kNewest);
  return text ? parse_time_text(*text) : std::nullopt;
}

// States of earlier versions lack the setting, but list their runs.
std::optional<EventTime> oldest_record(State& state) {
  if (const auto text = read_setting(state.database(), kOldest)) return parse_time_text(*text);
  Statement select(state.database(), "SELECT min(earliest) FROM runs");
  return select.step() ? parse_time_text(select.text(0)) : std::nullopt;
}

void see_oldest_record(State& state, EventTime time) {
  const auto oldest = oldest_record(state);
  write_setting(state.database(), kOldest, time_text(oldest ? std::min(*oldest, time) : time));
}

void see_record(State& state, EventTime time) {
  const auto newest = newest_record(state);
  if (newest && *newest >= time) return;
  write_setting(state.database(), kNewest, time_text(time));
}

DataEvents data_events_of(State& state) {
  const auto text = read_setting(state.database(), kDataEvents);
  if (!text) return {};
  return *text == kNone ? DataEvents{true, std::nullopt}
                        : DataEvents{false, parse_time_text(*text)};
}

void keep_data_events(State& state, const DataEvents& found) {
  if (!found.none && !found.newest) return;
  write_setting(state.database(), kDataEvents, found.none ? kNone : time_text(*found.newest));
}

std::string exceptions_of(State& state) {
  return read_setting(state.database(), kExceptions).value_or(std::string());
}

void keep_exceptions(State& state, std::string_view fingerprint) {
  if (exceptions_of(state) != fingerprint) {
    write_setting(state.database(), kExceptions, fingerprint);
  }
}

Result<Done> store_run(State& state, const Run& run, const Coverage& coverage) {
  Database& database = state.database();
  Statement add_day(database, "INSERT OR IGNORE INTO days VALUES (?)");
  coverage.for_each_day([&](std::int64_t day) { add_day.with(day_text(day)).run(); });
  if (run.latest) see_record(state, *run.latest);
  if (run.earliest) see_oldest_record(state, *run.earliest);
  Statement(database, "INSERT OR REPLACE INTO runs VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")
      .with(time_text(run.started), run.host, run.pid, whole(run.files), whole(run.records),
            whole(run.matches), whole(run.alerts), optional_text(run.earliest),
            optional_text(run.latest))
      .run();
  database.run(
      "DELETE FROM runs WHERE started < (SELECT started FROM runs ORDER BY started DESC "
      "LIMIT 1 OFFSET 999)");
  return database.outcome();
}

}  // namespace s3rare::state
