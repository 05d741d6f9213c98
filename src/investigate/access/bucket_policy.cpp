#include "investigate/access/bucket_policy.h"

#include <algorithm>
#include <array>
#include <optional>

#include "investigate/access/policy_condition.h"
#include "investigate/access/sentence.h"
#include "s3rare/glob.h"
#include "s3rare/lower_case.h"

namespace s3rare::investigate {
namespace {

using Texts = std::vector<std::string>;

// More steps than a policy of 20 KiB can need; beyond it the answer is "unknown".
constexpr std::size_t kMostComparisons = 1'000'000;

// Patterns of actions and resources: only `*` and `?` are special. Actions ignore case.
class Patterns {
 public:
  /// @returns whether `outer` covers everything that `inner` covers; false if that is not certain
  bool covers(std::string_view outer, std::string_view inner) {
    if (!may_compare()) return false;
    if (outer == "*" || outer == inner) return true;
    // `?` or a variable may cover less than a `*` in the other pattern.
    if (outer.find_first_of("?$\\") != std::string_view::npos) return false;
    const auto glob = Glob::parse(outer);
    return glob && glob->matches(inner);
  }

  /// @returns false if no text can match both
  bool may_overlap(std::string_view a, std::string_view b) {
    if (!may_compare()) return true;
    const std::size_t end_a = a.find_first_of("*?$");
    const std::size_t end_b = b.find_first_of("*?$");
    const std::string_view front_a = a.substr(0, end_a);
    const std::string_view front_b = b.substr(0, end_b);
    if (end_a == std::string_view::npos && end_b == std::string_view::npos) return a == b;
    if (end_a == std::string_view::npos) return front_a.starts_with(front_b);
    if (end_b == std::string_view::npos) return front_b.starts_with(front_a);
    return front_a.starts_with(front_b) || front_b.starts_with(front_a);
  }

 private:
  bool may_compare() { return left_ > 0 && left_-- > 0; }

  std::size_t left_ = kMostComparisons;
};

Texts lowered(const Texts& texts) {
  Texts result;
  result.reserve(texts.size());
  for (const std::string& text : texts) result.push_back(lower_case(text));
  return result;
}

// Actions and resources of a statement.
struct Scope {
  Texts actions;
  bool all_other_actions = false;
  Texts resources;
  bool all_other_resources = false;

  explicit Scope(const PolicyStatement& of)
      : actions(lowered(of.actions)),
        all_other_actions(of.all_other_actions),
        resources(of.resources),
        all_other_resources(of.all_other_resources) {}
};

// A Deny, which takes away from what everyone is given.
struct Denial {
  Scope scope;
  std::optional<Leaves> spares;  // nothing: it spares nobody
  const PolicyStatement* statement = nullptr;
};

std::optional<Denial> denial_of(const PolicyStatement& statement) {
  if (statement.allows || statement.whom == PolicyWhom::others) return std::nullopt;
  Denial denial{Scope(statement), std::nullopt, &statement};
  // A Deny applies if all its conditions hold: whoever fails one of them is spared.
  bool is_known = true;
  bool spares_network = false;
  for (const PolicyCondition& condition : statement.conditions) {
    const Leaves spared = spared_by(condition);
    if (spared == Leaves::everyone) return std::nullopt;
    if (spared == Leaves::network) spares_network = true;
    if (spared != Leaves::network && spared != Leaves::few) is_known = false;
  }
  if (statement.conditions.empty()) return denial;
  denial.spares = !is_known ? Leaves::unknown : spares_network ? Leaves::network : Leaves::few;
  return denial;
}

Leaves left_by_all(const std::vector<PolicyCondition>& conditions) {
  Leaves left = Leaves::everyone;
  for (const PolicyCondition& condition : conditions) left = std::max(left, left_by(condition));
  return left;
}

std::string text_of(const PolicyCondition& condition) {
  std::string text = condition.comparison;
  text.append(" ").append(condition.key).append(":");
  constexpr std::size_t kLongEnough = 1024;  // longer texts are cut when shown
  for (std::size_t i = 0; i < condition.values.size() && text.size() < kLongEnough; ++i) {
    text.append(i == 0 ? " " : ", ").append(condition.values[i]);
  }
  return text;
}

// A statement that allows everyone, and what the Denies leave of it.
class StatementOpening {
 public:
  explicit StatementOpening(const PolicyStatement& statement)
      : scope_(statement), left_(left_by_all(statement.conditions)) {
    grant_.to = statement.whom == PolicyWhom::everyone_but ? kEveryoneButSome : kEveryone;
    grant_.actions = names(statement.actions, statement.all_other_actions);
    grant_.resources = names(statement.resources, statement.all_other_resources);
    for (const PolicyCondition& condition : statement.conditions) {
      grant_.conditions.push_back(text_of(condition));
    }
  }

