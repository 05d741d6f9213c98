#include "explain/delivery.h"

#include <algorithm>
#include <iterator>
#include <tuple>

#include "s3rare/term.h"

namespace s3rare::explain {
namespace {

constexpr Seconds kSecondsPerHour = 3600;

std::int64_t floor_divide(std::int64_t value, std::int64_t by) {
  const std::int64_t quotient = value / by;
  return value % by < 0 ? quotient - 1 : quotient;
}

bool comes_first(const Gap& a, const Gap& b) {
  const std::uint64_t hours_a = a.hours();
  const std::uint64_t hours_b = b.hours();
  return std::tie(hours_b, a.account, a.region, a.from) <
         std::tie(hours_a, b.account, b.region, b.from);
}

// Calls `visit(from, to)` for each gap in a range, in order; `to` is the hour after it.
template <class Visit>
void for_each_gap(const HourSet& hours, const HourRange& range, Visit&& visit) {
  if (hours.empty()) return;
  std::optional<std::int64_t> next;
  if (!hours.has_dropped()) next = range.first;
  hours.for_each([&](std::int64_t hour) {
    if (next && hour > *next) visit(*next, hour);
    next = std::max(hour + 1, next.value_or(hour + 1));
  });
  if (next && range.last > *next) visit(*next, range.last);
}

// Counts all gaps and keeps the largest. It sorts only once it holds twice as many as it keeps.
class LargestGaps {
 public:
  explicit LargestGaps(std::size_t most) : most_(most) {}

  void add(const std::string& account, const std::string& region, const HourSet& hours,
           const HourRange& range) {
    for_each_gap(hours, range, [&](std::int64_t from, std::int64_t to) {
      add({account, region, {from * kSecondsPerHour, 0}, {to * kSecondsPerHour, 0}});
    });
  }

  Gaps take() {
    trim(most_);
    return std::move(gaps_);
  }

 private:
  void add(Gap gap) {
    ++gaps_.count;
    gaps_.hours += gap.hours();
    gaps_.largest.push_back(std::move(gap));
    if (gaps_.largest.size() >= 2 * most_ + 2) trim(most_);
  }

  void trim(std::size_t most) {
    std::sort(gaps_.largest.begin(), gaps_.largest.end(), comes_first);
    if (gaps_.largest.size() > most)
      gaps_.largest.erase(gaps_.largest.begin() + static_cast<std::ptrdiff_t>(most),
                          gaps_.largest.end());
  }

  std::size_t most_;
  Gaps gaps_;
};

}  // namespace

void HourSet::add(EventTime time) {
  const std::int64_t hour = floor_divide(time.seconds, kSecondsPerHour);
  const std::int64_t number = floor_divide(hour, kHoursPerEntry);
  add_bits(number, std::uint64_t{1} << (hour - number * kHoursPerEntry));
}

void HourSet::merge(const HourSet& other) {
  for (const Entry& entry : other.entries_) add_bits(entry.number, entry.bits);
  has_dropped_ = has_dropped_ || other.has_dropped_;
}

std::uint64_t silent_hours(const HourSet& hours, const HourRange& range) {
  std::uint64_t silent = 0;
  for_each_gap(hours, range, [&](std::int64_t from, std::int64_t to) {
    silent += static_cast<std::uint64_t>(to - from);
  });
  return silent;
}

std::uint64_t stopped_hours(const HourSet& hours, const HourRange& range) {
  constexpr std::int64_t kDay = 24;
  std::int64_t with_records = 0;
  std::int64_t longest = 0;
  std::int64_t last = 0;
  hours.for_each([&](std::int64_t hour) {
    if (with_records++ > 0) longest = std::max(longest, hour - last - 1);
    last = hour;
  });
  const std::int64_t stopped = range.last - last - 1;
  const bool was_regular = with_records >= kDay && 2 * longest < stopped;
  return was_regular && stopped >= kDay ? static_cast<std::uint64_t>(stopped) : 0;
}

void HourSet::add_bits(std::int64_t number, std::uint64_t bits) {
  const auto found = std::lower_bound(
      entries_.begin(), entries_.end(), number,
      [](const Entry& entry, std::int64_t wanted) { return entry.number < wanted; });
  if (found != entries_.end() && found->number == number) {
    found->bits |= bits;
    return;
  }
  entries_.insert(found, {number, bits});
  if (entries_.size() > kMostEntries) {
    entries_.erase(entries_.begin());
    has_dropped_ = true;
  }
}

void PlaceLogs::add(const LoggedRecord& record) {
  ++records;
  if (is_s3_data_event(record)) ++(only_reads(record) ? data_reads : data_writes);
  if (!record.time) return;
  if (!first || *record.time < *first) first = record.time;
  if (!last || *record.time > *last) last = record.time;
  hours.add(*record.time);
}

void PlaceLogs::merge(const PlaceLogs& other) {
  records += other.records;
  data_reads += other.data_reads;
  data_writes += other.data_writes;
  if (!first || (other.first && *other.first < *first)) first = other.first;
  last = std::max(last, other.last);
  hours.merge(other.hours);
}

std::uint64_t Gap::hours() const {
  return static_cast<std::uint64_t>((to.seconds - from.seconds) / kSecondsPerHour);
}

void Delivery::add(const LoggedRecord& record) {
  all_.add(record);
  places_[Place(bounded(record.account), bounded(record.region))].add(record);
  if (places_.size() > kPlaces) places_.erase(std::prev(places_.end()));
}

void Delivery::merge(const Delivery& other) {
  all_.merge(other.all_);
  for (const auto& [place, logs] : other.places_) places_[place].merge(logs);
  while (places_.size() > kPlaces) places_.erase(std::prev(places_.end()));
}

HourRange Delivery::hours(std::optional<EventTime> since, std::optional<EventTime> until) const {
  if (!all_.first) return {};
  const auto hour_of = [](Seconds seconds) { return floor_divide(seconds, kSecondsPerHour); };
  return {since ? hour_of(since->seconds + kSecondsPerHour - 1) : hour_of(all_.first->seconds),
          until ? hour_of(until->seconds) : hour_of(all_.last->seconds) + 1};
}

Gaps Delivery::gaps(const HourRange& range, std::size_t most) const {
  LargestGaps gaps(most);
  for (const auto& [place, logs] : places_) gaps.add(place.first, place.second, logs.hours, range);
  return gaps.take();
}

Gaps Delivery::gaps_of_all(const HourRange& range, std::size_t most) const {
  LargestGaps gaps(most);
  gaps.add({}, {}, all_.hours, range);
  return gaps.take();
}

}  // namespace s3rare::explain
