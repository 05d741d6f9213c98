// Which days the logs cover: whether "not seen in the window" is strong evidence or weak.
#pragma once

#include <cstdint>
#include <map>
#include <optional>

#include "s3rare/event_time.h"

namespace s3rare {

/// The UTC days of which a record was seen, and the earliest and latest of these records. Like a
/// history it is a set: adding and merging commute. At most 500 KB, whatever the input.
class Coverage {
 public:
  void add(EventTime time);

  /// Covers a day without a time: `earliest` and `latest` stay what they are.
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

  std::map<std::int64_t, std::uint64_t> days_;  // a bit a day
  std::optional<EventTime> earliest_;
  std::optional<EventTime> latest_;
};

/// What the logs can say about the window before an alert.
struct Baseline {
  int days = 0;  ///< covered days among those that the window reaches before the alert's own
  bool complete = false;  ///< all of them are covered
};

/// @param window  seconds; the days looked at are those that [time - window, time) touches,
///                without the day of `time` itself: seven of them for the rule's window
Baseline baseline_of(const Coverage& coverage, EventTime time, Seconds window);

}  // namespace s3rare
