// The lists of a run in its closing summary, so that one that is empty or never hit is noticed.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "json/writer.h"

namespace s3rare::output {

/// A file of exceptions or indicators.
struct ListSummary {
  std::string path;
  bool of_exceptions = false;
  std::uint64_t entries = 0;         ///< exceptions, or different networks
  std::uint64_t hit = 0;             ///< of them: by a match or, of networks, by an alert
  std::uint64_t of_other_types = 0;  ///< indicators that are no address: domains, URLs
  std::uint64_t bad_lines = 0;       ///< left out
};

/// @returns lines for people, each with a line end before it; ten of them
std::string lists_text(const std::vector<ListSummary>& lists);

/// Writes all lists as the value of a member.
void write_lists(json::JsonWriter& json, const std::vector<ListSummary>& lists);

}  // namespace s3rare::output
