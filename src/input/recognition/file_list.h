// Files to name in a report.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <iterator>
#include <map>
#include <string>
#include <string_view>

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

/// Skipped files by kind: what they are, or the extension of their name. Memory is bounded,
/// although an attacker may choose the extensions. Adding and merging commute.
class SkippedFiles {
 public:
  using Kinds = std::map<std::string, FileList, std::less<>>;

  /// The extensions that are counted apart: the first of all. The others count as "other".
  static constexpr std::size_t kMostExtensions = 64;
  static constexpr std::size_t kLongestExtension = 16;

  /// @param kind  one of a fixed number of names, without a dot
  void add(std::string_view kind, const std::string& path);

  /// @param extension  with its dot
  void add_extension(std::string_view extension, const std::string& path);

  void merge(const SkippedFiles& other);

  /// @returns the files of a kind, or null if there are none
  const FileList* find(std::string_view kind) const;

  const Kinds& kinds() const { return kinds_; }
  const Kinds& extensions() const { return extensions_; }

 private:
  void bound_extensions();

  Kinds kinds_;
  Kinds extensions_;
};

}  // namespace s3rare::input
