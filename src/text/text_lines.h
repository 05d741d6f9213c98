// Text in lines of a given width.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace s3rare::text {

/// Width of reports for people, in columns.
inline constexpr std::size_t kTextColumns = 100;

/// Breaks text between words, so that lines take at most so many columns; longer words stand alone.
/// @param indent  of every line but the first
std::string wrapped(std::string_view text, std::size_t columns, std::size_t indent);

/// @returns any text, safe to show and shortened to so many columns; `-` for nothing
std::string cell(std::string_view text, std::size_t columns);

/// The same, filled up with spaces.
std::string padded_cell(std::string_view text, std::size_t columns);

/// @returns a file's path, safe to show: shortened at its front, for names tell more than folders
std::string path_text(std::string_view path, std::size_t columns);

/// What was asked for: `bucket/key`, or as much of it as there is; nothing where there is neither.
std::string object_of(std::string_view bucket, std::string_view key);

}  // namespace s3rare::text
