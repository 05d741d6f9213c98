// When a bucket was open to anonymous callers, by what, and whether it still is: what all logs show
// about one bucket of one account. A value, for a dossier or anything else that reports on buckets.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "investigate/access/access_record.h"
#include "investigate/access/kept_records.h"
#include "investigate/exposure/organization_changes.h"
#include "investigate/openness/bucket_timeline.h"

namespace s3rare::investigate {

/// A name can be taken by another account later: that is another bucket. An empty part is unknown,
/// and agrees with any.
struct BucketName {
  std::string account;
  std::string region;
  std::string bucket;

  friend auto operator<=>(const BucketName&, const BucketName&) = default;
};

/// A part of a bucket's settings, and the record that shows it.
struct RestsOn {
  openness::Aspect aspect = openness::Aspect::policy;
  openness::Basis::Kind kind = openness::Basis::Kind::nothing;
  KeptRecord record;  ///< null: presumed, or nothing
};

/// A time in which one answer stands.
struct ExposureInterval {
  openness::Openness openness = openness::Openness::unknown;
  std::optional<EventTime> from;  ///< nothing: before the logs
  std::optional<EventTime> to;    ///< not included; nothing: the end of the logs
  /// Changes of the second that began it: which of several did is not known. Empty if a date, a
  /// request or the begin of the logs began it.
  std::vector<KeptRecord> opened_by;
  std::vector<KeptRecord> closed_by;  ///< the same for its end
  KeptRecord shown_by;          ///< the request that shows it, rather than the settings; or null
  bool begins_by_date = false;  ///< a Condition on a date
  bool ends_by_date = false;
  bool served_after_closing = false;  ///< `to` is the last request that was still served
  bool lacks_change = false;          ///< a contradiction shows that the logs lack a change
  bool is_ambiguous = false;          ///< the order within a second would decide
  Seconds slack = 0;                  ///< how long its end may have needed to take effect
  std::vector<RestsOn> rests_on;
  openness::Verdict verdict;  ///< without regard to requests
};

/// Something that is not known of a bucket's settings, and what would tell.
struct Undecided {
  std::string what;     ///< `the bucket's policy`
  std::string record;   ///< the record that would tell, in words
  std::string command;  ///< prints it now, and changes nothing; quoted for a shell
};

struct BucketExposure {
  BucketName name;
  /// By question (list, read, write), ascending and not empty.
  std::array<std::vector<ExposureInterval>, openness::kQuestions.size()> intervals;
  EventTime until;                   ///< the end of the logs
  std::vector<Undecided> undecided;  ///< if the state at the end is unknown or may be open
  KeptRecord website;                ///< the request that made it serve a website; null: none seen

  /// Changes of the bucket, its objects and its account, and of its access points, in order.
  std::vector<CountedRecord> changes;
  std::uint64_t changes_dropped = 0;                    ///< deliveries of changes that are not kept
  std::map<const AccessRecord*, AccessEffect> effects;  ///< of changes on listing, reading, writing

  /// What organizations changed for the account: their records are among `changes`.
  std::shared_ptr<const OrganizationChanges> organizations;

  /// Buckets of access points, by the records of their changes.
  std::map<const AccessRecord*, std::string> access_point_buckets;

  /// The answers for single requests, in the order in which they were asked for.
  std::vector<openness::Request> asked;
  std::vector<std::vector<ExposureInterval>> of_requests;

  const ExposureInterval& last(openness::Question question) const {
    return intervals[static_cast<std::size_t>(question)].back();
  }
  /// @returns the widest of the answers at the end of the logs
  openness::Openness state() const;
};

/// What the records show about one bucket.
struct RecordsOfBucket {
  const KeptRecords* bucket = nullptr;   ///< of buckets of that name; null: none
  const KeptRecords* account = nullptr;  ///< of its account; null: none
  std::shared_ptr<const OrganizationChanges> organizations;  ///< null: none
};

/// @param asked  requests to answer as well
/// @param until  the end of the logs
BucketExposure make_exposure(const BucketName& name, const RecordsOfBucket& of,
                             std::vector<openness::Request> asked, EventTime until);

/// Adds what the changes that began intervals did; of several effects of one change the widest.
void add_effects(const std::vector<ExposureInterval>& intervals,
                 std::map<const AccessRecord*, AccessEffect>& effects);

/// @returns the place of the interval that holds a time; of two in one second the later
std::size_t place_at(const std::vector<ExposureInterval>& intervals, EventTime time);

}  // namespace s3rare::investigate
