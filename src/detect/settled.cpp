#include "s3rare/settled.h"

#include <algorithm>
#include <cstring>
#include <iterator>
#include <utility>

namespace s3rare {
namespace {

// An entry holds its times, the size of its term (one byte), and the term.
struct Times {
  Seconds start;
  Seconds end;
  std::uint32_t start_nanoseconds;
  std::uint32_t end_nanoseconds;
};
constexpr std::size_t kBytesBeforeTerm = sizeof(Times) + 1;
constexpr std::size_t kLongestTerm = 255;

// A place counts steps of `kStep` bytes, which allows 32 GiB of entries, more than the blocks of
// one process can take.
constexpr std::size_t kStep = 8;
constexpr std::size_t kBlockBytes = std::size_t{64} * 1024;
constexpr std::size_t kBlockSteps = kBlockBytes / kStep;

constexpr std::size_t kFewestSlots = 16;

SettledTime joined(const SettledTime& a, const SettledTime& b) {
  return {std::max(a.start, b.start), std::max(a.end, b.end)};
}

}  // namespace

std::optional<SettledTime> settle(const Episode& known, const Episodes& met, Seconds window) {
  SettledTime time{known.start, known.end};
  bool all_follow = true;
  met.for_each([&](const Episode& episode) {
    const bool is_first =
        episode.start == known.start && episode.earliest.event_id() < known.earliest.event_id();
    all_follow = all_follow && episode.start >= known.start && !is_first &&
                 episode.start <= time.end + window;
    time.end = std::max(time.end, episode.end);
  });
  return all_follow ? std::optional(time) : std::nullopt;
}

bool SettledTerms::take_known(std::string_view term, EventTime time) {
  const std::uint32_t place = slots_[slot_of(term)];
  if (place == kEmpty) return false;
  SettledTime known = time_at(place);
  // At exactly `start` the event ID decides which match is the earliest.
  if (time <= known.start || time > known.end + window_) return false;
  if (time > known.end) {
    known.end = time;
    set_time(place, known);
  }
  return true;
}

bool SettledTerms::add(std::string_view term, const SettledTime& time) {
  if (term.size() > kLongestTerm) return false;
  std::uint32_t& slot = slot_for(term);
  if (slot != kEmpty) {
    set_time(slot, joined(time_at(slot), time));
    return true;
  }
  const auto place = allocate(kBytesBeforeTerm + term.size());
  if (!place) return false;
  slot = *place;
  set_time(slot, time);
  char* const entry = bytes_at(slot);
  entry[sizeof(Times)] = static_cast<char>(term.size());
  std::memcpy(entry + kBytesBeforeTerm, term.data(), term.size());
  ++size_;
  return true;
}

// Entries of the other instance for terms that both hold keep their bytes but get no slot.
void SettledTerms::merge(SettledTerms&& other) {
  const auto moved = static_cast<std::uint32_t>(blocks_.size() * kBlockSteps);
  if (!other.blocks_.empty()) used_ = other.used_;
  std::move(other.blocks_.begin(), other.blocks_.end(), std::back_inserter(blocks_));
  for (const std::uint32_t place : other.slots_) {
    if (place == kEmpty) continue;
    const std::uint32_t entry = place + moved;
    std::uint32_t& slot = slot_for(term_at(entry));
    if (slot != kEmpty) {
      set_time(slot, joined(time_at(slot), time_at(entry)));
    } else {
      slot = entry;
      ++size_;
    }
  }
  other = SettledTerms(window_, key_);
}

std::optional<SettledTime> SettledTerms::find(std::string_view term) const {
  if (size_ == 0) return std::nullopt;
  const std::uint32_t place = slots_[slot_of(term)];
  return place == kEmpty ? std::nullopt : std::optional(time_at(place));
}

char* SettledTerms::bytes_at(std::uint32_t place) const {
  return blocks_[place / kBlockSteps].get() + place % kBlockSteps * kStep;
}

std::string_view SettledTerms::term_at(std::uint32_t place) const {
  const char* const entry = bytes_at(place);
  return {entry + kBytesBeforeTerm, static_cast<std::uint8_t>(entry[sizeof(Times)])};
}

SettledTime SettledTerms::time_at(std::uint32_t place) const {
  Times times;
  std::memcpy(&times, bytes_at(place), sizeof(times));
  return {{times.start, times.start_nanoseconds}, {times.end, times.end_nanoseconds}};
}

void SettledTerms::set_time(std::uint32_t place, const SettledTime& time) {
  const Times times{time.start.seconds, time.end.seconds, time.start.nanoseconds,
                    time.end.nanoseconds};
  std::memcpy(bytes_at(place), &times, sizeof(times));
}

// The slot of a term, or the empty slot where it belongs.
std::size_t SettledTerms::slot_of(std::string_view term) const {
  std::size_t slot = siphash_64(key_, term) & (slots_.size() - 1);
  while (slots_[slot] != kEmpty && term_at(slots_[slot]) != term) {
    slot = (slot + 1) & (slots_.size() - 1);
  }
  return slot;
}

// The same, after making room for one more term.
std::uint32_t& SettledTerms::slot_for(std::string_view term) {
  if (size_ + size_ / 4 >= slots_.size()) rebuild(std::max(kFewestSlots, slots_.size() * 2));
  return slots_[slot_of(term)];
}

std::optional<std::uint32_t> SettledTerms::allocate(std::size_t bytes) {
  if (blocks_.empty() || used_ + bytes > kBlockBytes) {
    if ((blocks_.size() + 1) * kBlockSteps > kEmpty) return std::nullopt;
    blocks_.push_back(std::make_unique_for_overwrite<char[]>(kBlockBytes));
    used_ = 0;
  }
  const std::size_t place = (blocks_.size() - 1) * kBlockSteps + used_ / kStep;
  used_ += (bytes + kStep - 1) / kStep * kStep;
  return static_cast<std::uint32_t>(place);
}

void SettledTerms::rebuild(std::size_t slots) {
  const std::vector<std::uint32_t> old =
      std::exchange(slots_, std::vector<std::uint32_t>(slots, kEmpty));
  for (const std::uint32_t place : old) {
    if (place != kEmpty) slots_[slot_of(term_at(place))] = place;
  }
}

}  // namespace s3rare
