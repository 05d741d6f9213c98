#include "investigate/access/change_words.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "investigate/access/sentence.h"
#include "investigate/openness/aws_public.h"
#include "investigate/openness/openness.h"

namespace s3rare::investigate {
namespace {

using namespace std::string_view_literals;
using openness::Openness;
using openness::Truth;
using Texts = std::vector<std::string>;

std::string with_unknown_content(std::string_view name) {
  return std::string(name).append(" was set, but the record does not say to what");
}

bool is_for_everyone(const openness::Statement& statement) {
  return statement.whom != openness::Whom::others;
}

// --- Policies.

Texts names(const Texts& texts, bool all_other) {
  if (!all_other) return texts;
  Texts named;
  named.reserve(texts.size());
  for (const std::string& text : texts) named.push_back(std::string(kAllBut).append(text));
  return named;
}

std::string text_of(const openness::Condition& condition) {
  std::string text = condition.operation;
  text.append(" ").append(condition.key).append(":");
  constexpr std::size_t kLongEnough = 1024;  // longer texts are cut when shown
  for (std::size_t i = 0; i < condition.values.size() && text.size() < kLongEnough; ++i) {
    text.append(i == 0 ? " " : ", ").append(condition.values[i]);
  }
  return text;
}

// What the policy lets strangers do to the bucket, if nothing else decides.
openness::Access access_by(const openness::PolicySetting& policy, const AccessRecord& record) {
  openness::BucketState state;
  state.bucket = record.bucket;
  state.account = record.account;
  state.region = record.region;
  state.policy = policy;
  state.acl = openness::Acl::owner_only();
  state.other_objects = openness::Acl::owner_only();
  state.acls_disabled = Truth::yes;
  state.block = openness::Block::all(Truth::no);
  return openness::access_of(state, record.time);
}

std::vector<PublicGrant> grants_of(const openness::Policy& policy, Openness openness) {
  Texts denied;
  for (const openness::Statement& statement : policy) {
    if (statement.allows || !is_for_everyone(statement) || openness == Openness::open) continue;
    for (const openness::Condition& condition : statement.conditions) {
      denied.push_back("denied if " + text_of(condition));
    }
  }
  std::vector<PublicGrant> grants;
  for (const openness::Statement& statement : policy) {
    if (!statement.allows || !is_for_everyone(statement)) continue;
    PublicGrant grant;
    grant.to = statement.whom == openness::Whom::everyone_but ? kEveryoneButSome : kEveryone;
    grant.actions = names(statement.actions, statement.all_other_actions);
    grant.resources = names(statement.resources, statement.all_other_resources);
    for (const openness::Condition& condition : statement.conditions) {
      grant.conditions.push_back(text_of(condition));
    }
    grant.conditions.insert(grant.conditions.end(), denied.begin(), denied.end());
    grant.limited = openness::is_public_by_allows({statement}) == Truth::no ||
                    (openness == Openness::restricted && !denied.empty());
    grants.push_back(std::move(grant));
  }
  return grants;
}

// The text after "lets everyone do ...".
std::string_view reservation_of(const openness::Policy& policy, const openness::Access& access) {
  const bool has_deny = openness::has_deny_for_everyone(policy);
  const auto is_so = [&](Truth openness::Verdict::*of) {
    return std::max({access.list.*of, access.read.*of, access.write.*of}) == Truth::yes;
  };
  switch (access.widest()) {
    case Openness::open:
      return has_deny ? ", but for what Deny statements may take away"sv : ""sv;
    case Openness::restricted:
      if (is_so(&openness::Verdict::network)) return ", but only from networks that it names";
      if (is_so(&openness::Verdict::endpoint)) return ", but only through VPCs that it names";
      return ", but only with the signature of an AWS account";
    case Openness::closed:
      return ", but only for identities, accounts or VPCs that it names";
    case Openness::unknown:
    case Openness::may_be_open:
      break;
  }
  return has_deny ? ", unless a Deny statement forbids it, which its Condition decides"sv
                  : ", on a Condition that does not tell whom it limits"sv;
}

std::string told_of(const openness::Policy& policy, const openness::Access& access,
                    std::string_view name) {
  Texts actions;
  bool has_conditions = false;
  bool is_of_nearly_all = true;
  for (const openness::Statement& statement : policy) {
    if (!statement.allows || !is_for_everyone(statement)) continue;
    has_conditions = has_conditions || !statement.conditions.empty();
    is_of_nearly_all = is_of_nearly_all && statement.whom == openness::Whom::everyone_but;
    for (std::string& action : names(statement.actions, statement.all_other_actions)) {
      if (std::find(actions.begin(), actions.end(), action) != actions.end()) continue;
      if (actions.size() <= kMostInSentence) actions.push_back(std::move(action));
    }
  }
  std::string told(name);
  if (actions.empty()) return told.append(" gives nothing to everyone");
  if (access.widest() == Openness::closed && openness::has_deny_for_everyone(policy)) {
    return told.append(" allows everyone something that a Deny statement forbids");
  }
  const std::string listed = sentence_list(actions);
  if (access.widest() == Openness::closed && !has_conditions) {
    return told.append(" allows everyone ")
        .append(listed)
        .append(", which lets nobody list, read or write this bucket");
  }
  return told.append(" lets ")
      .append(is_of_nearly_all ? "nearly everyone" : "everyone")
      .append(" do ")
      .append(listed)
      .append(reservation_of(policy, access));
}

// --- ACLs.

Texts permissions_of(const openness::Grants& grants) {
  Texts permissions;
  const std::array<std::pair<Truth, std::string_view>, 4> all = {
      std::pair(grants.read, "READ"sv), std::pair(grants.write, "WRITE"sv),
      std::pair(grants.read_acp, "READ_ACP"sv), std::pair(grants.write_acp, "WRITE_ACP"sv)};
  for (const auto& [truth, name] : all) {
    if (truth == Truth::yes) permissions.emplace_back(name);
  }
  return permissions;
}

void tell_acl(const openness::Acl& acl, std::string_view name, AccessChange& change) {
  if (acl == openness::Acl::omitted()) {
    change.told = with_unknown_content(name);
    return;
  }
  change.told = name;
  const Texts everyone = permissions_of(acl.everyone);
  const Texts signers = permissions_of(acl.signers);
  if (!everyone.empty()) change.grants.push_back({std::string(kEveryone), everyone, {}, {}, false});
  if (!signers.empty()) {
    change.grants.push_back({std::string(kAllAccounts), signers, {}, {}, false});
  }
  if (!everyone.empty()) {
    change.told.append(" gives everyone ").append(sentence_list(everyone));
  } else if (!signers.empty()) {
    change.told.append(" gives everyone with an AWS account ").append(sentence_list(signers));
  } else {
    change.told.append(" gives nothing to everyone");
  }
}

// --- Settings.

std::string told_of_block(const openness::Block& block, std::string_view of_whom) {
  const std::string name = std::string(of_whom).append(" public access block");
  const std::array<std::pair<Truth, std::string_view>, 4> settings = {
      std::pair(block.block_acls, "BlockPublicAcls"sv),
      std::pair(block.ignore_acls, "IgnorePublicAcls"sv),
      std::pair(block.block_policy, "BlockPublicPolicy"sv),
      std::pair(block.restrict_buckets, "RestrictPublicBuckets"sv)};
  Texts off;
  for (const auto& [truth, setting] : settings) {
    if (truth == Truth::maybe) return with_unknown_content(name);
    if (truth == Truth::no) off.emplace_back(setting);
  }
  if (off.empty()) return std::string(name).append(" is on in all four settings");
  if (off.size() == settings.size()) {
    return std::string("all four settings of ")
        .append(name)
        .append(" are off: it holds nothing back");
  }
  return std::string("of ")
      .append(name)
      .append(" ")
      .append(sentence_list(off))
      .append(off.size() == 1 ? " is off" : " are off");
}

std::string_view told_of_ownership(Truth acls_disabled) {
  switch (acls_disabled) {
    case Truth::yes:
      return "ACLs of the bucket and its objects are disabled (BucketOwnerEnforced)";
    case Truth::no:
      return "ACLs of the bucket and its objects take effect";
    case Truth::unknown:
    case Truth::maybe:
      break;
  }
  return "who owns objects was set, but the record does not say to what";
}

// Names the ACL, by the request that set it.
std::string_view acl_name(const AccessRecord& record) {
  if (record.action == "PutBucketAcl") return "the bucket's ACL";
  if (record.action == "PutObjectAcl") return "the object's ACL";
  return "the ACL that the object was written with";
}

// Fills in `told` and `grants` from what a change sets.
struct Teller {
  const AccessRecord& record;
  AccessChange& change;

