// Collects what a dossier reports about each alert: what its source did, and who else reached its
// bucket. (`AccessChanges` collects changes of access.)
//
// A record concerns an alert if it has the alert's source or bucket and lies in the alert's window:
// from its time minus `before` to its time plus `after`, both included. Like a history, an
// investigation is a set: adding and merging commute, so the result depends neither on threads nor
// on the order of files. Counts are exact, lists are capped, and numbers of distinct things become
// estimates beyond a limit; see `InvestigationLimits`.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "investigate/activity.h"
#include "investigate/alert_groups.h"
#include "investigate/bounded/distinct_counter.h"
#include "investigate/dossier/dossier.h"
#include "investigate/investigation_limits.h"
#include "investigate/other_sources.h"
#include "investigate/source_doings.h"

namespace s3rare::investigate {

class Investigation {
 public:
  /// @param alerts  borrowed: must outlive the investigation
  /// @param before  length of the window before an alert, in seconds, not negative
  /// @param after   the same after it
  Investigation(std::span<const AlertToInvestigate> alerts, Seconds before, Seconds after)
      : Investigation(alerts, before, after, limits_for(alerts.size())) {}
  Investigation(std::span<const AlertToInvestigate> alerts, Seconds before, Seconds after,
                const InvestigationLimits& limits);

  /// @returns an empty investigation of the same alerts; shares their indexes
  Investigation make_empty() const;

  /// @returns whether an alert has this `sourceIPAddress`. Called for every record of the logs: one
  /// look-up in a hash table at most, no allocation
  bool knows_source(std::string_view address) const { return by_source_.has(address); }

  /// The same for `requestParameters.bucketName`.
  bool knows_bucket(std::string_view name) const { return visitors_.knows(name); }

  /// Adds a record, whether it concerns an alert or not.
  /// @returns an upper bound of the growth: 1 for each alert of its source, and 1 for its bucket
  std::size_t add(const Activity& activity);

  /// Moves in the content of another investigation of the same alerts, windows and limits.
  void merge(Investigation&& other);

  /// @returns the identities of alerts' accounts that sign requests from the alerts' sources, as
  ///          OwnIdentities names them, each once
  std::vector<std::string> own_identities() const;

  /// Fills in the alert, the window, everything up to `timeline`, and `other_sources`. Add nothing
  /// afterwards. Not thread-safe: the first alert of a bucket computes the other sources of all its
  /// alerts.
  /// @param alert  number of the alert
  void fill(Dossier& dossier, std::size_t alert);

 private:
  Investigation(std::span<const AlertToInvestigate> alerts, Seconds before, Seconds after,
                const InvestigationLimits& limits, AlertGroups by_source, BucketVisitors visitors);

  SourceDoings& doings_of(std::size_t alert);
  KeptPath kept(std::string_view path);

  std::span<const AlertToInvestigate> alerts_;
  Seconds before_;
  Seconds after_;
  InvestigationLimits limits_;
  AlertGroups by_source_;
  std::vector<std::unique_ptr<SourceDoings>> doings_;  // by alert; null: no record
  DistinctCounter distinct_;
  BucketVisitors visitors_;
  KeptPath last_path_;
};

}  // namespace s3rare::investigate
