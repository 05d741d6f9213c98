// Files to name in a report.
#pragma once

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <map>
#include <string>

namespace s3rare::input {

/// Counts files and keeps the first of them by path, so that memory is bounded whatever a folder
/// holds. Adding and merging commute: neither threads nor the order of files matter.
class FileList {
 public:
  /// The files that are kept.
  static constexpr std::size_t kKept = 50;

  /// @param parts  how many parts of the file are meant; 0 if the whole file is
  void add(const std::string& path, std::uint64_t parts = 0) {
    ++count_;
    keep(path, parts);
  }

  void merge(const FileList& other) {
    count_ += other.count_;
    for (const auto& [path, parts] : other.first_) keep(path, parts);
  }

  /// The number of all files.
  std::uint64_t count() const { return count_; }
  bool empty() const { return count_ == 0; }

  /// The first files, each with its parts.
  const std::map<std::string, std::uint64_t>& first() const { return first_; }

 private:
  void keep(const std::string& path, std::uint64_t parts) {
    if (first_.size() >= kKept && path >= first_.rbegin()->first) return;
    first_[path] += parts;
    if (first_.size() > kKept) first_.erase(std::prev(first_.end()));
  }

  std::uint64_t count_ = 0;
  std::map<std::string, std::uint64_t> first_;
};

}  // namespace s3rare::input
