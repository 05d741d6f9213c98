#include "s3rare/episode.h"

#include <iterator>
#include <utility>

namespace s3rare {

Earliest::Earliest(std::string_view event_id, std::string_view detail, Origin origin)
    : event_id_size_(static_cast<std::uint32_t>(event_id.size())), origin_(origin) {
  text_.reserve(event_id.size() + detail.size());
  text_.append(event_id).append(detail);
}

void Earliest::drop_detail() {
  if (detail().empty()) return;
  text_.resize(event_id_size_);
  text_.shrink_to_fit();
}

std::size_t Episodes::size() const {
  const Tree* const tree = std::get_if<Tree>(&episodes_);
  return tree != nullptr ? tree->size() : 1;
}

const Episode* Episodes::find(EventTime start) const {
  if (const Episode* const only = std::get_if<Episode>(&episodes_)) {
    return only->start == start ? only : nullptr;
  }
  const Tree& tree = std::get<Tree>(episodes_);
  const auto found = tree.find(start);
  return found == tree.end() ? nullptr : &found->second;
}

Episode* Episodes::last_before(EventTime time) {
  if (Episode* const only = std::get_if<Episode>(&episodes_)) {
    return only->start <= time ? only : nullptr;
  }
  Tree& tree = std::get<Tree>(episodes_);
  const auto later = tree.upper_bound(time);
  return later == tree.begin() ? nullptr : &std::prev(later)->second;
}

Episode* Episodes::first_after(EventTime time) {
  if (Episode* const only = std::get_if<Episode>(&episodes_)) {
    return only->start > time ? only : nullptr;
  }
  Tree& tree = std::get<Tree>(episodes_);
  const auto later = tree.upper_bound(time);
  return later == tree.end() ? nullptr : &later->second;
}

void Episodes::insert(Episode episode) {
  if (empty()) {
    episodes_ = std::move(episode);
    return;
  }
  if (Episode* const only = std::get_if<Episode>(&episodes_)) {
    Tree tree;
    tree.emplace(only->start, std::move(*only));
    episodes_ = std::move(tree);
  }
  std::get<Tree>(episodes_).emplace(episode.start, std::move(episode));
}

void Episodes::erase(EventTime start) {
  if (std::holds_alternative<Episode>(episodes_)) {
    episodes_ = Tree();
  } else {
    std::get<Tree>(episodes_).erase(start);
  }
}

}  // namespace s3rare
