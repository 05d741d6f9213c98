// Files of logs of every kind that section 4 of the design names, in which everything that matters
// happens often: records that match, nearly match and cannot; containers in containers; any order
// of keys, any white space, any escapes; and then damage.
#pragma once

#include <string>
#include <string_view>

#include "property/generate.h"

namespace s3rare::tests {

struct GeneratedLog {
  std::string path;
  bool named = false;  ///< on the command line itself
  std::string bytes;
};

/// @returns a file that is whole. It may hold invalid UTF-8 inside strings, and keys twice.
GeneratedLog generate_log(Random& random);

/// Changes some bytes: others in their place, fewer, more, or none from somewhere on.
void damage_log(Random& random, std::string& bytes);

/// @returns a record, in AWS's order of keys and minified, that matches
/// @param extra  further members, with their leading comma
std::string matching_record(std::string_view extra = {});

/// @returns `text` as a JSON string with its quotes
/// @param escaped_of_8  of eight characters how many are escaped though they need not be
std::string quote(Random& random, std::string_view text, std::uint64_t escaped_of_8);

}  // namespace s3rare::tests
