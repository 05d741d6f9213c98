// A vector that grows at its front as cheaply as others do at their end.
#pragma once

#include <cstddef>
#include <utility>
#include <vector>

namespace s3rare::investigate {

/// Elements are kept in reverse. Those that were removed from the end leave their room behind,
/// until it is half of all.
template <class T>
class ReversedVector {
 public:
  using iterator = typename std::vector<T>::reverse_iterator;
  using const_iterator = typename std::vector<T>::const_reverse_iterator;

  iterator begin() { return items_.rbegin(); }
  iterator end() { return items_.rend() - static_cast<std::ptrdiff_t>(left_); }
  const_iterator begin() const { return items_.rbegin(); }
  const_iterator end() const { return items_.rend() - static_cast<std::ptrdiff_t>(left_); }

  bool empty() const { return size() == 0; }
  std::size_t size() const { return items_.size() - left_; }
  std::size_t capacity() const { return items_.capacity() - left_; }
  void reserve(std::size_t size) { items_.reserve(size + left_); }

  T& operator[](std::size_t i) { return items_[items_.size() - 1 - i]; }
  T& back() { return items_[left_]; }
  const T& back() const { return items_[left_]; }

  void insert(iterator before, T value) { items_.insert(before.base(), std::move(value)); }
  void pop_back() {
    items_[left_] = T();
    if (++left_ * 2 < items_.size()) return;
    items_.erase(items_.begin(), items_.begin() + static_cast<std::ptrdiff_t>(left_));
    left_ = 0;
  }

 private:
  std::vector<T> items_;
  std::size_t left_ = 0;  // of the removed ones
};

}  // namespace s3rare::investigate
