// Access changes as members of a dossier.
#include "investigate/dossier/dossier_json.h"
#include "investigate/dossier/dossier_parts.h"
#include "text/terminal_text.h"

namespace s3rare::investigate {
namespace {

void write_grant(json::JsonWriter& json, const PublicGrant& grant) {
  json.begin_object().field("to", grant.to);
  json.strings("actions", grant.actions);
  json.strings("resources", grant.resources);
  json.strings("conditions", grant.conditions);
  json.key("limited").boolean(grant.limited).end_object();
}

}  // namespace

std::string_view name_of(AccessSubject subject) {
  switch (subject) {
    case AccessSubject::bucket_policy:
      return "bucket_policy";
    case AccessSubject::bucket_acl:
      return "bucket_acl";
    case AccessSubject::object_acl:
      return "object_acl";
    case AccessSubject::bucket_public_access_block:
      return "bucket_public_access_block";
    case AccessSubject::account_public_access_block:
      return "account_public_access_block";
    case AccessSubject::ownership_controls:
      return "ownership_controls";
    case AccessSubject::website:
      return "website";
    case AccessSubject::cors:
      return "cors";
    case AccessSubject::access_point:
      return "access_point";
    case AccessSubject::access_point_policy:
      return "access_point_policy";
    case AccessSubject::organization_policy:
      return "organization_policy";
    case AccessSubject::bucket:
      break;
  }
  return "bucket";
}

std::string_view name_of(AccessEffect effect) {
  switch (effect) {
    case AccessEffect::opened:
      return "opened";
    case AccessEffect::may_open:
      return "may_open";
    case AccessEffect::closed:
      return "closed";
    case AccessEffect::none:
      break;
  }
  return "none";
}

void write_change(json::JsonWriter& json, const AccessChange& change,
                  const AlertToInvestigate& alert) {
  json.begin_object().field("time", format_utc(change.time));
  json.field("subject", name_of(change.subject)).field("effect", name_of(change.effect));
  json.field("on_request", name_of(change.on_request));
  write_some(json, "action", change.action);
  write_some(json, "error_code", change.error_code);
  write_some(json, "actor", change.actor);
  write_some(json, "source", change.source);
  write_some(json, "account", change.account);
  write_some(json, "bucket", change.bucket);
  write_some(json, "key", change.key);
  write_some(json, "access_point", change.access_point);
  json.key("grants").begin_array();
  for (const PublicGrant& grant : change.grants) write_grant(json, grant);
  json.end_array();
  write_some(json, "told", text::show_safely(change.told));
  json.key("distance_seconds").raw(std::to_string(change.time.seconds - alert.time.seconds));
  write_evidence(json.key("evidence"), change.evidence);
  json.end_object();
}

}  // namespace s3rare::investigate
