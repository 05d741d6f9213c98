// Reads the list files that users keep, line by line.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "s3rare/error.h"

namespace s3rare::lists {

/// Longest line that is accepted; the limit bounds memory. The longest exception that `s3rare
/// except` makes from an alert has 16 KiB of text, and escaping may turn each byte into six.
inline constexpr std::size_t kMaxLineBytes = 256 * 1024;

/// Receives a line without its line end. Line numbers start at 1.
using OnLine = std::function<Result<Done>(std::uint64_t number, std::string_view text)>;

/// Reads a list file and skips its byte order mark. Lines end with LF or CR LF; the last line end
/// may be missing.
/// @param what  names the contents in errors: `the indicators`
/// @returns the first error: of the file, or of `on_line` with path and line added
Result<Done> read_list_file(const std::string& path, std::string_view what, const OnLine& on_line);

}  // namespace s3rare::lists
