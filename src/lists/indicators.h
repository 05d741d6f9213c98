// Lists of indicators, looked up by address.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "s3rare/enrichment.h"
#include "s3rare/error.h"
#include "s3rare/network.h"

namespace s3rare::lists {

/// @returns the name of a list: its file name without folder and extension
std::string provider_of(std::string_view path);

class Indicators {
 public:
  /// Adds a list. Memory: about 120 bytes for each line.
  /// @returns an error that names file and line
  Result<Done> add(const std::string& path);

  /// @returns every line whose network contains the address: the narrowest network first, then in
  ///          the order in which they were added
  std::vector<ListedIn> find(const Address& address) const;

  /// A list, and the number of its lines that hold a network.
  struct List {
    std::string path;  ///< in UTF-8; invalid bytes are replaced
    std::string provider;
    std::uint64_t networks = 0;
  };
  const std::vector<List>& lists() const { return lists_; }

 private:
  // A line. Its network follows from the address that is looked up and the prefix length.
  struct Entry {
    std::uint32_t list;
    std::uint32_t line;
    int length;
  };

  NetworkTable table_;
  std::vector<Entry> entries_;
  std::vector<List> lists_;
};

}  // namespace s3rare::lists
