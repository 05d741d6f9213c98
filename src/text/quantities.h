// Formats counts and sizes for people. Uses the standard library only.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace s3rare::text {

/// @param plural  for nouns whose plural is not formed with `s`
/// @returns `1 request`, `5000 requests`
std::string count_of(std::uint64_t count, std::string_view noun, std::string_view plural = {});

/// @returns `512 B`, `11.9 MB`: decimal units, rounded to one decimal place
std::string bytes_text(std::uint64_t bytes);

/// @returns `512 bytes`, `11.9 MB (11880342 bytes)`
std::string bytes_in_words(std::uint64_t bytes);

}  // namespace s3rare::text
