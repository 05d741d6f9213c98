// Terms whose matches cannot become alerts, so that their details need not be kept: the state holds
// an episode of the term, and each match follows the previous one within the window.
//
// An episode in the state is not fresh, and neither is an episode that joins it. For such matches
// only the time of the last one is kept per term: about 50 bytes per term, compared with about 500
// in a history.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "s3rare/episode.h"
#include "s3rare/event_time.h"
#include "s3rare/siphash.h"

namespace s3rare {

/// Time range of the matches of a settled term. It has no gap of more than the window.
struct SettledTime {
  EventTime start;  ///< start of the state's episode
  EventTime end;    ///< last match, in the state or read since
};

/// @param known   the term's last episode in the state
/// @param met     all matches of the term that are to be settled
/// @returns nothing if a match precedes the state's episode or leaves a gap of more than the window
std::optional<SettledTime> settle(const Episode& known, const Episodes& met, Seconds window);

class SettledTerms {
 public:
  /// @param window  the history window, in seconds
  /// @param key     secret of the hash table
  SettledTerms(Seconds window, const HashKey& key) : window_(window), key_(key) {}

  std::size_t size() const { return size_; }
  const HashKey& key() const { return key_; }

  /// Records the time of a match if nothing else about the match can matter.
  /// @returns whether the match was taken
  bool take(std::string_view term, EventTime time) { return size_ > 0 && take_known(term, time); }

  /// Adds a term, or extends the time range of a known term.
  /// @returns false if there is no room, or for a term of more than 255 bytes
  bool add(std::string_view term, const SettledTime& time);

  /// Adds the terms of another instance for the same state. Together less than 32 GiB.
  void merge(SettledTerms&& other);

  /// @returns the time range of a term's matches, or nothing if the term is not settled
  std::optional<SettledTime> find(std::string_view term) const;

  /// Calls `visit(std::string_view term, const SettledTime&)` for each term, in no order. The view
  /// of the term is valid as long as this instance.
  template <class Visit>
  void for_each(Visit&& visit) const {
    for (const std::uint32_t place : slots_) {
      if (place != kEmpty) visit(term_at(place), time_at(place));
    }
  }

 private:
  static constexpr std::uint32_t kEmpty = 0xffff'ffff;

  bool take_known(std::string_view term, EventTime time);
  char* bytes_at(std::uint32_t place) const;
  std::string_view term_at(std::uint32_t place) const;
  SettledTime time_at(std::uint32_t place) const;
  void set_time(std::uint32_t place, const SettledTime& time);
  std::size_t slot_of(std::string_view term) const;
  std::uint32_t& slot_for(std::string_view term);
  std::optional<std::uint32_t> allocate(std::size_t bytes);
  void rebuild(std::size_t slots);

  Seconds window_;
  HashKey key_;
  std::size_t size_ = 0;
  std::vector<std::uint32_t> slots_;  // places of entries; the size is a power of two or 0
  std::vector<std::unique_ptr<char[]>> blocks_;  // entries, stored consecutively
  std::size_t used_ = 0;                         // bytes used in the last block
};

}  // namespace s3rare
