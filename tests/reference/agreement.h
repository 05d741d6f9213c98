// Compares a fast reading with the reference: record for record, count for count.
#pragma once

#include <optional>
#include <string>

#include "reference/fast_path.h"
#include "reference/reader.h"

namespace s3rare::reference {

/// Compares everything that the design defines:
/// - each match with its offset, text, fields and time, in the order of the stream;
/// - every count of records and objects, the class of the file, its number of faults, and the place
///   of the first fault.
/// In a file with undecided records (see `Finding::Kind`) these may be matched, not matched or
/// malformed: their number is compared, and everything about the other records. The number of
/// repaired records depends on which were parsed: at least the matches that needed repair, at most
/// all records that did. Files that are nested too deep are not compared, nor are error texts.
/// @returns the first difference, or nothing
std::optional<std::string> difference(const Reading& reference, const FastReading& fast);

}  // namespace s3rare::reference
