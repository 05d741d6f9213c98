#include "s3rare/minute_counts.h"

#include <algorithm>

#include "s3rare/steps.h"

namespace s3rare {
namespace {

constexpr Seconds kMinute = 60;

}  // namespace

void MinuteCounts::add(EventTime time, Side side) {
  add(2 * step_number(time, kMinute) + (side == Side::followup ? 1 : 0), 1);
}

void MinuteCounts::add(std::int64_t number, std::uint64_t requests) {
  if (too_many_) return;
  Minute& minute = at_number(minutes_, number);
  minute.requests += requests;
  if (minutes_.size() <= most_) return;
  too_many_ = true;
  minutes_ = {};
}

void MinuteCounts::merge(const MinuteCounts& other) {
  if (other.too_many_) {
    too_many_ = true;
    minutes_ = {};
  }
  for (const Minute& minute : other.minutes_) add(minute.number, minute.requests);
}

std::optional<MinuteCounts::Peak> MinuteCounts::peak(Side side) const {
  std::optional<Peak> peak;
  for (const Minute& minute : minutes_) {
    const std::int64_t followup = side == Side::followup ? 1 : 0;
    if ((minute.number & 1) != followup) continue;
    if (peak && peak->requests >= minute.requests) continue;
    peak = {minute.requests, {(minute.number - followup) / 2 * kMinute, 0}};
  }
  return peak;
}

}  // namespace s3rare
