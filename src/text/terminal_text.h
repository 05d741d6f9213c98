// Text that may be shown on a terminal, whatever it was: names of files, keys and user agents are
// chosen by strangers.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace s3rare::text {

/// Makes any bytes fit to be shown on a terminal: controls, invisible characters, those that turn
/// the direction of text, marks that stand on nothing or on too many others, and what is no UTF-8
/// become `\xNN`, byte by byte.
std::string show_safely(std::string_view bytes);

/// @param shown  text from `show_safely`
/// @returns how many columns it takes
std::size_t display_width(std::string_view shown);

/// Shortens a text to so many columns, at least 1: what is left out of its middle becomes `…`.
/// @param shown  text from `show_safely`
std::string shorten(std::string_view shown, std::size_t columns);

}  // namespace s3rare::text
