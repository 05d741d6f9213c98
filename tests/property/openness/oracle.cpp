#include "property/openness/oracle.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "property/openness/universe.h"

namespace s3rare::tests {
namespace {

using investigate::openness::AclPermission;
using investigate::openness::Block;
using investigate::openness::BucketState;
using investigate::openness::Condition;
using investigate::openness::Grants;
using investigate::openness::OrganizationBlock;
using investigate::openness::Policy;
using investigate::openness::PolicySetting;
using investigate::openness::Request;
using investigate::openness::Statement;
using investigate::openness::Truth;
using investigate::openness::Whom;

// 0 no, 1 nothing known, 2 not decided, 3 yes.
using Level = int;
constexpr Level kNo = 0;
constexpr Level kNothing = 1;
constexpr Level kDoubt = 2;
constexpr Level kYes = 3;
Level level(Truth truth) { return static_cast<Level>(truth); }
Level level(bool is_so) { return is_so ? kYes : kNo; }
Level flip(Level of) { return of == kYes ? kNo : of == kNo ? kYes : kDoubt; }

std::string lower(std::string text) {
  for (char& c : text) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
  return text;
}

bool like(const char* pattern, const char* text) {
  if (*pattern == '\0') return *text == '\0';
  if (*pattern == '*') {
    return like(pattern + 1, text) || (*text != '\0' && like(pattern, text + 1));
  }
  return *text != '\0' && (*pattern == '?' || *pattern == *text) && like(pattern + 1, text + 1);
}
bool like(const std::string& pattern, const std::string& text) {
  return like(pattern.c_str(), text.c_str());
}

struct Bits {
  std::string bits;
  int prefix = 0;
};
Bits bits_of(const std::string& text) {
  const std::size_t slash = text.find('/');
  const std::string address = text.substr(0, slash);
  std::array<unsigned char, 16> bytes{};
  const bool is_v6 = address.find(':') != std::string::npos;
  inet_pton(is_v6 ? AF_INET6 : AF_INET, address.c_str(), bytes.data());
  Bits of{is_v6 ? "6" : "4", 0};
  const int size = is_v6 ? 128 : 32;
  for (int i = 0; i < size; ++i) of.bits += (bytes[i / 8] >> (7 - i % 8) & 1) != 0 ? '1' : '0';
  of.prefix = slash == std::string::npos ? size : std::stoi(text.substr(slash + 1));
  return of;
}
bool is_in(const std::string& address, const std::string& network) {
  const Bits of = bits_of(network);
  return bits_of(address).bits.substr(0, of.prefix + 1) == of.bits.substr(0, of.prefix + 1);
}
bool is_wide(const std::string& network) {
  const Bits of = bits_of(network);
  return of.prefix < (of.bits[0] == '6' ? 32 : 8);
}

enum class Who { internet, endpoint, signer };

// One request: what it holds for each key that is known. A key in `silent` is not known.
struct Context {
  std::map<std::string, std::string> holds;
  std::set<std::string> silent;
  // Whether membership in narrow networks counts where a caller needs it to get in.
  bool counts_networks = true;
  long now = 0;
};

long time_of(const std::string& value) {
  if (value == "2023-12-31") return 1'703'980'800;
  return value == "2024-01-01T00:00:00Z" ? 1'704'067'200 : 1'704'067'201;
}

// Whether a condition of a statement holds in a context.
Level holds(const Condition& condition, bool of_allow, const Context& context) {
  const std::string key = lower(condition.key);
  if (context.silent.count(key) != 0) return kDoubt;
  const auto held = context.holds.find(key);
  const bool is_there = held != context.holds.end();
  std::string name = condition.operation;
  if (name == "Null") {
    return level(std::any_of(condition.values.begin(), condition.values.end(),
                             [&](const std::string& v) { return (v == "true") != is_there; }));
  }
  const auto strip = [&](const std::string& part) {
    const std::size_t at = name.find(part);
    if (at != std::string::npos) name.erase(at, part.size());
    return at != std::string::npos;
  };
  const bool all = strip("ForAllValues:");
  const bool any = strip("ForAnyValue:");
  const bool optional = strip("IfExists");
  const bool negative = strip("Not");
  if (!is_there) {
    if (optional || all) return kYes;
    return level(!any && negative);
  }
  const std::string& value = held->second;
  bool matched = false;
  for (const std::string& wanted : condition.values) {
    if (name == "IpAddress") {
      const bool helps = of_allow != negative;
      if (helps && !context.counts_networks && !is_wide(wanted)) continue;
      matched = matched || is_in(value, wanted);
    } else if (name == "StringLike") {
      matched = matched || like(wanted, value);
    } else if (name == "StringEqualsIgnoreCase" || name == "Bool") {
      matched = matched || lower(wanted) == lower(value);
    } else if (name == "StringEquals") {
      matched = matched || wanted == value;
    } else if (name == "DateLessThan") {
      matched = matched || context.now < time_of(wanted);
    } else if (name == "DateGreaterThanEquals") {
      matched = matched || context.now >= time_of(wanted);
    }
  }
  return level(matched != negative);
}

Level holds(const Statement& statement, const Context& context) {
  Level all = kYes;
  for (const Condition& condition : statement.conditions) {
    all = std::min(all, holds(condition, statement.allows, context));
  }
  return all;
}

Level covers(const Statement& statement, const std::string& permission, const std::string& target) {
  bool action = false;
  for (const std::string& pattern : statement.actions) {
    action = action || like(lower(pattern), lower(permission));
  }
  Level resource = kNo;
  for (const std::string& pattern : statement.resources) {
    if (pattern.find("${") != std::string::npos) resource = std::max(resource, kDoubt);
    if (like(pattern, "arn:aws:s3:::" + target)) resource = kYes;
  }
  if (statement.all_other_resources) resource = flip(resource);
  return std::min(level(action != statement.all_other_actions), resource);
}

// All requests of a kind of caller that differ in a key that the policies mention.
std::vector<Context> contexts_of(Who who, const std::vector<const Policy*>& policies,
                                 const std::string& permission, const Request& request) {
  std::set<std::string> mentioned;
  for (const Policy* policy : policies) {
    for (const Statement& statement : *policy) {
      for (const Condition& condition : statement.conditions)
        mentioned.insert(lower(condition.key));
    }
  }
  Context first;
  first.now = static_cast<long>(request.time.seconds);
  first.silent.insert("s3:existingobjecttag/kind");
  first.holds["aws:currenttime"] = "now";
  first.holds["aws:resourceaccount"] = "111122223333";
  if (who == Who::signer) {
    first.holds["aws:principalisawsservice"] = "false";
    first.holds["aws:principalorgid"] = "o-strangers";
    first.holds["aws:principalaccount"] = "someone";
    first.holds["aws:userid"] = "AIDASOMEONE";
    first.holds["aws:principalarn"] = "arn:aws:iam::someone:user/someone";
  } else {
    first.holds["aws:principalaccount"] = "anonymous";
    first.holds["aws:userid"] = "anonymous";
  }
  std::vector<Context> contexts = {first};
  const auto vary = [&](const std::string& key, const std::vector<std::string>& values,
                        bool may_lack) {
    if (mentioned.count(key) == 0) return;
    std::vector<Context> varied;
    for (const Context& context : contexts) {
      if (may_lack) varied.push_back(context);
      for (const std::string& value : values) {
        varied.push_back(context);
        varied.back().holds[key] = value;
      }
    }
    contexts = std::move(varied);
  };
  if (who == Who::endpoint) {
    vary("aws:sourcevpce", values_of_the_world("aws:sourcevpce"), false);
    vary("aws:sourcevpc", values_of_the_world("aws:sourcevpc"), false);
  } else {
    std::vector<std::string> addresses;
    for (const std::string& address : addresses_of_the_world()) {
      if (!is_in(address, "10.0.0.0/8")) addresses.push_back(address);
    }
    vary("aws:sourceip", addresses, false);
  }
  vary("aws:referer", values_of_the_world("aws:referer"), true);
  vary("aws:useragent", values_of_the_world("aws:useragent"), true);
  vary("aws:securetransport", {"true", "false"}, false);
  if (permission.find("List") != std::string::npos) {
    vary("s3:prefix", values_of_the_world("s3:prefix"), true);
  }
  const std::string kms = "s3:x-amz-server-side-encryption-aws-kms-key-id";
  if (who == Who::signer) vary(kms, values_of_the_world(kms), true);
  return contexts;
}

Level aws_public_statement(const Statement& statement) {
  if (!statement.allows) return kNo;
  if (statement.whom == Whom::others && !statement.trusts_public_provider) return kNo;
  Level limited = kNo;
  for (const Condition& condition : statement.conditions) {
    const std::string& operation = condition.operation;
    if (operation.find("Not") != std::string::npos ||
        operation.find("IfExists") != std::string::npos ||
        operation.find("ForAllValues") != std::string::npos) {
      continue;
    }
    const std::string key = lower(condition.key);
    const bool is_network = operation == "IpAddress" && key == "aws:sourceip";
    bool fixed = is_network || operation.find("String") != std::string::npos;
    for (const std::string& value : condition.values) {
      if (is_network) {
        fixed = fixed && !is_wide(value);
      } else {
        fixed = fixed && !value.empty() && value.find_first_of("*?$") == std::string::npos;
      }
    }
    if (!fixed) continue;
    static const std::set<std::string> kOnList = {"aws:sourcevpc",
                                                  "aws:sourcevpce",
                                                  "aws:principalorgid",
                                                  "aws:userid",
                                                  "aws:sourcearn",
                                                  "s3:dataaccesspointaccount",
                                                  "s3:x-amz-server-side-encryption-aws-kms-key-id"};
    if (is_network || kOnList.count(key) != 0) limited = kYes;
    if (key == "aws:principalaccount") limited = std::max(limited, kDoubt);
  }
  return flip(limited);
}

// What lets in beside what may hold it back.
Level passes(Level granted, Level held) {
  if (granted == kNo || held == kYes) return kNo;
  if (granted == kYes && held == kNo) return kYes;
  return granted == kNothing && held == kNothing ? kNothing : kDoubt;
}

Level account_level(Truth of, const BucketState& state) {
  switch (state.organization) {
    case OrganizationBlock::not_attached:
      return level(of);
    case OrganizationBlock::all_on:
      return kYes;
    case OrganizationBlock::all_off:
      return std::min(level(of), kDoubt);
    case OrganizationBlock::omitted:
      return kDoubt;
  }
  return kNo;
}

Level granted_by(const Grants& grants, AclPermission permission) {
  switch (permission) {
    case AclPermission::none:
      return kNo;
    case AclPermission::read:
      return level(grants.read);
    case AclPermission::write:
      return level(grants.write);
    case AclPermission::read_acp:
      return level(grants.read_acp);
    case AclPermission::write_acp:
      return level(grants.write_acp);
  }
  return kNo;
}

bool is_given(const PolicySetting& setting) { return setting.known == PolicySetting::Known::given; }

bool denies_everyone(const Policy& policy) {
  return std::any_of(policy.begin(), policy.end(), [](const Statement& statement) {
    return !statement.allows && statement.whom != Whom::others;
  });
}

// Whether a Deny may have made the policy non-public. AWS does not say; but a policy that lets the
// internet in, to whatever object, cannot be.
bool may_be_non_public_by_deny(const BucketState& state, const Request& request) {
  if (!is_given(state.policy) || !denies_everyone(*state.policy.policy)) return false;
  const std::string permission(request.need.permission);
  std::vector<std::string> targets = {state.bucket};
  if (request.need.of_object) {
    targets.clear();
    for (const std::string& key : keys_of_the_world()) targets.push_back(state.bucket + "/" + key);
  }
  const Policy& policy = *state.policy.policy;
  for (Context& context : contexts_of(Who::internet, {&policy}, permission, request)) {
    context.counts_networks = false;
    for (const std::string& target : targets) {
      Level allowed = kNo;
      Level denied = kNo;
      for (const Statement& statement : policy) {
        if (statement.whom == Whom::others) continue;
        Level& of = statement.allows ? allowed : denied;
        of = std::max(of,
                      std::min(covers(statement, permission, target), holds(statement, context)));
      }
      if (allowed == kYes && denied == kNo) return false;
    }
  }
  return true;
}

Level decide(const BucketState& state, const Request& request, Who who, bool counts_networks,
             bool by_deny) {
  const std::string permission(request.need.permission);
  const std::string target = state.bucket + (request.key ? "/" + *request.key : "");
  std::vector<const Policy*> policies;
  Level control = kYes;
  for (const PolicySetting& of : state.resource_control) {
    if (is_given(of)) policies.push_back(of.policy.get());
    const bool is_certain = is_given(of) || of.known == PolicySetting::Known::none;
    if (!is_certain) control = kDoubt;
  }
  const Policy* own = is_given(state.policy) ? state.policy.policy.get() : nullptr;
  if (own != nullptr) policies.push_back(own);

  // What policies say, over all requests that such a caller can send.
  Level allowed = kNo;
  Level spared = kNo;
  for (Context& context : contexts_of(who, policies, permission, request)) {
    context.counts_networks = counts_networks;
    Level denied = kNo;
    for (const Policy* policy : policies) {
      for (const Statement& statement : *policy) {
        if (statement.allows || statement.whom == Whom::others) continue;
        denied = std::max(
            denied, std::min(covers(statement, permission, target), holds(statement, context)));
      }
    }
    spared = std::max(spared, flip(denied));
    if (own == nullptr) continue;
    for (const Statement& statement : *own) {
      if (!statement.allows || statement.whom == Whom::others) continue;
      const Level allows =
          std::min(covers(statement, permission, target), holds(statement, context));
      allowed = std::max(allowed, std::min(allows, flip(denied)));
    }
  }

  // Block Public Access and policies.
  const Level restrict = std::max(level(state.block.restrict_buckets),
                                  account_level(state.account_block.restrict_buckets, state));
  const bool from_anywhere = who == Who::internet && !counts_networks;
  Level is_public = kNo;
  Level policy_says = kNo;
  if (own != nullptr) {
    for (const Statement& statement : *own) {
      is_public = std::max(is_public, aws_public_statement(statement));
    }
    if (by_deny) is_public = std::min(is_public, kDoubt);
    policy_says = allowed;
    const auto object = request.key ? state.objects.find(*request.key) : state.objects.end();
    if (object != state.objects.end() && object->second.of_other_account) policy_says = kNo;
  } else if (state.policy.known != PolicySetting::Known::none) {
    policy_says = state.policy.known == PolicySetting::Known::unseen ? kNothing : kDoubt;
    is_public = from_anywhere ? kYes : kDoubt;
    spared = std::min(spared, kDoubt);
  }
  const Level by_policy = passes(policy_says, std::min(restrict, is_public));

  // ACLs.
  const auto object = request.key ? state.objects.find(*request.key) : state.objects.end();
  const auto& acl = !request.need.acl_of_object     ? state.acl
                    : object != state.objects.end() ? object->second.acl
                                                    : state.other_objects;
  Level granted = granted_by(acl.everyone, request.need.acl);
  if (who == Who::signer) granted = std::max(granted, granted_by(acl.signers, request.need.acl));
  if (request.need.acl_is_disputed) granted = std::min(granted, kDoubt);
  const Level ignored = std::max({level(state.acls_disabled), level(state.block.ignore_acls),
                                  account_level(state.account_block.ignore_acls, state)});
  const bool unseen_object = request.need.acl_of_object && granted == kNothing;
  const Level effective = unseen_object && ignored != kYes ? kNothing : passes(granted, ignored);
  const Level by_acl = std::min(effective, spared);

  return std::min({std::max(by_policy, by_acl), control, level(state.exists)});
}

}  // namespace

OracleVerdict oracle_verdict(const BucketState& state, const Request& request) {
  OracleVerdict verdict;
  if (state.bucket.ends_with("--x-s3") || state.exists == Truth::no) return verdict;
  std::vector<Request> requests = {request};
  if (request.need.of_object && !request.key) {
    requests.clear();
    for (const std::string& key : keys_of_the_world()) {
      requests.push_back(request);
      requests.back().key = key;
    }
  }
  const bool by_deny = may_be_non_public_by_deny(state, request);
  for (const Request& one : requests) {
    const auto widen = [](Truth& truth, Level by) {
      truth = static_cast<Truth>(std::max(static_cast<Level>(truth), by));
    };
    widen(verdict.internet, decide(state, one, Who::internet, false, by_deny));
    widen(verdict.network, decide(state, one, Who::internet, false, by_deny));
    widen(verdict.network, decide(state, one, Who::internet, true, by_deny));
    widen(verdict.endpoint, decide(state, one, Who::endpoint, true, by_deny));
    widen(verdict.signer, decide(state, one, Who::signer, true, by_deny));
  }
  const bool some = verdict.network == Truth::yes || verdict.endpoint == Truth::yes ||
                    verdict.signer == Truth::yes;
  verdict.letter = verdict.internet == Truth::yes       ? 'o'
                   : verdict.internet == Truth::maybe   ? 'm'
                   : some                               ? 'r'
                   : verdict.internet == Truth::unknown ? 'u'
                                                        : 'c';
  return verdict;
}

}  // namespace s3rare::tests
