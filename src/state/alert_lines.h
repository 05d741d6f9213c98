// The alerts' lines: a lost file of alerts can be written again.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "s3rare/alert.h"
#include "s3rare/error.h"
#include "state/state.h"

namespace s3rare::state {

/// Keeps its statement prepared. What fails stays in the state's database.
class AlertLines {
 public:
  explicit AlertLines(State& state);

  /// Keeps the line of an alert that was written, or held, as its episode says.
  void keep(const Alert& alert, std::string_view line);

 private:
  const TermFields& fields_;
  Statement insert_;
};

/// Hands over the lines, without their ends, in order of event time, event ID and term.
/// @param since   alerts before it are left out
/// @param status  `alerted` or `held`
/// @param visit   returns false to end
Result<Done> for_each_line(State& state, std::optional<EventTime> since, Status status,
                           const std::function<bool(std::string_view line)>& visit);

}  // namespace s3rare::state
