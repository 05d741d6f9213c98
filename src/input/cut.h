// Cuts a stream of JSON into pieces: whole objects of at most 2 MiB, each a record or something
// small that holds records. Memory is bounded whatever the stream holds.
//
// What a stream may be: values one after the other, each on its own line or with any space or
// none between them, each with a byte order mark or the time of a CloudWatch Logs export before
// it, or without; a value is an object or an array, and arrays are opened, at any depth. An
// object above 2 MiB can be no record, so it is opened too, and the arrays under its keys
// `Records`, `Events` and `logEvents` are cut further; so is an object that breaks off, to save
// every whole record before the damage. Damage is local: see `Cursor`.
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
    scalar,     ///< a string, number or literal where an object was expected, inside an array
    malformed,  ///< one value is lost; `fault` says which and why
    damage      ///< the stream breaks off between two values; nothing but what follows is lost
  };
  Kind kind = Kind::object;
  std::string_view text;     ///< valid until the next call of `next`
  std::uint64_t offset = 0;  ///< of the piece, or of the fault
  json::Scanned scanned;     ///< of an object
  std::string_view fault;    ///< what was found and what was expected; as long as `text`
};

class Cutter {
 public:
  /// @param kernels  the implementation to use: all give the same
  explicit Cutter(Window& window, const json::ByteKernels& kernels = json::byte_kernels().front())
      : cursor_(window), run_(kernels.index_text), scan_(kernels.index_text) {}

  /// Begins the stream that the window was reset to.
  void reset();

  /// @returns the next piece, or nothing at the end of the stream
  std::optional<Piece> next();

  /// Whether a whole container was seen that was opened: JSON, though it may have been empty.
  bool saw_container() const { return saw_container_; }

 private:
  // A container whose inside is being cut.
  struct Frame {
    bool is_object = false;
    bool has_records = false;  // of an object: an array under one of the keys was found
    bool has_source = false;   // of an object: the keys that make it a record
    bool has_name = false;
    bool has_scalars = false;  // of an array
    std::uint64_t start = 0;

    bool is_record() const { return has_source && has_name; }
  };
  // A piece that was found and is not yet returned.
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
  bool at_document();
  bool take_line();
  void take_object();
  bool take_whole_object();
  void open_object();
  void open_array();
  void open_document();
  void close_array();
  void close_object();

  // These return false, with the fault set, where the stream breaks off.
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
  // Start of a `{"Records":[` document of which it is not yet known that it is no record: the
  // spans wait until it ends, or has exceeded what a record may have.
  std::optional<std::uint64_t> document_;
  std::optional<Piece> fault_;  // to be returned after the spans
  std::string fault_text_;
  bool line_has_value_ = false;
  bool skip_line_ = false;  // the rest of the line is lost
  bool saw_container_ = false;
  bool finished_ = false;
};

}  // namespace s3rare::input
