// Lists that people keep, read line by line.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "s3rare/error.h"

namespace s3rare::lists {

/// A longer line is refused, so that memory stays bounded. The longest exception that `s3rare
/// except` makes of an alert has 16 KiB of text, of which every byte may be escaped in six.
inline constexpr std::size_t kMaxLineBytes = 256 * 1024;

/// Takes a line without its end. Lines are counted from 1.
using TakeLine = std::function<Result<Done>(std::uint64_t number, std::string_view text)>;

/// Reads a file, without a byte order mark. Lines end with LF or CR LF; the last one's may be
/// missing.
/// @param what  the file is, for errors: `the indicators`
/// @returns the first error: the file's, or one of `take`, to which path and line are added
Result<Done> read_lines(const std::string& path, std::string_view what, const TakeLine& take);

}  // namespace s3rare::lists
