// gzip by zlib, a second implementation to hold ISA-L against.
#pragma once

#include <string>

namespace s3rare::tests {

std::string gzip(const std::string& text, int level = 6);

/// @returns what zlib makes of a gzip stream that may break off, at most a megabyte
std::string inflate_prefix(const std::string& packed);

}  // namespace s3rare::tests
