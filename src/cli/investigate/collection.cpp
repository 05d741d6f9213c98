#include "cli/investigate/collection.h"
#include "cli/reading/run_files.h"

#include <limits>
#include <utility>

namespace s3rare::cli {
namespace {

// Additions: a few MB, and enough for many alerts to keep merging, which visits each alert, cheap.
constexpr std::size_t kLarge = 16'384;
constexpr std::size_t kLargePerAlert = 16;

}  // namespace

Collection::Collection(const options::Options& options, const AlertsToInvestigate& alerts)
    : large_(thread_count(options) == 1 ? std::numeric_limits<std::size_t>::max()
                                        : kLarge + kLargePerAlert * alerts.size()),
      whole_{investigate::Investigation(alerts, options.look_before, options.look_after),
             investigate::AccessRecords(alerts),
             {},
             0} {}

void Collection::merge_if_large(Collected& collected) {
  if (collected.additions >= large_) merge(collected);
}

void Collection::merge(Collected& collected) {
  Collected taken = collected.make_empty();
  std::swap(taken, collected);
  const std::lock_guard lock(mutex_);
  whole_.investigation.merge(std::move(taken.investigation));
  whole_.access.merge(std::move(taken.access));
  whole_.coverage.merge(taken.coverage);
}

}  // namespace s3rare::cli
