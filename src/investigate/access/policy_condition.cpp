#include "investigate/access/policy_condition.h"

#include <algorithm>
#include <array>
#include <optional>

#include "investigate/openness/comparison.h"
#include "s3rare/lower_case.h"

namespace s3rare::investigate {
namespace {

// Keys are compared in lower case, as IAM does.
enum class KeyOf {
  address,   // of the requester: always present
  identity,  // of the requester: absent without a signature
  origin,    // VPC, access point, resource or account of the request: may be absent
  service,   // whether a service makes the request: true or false
  transport,
  request,  // anybody can choose it
  other
};

struct NamedKey {
  std::string_view name;
  KeyOf of;
};

constexpr std::array kKeys = {NamedKey{"aws:sourceip", KeyOf::address},
                              NamedKey{"aws:principalarn", KeyOf::identity},
                              NamedKey{"aws:principalaccount", KeyOf::identity},
                              NamedKey{"aws:principalorgid", KeyOf::identity},
                              NamedKey{"aws:principalorgpaths", KeyOf::identity},
                              NamedKey{"aws:principalservicename", KeyOf::identity},
                              NamedKey{"aws:principalservicenameslist", KeyOf::identity},
                              NamedKey{"aws:userid", KeyOf::identity},
                              NamedKey{"aws:username", KeyOf::identity},
                              NamedKey{"aws:sourcevpc", KeyOf::origin},
                              NamedKey{"aws:sourcevpcarn", KeyOf::origin},
                              NamedKey{"aws:sourcevpce", KeyOf::origin},
                              NamedKey{"aws:vpceaccount", KeyOf::origin},
                              NamedKey{"aws:vpceorgid", KeyOf::origin},
                              NamedKey{"aws:vpceorgpaths", KeyOf::origin},
                              NamedKey{"aws:sourcearn", KeyOf::origin},
                              NamedKey{"aws:sourceaccount", KeyOf::origin},
                              NamedKey{"aws:sourceowner", KeyOf::origin},
                              NamedKey{"aws:sourceorgid", KeyOf::origin},
                              NamedKey{"aws:sourceorgpaths", KeyOf::origin},
                              NamedKey{"s3:dataaccesspointarn", KeyOf::origin},
                              NamedKey{"s3:dataaccesspointaccount", KeyOf::origin},
                              NamedKey{"aws:principalisawsservice", KeyOf::service},
                              NamedKey{"aws:viaawsservice", KeyOf::service},
                              NamedKey{"aws:securetransport", KeyOf::transport},
                              NamedKey{"s3:tlsversion", KeyOf::transport},
                              NamedKey{"aws:referer", KeyOf::request},
                              NamedKey{"aws:useragent", KeyOf::request},
                              NamedKey{"s3:prefix", KeyOf::request},
                              NamedKey{"s3:delimiter", KeyOf::request},
                              NamedKey{"s3:max-keys", KeyOf::request},
                              NamedKey{"s3:x-amz-acl", KeyOf::request},
                              NamedKey{"s3:x-amz-storage-class", KeyOf::request},
                              NamedKey{"s3:x-amz-server-side-encryption", KeyOf::request}};

KeyOf key_of(std::string_view name) {
  const std::string lowered = lower_case(name);
  const auto* const found = std::find_if(kKeys.begin(), kKeys.end(),
                                         [&](const NamedKey& key) { return key.name == lowered; });
  return found == kKeys.end() ? KeyOf::other : found->of;
}

enum class Kind { text, address, boolean, other };

// The parts of an operator.
struct Comparison {
  Kind kind = Kind::other;
  bool negated = false;
  bool holds_without_key = false;
};

Comparison comparison_of(std::string_view text) {
  std::string name = lower_case(text);
  Comparison comparison;
  bool of_all = false;
  bool of_any = false;
  const auto take_front = [&](std::string_view front) {
    if (!name.starts_with(front)) return false;
    name.erase(0, front.size());
    return true;
  };
  of_all = take_front("forallvalues:");
  if (!of_all) of_any = take_front("foranyvalue:");
  constexpr std::string_view kIfExists = "ifexists";
  const bool if_exists = name.ends_with(kIfExists);
  if (if_exists) name.erase(name.size() - kIfExists.size());

  const std::size_t no = name.find("not");
  if (no != std::string::npos) {
    comparison.negated = true;
    name.erase(no, 3);
  }
  if (name == "ipaddress") comparison.kind = Kind::address;
  if (name == "bool") comparison.kind = Kind::boolean;
  if (name.starts_with("string") || name.starts_with("arn")) comparison.kind = Kind::text;
  comparison.holds_without_key = of_all || if_exists || (comparison.negated && !of_any);
  return comparison;
}

bool has_wildcard(std::string_view text) {
  return text.find_first_of("*?") != std::string_view::npos ||
         text.find("${") != std::string_view::npos;
}

// A value that names one requester, or an ARN that names those of one account.
bool is_fixed(std::string_view value) {
  if (value.empty()) return false;
  if (!has_wildcard(value)) return true;
  if (!value.starts_with("arn:")) return false;
  std::size_t begin = 0;
  for (int colons = 0; colons < 4; ++colons) {
    begin = value.find(':', begin);
    if (begin == std::string_view::npos) return false;
    ++begin;
  }
  const std::size_t end = value.find(':', begin);
  return end != std::string_view::npos && end > begin &&
         !has_wildcard(value.substr(begin, end - begin));
}

bool all_fixed(const std::vector<std::string>& values) {
  return !values.empty() && std::all_of(values.begin(), values.end(),
                                        [](const std::string& value) { return is_fixed(value); });
}

// Who is in any of the networks: a network that is too wide includes everyone.
Leaves left_by_networks(const std::vector<std::string>& values) {
  bool all_known = !values.empty();
  for (const std::string& value : values) {
    const auto network = openness::network_of(value);
    if (!network) {
      all_known = false;
    } else if (openness::is_too_wide(*network)) {
      return Leaves::everyone;
    }
  }
  return all_known ? Leaves::network : Leaves::unknown;
}

bool all_are(const std::vector<std::string>& values, std::string_view text) {
  return !values.empty() &&
         std::all_of(values.begin(), values.end(),
                     [&](const std::string& value) { return lower_case(value) == text; });
}

}  // namespace

Leaves left_by(const PolicyCondition& condition) {
  const Comparison comparison = comparison_of(condition.comparison);
  const std::vector<std::string>& values = condition.values;
  switch (key_of(condition.key)) {
    case KeyOf::address:
      if (comparison.kind != Kind::address) return Leaves::unknown;
      // Everyone except a few networks is everyone; everyone except all of them is nobody.
      if (!comparison.negated) return left_by_networks(values);
      return left_by_networks(values) == Leaves::network ? Leaves::everyone : Leaves::unknown;
    case KeyOf::identity:
      if (comparison.kind != Kind::text) return Leaves::unknown;
      if (comparison.holds_without_key) return Leaves::everyone;
      return all_fixed(values) && !comparison.negated ? Leaves::few : Leaves::signers;
    case KeyOf::origin:
      if (comparison.kind != Kind::text) return Leaves::unknown;
      if (comparison.holds_without_key) return Leaves::everyone;
      return all_fixed(values) && !comparison.negated ? Leaves::few : Leaves::unknown;
    case KeyOf::service:
      if (comparison.kind != Kind::boolean) return Leaves::unknown;
      if (all_are(values, "false")) return Leaves::everyone;
      return all_are(values, "true") && !comparison.holds_without_key ? Leaves::few
                                                                      : Leaves::unknown;
    case KeyOf::transport:
    case KeyOf::request:
      return Leaves::everyone;
    case KeyOf::other:
      break;
  }
  return Leaves::unknown;
}

Leaves spared_by(const PolicyCondition& condition) {
  const Comparison comparison = comparison_of(condition.comparison);
  const std::vector<std::string>& values = condition.values;
  switch (key_of(condition.key)) {
    case KeyOf::address:
      if (comparison.kind != Kind::address) return Leaves::unknown;
      if (comparison.negated) return left_by_networks(values);
      // Denies a few networks only.
      return left_by_networks(values) == Leaves::network ? Leaves::everyone : Leaves::unknown;
    case KeyOf::identity:
    case KeyOf::origin:
      if (comparison.kind != Kind::text) return Leaves::unknown;
      if (!comparison.holds_without_key) return Leaves::everyone;  // strangers lack the key
      return comparison.negated && all_fixed(values) ? Leaves::few : Leaves::unknown;
    case KeyOf::service:
      // Strangers are not services: it denies them.
      return comparison.kind == Kind::boolean && all_are(values, "false") ? Leaves::few
                                                                          : Leaves::unknown;
    case KeyOf::transport:
      return Leaves::everyone;
    case KeyOf::request:
    case KeyOf::other:
      break;
  }
  return Leaves::unknown;
}

}  // namespace s3rare::investigate
