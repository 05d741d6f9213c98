// What a history keeps of a term: its episodes, in little room, for there may be millions.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <variant>

#include "s3rare/event_time.h"

namespace s3rare {

/// Where a record was read.
struct Origin {
  std::uint32_t file = 0;    ///< number of the file in the run, counted in order of their paths
  std::uint64_t offset = 0;  ///< byte of the decompressed file

  friend auto operator<=>(const Origin&, const Origin&) = default;
};

/// The earliest match of an episode.
class Earliest {
 public:
  /// @param event_id  or what stands for it, at most 4 GiB
  /// @param detail    as it is kept, see `OpenDetail`; empty where no alert will tell of it
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

/// The episodes of one term, in order of their start. Nearly every term has one: it lies here
/// itself. More of them lie in a tree, since an attacker may choose the order of time.
class Episodes {
 public:
  std::size_t size() const;
  bool empty() const { return size() == 0; }

  /// @returns the one that starts then, or nothing
  const Episode* find(EventTime start) const;

  /// @returns the last one that starts at or before `time`, or nothing
  Episode* last_before(EventTime time);

  /// @returns the first one that starts after `time`, or nothing
  Episode* first_after(EventTime time);

  /// Adds an episode; none starts at the same time.
  void insert(Episode episode);

  /// Removes the one that starts then.
  void erase(EventTime start);

  /// Calls `visit(Episode&)` for each, in order; their start stays what it is.
  template <class Visit>
  void for_each(Visit&& visit) {
    if (Episode* const only = std::get_if<Episode>(&episodes_)) return visit(*only);
    for (auto& [start, episode] : std::get<Tree>(episodes_)) visit(episode);
  }

  /// Calls `visit(const Episode&)` for each, in order.
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
