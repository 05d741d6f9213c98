// A slow, obvious reader of one file of logs, to hold the program's fast one against: it follows
// sections 2 and 4 of the design with a JSON parser of its own, has the whole file in memory, and
// looks at one byte after the other.
//
// It does not decompress. Of what the design leaves open see `Finding::Kind::undecided` (how far
// a record is validated), `stream.h` (what is saved of damaged input) and `Findings::too_nested`
// (how deep things may stand in one another).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "reference/finding.h"
#include "s3rare/rule.h"

namespace s3rare::reference {

/// What a file is counted as.
enum class FileKind {
  read,
  damaged,
  not_json,  ///< no JSON, and its name promises none: skipped
  digests,   ///< digests only: skipped
  insights   ///< Insights records only: skipped
};

struct Reading {
  Findings findings;
  /// Absent where that hangs on a record that is undecided.
  std::optional<FileKind> file;
};

/// @param bytes  of the file, decompressed
/// @param path   its name decides, with `named`, what a file without JSON is
/// @param named  whether it was named on the command line itself
Reading read(std::string_view bytes, std::string_view path, bool named,
             Principal principal = Principal::both);

}  // namespace s3rare::reference
