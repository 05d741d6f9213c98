// What `detect` adds to its alerts, and what has to be there before any log is read.
#pragma once

#include "s3rare/detail.h"
#include "s3rare/enrichment.h"

namespace s3rare::cli {

class Enricher {
 public:
  /// @returns what is known about an alert's match
  Enrichment enrich(const DetailReader& detail);
};

}  // namespace s3rare::cli
