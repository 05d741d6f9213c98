// What reports call a file that was fetched for this run: the name of the object, not of its copy.
#pragma once

#include <string>

namespace s3rare::input {

/// Renames paths: removes a prefix of the copy, and puts that of the object in its place.
struct EvidenceNames {
  std::string strip;   ///< such as `/scratch/`; empty: nothing to remove
  std::string prefix;  ///< such as `s3://example-trail/`

  bool rename() const { return !strip.empty() || !prefix.empty(); }

  /// @returns the name of a path. Standard input (`-`), and a path that does not begin with
  ///          `strip`, keep their names
  std::string of(const std::string& path) const {
    if (path == "-" || !path.starts_with(strip)) return path;
    return prefix + path.substr(strip.size());
  }
};

}  // namespace s3rare::input
