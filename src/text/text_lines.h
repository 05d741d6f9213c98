// Formats text as lines of a given width.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace s3rare::text {

/// Width of reports for people, in columns.
inline constexpr std::size_t kTextColumns = 100;

/// Breaks text between words into lines of at most `columns`; a longer word gets its own line.
/// @param indent  spaces before every line but the first
std::string wrapped(std::string_view text, std::size_t columns, std::size_t indent);

/// @returns the text, safe to show and shortened to `columns`; `-` if it is empty
std::string cell(std::string_view text, std::size_t columns);

/// Like `cell`, padded with spaces to `columns`.
std::string padded_cell(std::string_view text, std::size_t columns);

/// @returns a file's path, safe to show. A long path is shortened at the front: the name matters
///          more than the folders
std::string path_text(std::string_view path, std::size_t columns);

/// @returns the requested object: `bucket/key`, or the known part of it, or nothing
std::string object_of(std::string_view bucket, std::string_view key);

}  // namespace s3rare::text
