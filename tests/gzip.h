// gzip by zlib, a second implementation to compare with ISA-L.
#pragma once

#include <optional>
#include <string>

namespace s3rare::tests {

std::string gzip(const std::string& text, int level = 6);

/// The optional parts of a gzip header.
struct GzipParts {
  std::optional<std::string> extra;
  std::optional<std::string> name;  ///< without a null character, as is the comment
  std::optional<std::string> comment;
  bool checksum = false;
};

/// @returns one gzip member whose header has these parts
std::string gzip(const std::string& text, const GzipParts& parts);

/// @returns zlib's output for a gzip stream that may be truncated, at most a megabyte
std::string inflate_prefix(const std::string& packed);

}  // namespace s3rare::tests
