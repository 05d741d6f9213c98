// What an alert adds to its match: location and network of the source, the lists that contain the
// source, and the priority of the episode.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "s3rare/exposure.h"
#include "s3rare/network.h"
#include "s3rare/worst.h"

namespace s3rare {

/// Degrees in WGS 84.
struct Location {
  double latitude = 0;
  double longitude = 0;
};

/// Location of an address, in English. An empty text means unknown.
struct Place {
  std::string country_iso_code;  ///< ISO 3166-1: US
  std::string country_name;
  std::string region_iso_code;  ///< ISO 3166-2: US-CA
  std::string region_name;
  std::string city_name;
  std::string timezone;  ///< IANA name: America/Los_Angeles
  std::optional<Location> location;
};

/// The operator of the network that contains an address.
struct AutonomousSystem {
  std::optional<std::uint32_t> number;
  std::string organization;  ///< empty: unknown
};

/// A network of an indicator list that contains an address.
struct ListedIn {
  Network network;       ///< the network on this line
  std::string provider;  ///< name of the list
  std::string path;
  std::uint64_t line = 0;  ///< the first that names the network; counted from 1
};

/// How many networks an alert reports. A list of nested networks can hold 129 of one address.
inline constexpr std::size_t kMostListings = 20;

/// The networks of all lists that contain an address.
struct Listings {
  std::vector<ListedIn> first;  ///< at most kMostListings; narrowest network first, then by list
  std::uint64_t omitted = 0;    ///< how many more there are
};

struct Enrichment {
  Exposure exposure;  ///< of the alert's own request
  Place place;
  AutonomousSystem as;
  Listings indicators;
  Assessment assessment;  ///< of the episode
};

/// Assesses an episode by its first and its worst request. It is high if one of them is, or if the
/// episode lists a bucket and fetches objects in bulk (`FetchedObjects`). The reasons are those of
/// the requests with the highest priority.
/// @param first      the alert's own request
/// @param listed_in  names of the indicator lists that contain the alert's source
Assessment assess_episode(const Exposure& first, const std::vector<std::string>& listed_in,
                          const Worst& worst);

}  // namespace s3rare
