#include "investigate/dossier/finding_code.h"

namespace s3rare::investigate {

std::string_view name_of(FindingCode code) {
  switch (code) {
    case FindingCode::alert_day_missing:
      return "alert_day_missing";
    case FindingCode::objects_written:
      return "objects_written";
    case FindingCode::objects_deleted:
      return "objects_deleted";
    case FindingCode::secrets_fetched:
      return "secrets_fetched";
    case FindingCode::secrets_denied:
      return "secrets_denied";
    case FindingCode::secrets_not_listed:
      return "secrets_not_listed";
    case FindingCode::public_by_design:
      return "public_by_design";
    case FindingCode::opened_otherwise:
      return "opened_otherwise";
    case FindingCode::opened:
      return "opened";
    case FindingCode::open_before:
      return "open_before";
    case FindingCode::first_request:
      return "first_request";
    case FindingCode::opening_not_shown:
      return "opening_not_shown";
    case FindingCode::policy_condition:
      return "policy_condition";
    case FindingCode::objects_opened:
      return "objects_opened";
    case FindingCode::opened_later:
      return "opened_later";
    case FindingCode::closed:
      return "closed";
    case FindingCode::not_closed:
      return "not_closed";
    case FindingCode::objects_fetched:
      return "objects_fetched";
    case FindingCode::bucket_enumerated:
      return "bucket_enumerated";
    case FindingCode::more_buckets_enumerated:
      return "more_buckets_enumerated";
    case FindingCode::buckets_named:
      return "buckets_named";
    case FindingCode::signed_requests:
      return "signed_requests";
    case FindingCode::private_address:
      return "private_address";
    case FindingCode::other_sources:
      return "other_sources";
    case FindingCode::no_other_source:
      return "no_other_source";
    case FindingCode::failed_before:
      return "failed_before";
    case FindingCode::failed_after:
      return "failed_after";
    case FindingCode::days_missing:
      return "days_missing";
    case FindingCode::changes_not_listed:
      return "changes_not_listed";
    case FindingCode::access_points_missing:
      return "access_points_missing";
    case FindingCode::counts_estimated:
      return "counts_estimated";
    case FindingCode::sources_sampled:
      break;
  }
  return "sources_sampled";
}

}  // namespace s3rare::investigate
