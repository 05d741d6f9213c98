#include "cli/enrich.h"

#include "input/exposure_reader.h"

namespace s3rare::cli {

Enrichment Enricher::enrich(const DetailReader& detail) {
  Enrichment enrichment;
  enrichment.exposure = input::read_exposure(detail);
  enrichment.assessment = assess(enrichment.exposure, {});
  return enrichment;
}

}  // namespace s3rare::cli
