#include "cli/investigate/collection.h"

#include <limits>
#include <utility>

#include "cli/reading/reading.h"

namespace s3rare::cli {
namespace {

// A few MB, and for many alerts enough that handing over, which looks at each, takes little time.
constexpr std::size_t kMuch = 16'384;
constexpr std::size_t kMuchOfAlert = 16;

}  // namespace

Collection::Collection(const options::Options& options, const AlertsToInvestigate& alerts)
    : much_(thread_count(options) == 1 ? std::numeric_limits<std::size_t>::max()
                                       : kMuch + kMuchOfAlert * alerts.size()),
      whole_{investigate::Investigation(alerts, options.look_before, options.look_after),
             investigate::AccessChanges(alerts, options.look_before, options.look_after),
             {},
             0} {}

void Collection::take_much(Collected& collected) {
  if (collected.additions >= much_) take(collected);
}

void Collection::take(Collected& collected) {
  Collected taken = collected.make_empty();
  std::swap(taken, collected);
  const std::lock_guard lock(mutex_);
  whole_.investigation.merge(std::move(taken.investigation));
  whole_.changes.merge(std::move(taken.changes));
  whole_.coverage.merge(taken.coverage);
}

}  // namespace s3rare::cli
