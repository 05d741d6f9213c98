#include "investigate/openness/policy_reach.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>

#include "investigate/openness/example_keys.h"
#include "s3rare/lower_case.h"

namespace s3rare::investigate::openness {
namespace {

// Keys that are tried for one statement.
constexpr std::size_t kMostKeys = 256;

Truth covers(const std::vector<Pattern>& patterns, bool all_other, std::string_view text) {
  Truth truth = Truth::no;
  for (const Pattern& pattern : patterns) {
    truth = either(truth, pattern.matches(text));
    if (truth == Truth::yes) break;
  }
  return all_other ? opposite(truth) : truth;
}

using Prepared = PreparedPolicy::Prepared;

// How well a candidate fits what was asked so far.
struct Fit {
  Truth truth = Truth::yes;
  bool within_network = false;
};

// A condition that must be met, or must fail.
struct Literal {
  std::size_t key = 0;
  const Comparison* comparison = nullptr;
  bool must_hold = true;
};

// A Deny: what of it must fail.
struct Denial {
  std::vector<Literal> literals;
  bool may_not_cover = false;  // a variable decides
};

// A Deny for everyone, and how surely it covers the request.
struct Covering {
  const Prepared* statement = nullptr;
  Truth covered = Truth::no;
};

class Search {
 public:
  /// @param bound  how surely the statement that allows covers the request
  Search(const Prepared* allow, Truth bound, const std::vector<Covering>& denying,
         const Circumstances& circumstances, Work& work)
      : circumstances_(circumstances), bound_(bound), work_(work) {
    if (allow != nullptr) {
      for (const Comparison& comparison : allow->comparisons) {
        demands_.push_back(literal(comparison, true));
      }
    }
    for (const Covering& deny : denying) add_denial(deny);
    // Those that leave no choice first.
    std::stable_sort(denials_.begin(), denials_.end(), [](const Denial& a, const Denial& b) {
      return a.literals.size() < b.literals.size();
    });
  }

  Reach find() {
    candidates_.reserve(keys_.size());
    for (const std::string& key : keys_) {
      candidates_.push_back(candidates_of(key, comparisons_of(key), circumstances_));
      fits_.emplace_back(candidates_.back().size());
    }
    for (const Literal& demand : demands_) {
      if (!apply(demand)) return {};
    }
    deny_from(0, bound_);
    if (work_.left == 0) {
      found_.anywhere = either(found_.anywhere, Truth::maybe);
      found_.within_network = either(found_.within_network, Truth::maybe);
    }
    return std::move(found_);
  }

 private:
  Literal literal(const Comparison& comparison, bool must_hold) {
    const auto found = std::find(keys_.begin(), keys_.end(), comparison.key());
    const auto key = static_cast<std::size_t>(found - keys_.begin());
    if (found == keys_.end()) keys_.push_back(comparison.key());
    return {key, &comparison, must_hold};
  }

  void add_denial(const Covering& deny) {
    Denial denial;
    denial.may_not_cover = deny.covered != Truth::yes;
    for (const Comparison& comparison : deny.statement->comparisons) {
      denial.literals.push_back(literal(comparison, false));
    }
    denials_.push_back(std::move(denial));
  }

  std::vector<const Comparison*> comparisons_of(std::string_view key) const {
    std::vector<const Comparison*> comparisons;
    const auto add = [&](const Literal& of) {
      if (of.comparison->key() == key) comparisons.push_back(of.comparison);
    };
    std::for_each(demands_.begin(), demands_.end(), add);
    for (const Denial& denial : denials_) {
      std::for_each(denial.literals.begin(), denial.literals.end(), add);
    }
    return comparisons;
  }

  // Narrows the candidates of a key; returns whether one is left.
  bool apply(const Literal& of) {
    std::vector<Fit>& fits = fits_[of.key];
    bool is_left = false;
    for (std::size_t i = 0; i < fits.size(); ++i) {
      if (fits[i].truth == Truth::no) continue;
      work_.spend();
      const Answer answer = of.comparison->compare(candidates_[of.key][i]);
      fits[i].truth = both(fits[i].truth, of.must_hold ? answer.truth : opposite(answer.truth));
      // Inside a network by which it was asked to come, not one that it was asked to avoid.
      if (answer.within_network && of.must_hold != of.comparison->is_negated()) {
        fits[i].within_network = true;
      }
      is_left = is_left || fits[i].truth != Truth::no;
    }
    return is_left;
  }