  void operator()(const openness::PolicySet& set) const {
    using Known = openness::PolicySetting::Known;
    constexpr std::string_view kName = "the bucket's policy";
    if (set.policy.known == Known::none) {
      change.told = "the bucket's policy was deleted";
    } else if (set.policy.known == Known::given) {
      const openness::Access access = access_by(set.policy, record);
      change.told = told_of(*set.policy.policy, access, kName);
      change.grants = grants_of(*set.policy.policy, access.widest());
    } else {
      change.told = with_unknown_content(kName);
    }
  }
  void operator()(const openness::BucketAclSet& set) const {
    tell_acl(set.acl, acl_name(record), change);
  }
  void operator()(const openness::ObjectAclSet& set) const {
    tell_acl(set.object.acl, acl_name(record), change);
  }
  void operator()(const openness::OwnershipSet& set) const {
    change.told = record.action.starts_with("Delete")
                      ? "the bucket's ownership controls were removed: ACLs of the bucket and its "
                        "objects take effect"
                      : told_of_ownership(set.acls_disabled);
  }
  void operator()(const openness::BlockSet& set) const {
    const std::string_view whose = set.of_account ? "the account's" : "the bucket's";
    if (record.action.starts_with("Delete")) {
      change.told =
          std::string(whose).append(" public access block was removed: it holds nothing back");
    } else {
      change.told = told_of_block(set.block, whose);
    }
  }
  void operator()(const openness::BucketCreated& created) const {
    if (created.acl && *created.acl != openness::Acl::owner_only()) {
      tell_acl(*created.acl, "the ACL that the bucket was created with", change);
    } else {
      change.told = "the bucket was created, with nothing for everyone";
    }
  }
  void operator()(const openness::BucketDeleted& /*deleted*/) const {
    change.told = "the bucket was deleted";
  }
  template <class Evidence>
  void operator()(const Evidence& /*evidence*/) const {}
};

// What an organization's policies set for the account.
std::string_view told_of(const openness::OrganizationBlockSet& set) {
  switch (set.block) {
    case openness::OrganizationBlock::all_on:
      return "the organization blocks public access of the account in all four settings";
    case openness::OrganizationBlock::all_off:
      return "the organization turns all four settings of the account's public access block off";
    case openness::OrganizationBlock::not_attached:
      return "no S3 policy of the organization holds for the account";
    case openness::OrganizationBlock::omitted:
      break;
  }
  return "whether an S3 policy of the organization holds for the account, and what it sets, is not "
         "known";
}
std::string_view told_of(const openness::ControlSet& set) {
  switch (set.policy.known) {
    case openness::PolicySetting::Known::none:
      return "a resource control policy no longer holds for the account";
    case openness::PolicySetting::Known::given:
      return "a resource control policy holds for the account";
    case openness::PolicySetting::Known::unseen:
    case openness::PolicySetting::Known::omitted:
      break;
  }
  return "a resource control policy may hold for the account, and may deny strangers";
}

// What has no content that decides access.
struct Described {
  std::string_view action;
  std::string_view told;
};
constexpr std::array kDescribed = {
    Described{"PutBucketWebsite",
              "the bucket serves a website: who may read it is decided elsewhere"},
    Described{"DeleteBucketWebsite", "the bucket no longer serves a website"},
    Described{"PutBucketCors",
              "web pages of other sites may use what visitors may reach anyway (CORS)"},
    Described{"DeleteBucketCors", "web pages of other sites may no longer use the bucket (CORS)"},
    Described{"CreateAccessPoint",
              "an access point was created: access points take no anonymous requests"},
    Described{"DeleteAccessPoint", "the access point was deleted"},
    Described{"PutAccessPointPolicy",
              "the access point's policy was set: access points take no anonymous requests"},
    Described{"DeleteAccessPointPolicy", "the access point's policy was deleted"},
    Described{"CreatePolicy", "a policy of the organization was created"},
    Described{"UpdatePolicy", "a policy of the organization was changed"},
    Described{"AttachPolicy", "a policy of the organization was attached"},
    Described{"DetachPolicy", "a policy of the organization was detached"},
    Described{"DeletePolicy", "a policy of the organization was deleted"},
    Described{"DisablePolicyType", "a type of policies was disabled in the organization"},
    Described{"MoveAccount", "the account was moved within the organization"},
    Described{"AcceptHandshake", "the account joined the organization"},
    Described{"LeaveOrganization", "the account left the organization"},
    Described{"RemoveAccountFromOrganization", "the account was removed from the organization"}};

}  // namespace

std::string told_of_organization(const std::vector<openness::Observation>& shown) {
  std::string told;
  const auto add = [&](std::string_view clause) {
    if (told.find(clause) != std::string::npos) return;
    told.append(told.empty() ? "" : "; ").append(clause);
  };
  for (const openness::Observation& one : shown) {
    if (const auto* const block = std::get_if<openness::OrganizationBlockSet>(&one.content)) {
      add(told_of(*block));
    } else if (const auto* const control = std::get_if<openness::ControlSet>(&one.content)) {
      add(told_of(*control));
    }
  }
  return told;
}

AccessChange as_change(const AccessRecord& record, AccessEffect effect) {
  AccessChange change;
  change.subject = record.subject.value_or(AccessSubject::bucket);
  change.effect = effect;
  change.time = record.time;
  change.action = record.action;
  change.error_code = record.error_code;
  change.actor = record.actor;
  change.source = record.source;
  change.account = record.account;
  change.bucket = record.bucket;
  change.key = record.key;
  change.access_point = record.access_point;
  change.evidence = record.evidence;
  if (record.asked) std::visit(Teller{record, change}, *record.asked);
  for (const Described& described : kDescribed) {
    if (change.told.empty() && described.action == record.action) change.told = described.told;
  }
  bound(change.grants);
  if (!record.succeeded()) {
    change.grants.clear();
    change.told = "the request failed and changed nothing; it asked for this: " + change.told;
  }
  return change;
}

}  // namespace s3rare::investigate
