#include "output/truncated_members.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace s3rare::output {
namespace {

// What the alert calls a field of the detail.
struct CutMember {
  DetailField field;
  std::string_view name;
};
constexpr std::array kCutMembers = {
    CutMember{DetailField::event_id, "event.id"},
    CutMember{DetailField::action, "event.action"},
    CutMember{DetailField::source_address, "source.address"},
    CutMember{DetailField::user_agent, "user_agent.original"},
    CutMember{DetailField::identity_type, "aws.cloudtrail.user_identity.type"},
    CutMember{DetailField::identity_account, "cloud.account.id"},
    CutMember{DetailField::region, "cloud.region"},
    CutMember{DetailField::bucket, "aws.s3.bucket.name"},
    CutMember{DetailField::key, "aws.s3.object.key"},
    CutMember{DetailField::host, "tls.client.server_name"},
    CutMember{DetailField::tls_version, "tls.version"},
    CutMember{DetailField::tls_cipher, "tls.cipher"},
    CutMember{DetailField::recipient_account, "aws.cloudtrail.recipient_account_id"},
    CutMember{DetailField::request_id, "aws.cloudtrail.request_id"},
    CutMember{DetailField::shared_event_id, "aws.cloudtrail.shared_event_id"},
    CutMember{DetailField::vpc_endpoint_id, "aws.cloudtrail.vpc_endpoint_id"},
    CutMember{DetailField::event_version, "aws.cloudtrail.event_version"},
    CutMember{DetailField::event_type, "aws.cloudtrail.event_type"},
    CutMember{DetailField::read_only, "aws.cloudtrail.read_only"},
    CutMember{DetailField::request_parameters, "aws.cloudtrail.request_parameters"},
    CutMember{DetailField::additional_event_data, "aws.cloudtrail.additional_eventdata"},
    CutMember{DetailField::addendum_reason, "s3rare.addendum.reason"},
    CutMember{DetailField::addendum_fields, "s3rare.addendum.updated_fields"},
    CutMember{DetailField::addendum_request_id, "s3rare.addendum.original_request_id"},
    CutMember{DetailField::addendum_event_id, "s3rare.addendum.original_event_id"},
    CutMember{DetailField::original, "event.original"}};
constexpr std::array kResourceFields = {DetailField::resource, DetailField::resource_arn,
                                        DetailField::resource_type, DetailField::resource_account};

}  // namespace

void write_truncated(json::JsonWriter& json, const DetailReader& detail) {
  if (!detail.has(DetailField::truncated)) return;
  json.key("truncated").boolean(true);
  json.key("truncated_fields").begin_array();
  for (const CutMember& member : kCutMembers) {
    if (detail.is_cut(member.field)) json.string(member.name);
  }
  if (std::any_of(kResourceFields.begin(), kResourceFields.end(),
                  [&](DetailField field) { return detail.is_cut(field); })) {
    json.string("aws.cloudtrail.resources");
  }
  json.end_array();
}

}  // namespace s3rare::output
