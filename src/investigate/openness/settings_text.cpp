#include "investigate/openness/settings_text.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "investigate/openness/policy_text.h"
#include "json/members.h"
#include "s3rare/lower_case.h"

namespace s3rare::investigate::openness {
namespace {

std::optional<json::Child> member_in(std::string_view json, std::string_view name) {
  if (!json.starts_with('{')) return std::nullopt;
  const std::array<std::string_view, 1> names = {name};
  std::array<std::optional<json::Child>, 1> found;
  json::find_members_in_any_case(json, names, found);
  return found[0];
}

// A document of the request. The request's query can have the same name, in another case, with an
// empty text.
std::optional<json::Child> document_in(std::string_view json, std::string_view name) {
  std::optional<json::Child> found;
  if (!json.starts_with('{')) return found;
  json::Children members(json);
  while (const auto member = members.next()) {
    if (!member->is_object() && !member->is_array()) continue;
    if (lower_case(json::decoded(member->key)) == name) found = member;
  }
  return found;
}

// The canonical user of objects that anonymous callers wrote.
constexpr std::string_view kAnonymousUser = "65a011a29cdf8ec533ec3d1ccaae921c";

// Collects the grants of an ACL.
class GrantReader {
 public:
  explicit GrantReader(bool of_object) : of_object_(of_object) {}

  void omit() { omitted_ = true; }

  void grant(std::string_view grantee, std::string_view permission) {
    constexpr std::string_view kGroups = "://acs.amazonaws.com/groups/global/";
    const std::size_t at = grantee.find(kGroups);
    const bool is_group = at == 4 || at == 5;  // http or https
    const std::string_view group =
        is_group ? grantee.substr(at + kGroups.size()) : std::string_view();
    Grants* grants = nullptr;
    if (group == "AllUsers" || grantee == kAnonymousUser) grants = &acl_.everyone;
    if (group == "AuthenticatedUsers") grants = &acl_.signers;
    if (grants == nullptr) return;
    const bool all = permission == "full_control";
    if (all || permission == "read") grants->read = Truth::yes;
    if ((all && !of_object_) || permission == "write") grants->write = Truth::yes;
    if (all || permission == "read_acp") grants->read_acp = Truth::yes;
    if (all || permission == "write_acp") grants->write_acp = Truth::yes;
  }

  void canned(std::string_view name) {
    constexpr std::array<std::string_view, 5> kOwnersOnly = {
        "private", "aws-exec-read", "bucket-owner-read", "bucket-owner-full-control",
        "log-delivery-write"};
    if (name == "public-read" || name == "public-read-write") acl_.everyone.read = Truth::yes;
    if (name == "public-read-write") acl_.everyone.write = Truth::yes;
    if (name == "authenticated-read") acl_.signers.read = Truth::yes;
    const bool is_known =
        acl_ != Acl::owner_only() ||
        std::find(kOwnersOnly.begin(), kOwnersOnly.end(), name) != kOwnersOnly.end();
    if (!is_known) omit();
  }

  Acl acl() const { return omitted_ ? Acl::omitted() : acl_; }

 private:
  Acl acl_ = Acl::owner_only();
  bool of_object_;
  bool omitted_ = false;
};

std::string_view stripped(std::string_view text) {
  constexpr std::string_view kAround = " \t\"'";
  const std::size_t begin = text.find_first_not_of(kAround);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kAround) + 1 - begin);
}

// Reads `id="...", uri="..."`.
void read_header(std::string_view grantees, std::string_view permission, GrantReader& grants) {
  while (!grantees.empty()) {
    const std::size_t comma = grantees.find(',');
    const std::string_view grantee = grantees.substr(0, comma);
    grantees.remove_prefix(comma == std::string_view::npos ? grantees.size() : comma + 1);
    const std::size_t equals = grantee.find('=');
    if (equals == std::string_view::npos) {
      grants.omit();
      return;
    }
    const std::string kind = lower_case(stripped(grantee.substr(0, equals)));
    if (kind == "uri" || kind == "id") {
      const std::string_view name = stripped(grantee.substr(equals + 1));
      if ((kind == "id") == (name == kAnonymousUser)) grants.grant(name, permission);
    }
  }
}

void read_grant_in(const json::Child& grant, GrantReader& grants) {
  const auto grantee = member_in(grant.value, "grantee");
  const auto permission = text_member(grant.value, "permission");
  if (!grantee || !permission) {
    grants.omit();
    return;
  }
  const std::string name = lower_case(*permission);
  for (const std::string_view member : {"uri", "id"}) {
    if (const auto text = text_member(grantee->value, member)) grants.grant(*text, name);
  }
}

