// Collects from the logs what a dossier says of each alert: what its source did, and who else
// reached its bucket. (Changes of access are collected by `AccessChanges`.)
//
// A record concerns an alert whose source or bucket it has, if it lies in the time looked at: from
// the alert's time minus `before` to its time plus `after`, both included. Like a history an
// investigation is a set of what was added: adding and merging commute, so neither threads nor the
// order of files show. Counts are exact, lists are capped, and sets of too many things estimated;
// see `InvestigationLimits`.
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
  /// @param alerts  borrowed: they must outlive the investigation
  /// @param before  how long before an alert is looked at, in seconds, not negative
  /// @param after   how long after it, the same
  Investigation(std::span<const AlertToInvestigate> alerts, Seconds before, Seconds after)
      : Investigation(alerts, before, after, limits_for(alerts.size())) {}
  Investigation(std::span<const AlertToInvestigate> alerts, Seconds before, Seconds after,
                const InvestigationLimits& limits);

  /// @returns one for the same alerts, with nothing in it, which shares what is known of them
  Investigation make_empty() const;

  /// Whether a record with this `sourceIPAddress` can concern an alert through it. Called for every
  /// record of the logs: it takes at most a look-up in a hash table, and allocates nothing.
  bool knows_source(std::string_view address) const { return by_source_.has(address); }

  /// The same for `requestParameters.bucketName`.
  bool knows_bucket(std::string_view name) const { return visitors_.knows(name); }

  /// Adds a record, whether it concerns an alert or not.
  /// @returns how much may have been added: one for each alert of its source, and one for its
  /// bucket
  std::size_t add(const Activity& activity);

  /// Adds all that another investigation of the same alerts, times and limits holds.
  void merge(Investigation&& other);

  /// Fills in the alert, the window, and what was collected: everything up to `timeline`, and
  /// `other_sources`. Nothing may be added afterwards. Not for several threads at once: the first
  /// alert of a bucket works out the other sources of all of them.
  /// @param alert  its number
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
  std::vector<std::unique_ptr<SourceDoings>> doings_;  // of each alert; none: no record
  DistinctCounter distinct_;
  BucketVisitors visitors_;
  KeptPath last_path_;
};

}  // namespace s3rare::investigate
