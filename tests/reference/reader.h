// A slow, obvious reader of one log file, to compare with the program's fast one: it follows
// sections 2 and 4 of the design with its own JSON parser, holds the whole file in memory, and
// reads byte by byte.
//
// It does not decompress. For what the design leaves open see `Finding::Kind::undecided` (how far
// a record is validated), `stream.h` (what is recovered from damaged input) and
// `Findings::too_nested` (how deep the nesting may be).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "reference/finding.h"
#include "s3rare/rule.h"

namespace s3rare::reference {

/// The class of a file in the counts.
enum class FileKind {
  read,
  damaged,
  not_json,      ///< not JSON, and its name promises none: skipped
  digests,       ///< digests only: skipped
  other_kind,    ///< recognised as something that is not read, and may be CloudTrail: skipped
  insights,      ///< Insights records only: skipped
  notifications  ///< S3 event notifications only: skipped
};

struct Reading {
  Findings findings;
  /// Absent if it depends on an undecided record.
  std::optional<FileKind> file;
  /// Without JSON, though the name promises compressed data: the class, and what is wrong, depend
  /// on whether the file is compressed.
  bool depends_on_compression = false;
};

/// @param bytes  of the file, decompressed
/// @param path   its name decides, with `named`, the class of a file without JSON
/// @param named  whether the file was named on the command line
Reading read(std::string_view bytes, std::string_view path, bool named,
             Principal principal = Principal::both);

}  // namespace s3rare::reference
