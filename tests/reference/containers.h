// Classifies an object and finds the records in it: section 4 of the design, "Containers" and
// "Recognition".
#pragma once

#include <cstdint>
#include <string_view>

#include "reference/finding.h"
#include "reference/outline.h"
#include "s3rare/rule.h"

namespace s3rare::reference {

/// Whether a text names something that every record has, or may spell it with escapes.
bool may_hold_record(std::string_view text);

/// Whether a string, with its quotes, begins like an object or array.
bool begins_json(std::string_view text);

/// Nesting of a record above which it is malformed.
inline constexpr std::size_t kMaxDepth = 1024;

class Containers {
 public:
  Containers(Principal principal, Findings& findings) : principal_(principal), found_(findings) {}

  /// Adds the findings for an object: what it is or holds.
  /// @param text    the object, balanced
  /// @param offset  its place in the file
  void open(std::string_view text, std::uint64_t offset);

  /// Adds the findings for a string that begins like JSON.
  /// @param text  with its quotes
  void open_whole_string(std::string_view text, std::uint64_t offset);

 private:
  // The place of a text in the file: its own, or that of the string that holds it.
  struct Place {
    std::uint64_t offset;
    bool itself;

    Place of_inner(std::string_view outer, std::string_view inner) const {
      if (!itself) return *this;
      return {offset + static_cast<std::uint64_t>(inner.data() - outer.data()), true};
    }
  };

  void open(std::string_view text, Place place, int level);
  void search(std::string_view text, Place place, int level);
  bool search_members(std::string_view text, const Outline& object, Place place, int level);
  bool open_value(const Inner& value, Place place, int level);
  bool open_document(std::string_view text, Place place);
  void open_array(std::string_view text, Place place, std::uint64_t fault_offset, int level,
                  bool counts_scalars);
  void open_string(std::string_view text, Place place, int level);
  void take_record(std::string_view text, Place place);
  void add(Finding::Kind kind, Place place) { found_.all.push_back({kind, place.offset}); }

  Principal principal_;
  Findings& found_;
};

}  // namespace s3rare::reference
