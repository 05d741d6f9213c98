// Requests by the minute, before and after an alert, for the peak.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "s3rare/event_time.h"

namespace s3rare {

/// Which side of the alert a request is on.
enum class Side { prior, followup };

class MinuteCounts {
 public:
  /// @param most  minutes with a request, of both sides; more of them, and nothing is known
  explicit MinuteCounts(std::size_t most) : most_(most) {}

  void add(EventTime time, Side side);
  void merge(const MinuteCounts& other);

  struct Peak {
    std::uint64_t requests = 0;
    EventTime minute;  ///< the first with so many
  };
  /// @returns nothing if there was no request, or were too many minutes
  std::optional<Peak> peak(Side side) const;

 private:
  struct Minute {
    std::int64_t number = 0;  // since 1970, twice; one more: after the alert
    std::uint64_t requests = 0;
  };

  void add(std::int64_t number, std::uint64_t requests);

  std::size_t most_;
  bool too_many_ = false;
  std::vector<Minute> minutes_;  // in order
};

}  // namespace s3rare
