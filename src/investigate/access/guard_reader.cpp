#include "investigate/access/guard_reader.h"

#include <array>
#include <optional>
#include <vector>

#include "investigate/access/sentence.h"
#include "json/members.h"
#include "s3rare/lower_case.h"

namespace s3rare::investigate {
namespace {

constexpr std::array<std::string_view, 4> kSettings = {
    "BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets"};

bool is_on(std::string_view block, std::string_view setting) {
  const auto value = json::find_member(block, setting);
  return value && lower_case(json::text_of(*value).value_or("")) == "true";
}

}  // namespace

GuardVerdict read_public_access_block(std::string_view parameters, std::string_view of_whom) {
  GuardVerdict verdict;
  const std::string name = std::string(of_whom).append(" public access block");
  const auto block = json::find_member(parameters, "PublicAccessBlockConfiguration");
  if (!block || !block->is_object()) {
    verdict.told = std::string(name).append(" was set, but the record does not say to what");
    return verdict;
  }
  std::vector<std::string> off;
  for (const std::string_view setting : kSettings) {
    if (!is_on(block->value, setting)) off.emplace_back(setting);
  }
  verdict.frees_acls = !is_on(block->value, "IgnorePublicAcls");
  verdict.frees_policies = !is_on(block->value, "RestrictPublicBuckets");
  if (!verdict.frees_acls && !verdict.frees_policies) verdict.effect = AccessEffect::closed;
  if (off.empty()) {
    verdict.told = std::string(name).append(" is on in all four settings");
  } else if (off.size() == kSettings.size()) {
    verdict.told =
        std::string("all four settings of ").append(name).append(" are off: it holds nothing back");
  } else {
    verdict.told = std::string("of ")
                       .append(name)
                       .append(" ")
                       .append(sentence_list(off))
                       .append(off.size() == 1 ? " is off" : " are off");
  }
  return verdict;
}

GuardVerdict read_ownership_controls(std::string_view parameters) {
  GuardVerdict verdict;
  verdict.frees_policies = false;
  std::optional<std::string> ownership;
  if (const auto controls = json::find_member(parameters, "OwnershipControls")) {
    auto rules = json::find_member(controls->value, "Rule");
    if (!rules) rules = json::find_member(controls->value, "Rules");
    if (rules) {
      for (const json::Child& rule : json::elements_of(*rules)) {
        const auto setting = json::find_member(rule.value, "ObjectOwnership");
        if (setting) ownership = json::text_of(*setting);
      }
    }
  }
  if (!ownership) {
    verdict.told = "who owns objects was set, but the record does not say to what";
  } else if (*ownership == "BucketOwnerEnforced") {
    verdict.effect = AccessEffect::closed;
    verdict.frees_acls = false;
    verdict.told = "ACLs of the bucket and its objects are disabled (BucketOwnerEnforced)";
  } else {
    verdict.told = std::string("ACLs of the bucket and its objects take effect (")
                       .append(sentence_list({*ownership}))
                       .append(")");
  }
  return verdict;
}

}  // namespace s3rare::investigate
