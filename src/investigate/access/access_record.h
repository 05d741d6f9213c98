// What is kept of one record that says who gets into a bucket: a change, or evidence beside
// changes.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "investigate/access/access_change.h"
#include "investigate/activity.h"
#include "investigate/openness/observation.h"
#include "investigate/openness/organization_event.h"
#include "s3rare/event_time.h"

namespace s3rare::investigate {

struct AccessRecord {
  std::optional<AccessSubject> subject;  ///< of a change; nothing: evidence alone
  EventTime time;
  std::string action;      ///< eventName
  std::string error_code;  ///< of a failed request
  std::string actor;       ///< ARN, or another name of the identity
  std::string source;      ///< sourceIPAddress
  std::string account;     ///< of the bucket's owner; empty: not known
  std::string region;      ///< of the bucket; empty: not known, or all
  std::string bucket;      ///< empty: of the account, or of an access point
  std::string key;         ///< of an object
  std::string access_point;
  std::string call;  ///< what copies of one call in several trails have in common
  /// What a change sets; of a failed one what it asked for.
  std::optional<openness::Observation::Content> asked;
  std::vector<openness::Observation> shown;  ///< a change that was made, or evidence
  /// What it changes in an organization; null: it is none of one.
  std::shared_ptr<const openness::OrganizationEvent> organization;
  std::uint64_t content = 0;  ///< hash of what the request sets
  Evidence evidence;

  bool succeeded() const { return error_code.empty(); }
  /// The request of an anonymous caller, or null.
  const openness::Requested* request() const;
};

/// A record, shared by all alerts that it concerns.
using KeptRecord = std::shared_ptr<const AccessRecord>;

/// Orders records by time, event ID and content. Two records that differ only in where they were
/// read are the same.
std::strong_ordering compare(const AccessRecord& a, const AccessRecord& b);

/// @returns the copy that comes first by path and offset
const KeptRecord& first_read(const KeptRecord& a, const KeptRecord& b);

/// Memory of a record in bytes, without the path of its file.
std::size_t bytes_of(const AccessRecord& record);

}  // namespace s3rare::investigate
