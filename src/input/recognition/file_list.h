// Files to name in a report.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "input/first_by_path.h"

namespace s3rare::input {

/// A file, and how many parts of it are meant; 0 if the whole file is.
struct FileParts {
  std::string path;
  std::uint64_t parts = 0;
};

inline const std::string& path_of(const FileParts& file) { return file.path; }

/// Files to name, as many as a summary lists.
using FileList = FirstByPath<FileParts, 50>;

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
