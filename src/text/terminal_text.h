// Makes untrusted text safe to show on a terminal. Strangers choose the names of files and keys,
// and the user agents.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace s3rare::text {

/// Makes any bytes safe to show on a terminal. Each byte of the following becomes `\xNN`: controls,
/// invisible characters, characters that change the direction of text, marks without a base
/// character or on top of too many others, and invalid UTF-8.
std::string show_safely(std::string_view bytes);

/// @param shown  text from `show_safely`
/// @returns the number of columns that it takes
std::size_t display_width(std::string_view shown);

/// Shortens a text to `columns` (at least 1): replaces the middle with `…`.
/// @param shown  text from `show_safely`
std::string shorten(std::string_view shown, std::size_t columns);

}  // namespace s3rare::text
