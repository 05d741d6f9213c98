// Matches in order of time, as far as memory is given: the earliest and the latest, and a count of
// those between. What became of a match, once the history is complete.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "explain/near_miss.h"
#include "s3rare/event_time.h"
#include "s3rare/history.h"

namespace s3rare::explain {

/// What makes two matches one; also their order.
struct MatchIdentity {
  EventTime time;
  std::string event_id;  ///< or what stands for it
  std::string term;      ///< empty where the match has none

  friend auto operator<=>(const MatchIdentity&, const MatchIdentity&) = default;
};

struct ListedMatch {
  Example shown;             ///< of its copies the one that is first
  std::uint64_t copies = 1;  ///< how often the logs hold it
  std::string excepted_by;   ///< the exception that holds of it; empty: none
};

/// Adding and merging commute.
class MatchList {
 public:
  using Matches = std::map<MatchIdentity, ListedMatch>;

  /// @param most  how many are kept from either end
  explicit MatchList(std::size_t most) : most_(most) {}

  void add(const MatchIdentity& identity, const ListedMatch& match);
  void merge(const MatchList& other);

  /// @returns how many records were added, copies among them
  std::uint64_t records() const { return records_; }

  /// The earliest that are kept, in order.
  const Matches& earliest() const { return earliest_; }

  /// The latest that are kept and are not among the earliest, in order.
  Matches latest() const;

  /// @returns how many records are in neither
  std::uint64_t left_out() const;

 private:
  static void put(Matches& into, const MatchIdentity& identity, const ListedMatch& match);

  std::size_t most_;
  std::uint64_t records_ = 0;
  Matches earliest_;
  Matches latest_;
};

/// What became of a match.
struct Fate {
  enum class Kind {
    fresh,    ///< its episode is new; nothing has judged it yet
    alerted,  ///< it is the earliest of its episode, which is an alert
    held,     ///< ..., which --max-alerts held back
    learned,  ///< ..., which was learned
    known     ///< its term was seen in the window before it
  };
  Kind kind = Kind::known;
  const Episode* episode = nullptr;   ///< that the match belongs to
  const Episode* previous = nullptr;  ///< the term's episode before it, or none
};

/// @param history  complete; it holds the match
Fate fate_of(const History& history, const MatchIdentity& match);

}  // namespace s3rare::explain
