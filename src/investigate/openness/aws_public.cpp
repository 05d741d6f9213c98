#include "investigate/openness/aws_public.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "investigate/openness/comparison.h"

namespace s3rare::investigate::openness {
namespace {

constexpr std::array<std::string_view, 9> kListedKeys = {
    "aws:principalorgid",
    "aws:sourcearn",
    "aws:sourcevpc",
    "aws:sourcevpce",
    "aws:sourceowner",
    "aws:sourceaccount",
    "s3:x-amz-server-side-encryption-aws-kms-key-id",
    "aws:userid",
    "s3:dataaccesspointaccount"};

// Not on AWS's list, but of the kind that is.
constexpr std::array<std::string_view, 3> kUnlistedKeys = {
    "aws:principalarn", "aws:principalaccount", "aws:sourceorgid"};

template <class Keys>
bool is_one_of(const Keys& keys, std::string_view key) {
  return std::find(keys.begin(), keys.end(), key) != keys.end();
}

// An ARN whose account is fixed; the name after it may be open.
bool has_fixed_account(std::string_view arn) {
  constexpr int kAccountPart = 4;
  for (int part = 0; part < kAccountPart; ++part) {
    const std::size_t end = arn.find(':');
    if (end == std::string_view::npos) return false;
    arn.remove_prefix(end + 1);
  }
  const std::string_view account = arn.substr(0, arn.find(':'));
  return !account.empty() && account.size() < arn.size() && !is_open_ended(account);
}

bool is_fixed(std::string_view key, std::string_view value) {
  if (key == "s3:dataaccesspointarn") return has_fixed_account(value);
  return !value.empty() && !is_open_ended(value);
}

bool are_fixed(const Comparison& comparison) {
  const auto& values = comparison.values();
  return !values.empty() && std::all_of(values.begin(), values.end(), [&](const std::string& of) {
    return is_fixed(comparison.key(), of);
  });
}

bool are_narrow(const Comparison& comparison) {
  const auto& networks = comparison.networks();
  return !networks.empty() && std::all_of(networks.begin(), networks.end(),
                                          [](const auto& of) { return of && !is_too_wide(*of); });
}

bool compares_text(const Comparison& comparison) {
  const Comparison::Kind kind = comparison.kind();
  return kind == Comparison::Kind::string_equals ||
         kind == Comparison::Kind::string_equals_ignore_case ||
         kind == Comparison::Kind::string_like || kind == Comparison::Kind::arn;
}

// Whether a condition limits a statement to fixed values.
Truth limits(const Condition& condition) {
  const Comparison comparison(condition);
  if (comparison.is_negated() || comparison.spares_absent()) return Truth::no;
  if (comparison.key() == "aws:sourceip") {
    return truth_of(comparison.kind() == Comparison::Kind::address && are_narrow(comparison));
  }
  if (!compares_text(comparison) || !are_fixed(comparison)) return Truth::no;
  if (is_one_of(kListedKeys, comparison.key()) || comparison.key() == "s3:dataaccesspointarn") {
    return Truth::yes;
  }
  return is_one_of(kUnlistedKeys, comparison.key()) ? Truth::maybe : Truth::no;
}

Truth is_public(const Statement& statement) {
  if (!statement.allows) return Truth::no;
  if (statement.whom == Whom::others && !statement.trusts_public_provider) return Truth::no;
  Truth limited = Truth::no;
  for (const Condition& condition : statement.conditions) {
    limited = either(limited, limits(condition));
  }
  return opposite(limited);
}

}  // namespace

Truth is_public_by_allows(const Policy& policy) {
  Truth truth = Truth::no;
  for (const Statement& statement : policy) truth = either(truth, is_public(statement));
  return truth;
}

bool has_deny_for_everyone(const Policy& policy) {
  return std::any_of(policy.begin(), policy.end(), [](const Statement& statement) {
    return !statement.allows && statement.whom != Whom::others;
  });
}

Truth is_aws_public(const Policy& policy) {
  const Truth by_allows = is_public_by_allows(policy);
  return has_deny_for_everyone(policy) ? both(by_allows, Truth::maybe) : by_allows;
}

}  // namespace s3rare::investigate::openness
