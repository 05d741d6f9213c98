// The new-terms tracker: when each term was seen, as episodes.
//
// An episode is a maximal chain of matches of one term in which no gap exceeds the history
// window; a gap of exactly the window still belongs to it. Only event times count, so a
// backfill gives the same result as a live run.
//
// Matches are a set: `add` and `merge` are commutative, associative and idempotent. Worker
// threads therefore keep one history each and merge at the end, and neither the order of files
// nor the way the input is cut into them can change an alert. Memory grows with the number of
// episodes, not with the number of matches.
//
// Matches with the same time are ordered by event ID, then by opened detail, bytewise, then by
// origin. The smallest one is kept, and beside it the worst request, see `Worst`.
//
// Source: Elastic Security, "New terms rules", history window size.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "s3rare/episode.h"
#include "s3rare/event_time.h"
#include "s3rare/siphash.h"

namespace s3rare {

/// One match. Borrowed: the history does not use it after the call.
struct Sighting {
  std::string_view term;
  EventTime time;
  std::string_view event_id;  ///< the ID or its replacement (`event_id_of`), never empty
  Origin origin;
  Request request = {};  ///< empty if no alert will report it
};

/// Converts a detail from its stored form, which the caller of `add` chooses, to plain bytes.
/// Called only if two details of the same event differ in stored form.
using OpenDetail = std::function<std::string(std::string_view kept)>;

class History {
 public:
  /// @param window  the history window, in seconds, at least 1
  /// @param key     secret of the hash table
  /// @param open    converts stored details; the default returns them unchanged
  History(Seconds window, const HashKey& key, OpenDetail open = as_it_is)
      : window_(window), open_(std::move(open)), terms_(0, TermHash{key}) {}

  /// Adds a match.
  /// @param read_detail  called without arguments, only if the match is, or may be, the
  ///                     earliest of its episode; returns its detail in stored form
  template <class ReadDetail>
  void add(const Sighting& match, ReadDetail&& read_detail) {
    auto term = terms_.find(match.term);
    if (term == terms_.end()) term = terms_.emplace(std::string(match.term), Episodes()).first;
    if (extend(term->second, match)) return;
    Episode episode{match.time, match.time, {match.event_id, read_detail(), match.origin}};
    episode.worst.add(match.time, match.request);
    join(term->second, std::move(episode));
  }

  /// Adds the matches of an episode. An episode that is not fresh needs no detail: only alerts
  /// report it.
  void add(std::string_view term, Episode episode);

  /// Extends an episode of the term by later matches without a gap of more than the window.
  /// @param start  a time within the episode; without such an episode, nothing happens
  /// @param end    time of the last of these matches
  void reach(std::string_view term, EventTime start, EventTime end);

  /// Forgets a term.
  void erase(std::string_view term);

  /// Adds every match of another history with the same window.
  void merge(History&& other);

  Seconds window() const { return window_; }
  std::size_t term_count() const { return terms_.size(); }

  /// @returns the term's episodes, or null for an unknown term
  const Episodes* find(std::string_view term) const;

  /// Calls `visit(const std::string& term, const Episodes&)` for each term, in no order.
  template <class Visit>
  void for_each(Visit&& visit) const {
    for (const auto& [term, episodes] : terms_) visit(term, episodes);
  }

  /// The same for `Episodes&`. `visit` may change the status of episodes.
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

  static std::string as_it_is(std::string_view kept) { return std::string(kept); }
  Episode* first_reaching(Episodes& episodes, EventTime time) const;
  bool precedes(const Episode& a, const Episode& b) const;
  bool extend(Episodes& episodes, const Sighting& match) const;
  void join(Episodes& episodes, Episode added) const;

  Seconds window_;
  OpenDetail open_;
  std::unordered_map<std::string, Episodes, TermHash, std::equal_to<>> terms_;
};

}  // namespace s3rare
