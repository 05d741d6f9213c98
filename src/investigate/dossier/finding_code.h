// The codes of findings: stable names for scripts, which must not match sentences.
//
// A new finding is a code here, its row in finding_code.cpp, and the function that finds it.
#pragma once

#include <string_view>

namespace s3rare::investigate {

enum class FindingCode {
  // The logs as a whole.
  alert_day_missing,  ///< the logs hold no record of the day of the alert
  // What the source did to objects.
  objects_written,     ///< it wrote objects
  objects_deleted,     ///< it deleted objects
  secrets_fetched,     ///< it fetched objects whose keys look like secrets
  secrets_denied,      ///< it asked for such objects in vain
  secrets_not_listed,  ///< requests for such objects are left out of the dossier
  // Who opened the bucket.
  public_by_design,   ///< the bucket looks public by design
  opened_otherwise,   ///< the bucket was opened, but not for what the request needed
  opened,             ///< the change that opened the bucket
  open_before,        ///< an anonymous request succeeded before that change
  first_request,      ///< the first anonymous request after that change
  opening_not_shown,  ///< the logs hold no change that opens the bucket
  policy_condition,   ///< a Condition limits the statement for everyone
  objects_opened,     ///< ACLs opened objects of the bucket
  opened_later,       ///< the bucket was opened after the alert
  closed,             ///< access was removed or limited after the alert
  not_closed,         ///< the logs hold no change that closes the bucket
  // What the source read.
  objects_fetched,          ///< how many objects, and how many bytes
  bucket_enumerated,        ///< it listed a bucket and fetched from it
  more_buckets_enumerated,  ///< it did so in further buckets
  buckets_named,            ///< how many buckets its requests name
  // Whose the source is, and who else came.
  signed_requests,  ///< it also sent signed requests
  private_address,  ///< it is a private address
  other_sources,    ///< other sources reached the bucket
  no_other_source,  ///< no other source did
  failed_before,    ///< its requests before the alert that were denied or failed
  failed_after,     ///< its requests after the alert all failed
  // What the dossier cannot say.
  days_missing,           ///< the logs hold no record of some days
  changes_not_listed,     ///< changes of access are left out of the dossier
  access_points_missing,  ///< changes of access points are neither listed nor counted
  counts_estimated,       ///< numbers of different things are estimates
  sources_sampled         ///< the other sources listed are a sample
};

inline constexpr FindingCode kLastFindingCode = FindingCode::sources_sampled;

/// @returns the name of a code, as dossiers have it: `secrets_fetched`
std::string_view name_of(FindingCode code);

}  // namespace s3rare::investigate
