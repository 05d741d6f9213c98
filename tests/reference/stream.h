// Divides the text of a file into objects: section 4 of the design, "Containers",
// "Streaming" and "Damage is local", with the whole text in memory.
//
// Where the design leaves a choice, this reader follows the program, and the result is compared:
// - A file is read by lines if its first value ends at its line's end. If that value is broken at
//   the end of the line, so that nothing on the next line could continue it, the line is a bad
//   line; otherwise line ends are white space.
// - An object that cannot be taken whole because it is broken or above 2 MiB is opened: the arrays
//   under its keys `Records`, `records`, `Events` and `logEvents` yield their objects up to the
//   damage. One above 2 MiB without a key of a record yields every object and string in it that may
//   hold a record: of the largest that are whole.
// - Damage inside an object is a malformed record. Damage between objects is only damage. A line
//   that is not a value is a malformed record if the file is read by lines.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "reference/containers.h"
#include "reference/outline.h"

namespace s3rare::reference {

/// Largest record, and largest object that is taken whole.
inline constexpr std::size_t kMaxRecordBytes = 2 * 1024 * 1024;

class TextStream {
 public:
  TextStream(std::string_view text, Principal principal, Findings& findings)
      : text_(text), containers_(principal, findings), found_(findings) {}

  /// Reads everything, and adds its findings.
  void read();

 private:
  enum class Lines { undecided, yes, no };
  // The value open at the end of the first line: a string, an object or array that may continue, or
  // another value that may.
  enum class Open { string, object, array, other };
  // Thrown at a fault in a value, or in the space between two.
  struct Broken {};
  // An open container.
  struct Frame {
    bool is_object;
    bool has_records = false;  // of an object
    bool has_source = false;
    bool has_name = false;
    bool has_scalars = false;  // of an array
    bool is_envelope = false;  // everything in it that may hold a record is read
  };

  bool go_on(Open open);
  bool next_line_continues(Open open) const;
  void find_line_end();
  void read_values();
  bool skip_prefix();

  // Each reads what its name says at `at_`, or throws.
  void value();
  void array(bool is_envelope = false);
  void object();
  void document();
  void opened_object(std::uint64_t start, bool is_envelope);
  void found_in_envelopes();
  void members(std::uint64_t start);
  void elements();
  void skip_value();
  void skip_string();
  void skip_space(bool commas);
  std::string key();

  bool begins_document();
  Extent extent_from(std::size_t start);
  [[noreturn]] void fail();
  [[noreturn]] void break_off();
  void add(Finding::Kind kind, std::uint64_t offset) { found_.all.push_back({kind, offset}); }

  std::string_view text_;
  Containers containers_;
  Findings& found_;
  std::size_t at_ = 0;
  std::size_t end_ = 0;  // of the line, or of the text
  Lines lines_ = Lines::undecided;
  std::vector<Frame> frames_;
  std::optional<std::size_t> document_;  // beginning of the document being cut
};

}  // namespace s3rare::reference
