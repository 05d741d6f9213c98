// Databases and lists that add to alerts.
#pragma once

#include <string>
#include <vector>

#include "options/group.h"

namespace s3rare::options {

struct EnrichmentOptions {
  std::vector<std::string> geoip;       ///< MaxMind DB files
  std::vector<std::string> indicators;  ///< lists of addresses and networks
  bool lenient_lists = false;           ///< leave out bad lines of `indicators`
};

std::unique_ptr<Group> enrichment_group();

}  // namespace s3rare::options
