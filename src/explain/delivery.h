// What CloudTrail delivered: which accounts and regions have records, which hours have none, and
// whether the records include S3 data events.
//
// A Delivery is a set, like a history: adding and merging commute. Its memory is bounded for any
// input. It keeps the first kPlaces places in order of account and region; an HourSet keeps the
// latest hours.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "explain/logged_record.h"
#include "s3rare/event_time.h"

namespace s3rare::explain {

/// Hours from 1970-01-01T00:00:00Z, without the last. Empty if the last is not after the first.
struct HourRange {
  std::int64_t first = 0;
  std::int64_t last = 0;
};

/// The hours that have a record, counted from 1970-01-01T00:00:00Z. Takes at most 16 KB.
class HourSet {
 public:
  void add(EventTime time);
  void merge(const HourSet& other);

  bool empty() const { return entries_.empty(); }

  /// Whether earlier hours were dropped to bound the memory.
  bool has_dropped() const { return has_dropped_; }

  /// Calls `visit(std::int64_t hour)` for every hour, in order.
  template <class Visit>
  void for_each(Visit&& visit) const {
    for (const Entry& entry : entries_) {
      for (std::int64_t bit = 0; bit < kHoursPerEntry; ++bit) {
        if ((entry.bits >> bit & 1) != 0) visit(entry.number * kHoursPerEntry + bit);
      }
    }
  }

 private:
  static constexpr std::int64_t kHoursPerEntry = 64;
  static constexpr std::size_t kMostEntries = 1024;  // seven years of full hours

  struct Entry {
    std::int64_t number = 0;
    std::uint64_t bits = 0;
  };
  void add_bits(std::int64_t number, std::uint64_t bits);

  std::vector<Entry> entries_;  // sorted by number
  bool has_dropped_ = false;
};

/// The records of one account and region.
struct PlaceLogs {
  std::uint64_t records = 0;
  std::uint64_t data_reads = 0;   ///< S3 data events that only read: see `only_reads`
  std::uint64_t data_writes = 0;  ///< other S3 data events
  std::optional<EventTime> first;
  std::optional<EventTime> last;
  HourSet hours;

  void add(const LoggedRecord& record);
  void merge(const PlaceLogs& other);
  std::uint64_t data_events() const { return data_reads + data_writes; }
};

/// Consecutive hours without a record.
struct Gap {
  std::string account;  ///< empty if the records lack the field
  std::string region;   ///< empty if the records lack the field
  EventTime from;       ///< start of the first hour
  EventTime to;         ///< end of the last hour, exclusive

  std::uint64_t hours() const;
};

struct Gaps {
  std::vector<Gap> largest;  ///< longest first, then by account, region and time
  std::uint64_t count = 0;   ///< of all gaps, listed or not
  std::uint64_t hours = 0;   ///< of all gaps, listed or not
};

/// @returns the hours of a range without a record. Counts neither hours before those that were
///          dropped, nor those of an empty set, whose records have no time.
std::uint64_t silent_hours(const HourSet& hours, const HourRange& range);

/// @returns the hours without a record at the end of the range, if they are at least a day, there
///          were records in at least as many hours, and no earlier gap was half as long; else 0
std::uint64_t stopped_hours(const HourSet& hours, const HourRange& range);

class Delivery {
 public:
  /// Account and region, as the records state them.
  using Place = std::pair<std::string, std::string>;
  using Places = std::map<Place, PlaceLogs>;
  static constexpr std::size_t kPlaces = 4096;

  void add(const LoggedRecord& record);
  void merge(const Delivery& other);

  const Places& places() const { return places_; }

  /// @returns the totals of all records, including those of places that are not kept
  const PlaceLogs& all() const { return all_; }

  /// @param since, until  limits of the logs that are explained, or nothing
  /// @returns the full hours from `since`, or the first record, to `until`, or the last record
  HourRange hours(std::optional<EventTime> since, std::optional<EventTime> until) const;

  /// @returns the gaps of each place that is kept, in a range of hours
  /// @param most  limit of Gaps::largest
  Gaps gaps(const HourRange& range, std::size_t most) const;

  /// @returns the gaps in which no place has a record; their account and region are empty
  Gaps gaps_of_all(const HourRange& range, std::size_t most) const;

 private:
  Places places_;
  PlaceLogs all_;
};

}  // namespace s3rare::explain
