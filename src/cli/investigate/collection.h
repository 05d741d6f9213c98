// What one pass over the logs collects for the alerts, on several threads.
//
// A thread merges its collection whenever it is large, not only at the end: memory depends on the
// alerts and hardly on the number of threads.
#pragma once

#include <cstddef>
#include <mutex>
#include <vector>

#include "investigate/access/access_records.h"
#include "investigate/dossier/dossier.h"
#include "investigate/investigation.h"
#include "options/options.h"
#include "s3rare/coverage.h"

namespace s3rare::cli {

using AlertsToInvestigate = std::vector<investigate::AlertToInvestigate>;

/// The collection of one thread.
struct Collected {
  investigate::Investigation investigation;
  investigate::AccessRecords access;
  Coverage coverage;          ///< of records that concern an alert
  std::size_t additions = 0;  ///< one per record and alert that it was added to

  /// @returns an empty collection for the same alerts
  Collected make_empty() const { return {investigation.make_empty(), access.make_empty(), {}, 0}; }
};

class Collection {
 public:
  /// @param alerts  borrowed; they must outlive the collection
  Collection(const options::Options& options, const AlertsToInvestigate& alerts);

  /// @returns the collection that a thread starts with
  Collected make_empty() const { return whole_.make_empty(); }

  /// Merges a thread's collection once it is large and empties it. Safe from any thread.
  void merge_if_large(Collected& collected);

  /// Merges a thread's collection and empties it. Safe from any thread.
  void merge(Collected& collected);

  /// Everything merged. Do not merge afterwards.
  Collected& whole() { return whole_; }

 private:
  std::size_t large_;  // additions
  std::mutex mutex_;
  Collected whole_;
};

}  // namespace s3rare::cli
