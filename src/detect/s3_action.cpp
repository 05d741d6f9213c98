#include "s3rare/s3_action.h"

namespace s3rare {
namespace {

using s3_action::kAll;

template <class Holds>
constexpr bool all_of_the_rule(Holds holds) {
  return std::all_of(kAll.begin(), kAll.end(), [&](const S3Action& action) {
    return action.rule == s3_action::kNot || holds(action);
  });
}

// An alert says what its request did, and a dossier what may have allowed it. Both are wrong about
// an action of the rule whose row is not complete.
static_assert(all_of_the_rule([](const S3Action& action) { return action.effect.has_value(); }),
              "s3_action.h: an action of the rule has no effect");
static_assert(all_of_the_rule([](const S3Action& action) { return !action.permission.empty(); }),
              "s3_action.h: an action of the rule has no permission");
static_assert(all_of_the_rule([](const S3Action& action) {
                return action.event == s3_action::kData;
              }),
              "s3_action.h: an action of the rule is no data event");

}  // namespace

const S3Action* find_s3_action(std::string_view name) {
  const auto* const found = std::find_if(
      kAll.begin(), kAll.end(), [&](const S3Action& action) { return action.name == name; });
  return found == kAll.end() ? nullptr : found;
}

std::optional<Effect> effect_of(std::string_view action) {
  const S3Action* const found = find_s3_action(action);
  return found == nullptr ? std::nullopt : found->effect;
}

Effect effect_of_match(std::string_view action) {
  // Every action of the rule has one, see above.
  return effect_of(action).value_or(Effect::read);
}

bool is_read_action(std::string_view action) {
  // Operations of server access logs: `REST.GET.ACL`, `SOAP.GetObject`.
  if (const std::size_t dot = action.find('.'); dot != std::string_view::npos) {
    action.remove_prefix(dot + 1);
    if (action.starts_with("GET.") || action.starts_with("HEAD.") ||
        action.starts_with("OPTIONS.")) {
      return true;
    }
  }
  return action.starts_with("Get") || action.starts_with("Head") || action.starts_with("List") ||
         action.starts_with("Select");
}

bool is_s3_data_event(std::string_view category, std::optional<bool> management,
                      std::string_view action) {
  if (!category.empty()) return category == "Data";
  if (management) return !*management;
  const S3Action* const row = find_s3_action(action);
  return row != nullptr && row->event == S3Action::Event::data;
}

std::string_view name_of(Effect effect) {
  switch (effect) {
    case Effect::read:
      return "read";
    case Effect::listed:
      return "listed";
    case Effect::wrote:
      return "wrote";
    case Effect::deleted:
      break;
  }
  return "deleted";
}

}  // namespace s3rare
