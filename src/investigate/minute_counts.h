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
  /// @param most   limit on minutes with a request, on both sides together. Beyond it, or with a
  ///               minute more than 4,000 years later, the peak is unknown
  MinuteCounts(EventTime first, std::size_t most);

  void add(EventTime time, Side side);
  void merge(const MinuteCounts& other);

  struct Peak {
    std::uint64_t requests = 0;
    EventTime minute;  ///< the first minute with that number
  };
  /// @returns nothing if there was no request or the limit was exceeded
  std::optional<Peak> peak(Side side) const;

 private:
  struct Minute {
    std::uint32_t number = 0;  // 2 x minutes since the first one; plus 1 after the alert
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
