// Where addresses are, and whose networks they are in, from MaxMind DB files. The home of
// libmaxminddb.
//
// Understood are the layouts of GeoLite2 and GeoIP2 (City, Country, ASN), which DB-IP has too, and
// the flat one of IPinfo. Of several files the first that knows a field tells it; a file that puts
// an address into another country than one before it tells nothing of the place.
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

/// What a file says about itself, and how it went.
struct Database {
  std::string path;
  std::string type;  ///< GeoLite2-City
  EventTime built;
  std::uint64_t failed = 0;  ///< look-ups that met damage
};

class Places {
 public:
  Places();
  Places(Places&& other) noexcept;
  ~Places();

  /// Opens a file, which stays mapped: memory is the system's page cache.
  /// @returns an error of kind `io` or `damaged` that names the file
  Result<Done> add(const std::string& path);

  /// Fills what the files know of an address. Values of another type than expected, invalid UTF-8
  /// and texts above 1 KiB count as not known; damage does too, and is kept for `databases`.
  void look_up(const Address& address, Place& place, AutonomousSystem& as);

  /// The files, in the order in which they were added.
  std::vector<Database> databases() const;

 private:
  struct Reader;
  std::vector<std::unique_ptr<Reader>> readers_;
};

}  // namespace s3rare::places
