#include "s3rare/coverage.h"

#include <algorithm>

namespace s3rare {

std::int64_t Coverage::entry_of(std::int64_t day) {
  return day / kDaysPerEntry - (day % kDaysPerEntry < 0 ? 1 : 0);
}

std::uint64_t Coverage::bit_of(std::int64_t day) {
  return std::uint64_t{1} << (day - entry_of(day) * kDaysPerEntry);
}

void Coverage::add_day(std::int64_t day) { days_[entry_of(day)] |= bit_of(day); }

void Coverage::add(EventTime time) {
  add_day(utc_day(time));
  earliest_ = earliest_ ? std::min(*earliest_, time) : time;
  latest_ = latest_ ? std::max(*latest_, time) : time;
}

void Coverage::merge(const Coverage& other) {
  for (const auto& [entry, bits] : other.days_) days_[entry] |= bits;
  if (!other.earliest_) return;
  earliest_ = earliest_ ? std::min(*earliest_, *other.earliest_) : other.earliest_;
  latest_ = latest_ ? std::max(*latest_, *other.latest_) : other.latest_;
}

bool Coverage::covers(std::int64_t day) const {
  const auto entry = days_.find(entry_of(day));
  return entry != days_.end() && (entry->second & bit_of(day)) != 0;
}

Baseline baseline_of(const Coverage& coverage, EventTime time, Seconds window) {
  Baseline baseline;
  const std::int64_t own_day = utc_day(time);
  const std::int64_t first_day = utc_day(time - window);
  for (std::int64_t day = first_day; day < own_day; ++day) {
    baseline.days += coverage.covers(day) ? 1 : 0;
  }
  baseline.complete = baseline.days == own_day - first_day;
  return baseline;
}

}  // namespace s3rare
