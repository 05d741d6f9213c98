// What one pass over the logs collects for incidents.
//
// A set: adding and merging commute, so the result depends neither on threads nor on the order of
// files. Memory is bounded by the number of buckets and of alerts' sources, whatever the logs hold:
// at most 256 KiB a bucket, and 24 MiB that all share.
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "investigate/activity.h"
#include "investigate/bounded/distinct_counter.h"
#include "investigate/bounded/first_in_order.h"
#include "investigate/openness/observation.h"
#include "report/collected/access_log.h"
#include "report/collected/bucket_requests.h"
#include "report/collected/changed_buckets.h"
#include "report/collected/reached_buckets.h"
#include "report/collected/signed_requests.h"
#include "s3rare/siphash.h"

namespace s3rare::report {

/// What is looked for, known before the pass.
struct Wanted {
  std::vector<OwnedBucket> buckets;          ///< in order, each once
  std::vector<std::string> sources;          ///< that raised alerts; in order, each once
  std::vector<PlacedBucket> even_unreached;  ///< become incidents though nobody came; in order

  /// Adds buckets that become incidents even if nobody reached them.
  /// @param unreached  in order, each bucket once
  void want(std::vector<PlacedBucket> unreached);
};

class IncidentCollection {
 public:
  /// @param wanted  borrowed: must outlive the collection
  explicit IncidentCollection(const Wanted& wanted);

  /// @returns an empty collection for the same buckets and sources; shares their indexes
  IncidentCollection make_empty() const;

  bool knows_source(std::string_view address) const;
  bool knows_bucket(std::string_view name) const { return index_->buckets.contains(name); }

  /// Adds a record: an anonymous request, or a signed one of an alert's source. Another one
  /// changes nothing.
  /// @returns an upper bound of the growth
  std::size_t add(const investigate::Activity& activity);

  /// Adds what a record shows about who gets in.
  /// @param account  of the bucket's owner; empty: not known
  /// @param bucket   empty: of the whole account
  void add(const investigate::Activity& activity, std::string_view account, std::string_view bucket,
           investigate::openness::Observation observation);
  /// Adds that a record gives a bucket a website.
  void add_website(std::string_view account, std::string_view bucket);

  void merge(IncidentCollection&& other);

  const Wanted& wanted() const { return *wanted_; }
  /// The requests to a bucket, by Region.
  struct OfRegion {
    std::size_t operator()(const std::string& /*region*/) const { return 1; }
  };
  using ByRegion = investigate::FirstInOrder<std::string, BucketRequests, OfRegion>;
  const ByRegion& requests(std::size_t bucket) const { return requests_[bucket]; }
  const AccessLog& access_log(std::size_t bucket) const { return logs_[bucket]; }
  /// @returns the records about a whole account; null: none
  const AccessLog* account_log(const std::string& account) const;
  /// @returns the identities of a source, which need not be an alert's
  std::vector<UsedIdentity> identities_of(const std::string& source,
                                          const std::string& account) const;

  /// Fills in the counts of distinct things of a bucket.
  void fill(Access& access, std::size_t bucket, const BucketRequests& requests) const;

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return siphash_64({}, text); }
  };
  struct Index {
    std::unordered_map<std::string_view, std::vector<std::size_t>, Hash> buckets;  // by name
    std::unordered_map<std::string_view, std::size_t, Hash> sources;
  };

  IncidentCollection(const Wanted& wanted, std::shared_ptr<const Index> index);
  investigate::KeptPath kept(std::string_view path);
  // Calls `visit` with the number of each wanted bucket of that name and account.
  template <class Visit>
  void for_each_bucket(std::string_view account, std::string_view name, Visit&& visit) const;

  const Wanted* wanted_;
  std::shared_ptr<const Index> index_;
  std::vector<ByRegion> requests_;                              // by the number of the bucket
  std::vector<AccessLog> logs_;                                 // by the number of the bucket
  std::map<std::string, AccessLog, std::less<>> account_logs_;  // of the buckets' accounts
  std::map<std::size_t, SignedRequests> signed_;                // by the number of the source
  investigate::DistinctCounter distinct_;
  investigate::KeptPath last_path_;
};

}  // namespace s3rare::report