void read_acl_document(const json::Child& document, GrantReader& grants) {
  const auto list = member_in(document.value, "accesscontrollist");
  if (!list) {
    grants.omit();
    return;
  }
  for (const json::Child& part : json::elements_of(*list)) {
    if (!part.is_object()) continue;  // empty: it grants nothing
    const auto inner = member_in(part.value, "grant");
    if (!inner) {
      if (part.value.size() > 2) read_grant_in(part, grants);
      continue;
    }
    for (const json::Child& grant : json::elements_of(*inner)) {
      if (grant.is_object()) read_grant_in(grant, grants);
    }
  }
}

Truth truth_in(const json::Child& value) {
  const std::string text = lower_case(json::text_of(value).value_or(""));
  if (text == "true") return Truth::yes;
  return text == "false" ? Truth::no : Truth::maybe;
}

}  // namespace

std::optional<std::string> text_member(std::string_view json, std::string_view name) {
  const auto member = member_in(json, name);
  if (!member) return std::nullopt;
  std::vector<std::string> texts = json::texts_of(*member);
  if (texts.empty()) return std::nullopt;
  return std::move(texts.front());
}

std::optional<Acl> read_acl_text(std::string_view parameters, bool of_object) {
  GrantReader grants(of_object);
  bool is_set = false;
  if (parameters.starts_with('{')) {
    constexpr std::string_view kGrantHeader = "x-amz-grant-";
    json::Children members(parameters);
    while (const auto member = members.next()) {
      const std::string name = lower_case(json::decoded(member->key));
      const bool is_grant = name.starts_with(kGrantHeader);
      if (name != "x-amz-acl" && !is_grant) continue;
      is_set = true;
      std::string permission = is_grant ? name.substr(kGrantHeader.size()) : std::string();
      std::replace(permission.begin(), permission.end(), '-', '_');
      const std::vector<std::string> texts = json::texts_of(*member);
      if (texts.empty()) grants.omit();
      for (const std::string& text : texts) {
        if (is_grant) {
          read_header(text, permission, grants);
        } else {
          grants.canned(stripped(text));
        }
      }
    }
  }
  if (const auto document = member_in(parameters, "accesscontrolpolicy")) {
    is_set = true;
    read_acl_document(*document, grants);
  }
  if (!is_set) return std::nullopt;
  return grants.acl();
}

Block read_block_text(std::string_view parameters) {
  const auto configuration = document_in(parameters, "publicaccessblockconfiguration");
  if (!configuration || !configuration->is_object()) return Block::all(Truth::maybe);
  constexpr std::array<std::string_view, 4> kSettingNames = {
      "blockpublicacls", "ignorepublicacls", "blockpublicpolicy", "restrictpublicbuckets"};
  std::array<std::optional<json::Child>, 4> found;
  json::find_members_in_any_case(configuration->value, kSettingNames, found);
  const auto setting = [&](std::size_t i) { return found[i] ? truth_in(*found[i]) : Truth::no; };
  return {setting(0), setting(1), setting(2), setting(3)};
}

Truth acls_disabled_by(std::string_view ownership) {
  if (ownership == "BucketOwnerEnforced") return Truth::yes;
  const bool is_known = ownership == "BucketOwnerPreferred" || ownership == "ObjectWriter";
  return is_known ? Truth::no : Truth::maybe;
}

Truth read_ownership_text(std::string_view parameters) {
  const auto controls = document_in(parameters, "ownershipcontrols");
  if (!controls) return Truth::maybe;
  for (const std::string_view name : {"rule", "rules"}) {
    const auto rules = member_in(controls->value, name);
    if (!rules) continue;
    for (const json::Child& rule : json::elements_of(*rules)) {
      if (const auto text = text_member(rule.value, "objectownership")) {
        return acls_disabled_by(*text);
      }
    }
  }
  return Truth::maybe;
}

PolicySetting read_policy_setting(std::string_view parameters) {
  // `policy` is mostly the request's query, and empty.
  for (const std::string_view name : {"bucketpolicy", "policy"}) {
    const auto given = member_in(parameters, name);
    if (!given) continue;
    const std::string text = given->is_string()   ? json::decoded(given->raw_string())
                             : given->is_object() ? std::string(given->value)
                                                  : std::string();
    if (auto policy = read_policy_text(text)) return PolicySetting::of(std::move(*policy));
  }
  return PolicySetting::omitted();
}

}  // namespace s3rare::investigate::openness
