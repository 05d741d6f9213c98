#include "investigate/openness/organization_event_reader.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "investigate/openness/policy_text.h"
#include "investigate/openness/settings_text.h"
#include "json/members.h"
#include "s3rare/rule.h"

namespace s3rare::investigate::openness {
namespace {

enum Member : std::size_t {
  kNameMember,
  kErrorMember,
  kTrailMember,
  kRequestMember,
  kResponseMember
};

using Happened = OrganizationEvent::Kind;

struct KindOf {
  std::string_view name;
  Happened kind;
};
constexpr std::array kKindsOf = {KindOf{"AcceptHandshake", Happened::joined},
                                 KindOf{"AttachPolicy", Happened::attached},
                                 KindOf{"CreatePolicy", Happened::created},
                                 KindOf{"DeletePolicy", Happened::deleted},
                                 KindOf{"DetachPolicy", Happened::detached},
                                 KindOf{"DisablePolicyType", Happened::type_disabled},
                                 KindOf{"LeaveOrganization", Happened::left},
                                 KindOf{"MoveAccount", Happened::moved},
                                 KindOf{"RemoveAccountFromOrganization", Happened::left},
                                 KindOf{"UpdatePolicy", Happened::updated}};

const KindOf* kind_of(std::string_view name) {
  const auto* const found = std::find_if(kKindsOf.begin(), kKindsOf.end(),
                                         [&](const KindOf& of) { return of.name == name; });
  return found == kKindsOf.end() ? nullptr : found;
}

std::optional<json::Child> member_of(std::string_view json, std::string_view lower_case_name) {
  const std::array<std::string_view, 1> names = {lower_case_name};
  std::array<std::optional<json::Child>, 1> found;
  if (json.starts_with('{')) json::find_members_in_any_case(json, names, found);
  return found[0];
}

std::string_view object_in(std::string_view json, std::string_view lower_case_name) {
  const auto member = member_of(json, lower_case_name);
  return member && member->is_object() ? member->value : std::string_view();
}

OrganizationPolicy type_of(std::string_view name) {
  if (name.empty()) return OrganizationPolicy::unknown;
  if (name == "S3_POLICY") return OrganizationPolicy::s3;
  return name == "RESOURCE_CONTROL_POLICY" ? OrganizationPolicy::resource_control
                                           : OrganizationPolicy::other;
}

// `{"s3_attributes":{"public_access_block_configuration":{"@@assign":"all"}}}`
OrganizationBlock block_in(std::string_view content) {
  const std::string_view configuration =
      object_in(object_in(content, "s3_attributes"), "public_access_block_configuration");
  const std::string assigned = text_member(configuration, "@@assign").value_or("");
  if (assigned == "all") return OrganizationBlock::all_on;
  return assigned == "none" ? OrganizationBlock::all_off : OrganizationBlock::omitted;
}

void read_content(const std::string& content, OrganizationEvent& event) {
  event.has_content = true;
  if (!json::is_json(content)) return;  // hidden, or cut
  if (event.type == OrganizationPolicy::s3) event.block = block_in(content);
  if (event.type != OrganizationPolicy::resource_control) return;
  if (auto policy = read_policy_text(content)) {
    event.control = PolicySetting::of(std::move(*policy));
  }
}

bool is_target(std::string_view id) {
  return id.starts_with("r-") || id.starts_with("ou-") || is_account_number(id);
}

}  // namespace

bool may_be_organization_event(std::string_view event_name) {
  if (event_name.empty()) return false;
  constexpr std::string_view kFirst = "ACDLMRU";
  return kFirst.find(event_name.front()) != std::string_view::npos &&
         kind_of(event_name) != nullptr;
}

OrganizationEventReader::OrganizationEventReader()
    : fields_{"eventName", "errorCode", "recipientAccountId", "requestParameters",
              "responseElements"} {}

std::optional<OrganizationEvent> OrganizationEventReader::read(std::string_view json) {
  parameters_ = {};
  if (!fields_.read(json) || !fields_[kErrorMember].string().empty()) return std::nullopt;
  const auto* const of = kind_of(fields_[kNameMember].string());
  if (of == nullptr || !is_account_number(fields_[kTrailMember].string())) return std::nullopt;
  const auto object_text = [&](Member member) {
    const json::JsonValue& value = fields_[member];
    return value.kind == json::JsonValue::Kind::object ? value.text : std::string_view();
  };
  parameters_ = object_text(kRequestMember);
  const auto parameter = [&](std::string_view name) {
    return text_member(parameters_, name).value_or("");
  };
  OrganizationEvent event;
  event.kind = of->kind;
  event.organization = fields_[kTrailMember].string();
  switch (event.kind) {
    case Happened::joined: {
      // Other handshakes are about the organization's features.
      const std::string action =
          text_member(object_in(object_text(kResponseMember), "handshake"), "action")
              .value_or("INVITE");
      if (action != "INVITE") return std::nullopt;
      event.account = event.organization;
      return event;
    }
    case Happened::left:
      event.account = of->name == "LeaveOrganization" ? event.organization : parameter("accountid");
      return is_account_number(event.account) ? std::optional(event) : std::nullopt;
    case Happened::moved:
      event.account = parameter("accountid");
      event.target = parameter("destinationparentid");
      return is_account_number(event.account) && is_target(event.target) ? std::optional(event)
                                                                         : std::nullopt;
    case Happened::type_disabled:
      event.type = type_of(parameter("policytype"));
      return event;
    case Happened::attached:
    case Happened::detached:
      event.target = parameter("targetid");
      if (!is_target(event.target)) return std::nullopt;
      break;
    case Happened::created:
    case Happened::updated:
    case Happened::deleted:
      break;
  }
  const std::string_view policy = object_in(object_text(kResponseMember), "policy");
  const std::string_view summary = object_in(policy, "policysummary");
  event.policy = parameter("policyid");
  if (event.policy.empty()) event.policy = text_member(summary, "id").value_or("");
  if (!event.policy.starts_with("p-")) return std::nullopt;
  if (event.kind != Happened::created && event.kind != Happened::updated) return event;
  std::string type = parameter("type");
  if (type.empty()) type = text_member(summary, "type").value_or("");
  event.type = type_of(type);
  auto content = text_member(parameters_, "content");
  if (!content) content = text_member(policy, "content");
  if (content) read_content(*content, event);
  if (event.kind == Happened::created) event.has_content = true;
  return event;
}

}  // namespace s3rare::investigate::openness
