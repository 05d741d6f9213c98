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

/// @tparam Bytes  called with a key: how much it and its value take; always the same for one key
template <class Key, class Value, class Bytes>
class FirstInOrder {
 public:
  using Entry = std::pair<Key, Value>;

  FirstInOrder(std::size_t most, std::size_t most_bytes) : most_(most), most_bytes_(most_bytes) {}

  /// Whether a key is not left out for good.
  template <class Like>
  bool admits(const Like& key) const {
    return !left_out_ || key < *left_out_;
  }

  /// @param make  called without arguments for a key that is new and may be kept; returns the key
  ///              and the value it begins with
  /// @returns the key's value, or nothing: it is left out
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

  /// @param join  called with the value that a key has here, and that which it has there
  template <class Join>
  void merge(FirstInOrder&& other, Join&& join) {
    if (other.left_out_ && admits(*other.left_out_)) leave_out_from(std::move(*other.left_out_));
    for (Entry& entry : other.entries_) {
      bool is_new = false;
      const auto make = [&] {
        is_new = true;
        return std::move(entry);
      };
      // A key that is new has moved: what is compared with it must not.
      Value* const value = put(entry.first, make);
      if (value != nullptr && !is_new) join(*value, std::move(entry.second));
    }
  }

  const std::vector<Entry>& entries() const { return entries_; }  ///< in order

  /// @returns the first key that is left out, or nothing: all are kept
  const Key* left_out() const { return left_out_ ? &*left_out_ : nullptr; }

 private:
  template <class Like>
  auto place_of(const Like& key) {
    if (entries_.empty() || entries_.back().first < key) return entries_.end();
    return std::lower_bound(
        entries_.begin(), entries_.end(), key,
        [](const Entry& entry, const Like& wanted) { return entry.first < wanted; });
  }

  // A quarter more at a time: what is counted in bytes should not lie twice in memory.
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
  std::vector<Entry> entries_;
  std::optional<Key> left_out_;  // the first that is
};

}  // namespace s3rare::investigate
