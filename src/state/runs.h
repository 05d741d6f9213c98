// What the runs have seen: the covered days, the newest record, and the runs themselves; and what
// they have passed over, the exceptions of the last one.
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

/// One run, for whoever looks at the state.
struct Run {
  EventTime started;  ///< by the machine's clock
  std::string host;
  std::int64_t pid = 0;
  std::uint64_t files = 0;  ///< read, damaged ones too
  std::uint64_t records = 0;
  std::uint64_t matches = 0;
  std::uint64_t alerts = 0;
  std::optional<EventTime> earliest;  ///< record
  std::optional<EventTime> latest;
};

/// Adds the days that the state knows to be covered.
Result<Done> recall_days(State& state, Coverage& coverage);

/// @returns the time of the newest record that any run has seen
std::optional<EventTime> newest_record(State& state);

/// Adds a run, the days it has covered and the newest record it has seen. Of the runs the last
/// thousand are kept.
Result<Done> store_run(State& state, const Run& run, const Coverage& coverage);

/// Makes the newest record this one, if it is newer.
void see_record(State& state, EventTime time);

/// @returns the fingerprint of the exceptions that the last run had, empty for none
std::string exceptions_of(State& state);

/// Keeps the fingerprint of this run's exceptions.
void keep_exceptions(State& state, std::string_view fingerprint);

}  // namespace s3rare::state
