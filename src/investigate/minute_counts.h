// Requests per minute, before and after an alert, to find the peak.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "s3rare/event_time.h"

namespace s3rare::investigate {

/// Which side of the alert a request is on.
enum class Side { prior, followup };

class MinuteCounts {
 public:
  /// @param first  the earliest time
  /// @param most   minutes with a request, of both sides; more of them, or one that is more than
  ///               4,000 years later, and nothing is known
  MinuteCounts(EventTime first, std::size_t most);

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
    std::uint32_t number = 0;  // from the first, twice; one more: after the alert
    std::uint32_t requests = 0;
  };

  void add(std::int64_t number, std::uint32_t requests);
  void give_up();

  std::int64_t first_;  // minute since 1970
  std::size_t most_;
  bool too_many_ = false;
  std::vector<Minute> minutes_;  // in order
};

}  // namespace s3rare::investigate
