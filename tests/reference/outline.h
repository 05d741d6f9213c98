// Reads as much as possible of an object or array that need not be JSON: its end, and its direct
// contents. Containers are opened this way, so that an error in one record loses no other record
// beside it, and so that a record that no rule needs is counted without being parsed (design,
// section 4, "Malformed").
//
// By balance: outside strings every bracket must have its partner. A backslash escapes a quote
// after it, outside strings too. By outline: commas separate nothing; any number of them, or none,
// may appear between values. A value is a string, a balanced object or array, or a run of bytes up
// to white space, a bracket, a quote, a comma or a colon. space, a bracket, a quote, a comma or a
// colon.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace s3rare::reference {

/// The end of an object or array, by balance.
struct Extent {
  enum class End {
    closed,      ///< `end` is after the closing bracket
    broken_off,  ///< the text ends before the value does
    mismatched   ///< the bracket at `end` closes the other kind
  };
  End how = End::broken_off;
  std::size_t end = 0;
  std::size_t depth = 0;   ///< deepest nesting; the value itself is at 1
  bool in_string = false;  ///< where it broke off: inside a string
  bool in_object = false;  ///< where it broke off: the innermost open bracket is an object's
};

/// @param begin  offset of the opening bracket
Extent find_end(std::string_view text, std::size_t begin);

/// A value directly inside an object or array.
struct Inner {
  std::string key;        ///< of an object's member: decoded
  std::string_view text;  ///< with its quotes or brackets

  bool is_object() const { return text.front() == '{'; }
  bool is_array() const { return text.front() == '['; }
  bool is_string() const { return text.front() == '"'; }
  std::string string() const;  ///< of a string: decoded
};

struct Outline {
  std::vector<Inner> values;  ///< as far as they are readable
  bool readable = true;       ///< whether values are readable up to the closing bracket
  std::string last_key;       ///< if not readable: a key and a colon without a value
};

/// @param text  an object or array, from bracket to bracket; inner ones need not balance
Outline outline(std::string_view text);

}  // namespace s3rare::reference
