// A list of files for people, which stays short whatever number of files a run reads.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <set>
#include <string>
#include <utility>

#include "s3rare/error.h"

namespace s3rare::input {

inline const std::string& path_of(const std::string& path) { return path; }
inline const std::string& path_of(const Error& error) { return error.path; }

/// Keeps the items whose paths come first in bytewise order, and counts the others. What it keeps
/// depends neither on the order of `add` nor on how the items are spread over merged lists.
/// @tparam Item  found by `path_of`; at most one item of each path is expected
/// @tparam Most  the most items that are kept
template <class Item, std::size_t Most = 1000>
class FirstByPath {
 public:
  static constexpr std::size_t kMost = Most;

  void add(Item item) {
    ++total_;
    if (items_.size() == kMost && path_of(item) >= path_of(*items_.rbegin())) return;
    items_.insert(std::move(item));
    if (items_.size() > kMost) items_.erase(std::prev(items_.end()));
  }

  void merge(const FirstByPath& other) {
    for (const Item& item : other.items_) add(item);
    add_unlisted(other.left_out());
  }

  /// Counts items that another list has left out.
  void add_unlisted(std::uint64_t count) { total_ += count; }

  /// Forgets that many items that are not kept, or all of them.
  void forget_unlisted(std::uint64_t count) { total_ -= std::min(count, left_out()); }

  /// Removes the kept items for which a function returns true.
  template <class Predicate>
  void remove_if(Predicate predicate) {
    total_ -= std::erase_if(items_, predicate);
  }

  auto begin() const { return items_.begin(); }
  auto end() const { return items_.end(); }

  /// @returns the number of items added
  std::uint64_t total() const { return total_; }
  /// @returns the number of items added and not kept
  std::uint64_t left_out() const { return total_ - items_.size(); }
  bool empty() const { return total_ == 0; }

 private:
  struct ByPath {
    bool operator()(const Item& a, const Item& b) const { return path_of(a) < path_of(b); }
  };

  std::multiset<Item, ByPath> items_;
  std::uint64_t total_ = 0;
};

}  // namespace s3rare::input
