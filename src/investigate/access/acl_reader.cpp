#include "investigate/access/acl_reader.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "investigate/access/sentence.h"
#include "json/members.h"
#include "s3rare/lower_case.h"

namespace s3rare::investigate {
namespace {

constexpr std::string_view kCanned = "x-amz-acl";
constexpr std::string_view kGrant = "x-amz-grant-";

enum class Group { all_users, authenticated_users };

std::optional<Group> group_of(std::string_view uri) {
  constexpr std::string_view kGroups = "://acs.amazonaws.com/groups/global/";
  const std::size_t at = uri.find(kGroups);
  if (at != 4 && at != 5) return std::nullopt;  // http or https
  const std::string_view name = uri.substr(at + kGroups.size());
  if (name == "AllUsers") return Group::all_users;
  if (name == "AuthenticatedUsers") return Group::authenticated_users;
  return std::nullopt;
}

// The permissions of groups, in the order of the ACL.
class Acl {
 public:
  void give(Group group, std::string_view permission) {
    std::vector<std::string>& given = permissions_[static_cast<std::size_t>(group)];
    if (std::find(given.begin(), given.end(), permission) == given.end()) {
      given.emplace_back(permission);
    }
  }

  /// Records that the ACL can be read.
  void found() { is_found_ = true; }

  AccessVerdict verdict(std::string_view name) const {
    AccessVerdict verdict;
    verdict.told = name;
    const auto& [everyone, signers] = permissions_;
    if (!everyone.empty())
      verdict.grants.push_back({std::string(kEveryone), everyone, {}, {}, false});
    if (!signers.empty())
      verdict.grants.push_back({std::string(kAllAccounts), signers, {}, {}, false});
    if (!everyone.empty()) {
      verdict.effect = AccessEffect::opened;
      verdict.told.append(" gives everyone ").append(sentence_list(everyone));
    } else if (!signers.empty()) {
      verdict.effect = AccessEffect::may_open;
      verdict.told.append(" gives everyone with an AWS account ").append(sentence_list(signers));
    } else if (!is_found_) {
      verdict.effect = AccessEffect::may_open;
      verdict.told.append(" was set, but the record does not say to what");
    } else {
      verdict.told.append(" gives nothing to everyone");
    }
    return verdict;
  }

 private:
  std::array<std::vector<std::string>, 2> permissions_;
  bool is_found_ = false;
};

void read_canned(std::string_view canned, Acl& acl) {
  acl.found();
  const bool is_writable = canned == "public-read-write";
  if (is_writable || canned == "public-read") acl.give(Group::all_users, "READ");
  if (is_writable) acl.give(Group::all_users, "WRITE");
  if (canned == "authenticated-read") acl.give(Group::authenticated_users, "READ");
}

// `x-amz-grant-read-acp` grants READ_ACP.
std::string permission_of(std::string_view header) {
  std::string permission(header.substr(kGrant.size()));
  for (char& c : permission) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    if (c == '-') c = '_';
  }
  return permission;
}

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\"'");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\"'") + 1 - begin);
}

// Reads `id="...", uri="..."`.
void read_grantees(std::string_view grantees, std::string_view permission, Acl& acl) {
  acl.found();
  while (!grantees.empty()) {
    const std::size_t comma = grantees.find(',');
    const std::string_view grantee = grantees.substr(0, comma);
    grantees.remove_prefix(comma == std::string_view::npos ? grantees.size() : comma + 1);
    const std::size_t equals = grantee.find('=');
    if (equals == std::string_view::npos) continue;
    if (lower_case(trimmed(grantee.substr(0, equals))) != "uri") continue;
    if (const auto group = group_of(trimmed(grantee.substr(equals + 1)))) {
      acl.give(*group, permission);
    }
  }
}

void read_grant(const json::Child& grant, Acl& acl) {
  const auto grantee = json::find_member(grant.value, "Grantee");
  const auto permission = json::find_member(grant.value, "Permission");
  if (!grantee || !permission) return;
  acl.found();
  const auto uri = json::find_member(grantee->value, "URI");
  const auto group = uri ? group_of(json::text_of(*uri).value_or("")) : std::nullopt;
  if (group) acl.give(*group, json::text_of(*permission).value_or("something"));
}

void read_document(const json::Child& document, Acl& acl) {
  const auto list = json::find_member(document.value, "AccessControlList");
  if (!list) return;
  for (const json::Child& part : json::elements_of(*list)) {
    const auto grants = json::find_member(part.value, "Grant");
    if (!grants) {
      read_grant(part, acl);
      continue;
    }
    for (const json::Child& grant : json::elements_of(*grants)) read_grant(grant, acl);
  }
  if (!list->is_array() && !list->is_object()) acl.found();  // empty: it grants nothing
}

// Calls `visit(name, value)` for each member that is an ACL header, with its name in lower case.
template <class Visit>
void for_each_header(std::string_view parameters, Visit&& visit) {
  if (!parameters.starts_with('{')) return;
  json::Children members(parameters);
  while (const auto member = members.next()) {
    const std::string name = lower_case(json::decoded(member->key));
    if (name == kCanned || name.starts_with(kGrant)) visit(name, *member);
  }
}

}  // namespace

bool has_acl_header(std::string_view parameters) {
  bool found = false;
  for_each_header(parameters, [&](std::string_view, const json::Child&) { found = true; });
  return found;
}

AccessVerdict read_acl(std::string_view parameters, std::string_view name) {
  Acl acl;
  for_each_header(parameters, [&](std::string_view header, const json::Child& value) {
    for (const std::string& text : json::texts_of(value)) {
      if (header == kCanned) {
        read_canned(trimmed(text), acl);
      } else {
        read_grantees(text, permission_of(header), acl);
      }
    }
  });
  if (const auto document = json::find_member(parameters, "AccessControlPolicy")) {
    read_document(*document, acl);
  }
  return acl.verdict(name);
}

}  // namespace s3rare::investigate
