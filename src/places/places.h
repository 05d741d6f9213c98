// Looks up the location and the autonomous system of an address in MaxMind DB files. The only user
// of libmaxminddb.
//
// It reads the layouts of GeoLite2 and GeoIP2 (City, Country, ASN), which DB-IP also uses, and the
// flat layout of IPinfo. If several files are given, the first file that has a field supplies it; a
// file that puts the address in another country than an earlier file adds nothing to the place.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "s3rare/enrichment.h"
#include "s3rare/error.h"
#include "s3rare/event_time.h"
#include "s3rare/network.h"

namespace s3rare::places {

/// What a file states about itself, and what was looked up in it.
struct Database {
  std::string path;
  std::string type;  ///< such as GeoLite2-City
  EventTime built;
  /// Nodes of its search tree: a file does not say how many networks it has, which is at most one
  /// more.
  std::uint64_t nodes = 0;
  std::uint64_t looked_up = 0;
  std::uint64_t found = 0;   ///< look-ups that found an entry
  std::uint64_t failed = 0;  ///< look-ups that found damage
};

class Places {
 public:
  Places();
  Places(Places&& other) noexcept;
  ~Places();

  /// Opens a file and keeps it mapped: memory is the system's page cache.
  /// @returns an error of kind `io` or `damaged` that names the file
  Result<Done> add(const std::string& path);

  /// Fills in the fields that the files have for an address. A value of an unexpected type, invalid
  /// UTF-8 or a text above 1 KiB counts as absent; so does damage, which `databases` reports.
  void look_up(const Address& address, Place& place, AutonomousSystem& as);

  /// The files, in the order in which they were added.
  std::vector<Database> databases() const;

 private:
  struct Reader;
  std::vector<std::unique_ptr<Reader>> readers_;
};

}  // namespace s3rare::places
