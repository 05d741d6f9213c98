#include "input/policy_reader.h"

#include <algorithm>

#include "input/json_members.h"
#include "s3rare/lower_case.h"

namespace s3rare::input {
namespace {

bool holds_everyone(const std::vector<std::string>& texts) {
  return std::find(texts.begin(), texts.end(), "*") != texts.end();
}

bool is_everyone(const Child& principal) {
  if (!principal.is_object()) return holds_everyone(texts_of(principal));
  Children kinds(principal.value);
  while (const auto kind = kinds.next()) {
    const bool is_aws = lower_case(decoded(kind->key)) == "aws" || string_is(kind->key, "*");
    if (is_aws && holds_everyone(texts_of(*kind))) return true;
  }
  return false;
}

PolicyWhom whom_of(std::string_view statement) {
  if (const auto principal = find_member_in_any_case(statement, "principal")) {
    return is_everyone(*principal) ? PolicyWhom::everyone : PolicyWhom::others;
  }
  const auto others = find_member_in_any_case(statement, "notprincipal");
  return others && !is_everyone(*others) ? PolicyWhom::everyone_but : PolicyWhom::others;
}

// Reads an element, or that which names all but what it holds.
void read_names(std::string_view statement, std::string_view name, std::string_view not_name,
                std::vector<std::string>& names, bool& all_other) {
  if (const auto given = find_member_in_any_case(statement, name)) {
    names = texts_of(*given);
  } else if (const auto others = find_member_in_any_case(statement, not_name)) {
    names = texts_of(*others);
    all_other = true;
  }
}

std::vector<PolicyCondition> conditions_of(std::string_view statement) {
  std::vector<PolicyCondition> conditions;
  const auto condition = find_member_in_any_case(statement, "condition");
  if (!condition || !condition->is_object()) return conditions;
  Children comparisons(condition->value);
  while (const auto comparison = comparisons.next()) {
    if (!comparison->is_object()) continue;
    Children keys(comparison->value);
    while (const auto key = keys.next()) {
      conditions.push_back({decoded(comparison->key), decoded(key->key), texts_of(*key)});
    }
  }
  return conditions;
}

std::optional<PolicyStatement> statement_of(const Child& json) {
  if (!json.is_object()) return std::nullopt;
  const auto effect = find_member_in_any_case(json.value, "effect");
  const std::string name = effect ? lower_case(text_of(*effect).value_or("")) : "";
  if (name != "allow" && name != "deny") return std::nullopt;
  PolicyStatement statement;
  statement.allows = name == "allow";
  statement.whom = whom_of(json.value);
  read_names(json.value, "action", "notaction", statement.actions, statement.all_other_actions);
  read_names(json.value, "resource", "notresource", statement.resources,
             statement.all_other_resources);
  statement.conditions = conditions_of(json.value);
  return statement;
}

}  // namespace

std::optional<BucketPolicy> read_policy(std::string_view json) {
  const std::size_t begin = json.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos || !is_json(json)) return std::nullopt;
  const auto statements = find_member_in_any_case(json.substr(begin), "statement");
  if (!statements) return std::nullopt;
  BucketPolicy policy;
  for (const Child& child : elements_of(*statements)) {
    if (auto statement = statement_of(child)) policy.push_back(std::move(*statement));
  }
  return policy;
}

}  // namespace s3rare::input
