// A bounded collection: keeps the first things in their own order, as many as fit.
//
// The order of arrival does not change what is kept. Whatever is kept has been kept since it first
// came: what is left out once is left out for good, with everything ordered behind it.
#pragma once

#include <algorithm>
#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

namespace s3rare::investigate {

/// @tparam Bytes    returns the memory of a key with its value; always the same for one key
/// @tparam Entries  ReversedVector where keys mostly arrive from the last to the first
template <class Key, class Value, class Bytes, class Entries = std::vector<std::pair<Key, Value>>>
class FirstInOrder {
 public:
  using Entry = std::pair<Key, Value>;

  FirstInOrder(std::size_t most, std::size_t most_bytes) : most_(most), most_bytes_(most_bytes) {}

  /// @returns false for a key that is dropped
  template <class Like>
  bool admits(const Like& key) const {
    return !left_out_ || key < *left_out_;
  }

  /// @param make  called for a new key that may be kept; returns the key and its initial value
  /// @returns the value of the key, or null if the key is dropped
  template <class Like, class Make>
  Value* put(const Like& key, Make&& make) {
    if (!admits(key)) return nullptr;
    const auto found = place_of(key);
    if (found != entries_.end() && !(key < found->first)) return &found->second;
    const auto position = static_cast<std::size_t>(found - entries_.begin());
    make_room();
    entries_.insert(entries_.begin() + static_cast<std::ptrdiff_t>(position), make());
    bytes_ += Bytes()(entries_[position].first);
    leave_out();
    return position < entries_.size() ? &entries_[position].second : nullptr;
  }

  /// @param join  called with this value and the other value of a key that both have
  template <class Join>
  void merge(FirstInOrder&& other, Join&& join) {
    if (other.left_out_ && admits(*other.left_out_)) leave_out_from(std::move(*other.left_out_));
    for (Entry& entry : other.entries_) {
      bool is_new = false;
      const auto make = [&] {
        is_new = true;
        return std::move(entry);
      };
      // `make` moves the entry, so `put` must not compare with its key afterwards.
      Value* const value = put(entry.first, make);
      if (value != nullptr && !is_new) join(*value, std::move(entry.second));
    }
  }

  const Entries& entries() const { return entries_; }  ///< in order

  /// @returns the first dropped key, or null if all are kept
  const Key* left_out() const { return left_out_ ? &*left_out_ : nullptr; }

 private:
  template <class Like>
  auto place_of(const Like& key) {
    if (entries_.empty() || entries_.back().first < key) return entries_.end();
    return std::lower_bound(
        entries_.begin(), entries_.end(), key,
        [](const Entry& entry, const Like& wanted) { return entry.first < wanted; });
  }

  // Grows by a quarter, not by doubling: the limit is in bytes, and unused capacity counts too.
  void make_room() {
    if (entries_.size() < entries_.capacity()) return;
    entries_.reserve(std::min(most_ + 1, entries_.size() + entries_.size() / 4 + 2));
  }

  void leave_out() {
    while (entries_.size() > most_ || bytes_ > most_bytes_) {
      leave_out_from(Key(entries_.back().first));
    }
  }

  void leave_out_from(Key key) {
    left_out_ = std::move(key);
    while (!entries_.empty() && !admits(entries_.back().first)) {
      bytes_ -= Bytes()(entries_.back().first);
      entries_.pop_back();
    }
  }

  std::size_t most_;
  std::size_t most_bytes_;
  std::size_t bytes_ = 0;
  Entries entries_;
  std::optional<Key> left_out_;  // the first dropped key
};

}  // namespace s3rare::investigate
