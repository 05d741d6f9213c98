// Episodes of a term, in compact form: a history may hold millions of them.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <variant>

#include "s3rare/event_time.h"
#include "s3rare/worst.h"

namespace s3rare {

/// Position of a record in the input.
struct Origin {
  std::uint32_t file = 0;    ///< index of the file in the run's list, sorted by path
  std::uint32_t member = 0;  ///< in an archive, counted from 1; 0 for the file itself
  std::uint64_t offset = 0;  ///< byte offset in the decompressed file or member

  friend auto operator<=>(const Origin&, const Origin&) = default;
};

/// The earliest match of an episode.
class Earliest {
 public:
  /// @param event_id  the ID or its replacement (`event_id_of`), at most 4 GiB
  /// @param detail    in stored form, see `OpenDetail`; empty if no alert will report it
  Earliest(std::string_view event_id, std::string_view detail, Origin origin);

  std::string_view event_id() const { return std::string_view(text_).substr(0, event_id_size_); }
  std::string_view detail() const { return std::string_view(text_).substr(event_id_size_); }
  Origin origin() const { return origin_; }

  void drop_detail();

 private:
  std::string text_;  // both, in one allocation
  std::uint32_t event_id_size_;
  Origin origin_;
};

/// State of an episode, weakest first. When episodes join, the strongest status wins.
enum class Status : std::uint8_t {
  fresh,    ///< new; only fresh episodes raise alerts
  learned,  ///< history: the user asked to learn it
  held,     ///< the limit on alerts suppressed its alert
  alerted
};

struct Episode {
  EventTime start;  ///< event time of `earliest`
  EventTime end;    ///< event time of the last match
  Earliest earliest;
  Status status = Status::fresh;
  Worst worst = {};  ///< of the matches of this run; empty if no alert will report it
};

/// The episodes of one term, ordered by start. Nearly every term has one episode, which is stored
/// inline. Several are stored in a tree: an attacker may choose the order of event times.
class Episodes {
 public:
  std::size_t size() const;
  bool empty() const { return size() == 0; }

  /// @returns the episode that starts at `start`, or null
  const Episode* find(EventTime start) const;

  /// @returns the last episode that starts at or before `time`, or null
  Episode* last_before(EventTime time);

  /// @returns the first episode that starts after `time`, or null
  Episode* first_after(EventTime time);

  /// Adds an episode. No other episode may start at the same time.
  void insert(Episode episode);

  /// Removes the episode that starts at `start`.
  void erase(EventTime start);

  /// Calls `visit(Episode&)` for each episode, in order. `visit` must not change `start`.
  template <class Visit>
  void for_each(Visit&& visit) {
    if (Episode* const only = std::get_if<Episode>(&episodes_)) return visit(*only);
    for (auto& [start, episode] : std::get<Tree>(episodes_)) visit(episode);
  }

  /// Calls `visit(const Episode&)` for each episode, in order.
  template <class Visit>
  void for_each(Visit&& visit) const {
    if (const Episode* const only = std::get_if<Episode>(&episodes_)) return visit(*only);
    for (const auto& [start, episode] : std::get<Tree>(episodes_)) visit(episode);
  }

 private:
  using Tree = std::map<EventTime, Episode>;
  std::variant<Tree, Episode> episodes_;  // an empty tree, one episode, or a tree of them
};

}  // namespace s3rare
