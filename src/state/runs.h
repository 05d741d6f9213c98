// The runs and what they saw: the covered days, the newest and oldest record, and the fingerprint
// of the last run's exceptions.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "s3rare/coverage.h"
#include "s3rare/error.h"
#include "s3rare/event_time.h"
#include "state/state.h"

namespace s3rare::state {

/// One run, as `state show` reports it.
struct Run {
  EventTime started;  ///< by the machine's clock
  std::string host;
  std::int64_t pid = 0;
  std::uint64_t files = 0;  ///< read, including damaged ones
  std::uint64_t records = 0;
  std::uint64_t matches = 0;
  std::uint64_t alerts = 0;
  std::optional<EventTime> earliest;  ///< record
  std::optional<EventTime> latest;
};

/// Adds the days that the state records as covered.
Result<Done> recall_days(State& state, Coverage& coverage);

/// @returns the time of the newest record that any run has seen
std::optional<EventTime> newest_record(State& state);

/// @returns the time of the oldest record that any run has seen, even if it is forgotten. The year
///          1 if that is not known, because lines were imported
std::optional<EventTime> oldest_record(State& state);

/// Stores a run, its covered days, its newest and its oldest record. Keeps the last 1,000 runs.
Result<Done> store_run(State& state, const Run& run, const Coverage& coverage);

/// Moves the time of the newest record to `time`, if that is later.
void see_record(State& state, EventTime time);

/// Moves the time of the oldest record to `time`, if that is earlier.
void see_oldest_record(State& state, EventTime time);

/// What the runs so far have found out about S3 data events.
struct DataEvents {
  bool none = false;                ///< the last runs found none
  std::optional<EventTime> newest;  ///< the newest record of the last run that found one
};

DataEvents data_events_of(State& state);
void keep_data_events(State& state, const DataEvents& found);

/// @returns the fingerprint of the last run's exceptions, empty if it had none
std::string exceptions_of(State& state);

/// Stores the fingerprint of this run's exceptions.
void keep_exceptions(State& state, std::string_view fingerprint);

}  // namespace s3rare::state
