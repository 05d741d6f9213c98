// A bounded list of matches in time order: the earliest, the latest, and a count of those between.
// Also the outcome of a match, once the history is complete.
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

/// Matches with equal identities are copies of one match. Also defines the order of matches.
struct MatchIdentity {
  EventTime time;
  std::string event_id;  ///< as `event_id_of` returns it
  std::string term;      ///< empty if the match has none

  friend auto operator<=>(const MatchIdentity&, const MatchIdentity&) = default;
};

struct ListedMatch {
  Example shown;             ///< the first of its copies, by path and offset
  std::uint64_t copies = 1;  ///< how often the match appears in the logs
  std::string excepted_by;   ///< origin of the exception that applies; empty if none does
};

/// Adding and merging commute.
class MatchList {
 public:
  using Matches = std::map<MatchIdentity, ListedMatch>;

  /// @param most  limit of the matches kept at each end
  explicit MatchList(std::size_t most) : most_(most) {}

  void add(const MatchIdentity& identity, const ListedMatch& match);
  void merge(const MatchList& other);

  /// @returns how many records were added, including copies
  std::uint64_t records() const { return records_; }

  /// @returns the earliest matches, in order
  const Matches& earliest() const { return earliest_; }

  /// @returns the latest matches that are not among the earliest, in order
  Matches latest() const;

  /// @returns how many records, including copies, are neither among the earliest nor the latest
  std::uint64_t left_out() const;

 private:
  static void put(Matches& into, const MatchIdentity& identity, const ListedMatch& match);

  std::size_t most_;
  std::uint64_t records_ = 0;
  Matches earliest_;
  Matches latest_;
};

/// The outcome of a match. Every kind but `known` means that the match is the earliest of its
/// episode.
struct Fate {
  enum class Kind {
    fresh,    ///< the episode is not judged yet
    alerted,  ///< the episode is an alert
    held,     ///< --max-alerts held the episode back
    learned,  ///< the episode was learned
    known     ///< the term was seen in the window before the match
  };
  Kind kind = Kind::known;
  const Episode* episode = nullptr;   ///< the episode that holds the match; null if none does
  const Episode* previous = nullptr;  ///< the term's previous episode; null if there is none
};

/// @param history  complete, and holds the match
Fate fate_of(const History& history, const MatchIdentity& match);

}  // namespace s3rare::explain
