// Sparse steps of time: few of them hold anything.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "s3rare/event_time.h"

namespace s3rare::investigate {

/// @returns the number of the step that a time is in, counted from 1970
constexpr std::int64_t step_number(EventTime time, Seconds step) {
  return time.seconds / step - (time.seconds % step < 0 ? 1 : 0);
}

/// Finds a step in the order of their numbers; one that is missing is put in, empty. Records come
/// nearly in order of time, so that is mostly done at the end.
/// @tparam Step  has a `number`
template <class Step, class Number>
Step& at_number(std::vector<Step>& steps, Number number) {
  if (!steps.empty() && steps.back().number == number) return steps.back();
  const auto found =
      std::lower_bound(steps.begin(), steps.end(), number,
                       [](const Step& step, Number wanted) { return step.number < wanted; });
  if (found != steps.end() && found->number == number) return *found;
  const auto position = found - steps.begin();
  // A quarter more at a time: doubling would leave up to half of it empty.
  if (steps.size() == steps.capacity()) steps.reserve(steps.size() + steps.size() / 4 + 2);
  Step step{};
  step.number = number;
  return *steps.insert(steps.begin() + position, step);
}

}  // namespace s3rare::investigate
