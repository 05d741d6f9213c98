// gzip by zlib, a second implementation to compare with ISA-L.
#pragma once

#include <string>

namespace s3rare::tests {

std::string gzip(const std::string& text, int level = 6);

/// @returns zlib's output for a gzip stream that may be truncated, at most a megabyte
std::string inflate_prefix(const std::string& packed);

}  // namespace s3rare::tests
