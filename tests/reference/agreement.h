// Holds a fast reading against the reference: record for record, count for count.
#pragma once

#include <optional>
#include <string>

#include "reference/fast_path.h"
#include "reference/reader.h"

namespace s3rare::reference {

/// Compares everything that the design defines:
/// - each match with its offset, text, fields and time, in the order of the stream;
/// - every count of records and objects, what the file is counted as, how many faults it has, and
///   where the first one is.
/// Of a file with undecided records (see `Finding::Kind`) these may be matched, not matched or
/// malformed: their number is compared, and everything about others. How many records were
/// repaired depends on which were parsed: at least the matches that needed it, at most all that
/// did. A file that is too nested is not compared, nor are the texts of errors.
/// @returns the first difference, or nothing
std::optional<std::string> difference(const Reading& reference, const FastReading& fast);

}  // namespace s3rare::reference
