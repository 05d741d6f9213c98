// Cuts a stream of JSON into pieces: whole objects of at most 2 MiB, each a record or a small
// container of records. Memory is bounded whatever the stream contains.
//
// A stream is a sequence of values, each on its own line or with any or no white space between
// them, and each optionally after a byte order mark or the time of a CloudWatch Logs export. A
// value is an object or an array; arrays are opened, at any depth. An object above 2 MiB cannot be
// a record, so it is opened too: its arrays of records (see `holds_records`) are cut further. If it
// has no key of a record, it is an envelope of records, such as the answer to a search: then what
// may hold a record is cut out of all its objects and arrays. An object that breaks off is also
// opened, to save every whole record before the damage. Damage is local: see `Cursor`.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "input/cursor.h"
#include "input/object_run.h"
#include "input/window.h"
#include "json/brackets.h"

namespace s3rare::input {

/// Largest record, at any level of escaping. CloudTrail's own limit is 256 KB for a record.
inline constexpr std::size_t kMaxRecordBytes = 2 * 1024 * 1024;

/// A piece of the stream, or a fault in it.
struct Piece {
  enum class Kind {
    object,     ///< `text` is a whole object
    string,     ///< `text` is a string, with its quotes, that may hold records; of an envelope
    scalar,     ///< a string, number or literal where an object was expected, inside an array
    malformed,  ///< one value is lost; `fault` says what was found and expected
    damage      ///< the stream breaks off between two values; only what follows is lost
  };
  Kind kind = Kind::object;
  std::string_view text;     ///< valid until the next call of `next`
  std::uint64_t offset = 0;  ///< of the piece, or of the fault
  json::Scanned scanned;     ///< of an object
  std::string_view fault;    ///< what was found and what was expected; as long as `text`
};

class Cutter {
 public:
  /// @param kernels  the implementation to use: all give the same results
  explicit Cutter(Window& window, const json::ByteKernels& kernels = json::byte_kernels().front())
      : cursor_(window), run_(kernels.index_text), scan_(kernels.index_text) {}

  /// Starts the stream that the window was reset to.
  void reset();

  /// @returns the next piece, or nothing at the end of the stream
  std::optional<Piece> next();

  /// Whether an object that was opened ended: the stream is JSON, even if the object held nothing.
  bool saw_object() const { return saw_object_; }

  /// Whether an array without any scalar ended, possibly an empty one. Not evidence of JSON unless
  /// the rest of the stream is without fault: text may begin with brackets, too.
  bool saw_array() const { return saw_array_; }

  /// Whether the stream or a line ended within an object, or within an array without any scalar.
  bool broke_off() const { return broke_off_; }

 private:
  // An open container, whose contents are being cut.
  struct Frame {
    bool is_object = false;
    bool has_records = false;  // of an object: it has an array of records
    bool has_source = false;   // of an object: it has this key of a record
    bool has_name = false;
    bool has_scalars = false;  // of an array
    bool is_envelope = false;  // searched for anything that may hold a record
    std::uint64_t start = 0;

    bool is_record() const { return has_source && has_name; }
  };
  // A piece that was found but not yet returned.
  struct Span {
    Piece::Kind kind;
    std::uint64_t offset;
    std::size_t size;
    json::Scanned scanned;
  };

  // Each step takes one value, one key or one bracket.
  void step_top();
  void step_array();
  void step_object();
  void begin_value();
  void search_member();
  void take_string();
  void add_object(std::uint64_t start, std::size_t size, const json::Scanned& scanned);
  void mark_found();
  bool in_envelope() const { return !frames_.empty() && frames_.back().is_envelope; }
  bool at_document();
  bool take_line();
  void take_object();
  bool take_whole_object();
  void open_object(bool is_envelope);
  void open_array(bool is_envelope = false);
  void open_document();
  void close_array();
  void close_object();

  // These set the fault and return false if the stream breaks off.
  bool skip_space(bool commas);
  bool skip_value();
  bool read_key(std::string& key);

  bool fail(std::string fault);
  bool fail_at_end();
  bool fail_unexpected(std::string_view expected);
  Piece piece_of(const Span& span) const;

  Cursor cursor_;
  ObjectRun run_;
  json::BracketScan scan_;
  std::vector<Frame> frames_;
  std::vector<Span> spans_;  // found and not yet returned
  std::size_t next_span_ = 0;
  // Start of a `{"Records":[` document that may still turn out to be a record: its spans wait until
  // it ends or becomes too large for a record.
  std::optional<std::uint64_t> document_;
  std::optional<Piece> fault_;  // to be returned after the spans
  std::string fault_text_;
  bool line_has_value_ = false;
  bool skip_line_ = false;  // the rest of the line is lost
  bool saw_object_ = false;
  bool saw_array_ = false;
  bool broke_off_ = false;
  bool finished_ = false;
};

}  // namespace s3rare::input
