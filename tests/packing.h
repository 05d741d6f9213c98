// Writers of archives for tests: as small as the formats allow.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace s3rare::tests {

/// A file to pack.
struct Packed {
  std::string name;
  std::string bytes;
};

/// @returns a tar archive in POSIX's ustar format. Names have at most 100 bytes
std::string tar(const std::vector<Packed>& files);

/// How a zip is written.
struct ZipStyle {
  bool deflates = true;       ///< else members are stored
  bool sizes_follow = false;  ///< sizes stand behind the data, as a program writes a zip to a pipe
  bool is_zip64 = false;      ///< sizes have 64 bits
};

/// @returns a zip archive
std::string zip(const std::vector<Packed>& files, ZipStyle style = {});

}  // namespace s3rare::tests