  void deny_by(const std::vector<Denial>& denials, Patterns& patterns) {
    // The most certain first: Denies that spare nobody, then those that spare known requesters.
    constexpr std::array<std::optional<Leaves>, 4> kSpared = {std::nullopt, Leaves::few,
                                                              Leaves::network, Leaves::unknown};
    std::vector<const Denial*> considered;
    for (const std::optional<Leaves>& spared : kSpared) {
      const std::size_t before = considered.size();
      for (const Denial& denial : denials) {
        if (denial.spares == spared) considered.push_back(&denial);
      }
      if (considered.size() == before || !are_covered_by(considered, patterns)) continue;
      if (!spared) {
        is_denied_ = true;
        return;
      }
      if (*spared == Leaves::unknown) {
        may_be_denied_ = left_ < Leaves::signers;
        left_ = std::max(left_, Leaves::unknown);
      } else {
        left_ = std::max(left_, *spared);
      }
      for (const Denial* denial : considered) append_conditions(*denial);
      return;
    }
    loses_a_part_ = std::any_of(denials.begin(), denials.end(), [&](const Denial& denial) {
      return may_overlap(denial.scope, patterns);
    });
  }

  bool is_denied() const { return is_denied_; }
  bool may_be_denied() const { return may_be_denied_; }
  bool loses_a_part() const { return loses_a_part_; }
  Leaves left() const { return left_; }

  PublicGrant grant() const {
    PublicGrant grant = grant_;
    if (left_ == Leaves::signers) grant.to = kAllAccounts;
    grant.limited = left_ == Leaves::network || left_ == Leaves::few;
    return grant;
  }

 private:
  static Texts names(const Texts& texts, bool all_other) {
    if (!all_other) return texts;
    Texts named;
    named.reserve(texts.size());
    for (const std::string& text : texts) named.push_back(std::string(kAllBut).append(text));
    return named;
  }

  // Whether every action on every resource is denied by some Deny.
  bool are_covered_by(const std::vector<const Denial*>& denials, Patterns& patterns) const {
    if (scope_.all_other_actions || scope_.all_other_resources) {
      return std::any_of(denials.begin(), denials.end(),
                         [](const Denial* denial) { return is_everything(denial->scope); });
    }
    const auto is_one_of = [&](const Texts& outer, const std::string& inner) {
      return std::any_of(outer.begin(), outer.end(), [&](const std::string& pattern) {
        return patterns.covers(pattern, inner);
      });
    };
    for (const std::string& action : scope_.actions) {
      for (const std::string& resource : scope_.resources) {
        const bool is_covered =
            std::any_of(denials.begin(), denials.end(), [&](const Denial* denial) {
              const Scope& scope = denial->scope;
              return !scope.all_other_actions && !scope.all_other_resources &&
                     is_one_of(scope.actions, action) && is_one_of(scope.resources, resource);
            });
        if (!is_covered) return false;
      }
    }
    return true;
  }

  static bool is_everything(const Scope& scope) {
    const auto holds_all = [](const Texts& texts) {
      return std::find(texts.begin(), texts.end(), "*") != texts.end();
    };
    return !scope.all_other_actions && !scope.all_other_resources && holds_all(scope.resources) &&
           (holds_all(scope.actions) ||
            std::find(scope.actions.begin(), scope.actions.end(), "s3:*") != scope.actions.end());
  }

