// How much memory a 7z archive needs. The archive chooses the size of its dictionaries, up to 4
// GiB, and libarchive has no limit for it.
#pragma once

#include <cstdint>

#include "input/file_stream.h"
#include "s3rare/error.h"

namespace s3rare::input {

/// Reads the header of a 7z archive, which says how its data is packed. Only what libarchive reads
/// is understood; a header of another form is an error.
/// @returns the memory for unpacking, in bytes
/// Source: 7zFormat.txt of the LZMA SDK
Result<std::uint64_t> seven_zip_memory(FileStream& file);

}  // namespace s3rare::input
