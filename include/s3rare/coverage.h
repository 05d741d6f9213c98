// Which days the logs cover. This decides how much "not seen in the window" is worth.
#pragma once

#include <cstdint>
#include <map>
#include <optional>

#include "s3rare/event_time.h"

namespace s3rare {

/// The UTC days with at least one record, and the times of the earliest and latest record. Like a
/// history, this is a set: `add` and `merge` commute. It takes at most 500 KB for any input.
class Coverage {
 public:
  void add(EventTime time);

  /// Marks a day as covered. `earliest` and `latest` do not change.
  void add_day(std::int64_t day);
  void merge(const Coverage& other);

  bool covers(std::int64_t day) const;

  /// Calls `visit(std::int64_t day)` for every covered day, in order.
  template <class Visit>
  void for_each_day(Visit&& visit) const {
    for (const auto& [entry, bits] : days_) {
      for (std::int64_t bit = 0; bit < kDaysPerEntry; ++bit) {
        if ((bits >> bit & 1) != 0) visit(entry * kDaysPerEntry + bit);
      }
    }
  }

  std::optional<EventTime> earliest() const { return earliest_; }
  std::optional<EventTime> latest() const { return latest_; }

 private:
  static constexpr std::int64_t kDaysPerEntry = 64;
  static std::int64_t entry_of(std::int64_t day);
  static std::uint64_t bit_of(std::int64_t day);

  std::map<std::int64_t, std::uint64_t> days_;  // one bit per day
  std::optional<EventTime> earliest_;
  std::optional<EventTime> latest_;
};

/// How much of the window before an alert the logs cover.
struct Baseline {
  int days = 0;           ///< covered days of the window, without the alert's own day
  bool complete = false;  ///< all days of the window are covered
};

/// @param window  seconds. Counts the days that [time - window, time) touches, without the day of
///                `time` itself: seven days for the rule's window
Baseline baseline_of(const Coverage& coverage, EventTime time, Seconds window);

}  // namespace s3rare
