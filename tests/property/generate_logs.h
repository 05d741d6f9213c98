// Log files of every kind that section 4 of the design names, in which the interesting cases are
// frequent: records that match, nearly match or cannot match; nested containers; any order of
// keys, any white space, any escapes; and damage on top.
#pragma once

#include <string>
#include <string_view>

#include "property/generate.h"

namespace s3rare::tests {

struct GeneratedLog {
  std::string path;
  bool named = false;  ///< the file is named on the command line
  std::string bytes;
};

/// @returns an undamaged file. It may hold invalid UTF-8 inside strings, and repeated keys.
GeneratedLog generate_log(Random& random);

/// Damages some bytes: replaces, removes or inserts bytes, or truncates the file.
void damage_log(Random& random, std::string& bytes);

/// @returns a matching record, minified and in AWS's order of keys
/// @param extra  more members, with their leading comma
std::string matching_record(std::string_view extra = {});

/// @returns `text` as a JSON string with its quotes
/// @param escaped_of_8  how many of eight characters are escaped without need
std::string quote(Random& random, std::string_view text, std::uint64_t escaped_of_8);

}  // namespace s3rare::tests
