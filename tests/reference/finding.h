// What the reference finds in a file, thing by thing.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "s3rare/event_time.h"
#include "s3rare/record.h"

namespace s3rare::reference {

/// A field of a record, with text of its own.
struct OwnField {
  Field::Kind kind = Field::Kind::absent;
  std::string text;

  friend bool operator==(const OwnField&, const OwnField&) = default;
};

/// All fields of a record, in the order in which `RecordFields` lists them.
using OwnFields = std::array<OwnField, 15>;

/// A match that is handed over: it has a time.
struct OwnMatch {
  std::uint64_t offset = 0;
  std::string record;  ///< as read: out of a string, decoded
  OwnFields fields;
  EventTime time;
  int fraction_digits = 0;

  friend bool operator==(const OwnMatch&, const OwnMatch&) = default;
};

struct Finding {
  enum class Kind {
    matched,
    not_matched,
    malformed,  ///< counted as a malformed record
    /// A record in balance that is no JSON. Whether it matches, does not, or is malformed depends
    /// on how much of it is looked at: the design leaves open how far a record is validated. That
    /// it is counted, once, and where it ends, is defined.
    undecided,
    digest,
    insight,
    unrecognised,
    damage  ///< a fault that costs no record
  };
  Kind kind;
  std::uint64_t offset = 0;
  std::optional<OwnMatch> match = std::nullopt;  ///< of a match whose time can be read
  bool old_spelling = false;                     ///< of a match
  bool invalid_utf8 = false;                     ///< of a record: whether its bytes are no UTF-8
};

struct Findings {
  std::vector<Finding> all;  ///< in the order of the stream
  bool saw_json = false;     ///< a record, or a container, though it was empty
  /// An undecided record of which little more than its keys could be made out: whether it makes
  /// the file one of JSON is left open.
  bool may_be_json = false;
  /// More containers in one another than the design promises to open, or more brackets than it
  /// promises to match. Nothing is defined.
  bool too_nested = false;
};

}  // namespace s3rare::reference
