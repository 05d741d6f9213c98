#include "investigate/doing.h"

#include <algorithm>
#include <tuple>

#include "s3rare/outcome.h"
#include "s3rare/rule.h"
#include "s3rare/s3_action.h"
#include "s3rare/siphash.h"
#include "s3rare/term.h"

namespace s3rare::investigate {
namespace {

constexpr std::size_t kLongestEventId = 64;  // a UUID has 36

// Source: AWS CloudTrail user guide, "CloudTrail record contents", sourceIPAddress: of services the
// name is given, or "AWS Internal".
bool is_service_name(std::string_view source) {
  return source == "AWS Internal" || source.ends_with(".amazonaws.com");
}

Actor actor_of(const Activity& activity) {
  if (activity.anonymous) return Actor::anonymous;
  const bool is_service = activity.fields.identity_type.is("AWSService") ||
                          is_service_name(activity.fields.source_address.string());
  return is_service ? Actor::service : Actor::signer;
}

std::optional<Effect> effect_in_s3(const RecordFields& fields) {
  if (!fields.event_source.is(rule::kProvider)) return std::nullopt;
  return effect_of(fields.event_name.string());
}

void append(std::string& text, std::string_view between, std::string_view part) {
  if (!part.empty()) text.append(between).append(part);
}

std::string identity_of(const Activity& activity) {
  if (activity.anonymous) return "anonymous";
  if (!activity.identity_arn.empty()) return std::string(activity.identity_arn);
  if (!activity.invoked_by.empty()) return std::string(activity.invoked_by);
  std::string name(activity.fields.identity_type.string());
  if (name.empty()) name = "(no type)";
  append(name, " ", activity.principal_id.empty() ? activity.access_key : activity.principal_id);
  append(name, " of account ", activity.fields.identity_account.string());
  return name;
}

}  // namespace

Doing::Doing(const Activity& what, KeptPath of_file)
    : activity(what),
      time(what.time),
      actor(actor_of(what)),
      succeeded(!is_failure(what.fields)),
      effect(effect_in_s3(what.fields)),
      reads_only(is_read_action(what.fields.event_name.string())),
      path(std::move(of_file)) {}

void Doing::describe() {
  action = activity.fields.event_source.string();
  append(action, " ", activity.fields.event_name.string());
  outcome = succeeded ? "success" : error_of(activity.fields);
  identity = identity_of(activity);
  if (actor != Actor::anonymous) return;
  if (!key().empty()) secret = secret_kind_of(key());
  bucket_hash = siphash_64({}, bucket());
  key_hash = siphash_64({}, length_prefixed({bucket(), key()}));
}

void FirstEvidence::add(const Doing& doing) {
  if (path != nullptr && doing.time > time) return;
  merge(
      {doing.time, bounded(doing.event_id(), kLongestEventId), doing.path, doing.activity.offset});
}

void FirstEvidence::merge(FirstEvidence&& other) {
  const auto order = [](const FirstEvidence& of) {
    return std::tie(of.time, of.event_id, *of.path, of.offset);
  };
  if (other.path == nullptr) return;
  if (path == nullptr || order(other) < order(*this)) *this = std::move(other);
}

Evidence FirstEvidence::evidence() const {
  return {event_id, path == nullptr ? std::string() : *path, offset};
}

void GrowingSpan::add(const Span& other) {
  if (!span) {
    span = other;
    return;
  }
  span->first = std::min(span->first, other.first);
  span->last = std::max(span->last, other.last);
}

}  // namespace s3rare::investigate
