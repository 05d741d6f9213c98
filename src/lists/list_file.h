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

/// Longest line of a list of indicators: a JSON document may be on one line. AWS's ip-ranges.json
/// has 2 MiB.
inline constexpr std::size_t kMaxDocumentBytes = std::size_t{16} * 1024 * 1024;

/// @returns an error of kind `malformed` about a line
Error at_line(const std::string& path, std::uint64_t line, const std::string& what);

/// Receives a line without its line end. Line numbers start at 1.
using OnLine = std::function<Result<Done>(std::uint64_t number, std::string_view text)>;

/// Reads a list file and skips its byte order mark. Lines end with LF or CR LF; the last line end
/// may be missing.
/// @param what  names the contents in errors: `the indicators`
/// @param longest  in bytes; memory grows with the longest line
/// @returns the first error: of the file, or of `on_line`, to which path and line are added if it
///          has no path
Result<Done> read_list_file(const std::string& path, std::string_view what, const OnLine& on_line,
                            std::size_t longest = kMaxLineBytes);

}  // namespace s3rare::lists
