// The findings of the reference in a file, one by one.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "s3rare/event_time.h"
#include "s3rare/record.h"

namespace s3rare::reference {

/// A field of a record that owns its text.
struct OwnField {
  Field::Kind kind = Field::Kind::absent;
  std::string text;

  friend bool operator==(const OwnField&, const OwnField&) = default;
};

/// All fields of a record, in the order of `RecordFields`.
using OwnFields = std::array<OwnField, 15>;

/// A match that is reported: it has a time.
struct OwnMatch {
  std::uint64_t offset = 0;
  std::string record;  ///< as read: decoded if it was in a string
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
    /// A balanced record that is not JSON. Whether it matches, does not match or is malformed
    /// depends on how much of it is read: the design leaves open how far a record is validated. It
    /// is counted once, and its end is defined.
    undecided,
    /// Not judged: without a usable userIdentity. Where it cannot match by its bytes, the program
    /// need not look at the identity itself: then this or `not_matched`.
    without_identity,
    digest,
    insight,
    notification,
    bulk_action,
    unrecognised,
    scalar,  ///< in an array of the stream itself
    damage   ///< a fault that loses no record
  };
  Kind kind;
  std::uint64_t offset = 0;
  std::optional<OwnMatch> match = std::nullopt;  ///< of a match whose time can be read
  bool old_spelling = false;                     ///< of a match
  bool invalid_utf8 = false;                     ///< of a record: its bytes are not valid UTF-8
  std::optional<EventTime> time = std::nullopt;  ///< of a record that is JSON, if it can be read
  bool repeats_time = false;     ///< of a record: it holds `eventTime` twice or more
  std::string identity = {};     ///< of a record: the ID, or the whole text if it has none
  bool may_be_unjudged = false;  ///< of `not_matched` or `without_identity`: may be the other
};

struct Findings {
  std::vector<Finding> all;  ///< in the order of the stream
  bool saw_json = false;     ///< a record, or a container that is an object, even an empty one
  bool saw_array = false;    ///< an array of the stream ended
  bool broke_off = false;    ///< the text or a line ended within an object or an array of none
  /// An undecided record of which little more than the keys is readable: whether it makes the file
  /// a JSON file is left open.
  bool may_be_json = false;
  /// More nested containers than the design promises to open, or more brackets than it promises to
  /// match. The result is undefined.
  bool too_nested = false;
};

}  // namespace s3rare::reference
