// The alerts' lines, kept in the state so that a lost alert file can be written again.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "s3rare/alert.h"
#include "s3rare/error.h"
#include "state/state.h"

namespace s3rare::state {

/// Stores lines through one prepared statement. Errors stay in the state's database.
class AlertLines {
 public:
  explicit AlertLines(State& state);

  /// Stores the line of an alert. The episode's status says whether it was written or held.
  void keep(const Alert& alert, std::string_view line);

 private:
  const TermFields& fields_;
  Statement insert_;
};

/// Visits the lines, without line ends, in order of event time, event ID and term.
/// @param since   skips earlier alerts
/// @param status  `alerted` or `held`
/// @param visit   returns false to stop
Result<Done> for_each_line(State& state, std::optional<EventTime> since, Status status,
                           const std::function<bool(std::string_view line)>& visit);

}  // namespace s3rare::state