  bool may_overlap(const Scope& scope, Patterns& patterns) const {
    const auto overlaps = [&](const Texts& a, bool all_but_a, const Texts& b, bool all_but_b) {
      if (all_but_a || all_but_b) return true;
      return std::any_of(a.begin(), a.end(), [&](const std::string& one) {
        return std::any_of(b.begin(), b.end(), [&](const std::string& other) {
          return patterns.may_overlap(one, other);
        });
      });
    };
    return overlaps(scope_.actions, scope_.all_other_actions, scope.actions,
                    scope.all_other_actions) &&
           overlaps(scope_.resources, scope_.all_other_resources, scope.resources,
                    scope.all_other_resources);
  }

  void append_conditions(const Denial& denial) {
    for (const PolicyCondition& condition : denial.statement->conditions) {
      grant_.conditions.push_back("denied if " + text_of(condition));
    }
  }

  Scope scope_;
  PublicGrant grant_;
  Leaves left_;
  bool is_denied_ = false;
  bool may_be_denied_ = false;
  bool loses_a_part_ = false;
};

AccessEffect effect_left(Leaves left) {
  switch (left) {
    case Leaves::everyone:
      return AccessEffect::opened;
    case Leaves::unknown:
    case Leaves::signers:
    case Leaves::network:
      return AccessEffect::may_open;
    case Leaves::few:
      break;
  }
  return AccessEffect::none;
}

// The text after "lets everyone do ...".
std::string reservation_of(const StatementOpening& opening) {
  switch (opening.left()) {
    case Leaves::everyone:
      return opening.loses_a_part() ? ", but for what Deny statements may take away" : "";
    case Leaves::signers:
      return ", but only with the signature of an AWS account";
    case Leaves::network:
      return ", but only from networks that it names";
    case Leaves::few:
      return ", but only for identities, accounts or VPCs that it names";
    case Leaves::unknown:
      break;
  }
  return opening.may_be_denied() ? ", unless a Deny statement forbids it, which its Condition "
                                   "decides"
                                 : ", on a Condition that does not tell whom it limits";
}

// Orders by how many requesters remain, most first.
const StatementOpening* widest_of(const std::vector<StatementOpening>& openings) {
  const auto widest = std::min_element(
      openings.begin(), openings.end(),
      [](const StatementOpening& a, const StatementOpening& b) { return a.left() < b.left(); });
  return widest == openings.end() ? nullptr : &*widest;
}

std::string told_of(const std::vector<StatementOpening>& openings, bool is_denied,
                    std::string_view name) {
  std::string told(name);
  const StatementOpening* const widest = widest_of(openings);
  if (widest == nullptr) {
    return told.append(is_denied ? " allows everyone something that a Deny statement forbids"
                                 : " gives nothing to everyone");
  }
  Texts actions;
  for (const StatementOpening& opening : openings) {
    if (opening.left() != widest->left()) continue;
    for (const std::string& action : opening.grant().actions) {
      if (std::find(actions.begin(), actions.end(), action) != actions.end()) continue;
      actions.push_back(action);
      if (actions.size() > kMostInSentence) break;
    }
  }
  told.append(" lets ").append(widest->grant().to == kEveryoneButSome ? "nearly everyone"
                                                                      : "everyone");
  return told.append(" do ").append(sentence_list(actions)).append(reservation_of(*widest));
}

}  // namespace

AccessVerdict judge_policy(const BucketPolicy& policy, std::string_view name) {
  std::vector<Denial> denials;
  for (const PolicyStatement& statement : policy) {
    if (auto denial = denial_of(statement)) denials.push_back(std::move(*denial));
  }
  AccessVerdict verdict;
  Patterns patterns;
  std::vector<StatementOpening> openings;
  bool is_denied = false;
  for (const PolicyStatement& statement : policy) {
    if (!statement.allows || statement.whom == PolicyWhom::others) continue;
    StatementOpening opening(statement);
    opening.deny_by(denials, patterns);
    if (opening.is_denied()) {
      is_denied = true;
      continue;
    }
    verdict.grants.push_back(opening.grant());
    openings.push_back(std::move(opening));
  }
  verdict.told = told_of(openings, is_denied, name);
  if (const StatementOpening* const widest = widest_of(openings))
    verdict.effect = effect_left(widest->left());
  return verdict;
}

}  // namespace s3rare::investigate
