#include "investigate/access/policy_reader.h"

#include <algorithm>
#include <array>

#include "json/members.h"
#include "s3rare/lower_case.h"

namespace s3rare::investigate {
namespace {

bool names_everyone(const json::Child& names) {
  const auto is_everyone = [](const json::Child& name) {
    return name.is_string() && json::string_is(name.raw_string(), "*");
  };
  if (!names.is_array()) return is_everyone(names);
  json::Children children(names.value);
  while (const auto name = children.next()) {
    if (is_everyone(*name)) return true;
  }
  return false;
}

bool is_everyone(const json::Child& principal) {
  if (!principal.is_object()) return names_everyone(principal);
  json::Children kinds(principal.value);
  while (const auto kind = kinds.next()) {
    const bool is_aws =
        lower_case(json::decoded(kind->key)) == "aws" || json::string_is(kind->key, "*");
    if (is_aws && names_everyone(*kind)) return true;
  }
  return false;
}

// Indices of a statement's elements, in the order of their names.
enum Element : std::size_t {
  kEffect,
  kPrincipal,
  kNotPrincipal,
  kAction,
  kNotAction,
  kResource,
  kNotResource,
  kCondition,
  kElements
};
constexpr std::array<std::string_view, kElements> kNames = {
    "effect",    "principal", "notprincipal", "action",
    "notaction", "resource",  "notresource",  "condition"};

using Elements = std::array<std::optional<json::Child>, kElements>;

PolicyWhom whom_of(const Elements& elements) {
  if (const auto& principal = elements[kPrincipal]) {
    return is_everyone(*principal) ? PolicyWhom::everyone : PolicyWhom::others;
  }
  const auto& others = elements[kNotPrincipal];
  return others && !is_everyone(*others) ? PolicyWhom::everyone_but : PolicyWhom::others;
}

// Reads an element, or its Not- counterpart.
void read_names(const std::optional<json::Child>& element,
                const std::optional<json::Child>& not_element, std::vector<std::string>& names,
                bool& all_other) {
  if (element) {
    names = json::texts_of(*element);
  } else if (not_element) {
    names = json::texts_of(*not_element);
    all_other = true;
  }
}

std::vector<PolicyCondition> conditions_of(const std::optional<json::Child>& condition) {
  std::vector<PolicyCondition> conditions;
  if (!condition || !condition->is_object()) return conditions;
  json::Children comparisons(condition->value);
  while (const auto comparison = comparisons.next()) {
    if (!comparison->is_object()) continue;
    json::Children keys(comparison->value);
    while (const auto key = keys.next()) {
      conditions.push_back(
          {json::decoded(comparison->key), json::decoded(key->key), json::texts_of(*key)});
    }
  }
  return conditions;
}

std::optional<PolicyStatement> statement_of(const json::Child& json) {
  Elements elements;
  json::find_members_in_any_case(json.value, kNames, elements);
  const auto& effect = elements[kEffect];
  const std::string name = effect ? lower_case(json::text_of(*effect).value_or("")) : "";
  if (name != "allow" && name != "deny") return std::nullopt;
  PolicyStatement statement;
  statement.allows = name == "allow";
  statement.whom = whom_of(elements);
  if (statement.whom == PolicyWhom::others) return statement;
  read_names(elements[kAction], elements[kNotAction], statement.actions,
             statement.all_other_actions);
  read_names(elements[kResource], elements[kNotResource], statement.resources,
             statement.all_other_resources);
  statement.conditions = conditions_of(elements[kCondition]);
  return statement;
}

}  // namespace

std::optional<BucketPolicy> read_policy(std::string_view json) {
  const std::size_t begin = json.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos || !json::is_json(json)) return std::nullopt;
  constexpr std::array<std::string_view, 1> kStatement = {"statement"};
  std::array<std::optional<json::Child>, 1> statements;
  json::find_members_in_any_case(json.substr(begin), kStatement, statements);
  if (!statements[0]) return std::nullopt;
  BucketPolicy policy;
  for (const json::Child& child : json::elements_of(*statements[0])) {
    if (auto statement = statement_of(child)) policy.push_back(std::move(*statement));
  }
  return policy;
}

}  // namespace s3rare::investigate
