// Requests per step of time, for a chart.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "investigate/doing.h"
#include "investigate/dossier/dossier.h"

namespace s3rare::investigate {

/// @returns the length of a step, in seconds, for a window that at most so many of them fill
Seconds timeline_step(const Span& window, std::size_t most_steps);

/// Steps begin at multiples of their length, in UTC. A step takes 16 bytes.
class Timeline {
 public:
  /// @param most_steps  one more may be begun
  Timeline(const Span& window, std::size_t most_steps);

  void add(const Doing& doing);
  void merge(const Timeline& other);

  Seconds step() const { return step_; }
  std::vector<TimelineStep> steps() const;

 private:
  // 2^32 requests of one source in one step are out of reach.
  struct Step {
    std::uint32_t number = 0;  // from the one in which the window begins
    std::uint32_t anonymous = 0;
    std::uint32_t denied = 0;
    std::uint32_t with_signature = 0;
  };

  Step& step_at(std::uint32_t number);

  Seconds step_;
  std::int64_t first_;       // number of the window's first step since 1970
  std::vector<Step> steps_;  // in order
};

}  // namespace s3rare::investigate
