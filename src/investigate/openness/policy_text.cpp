#include "investigate/openness/policy_text.h"

#include <algorithm>
#include <array>
#include <utility>

#include "json/members.h"
#include "s3rare/lower_case.h"

namespace s3rare::investigate::openness {
namespace {

// A statement's elements, in the order of their names.
enum Part : std::size_t {
  kEffectPart,
  kPrincipalPart,
  kNotPrincipalPart,
  kActionPart,
  kNotActionPart,
  kResourcePart,
  kNotResourcePart,
  kConditionPart,
  kParts
};
constexpr std::array<std::string_view, kParts> kPartNames = {
    "effect",    "principal", "notprincipal", "action",
    "notaction", "resource",  "notresource",  "condition"};

using Parts = std::array<std::optional<json::Child>, kParts>;

// What a Principal or NotPrincipal names.
struct Named {
  bool everyone = false;
  bool public_provider = false;
};

bool holds_star(const json::Child& names) {
  const std::vector<std::string> texts = json::texts_of(names);
  return std::find(texts.begin(), texts.end(), "*") != texts.end();
}

Named named_by(const json::Child& principal) {
  Named named;
  if (!principal.is_object()) {
    named.everyone = holds_star(principal);
    return named;
  }
  json::Children kinds(principal.value);
  while (const auto kind = kinds.next()) {
    const std::string name = lower_case(json::decoded(kind->key));
    if (name == "aws" || name == "*") named.everyone = named.everyone || holds_star(*kind);
    if (name != "federated") continue;
    for (const std::string& provider : json::texts_of(*kind)) {
      if (!provider.starts_with("arn:")) named.public_provider = true;
    }
  }
  return named;
}

// Reads texts of an element or of its opposite; returns whether there is one.
bool read_texts(const std::optional<json::Child>& element,
                const std::optional<json::Child>& opposite, std::vector<std::string>& texts,
                bool& is_opposite) {
  is_opposite = !element;
  const auto& given = element ? element : opposite;
  if (!given || given->is_object()) return false;
  texts = json::texts_of(*given);
  return !texts.empty();
}

bool read_conditions(const std::optional<json::Child>& element,
                     std::vector<Condition>& conditions) {
  if (!element) return true;
  if (!element->is_object()) return false;
  json::Children operations(element->value);
  while (const auto operation = operations.next()) {
    if (!operation->is_object()) return false;
    json::Children keys(operation->value);
    while (const auto key = keys.next()) {
      if (key->is_object()) return false;
      conditions.push_back(
          {json::decoded(operation->key), json::decoded(key->key), json::texts_of(*key)});
    }
  }
  return true;
}

std::optional<Statement> statement_in(const json::Child& json) {
  if (!json.is_object()) return std::nullopt;
  Parts parts;
  json::find_members_in_any_case(json.value, kPartNames, parts);
  const auto& effect = parts[kEffectPart];
  const std::string name = effect ? lower_case(json::text_of(*effect).value_or("")) : "";
  if (name != "allow" && name != "deny") return std::nullopt;
  Statement statement;
  statement.allows = name == "allow";
  if (const auto& principal = parts[kPrincipalPart]) {
    const Named named = named_by(*principal);
    if (named.everyone) statement.whom = Whom::everyone;
    statement.trusts_public_provider = named.public_provider;
  } else if (const auto& others = parts[kNotPrincipalPart]) {
    if (!named_by(*others).everyone) statement.whom = Whom::everyone_but;
  } else {
    return std::nullopt;
  }
  const bool is_whole = read_texts(parts[kActionPart], parts[kNotActionPart], statement.actions,
                                   statement.all_other_actions) &&
                        read_texts(parts[kResourcePart], parts[kNotResourcePart],
                                   statement.resources, statement.all_other_resources) &&
                        read_conditions(parts[kConditionPart], statement.conditions);
  if (!is_whole) return std::nullopt;
  return statement;
}

}  // namespace

std::optional<Policy> read_policy_text(std::string_view json) {
  const std::size_t begin = json.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos || !json::is_json(json)) return std::nullopt;
  constexpr std::array<std::string_view, 1> kStatements = {"statement"};
  std::array<std::optional<json::Child>, 1> statements;
  json::find_members_in_any_case(json.substr(begin), kStatements, statements);
  if (!statements[0]) return std::nullopt;
  Policy policy;
  for (const json::Child& child : json::elements_of(*statements[0])) {
    auto statement = statement_in(child);
    if (!statement) return std::nullopt;
    policy.push_back(std::move(*statement));
  }
  return policy;
}

}  // namespace s3rare::investigate::openness
