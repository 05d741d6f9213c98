// What is added to an alert's match: where its source is, whose network that is, which lists it is
// on, and how much the request matters.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "s3rare/exposure.h"
#include "s3rare/network.h"

namespace s3rare {

/// Degrees, as WGS 84 has them.
struct Location {
  double latitude = 0;
  double longitude = 0;
};

/// Where an address is, in English. Empty texts: not known.
struct Place {
  std::string country_iso_code;  ///< ISO 3166-1: US
  std::string country_name;
  std::string region_iso_code;  ///< ISO 3166-2: US-CA
  std::string region_name;
  std::string city_name;
  std::string timezone;  ///< of the IANA: America/Los_Angeles
  std::optional<Location> location;
};

/// Whose network an address is in.
struct AutonomousSystem {
  std::optional<std::uint32_t> number;
  std::string organization;  ///< empty: not known
};

/// A line of a list that an address is on.
struct ListedIn {
  Network network;       ///< what the line names
  std::string provider;  ///< name of the list
  std::string path;
  std::uint64_t line = 0;  ///< counted from 1
};

struct Enrichment {
  Exposure exposure;
  Place place;
  AutonomousSystem as;
  std::vector<ListedIn> indicators;  ///< the narrowest network first, then in the order of lists
  Assessment assessment;
};

}  // namespace s3rare
