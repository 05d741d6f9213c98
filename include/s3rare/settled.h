// Terms whose matches need no detail, for they can become no alert, whatever else is read: a state
// holds an episode of the term that they follow, each within the window of the one before.
//
// An episode that a state holds is not fresh, and what joins it is not either. So of such a match
// nothing is kept but, for its term, the time of the last one: some fifty bytes for each term
// against some five hundred in a history.
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

/// When the matches of a settled term were: without a gap of more than the window.
struct SettledTime {
  EventTime start;  ///< of the episode that the state holds
  EventTime end;    ///< of the last match, in the state or read since
};

/// @param known   the last episode that the state holds of a term
/// @param met     all matches of the term that are to be settled
/// @returns nothing if one of them comes before the state's or more than a window after all of them
std::optional<SettledTime> settle(const Episode& known, const Episodes& met, Seconds window);

class SettledTerms {
 public:
  /// @param window  the history window, in seconds
  /// @param key     secret of the hash table
  SettledTerms(Seconds window, const HashKey& key) : window_(window), key_(key) {}

  std::size_t size() const { return size_; }
  const HashKey& key() const { return key_; }

  /// Takes a match, unless it might matter beyond its time.
  /// @returns whether it did
  bool take(std::string_view term, EventTime time) { return size_ > 0 && take_known(term, time); }

  /// Adds a term, or what has been found out of it anew.
  /// @returns whether there is room for it: not for a term of more than 255 bytes
  bool add(std::string_view term, const SettledTime& time);

  /// Adds all that another one holds, of the same state; together less than 32 GiB.
  void merge(SettledTerms&& other);

  /// @returns when a term's matches were, or nothing if it is not settled
  std::optional<SettledTime> find(std::string_view term) const;

  /// Calls `visit(std::string_view term, const SettledTime&)` for each term, in no order. The term
  /// stays where it is as long as these do.
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
  std::vector<std::uint32_t> slots_;  // places of entries; a power of two of them, or none
  std::vector<std::unique_ptr<char[]>> blocks_;  // of entries, one behind the other
  std::size_t used_ = 0;                         // bytes of the last block
};

}  // namespace s3rare
