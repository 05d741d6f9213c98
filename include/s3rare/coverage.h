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
  void merge(const Coverage& other);

  bool covers(std::int64_t day) const;
  std::optional<EventTime> earliest() const { return earliest_; }
  std::optional<EventTime> latest() const { return latest_; }

 private:
  std::map<std::int64_t, std::uint64_t> days_;  // a bit a day, 64 days an entry
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