  void deny_from(std::size_t number, Truth bound) {
    if (work_.left == 0 || found_.anywhere == Truth::yes) return;
    if (number == denials_.size()) {
      take(bound);
      return;
    }
    const Denial& denial = denials_[number];
    for (const Literal& spared : denial.literals) {
      const std::vector<Fit> before = fits_[spared.key];
      if (apply(spared)) deny_from(number + 1, bound);
      fits_[spared.key] = before;
    }
    if (denial.may_not_cover) deny_from(number + 1, both(bound, Truth::maybe));
  }

  // The best request among the candidates that are left.
  void take(Truth bound) {
    Reach reach{bound, bound, {}};
    for (std::size_t key = 0; key < keys_.size(); ++key) {
      Truth anywhere = Truth::no;
      Truth within = Truth::no;
      const Candidate* best = nullptr;
      for (std::size_t i = 0; i < fits_[key].size(); ++i) {
        const Fit& fit = fits_[key][i];
        if (best == nullptr || fit.truth > either(anywhere, within)) best = &candidates_[key][i];
        Truth& of = fit.within_network ? within : anywhere;
        of = either(of, fit.truth);
      }
      reach.anywhere = both(reach.anywhere, anywhere);
      reach.within_network = both(reach.within_network, either(anywhere, within));
      if (best != nullptr && is_chosen(keys_[key]) && best->kind != Candidate::Kind::absent) {
        reach.sent.emplace_back(keys_[key], best->text);
      }
    }
    found_.add(std::move(reach));
  }

