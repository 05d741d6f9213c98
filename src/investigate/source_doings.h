// What the source of one alert did within the alert's window.
#pragma once

#include <cstddef>
#include <cstdint>

#include "investigate/bounded/capped_counts.h"
#include "investigate/bounded/distinct_counter.h"
#include "investigate/bounded/requested_keys.h"
#include "investigate/doing.h"
#include "investigate/dossier/dossier.h"
#include "investigate/enumerations.h"
#include "investigate/identity_uses.h"
#include "investigate/investigation_limits.h"
#include "investigate/minute_counts.h"
#include "investigate/timeline.h"

namespace s3rare::investigate {

/// All records of the source.
class SourceRecords {
 public:
  explicit SourceRecords(const InvestigationLimits& limits);

  void add(const Doing& doing, const AlertToInvestigate& alert);
  void merge(SourceRecords&& other);
  SourceActivity activity() const;
  std::vector<OwnIdentity> own_identities() const;

 private:
  GrowingSpan span_;
  CappedCounts actions_;
  CappedCounts outcomes_;
  CappedCounts identities_;  // names begin with a letter for the kind of actor
  CappedCounts user_agents_;
  CappedCounts regions_;
  std::uint64_t signed_records_ = 0;
  GrowingSpan signed_span_;
  std::uint64_t signed_by_own_account_ = 0;
  OwnIdentities own_identities_;
  FirstEvidence first_signed_;
};

/// The anonymous records on one side of the alert.
class AnonymousRecords {
 public:
  explicit AnonymousRecords(const InvestigationLimits& limits);

  void add(const Doing& doing);
  void merge(AnonymousRecords&& other);

  /// @returns everything but the numbers of distinct buckets and keys, and the peak
  AnonymousRequests requests() const;

 private:
  std::uint64_t records_ = 0;
  std::uint64_t succeeded_ = 0;
  GrowingSpan span_;
  CappedCounts actions_;
  CappedCounts outcomes_;
  std::uint64_t bytes_out_ = 0;
  std::uint64_t bytes_in_ = 0;
  std::uint64_t without_bytes_ = 0;
  std::uint64_t objects_read_ = 0;
  std::uint64_t objects_written_ = 0;
  std::uint64_t objects_deleted_ = 0;
  FirstRequests first_keys_;
  SecretRequests secret_keys_;
};

class SourceDoings {
 public:
  /// Groups that an alert takes in the counter of distinct things.
  static constexpr std::size_t kGroups = 5;

  SourceDoings(const InvestigationLimits& limits, const Span& window);

  /// @param doing     after `describe`
  /// @param distinct  shared by all alerts; the groups of this one begin at `group`
  void add(const Doing& doing, const AlertToInvestigate& alert, DistinctCounter& distinct,
           std::size_t group);
  void merge(SourceDoings&& other);

  std::vector<OwnIdentity> own_identities() const { return records_.own_identities(); }

  /// Fills in everything up to `timeline`, except the window.
  void fill(Dossier& dossier, const DistinctCounter& distinct, std::size_t group) const;

 private:
  void add_anonymous(const Doing& doing, const AlertToInvestigate& alert, DistinctCounter& distinct,
                     std::size_t group);

  SourceRecords records_;
  AnonymousRecords prior_;
  AnonymousRecords followup_;
  MinuteCounts minutes_;
  Enumerations enumerations_;
  Timeline timeline_;
};

}  // namespace s3rare::investigate
