// The new-terms tracker: which term was seen when, as episodes.
//
// An episode is a maximal chain of matches of one term in which no gap exceeds the history
// window; a gap of exactly the window still belongs to it. The clock is the events' own, so a
// backfill gives what a live run would have given.
//
// Matches are a set: `add` and `merge` are commutative, associative and idempotent. Worker
// threads therefore keep one history each and merge at the end, and neither the order of files
// nor the way the input is cut into them can change an alert. Memory grows with the number of
// episodes, not with the number of matches.
//
// Source: Elastic Security, "New terms rules", history window size.
#pragma once

#include <algorithm>
#include <compare>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "s3rare/event_time.h"
#include "s3rare/siphash.h"

namespace s3rare {

/// Where a record was read.
struct Origin {
  std::uint32_t file = 0;    ///< number of the file in the run, counted in order of their paths
  std::uint64_t offset = 0;  ///< byte of the decompressed file

  friend auto operator<=>(const Origin&, const Origin&) = default;
};

/// One match, as the history sees it. Borrowed: needed only during the call.
struct Sighting {
  std::string_view term;
  EventTime time;
  std::string_view event_id;  ///< or what stands for it, never empty
  Origin origin;
};

/// The earliest match of an episode. The order settles ties at one moment: by event ID, then by
/// detail, and of equal ones the smallest origin is kept.
struct Earliest {
  std::string event_id;
  std::string detail;
  Origin origin;

  friend auto operator<=>(const Earliest&, const Earliest&) = default;
};

/// What became of an episode, the weakest first: when episodes join, the strongest stands.
enum class Status : std::uint8_t {
  fresh,    ///< new: nothing yet; only these alert
  learned,  ///< history, by the user's will
  held,     ///< would have alerted, but for the limit of alerts
  alerted
};

struct Episode {
  EventTime start;  ///< event time of `earliest`
  EventTime end;    ///< event time of the last match
  Earliest earliest;
  Status status = Status::fresh;
};

class History {
 public:
  /// The episodes of one term by their start. A tree: an attacker may choose the order of time.
  using Episodes = std::map<EventTime, Episode>;

  /// @param window  the history window, in seconds, at least 1
  /// @param key     secret of the hash table
  History(Seconds window, const HashKey& key) : window_(window), terms_(0, TermHash{key}) {}

  /// Adds a match.
  /// @param read_detail  called without arguments, only if the match is (or ties to be) the
  ///                     earliest of its episode; returns its detail
  template <class ReadDetail>
  void add(const Sighting& match, ReadDetail&& read_detail) {
    auto term = terms_.find(match.term);
    if (term == terms_.end()) term = terms_.emplace(std::string(match.term), Episodes()).first;
    if (extend(term->second, match)) return;
    join(term->second, {match.time,
                        match.time,
                        {std::string(match.event_id), read_detail(), match.origin},
                        Status::fresh});
  }

  /// Adds the matches of an episode. Its detail may be missing if it is not fresh: only alerts
  /// tell of it.
  void add(std::string_view term, Episode episode);

  /// Adds every match of another history with the same window.
  void merge(History&& other);

  Seconds window() const { return window_; }
  std::size_t term_count() const { return terms_.size(); }

  /// @returns the term's episodes, or nothing if it was never seen
  const Episodes* find(std::string_view term) const;

  /// Calls `visit(const std::string& term, const Episodes&)` for each term, in no order.
  template <class Visit>
  void for_each(Visit&& visit) const {
    for (const auto& [term, episodes] : terms_) visit(term, episodes);
  }

  /// The same, with episodes whose status may be changed.
  template <class Visit>
  void for_each(Visit&& visit) {
    for (auto& [term, episodes] : terms_) visit(term, episodes);
  }

 private:
  struct TermHash {
    using is_transparent = void;
    HashKey key;
    std::size_t operator()(std::string_view term) const { return siphash_64(key, term); }
  };

  Episodes::iterator first_reaching(Episodes& episodes, EventTime time) const;
  bool extend(Episodes& episodes, const Sighting& match) const;
  void join(Episodes& episodes, Episode added) const;

  Seconds window_;
  std::unordered_map<std::string, Episodes, TermHash, std::equal_to<>> terms_;
};

}  // namespace s3rare
