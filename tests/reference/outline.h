// What can be made out of an object or array that need not be JSON: where it ends, and what stands
// directly in it. Containers are opened by it, so that a slip in one costs no record beside it,
// and so that a record that no rule asks for is counted without being parsed (design, section 4,
// "Malformed").
//
// By balance: outside strings every bracket must meet its partner. A backslash escapes a quote
// behind it, outside strings too. By outline: commas separate nothing, any number of them may stand
// between values or none; a value is a string, something in balance, or a run of bytes up to white
// space, a bracket, a quote, a comma or a colon.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace s3rare::reference {

/// Where an object or array ends, by balance.
struct Extent {
  enum class End {
    closed,      ///< `end` is behind the closing bracket
    broken_off,  ///< the text ends before the value does
    mismatched   ///< the bracket at `end` closes one of the other kind
  };
  End how = End::broken_off;
  std::size_t end = 0;
  std::size_t depth = 0;   ///< deepest nesting; the value itself is at 1
  bool in_string = false;  ///< where it broke off: inside a string
  bool in_object = false;  ///< where it broke off: the innermost open bracket is an object's
};

/// @param begin  where the opening bracket stands
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
  std::vector<Inner> values;  ///< as far as they can be made out
  bool readable = true;       ///< whether that was up to the closing bracket
  std::string last_key;       ///< of what is not readable: a key and a colon without a value
};

/// @param text  an object or array, from bracket to bracket; those inside need not balance
Outline outline(std::string_view text);

}  // namespace s3rare::reference
