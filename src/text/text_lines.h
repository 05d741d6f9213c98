// Formats text in lines of a given width.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace s3rare::text {

/// Width of reports for people, in columns.
inline constexpr std::size_t kTextColumns = 100;

/// Breaks text between words into lines of at most `columns`; a longer word gets its own line.
/// @param indent  of every line but the first
std::string wrapped(std::string_view text, std::size_t columns, std::size_t indent);

/// @returns the text, safe to show and shortened to `columns`; `-` if it is empty
std::string cell(std::string_view text, std::size_t columns);

/// The same, padded with spaces.
std::string padded_cell(std::string_view text, std::size_t columns);

/// @returns a file's path, safe to show: shortened at its front, since names matter more than
/// folders
std::string path_text(std::string_view path, std::size_t columns);

/// The requested object: `bucket/key`, or the part of it that is known; empty if none is.
std::string object_of(std::string_view bucket, std::string_view key);

}  // namespace s3rare::text
