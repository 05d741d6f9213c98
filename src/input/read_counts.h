// Counts of what was read, by outcome. The numbers add up.
#pragma once

#include <cstdint>

namespace s3rare::input {

/// Every file that was started counts in one of `files_*`, every record in one of
/// `records_matched`, `records_not_matched`, `records_malformed` and `records_without_identity`,
/// and every other object in one of `objects_*`.
struct ReadCounts {
  std::uint64_t files_read = 0;         ///< read to the end without a fault
  std::uint64_t files_damaged = 0;      ///< with a fault; the whole records were used
  std::uint64_t files_failed = 0;       ///< could not be opened or listed
  std::uint64_t files_not_json = 0;     ///< no JSON inside, and none promised by the name: skipped
  std::uint64_t files_other_kind = 0;   ///< of a kind that is not read (`ContentKind`): skipped
  std::uint64_t files_other_name = 0;   ///< of another name, and nothing of CloudTrail: skipped
  std::uint64_t files_of_digests = 0;   ///< only CloudTrail digests: skipped
  std::uint64_t files_of_insights = 0;  ///< only CloudTrail Insights records: skipped
  std::uint64_t files_of_notifications = 0;  ///< only S3 event notifications: skipped

  std::uint64_t records_matched = 0;
  std::uint64_t records_not_matched = 0;
  std::uint64_t records_malformed = 0;
  std::uint64_t records_without_identity = 0;  ///< not judged: no usable userIdentity
  std::uint64_t records_repaired = 0;          ///< parsed records that held invalid UTF-8
  std::uint64_t records_ahead = 0;             ///< records later than the machine's clock

  std::uint64_t entries_in_both = 0;  ///< of server access logs, left out: see `LoggedRequests`
  std::uint64_t objects_digest = 0;
  std::uint64_t objects_insight = 0;
  std::uint64_t objects_notification = 0;  ///< S3 event notifications
  std::uint64_t objects_bulk_action = 0;   ///< action lines of Elasticsearch's bulk format
  std::uint64_t objects_unrecognised = 0;

  std::uint64_t matches_old_spelling = 0;      ///< with ANONYMOUS_PRINCIPAL
  std::uint64_t matches_without_time = 0;      ///< with an unreadable event time
  std::uint64_t matches_outside_range = 0;     ///< before the time range, or at or after its end
  std::uint64_t matches_before_retention = 0;  ///< before the state's horizon

  std::uint64_t bytes_on_disk = 0;
  std::uint64_t bytes_decompressed = 0;

  std::uint64_t records() const { return judged() + records_malformed + records_without_identity; }

  /// Records that were held against the rule.
  std::uint64_t judged() const { return records_matched + records_not_matched; }

  std::uint64_t objects() const {
    return objects_digest + objects_insight + objects_notification + objects_bulk_action +
           objects_unrecognised;
  }

  ReadCounts& operator+=(const ReadCounts& other) {
    files_read += other.files_read;
    files_damaged += other.files_damaged;
    files_failed += other.files_failed;
    files_not_json += other.files_not_json;
    files_other_kind += other.files_other_kind;
    files_other_name += other.files_other_name;
    files_of_digests += other.files_of_digests;
    files_of_insights += other.files_of_insights;
    files_of_notifications += other.files_of_notifications;
    records_matched += other.records_matched;
    records_not_matched += other.records_not_matched;
    records_malformed += other.records_malformed;
    records_without_identity += other.records_without_identity;
    records_repaired += other.records_repaired;
    records_ahead += other.records_ahead;
    entries_in_both += other.entries_in_both;
    objects_digest += other.objects_digest;
    objects_insight += other.objects_insight;
    objects_notification += other.objects_notification;
    objects_bulk_action += other.objects_bulk_action;
    objects_unrecognised += other.objects_unrecognised;
    matches_old_spelling += other.matches_old_spelling;
    matches_without_time += other.matches_without_time;
    matches_outside_range += other.matches_outside_range;
    matches_before_retention += other.matches_before_retention;
    bytes_on_disk += other.bytes_on_disk;
    bytes_decompressed += other.bytes_decompressed;
    return *this;
  }
};

}  // namespace s3rare::input
