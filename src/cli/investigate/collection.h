// What one pass over the logs collects for alerts, by several threads.
//
// A thread hands over what it has once that is much, not only at the end: memory is bounded by the
// alerts, and hardly depends on the number of threads.
#pragma once

#include <cstddef>
#include <mutex>
#include <vector>

#include "investigate/access/access_changes.h"
#include "investigate/dossier/dossier.h"
#include "investigate/investigation.h"
#include "options/options.h"
#include "s3rare/coverage.h"

namespace s3rare::cli {

using AlertsToInvestigate = std::vector<investigate::AlertToInvestigate>;

/// What a thread has collected.
struct Collected {
  investigate::Investigation investigation;
  investigate::AccessChanges changes;
  Coverage coverage;          ///< of what concerns an alert
  std::size_t additions = 0;  ///< one for each alert that a record was added to

  /// @returns the same with nothing in it
  Collected make_empty() const { return {investigation.make_empty(), changes.make_empty(), {}, 0}; }
};

class Collection {
 public:
  /// @param alerts  borrowed: they must outlive the collection
  Collection(const options::Options& options, const AlertsToInvestigate& alerts);

  /// @returns what a thread begins with
  Collected make_empty() const { return whole_.make_empty(); }

  /// Takes what a thread has, if it is much, and leaves it with nothing. Any thread may.
  void take_much(Collected& collected);
  void take(Collected& collected);

  /// What was taken. Nothing may be taken any more.
  Collected& whole() { return whole_; }

 private:
  std::size_t much_;
  std::mutex mutex_;
  Collected whole_;
};

}  // namespace s3rare::cli
