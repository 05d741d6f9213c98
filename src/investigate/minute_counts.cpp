#include "investigate/minute_counts.h"

#include <algorithm>

#include "investigate/steps.h"

namespace s3rare::investigate {
namespace {

constexpr Seconds kMinute = 60;

}  // namespace

MinuteCounts::MinuteCounts(EventTime first, std::size_t most)
    : first_(step_number(first, kMinute)), most_(most) {}

void MinuteCounts::add(EventTime time, Side side) {
  add(2 * (step_number(time, kMinute) - first_) + (side == Side::followup ? 1 : 0), 1);
}

void MinuteCounts::add(std::int64_t number, std::uint32_t requests) {
  if (too_many_) return;
  if (number > UINT32_MAX) {
    give_up();
    return;
  }
  at_number(minutes_, static_cast<std::uint32_t>(number)).requests += requests;
  if (minutes_.size() > most_) give_up();
}

void MinuteCounts::give_up() {
  too_many_ = true;
  minutes_ = {};
}

void MinuteCounts::merge(const MinuteCounts& other) {
  if (other.too_many_) give_up();
  for (const Minute& minute : other.minutes_) add(minute.number, minute.requests);
}

std::optional<MinuteCounts::Peak> MinuteCounts::peak(Side side) const {
  std::optional<Peak> peak;
  for (const Minute& minute : minutes_) {
    const bool is_followup = (minute.number & 1) != 0;
    if (is_followup != (side == Side::followup)) continue;
    if (peak && peak->requests >= minute.requests) continue;
    peak = {minute.requests, {(first_ + minute.number / 2) * kMinute, 0}};
  }
  return peak;
}

}  // namespace s3rare::investigate
