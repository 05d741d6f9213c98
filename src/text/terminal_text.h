// Makes untrusted text safe to show on a terminal: strangers choose the names of files, keys and
// user agents.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace s3rare::text {

/// Makes any bytes safe to show on a terminal. Controls, invisible characters, characters that
/// change the direction of text, marks without a base or on too many other marks, and invalid UTF-8
/// become
/// `\xNN`, byte by byte.
std::string show_safely(std::string_view bytes);

/// @param shown  text from `show_safely`
/// @returns the number of columns that it takes
std::size_t display_width(std::string_view shown);

/// Shortens a text to `columns`, at least 1: replaces a part in the middle by `…`.
/// @param shown  text from `show_safely`
std::string shorten(std::string_view shown, std::size_t columns);

}  // namespace s3rare::text