  const Circumstances& circumstances_;
  Truth bound_;
  std::vector<std::string> keys_;
  std::vector<Literal> demands_;
  std::vector<Denial> denials_;
  std::vector<std::vector<Candidate>> candidates_;  // by key
  std::vector<std::vector<Fit>> fits_;              // by key and candidate
  Work& work_;
  Reach found_;
};

// What stands before the last star of one pattern and after the first, or last, star of another.
Pattern joined(const Pattern& front, const Pattern& back, bool from_first) {
  const std::size_t end = std::min(front.text().rfind('*'), front.text().size());
  const std::size_t star = from_first ? back.text().find('*') : back.text().rfind('*');
  return Pattern(std::string(front.text().substr(0, end))
                     .append("*")
                     .append(star == std::string::npos ? "" : back.text().substr(star + 1)));
}

}  // namespace

void Reach::add(Reach other) {
  if (other.best() > best()) sent = std::move(other.sent);
  anywhere = either(anywhere, other.anywhere);
  within_network = either(within_network, other.within_network);
}

void Reach::limit(Truth to) {
  anywhere = both(anywhere, to);
  within_network = both(within_network, to);
}

PreparedPolicy::PreparedPolicy(const Policy& policy) {
  for (const Statement& statement : policy) {
    if (statement.whom == Whom::others) continue;
    Prepared prepared;
    prepared.allows = statement.allows;
    prepared.all_other_actions = statement.all_other_actions;
    prepared.all_other_resources = statement.all_other_resources;
    for (const std::string& action : statement.actions) {
      prepared.actions.emplace_back(lower_case(action));
    }
    for (const std::string& resource : statement.resources) {
      prepared.resources.emplace_back(resource);
    }
    for (const Condition& condition : statement.conditions) {
      prepared.comparisons.emplace_back(condition);
    }
    statements_.push_back(std::move(prepared));
  }
}

Truth PreparedPolicy::Prepared::covers_action(std::string_view lower_case_permission) const {
  return covers(actions, all_other_actions, lower_case_permission);
}

Resource::Resource(std::string_view bucket, const std::optional<std::string>& key,
                   std::string_view region) {
  const bool is_china = region.starts_with("cn-");
  const bool is_government = region.starts_with("us-gov-");
  const auto add = [&](std::string_view front, bool is_here) {
    if (!region.empty() && !is_here) return;
    arns_.push_back(std::string(front).append(bucket));
    if (key) arns_.back().append("/").append(*key);
  };
  add("arn:aws:s3:::", !is_china && !is_government);
  add("arn:aws-cn:s3:::", is_china);
  add("arn:aws-us-gov:s3:::", is_government);
}

Truth PreparedPolicy::Prepared::covers_resource(const Resource& resource) const {
  Truth truth = Truth::no;
  for (const std::string& arn : resource.arns()) {
    truth = either(truth, covers(resources, false, arn));
  }
  return all_other_resources ? opposite(truth) : truth;
}

Reach reach_of(const PreparedPolicy::Prepared* allow, const Policies& denying,
               const Resource& resource, const Circumstances& circumstances, Work& work) {
  const auto covered_by = [&](const Prepared& statement) {
    const Truth covered = statement.covers_action(circumstances.permission);
    return covered == Truth::no ? covered : both(covered, statement.covers_resource(resource));
  };
  const Truth bound = allow == nullptr ? Truth::yes : covered_by(*allow);
  if (bound == Truth::no) return {};
  std::vector<Covering> covering;
  // Names all that the answer depends on. A statement's address leaves room for a truth.
  std::vector<std::uintptr_t> statements;
  statements.reserve(denying.size() * 16);
  const auto name = [&](const Prepared* statement, Truth covered) {
    static_assert(alignof(Prepared) > static_cast<std::size_t>(Truth::yes));
    statements.push_back(reinterpret_cast<std::uintptr_t>(statement) |
                         static_cast<std::uintptr_t>(covered));
  };
  statements.push_back(static_cast<std::uintptr_t>(circumstances.caller));
  name(allow, bound);
  for (const PreparedPolicy* policy : denying) {
    for (const Prepared& statement : policy->statements()) {
      if (statement.allows) continue;
      const Truth covered = covered_by(statement);
      if (covered == Truth::no) continue;
      covering.push_back({&statement, covered});
      name(&statement, covered);
    }
  }
  const auto known = work.found.find(statements);
  if (known != work.found.end()) return known->second;
  Reach reach = Search(allow, bound, covering, circumstances, work).find();
  if (work.left > 0) work.found.emplace(std::move(statements), reach);
  return reach;
}

ExampleKeys keys_of(const PreparedPolicy::Prepared* allow, const Policies& denying,
                    std::string_view bucket) {
  std::vector<std::string> keys = {std::string(kUnnamedKey)};
  const auto add_keys = [&](const std::vector<Pattern>& resources) {
    for (const Pattern& resource : resources) {
      if (keys.size() > 2 * kMostKeys) return;
      add_example_keys(resource, bucket, keys);
    }
  };
  // An object must be among those of the statement and among those that a Deny spares: the front
  // of one pattern with the end of the other.
  const auto add_joint_keys = [&](const PreparedPolicy::Prepared& one,
                                  const PreparedPolicy::Prepared& other) {
    for (const Pattern& a : one.resources) {
      for (const Pattern& b : other.resources) {
        if (keys.size() > 2 * kMostKeys) return;
        for (const bool from_first : {true, false}) {
          add_example_keys(joined(a, b, from_first), bucket, keys);
          add_example_keys(joined(b, a, from_first), bucket, keys);
        }
      }
    }
  };
  if (allow != nullptr && !allow->all_other_resources) add_keys(allow->resources);
  for (const PreparedPolicy* policy : denying) {
    for (const PreparedPolicy::Prepared& statement : policy->statements()) {
      if (statement.allows || !statement.all_other_resources) continue;
      add_keys(statement.resources);
      if (allow != nullptr) add_joint_keys(*allow, statement);
    }
  }
  std::sort(keys.begin(), keys.end());
  keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
  if (keys.size() <= kMostKeys) return {std::move(keys), true};
  keys.resize(kMostKeys);
  return {std::move(keys), false};
}

}  // namespace s3rare::investigate::openness
