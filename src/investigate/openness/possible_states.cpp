#include "investigate/openness/possible_states.h"

#include <algorithm>
#include <map>
#include <string_view>

#include "investigate/openness/openness.h"

namespace s3rare::investigate::openness {
namespace {

void add_distinct(std::vector<KnownState>& states, KnownState state) {
  const auto same = std::find(states.begin(), states.end(), state);
  if (same == states.end()) states.push_back(std::move(state));
}

// Whether two changes set one setting to the same: then a second of both leads to what one leads
// to.
bool sets_the_same(const Observation::Content& a, const Observation::Content& b) {
  if (a.index() != b.index()) return false;
  if (const auto* const policy = std::get_if<PolicySet>(&a)) {
    return policy->policy == std::get<PolicySet>(b).policy;
  }
  if (const auto* const acl = std::get_if<BucketAclSet>(&a)) {
    return acl->acl == std::get<BucketAclSet>(b).acl;
  }
  if (const auto* const set = std::get_if<ObjectAclSet>(&a)) {
    const auto& other = std::get<ObjectAclSet>(b);
    return set->key == other.key && set->object == other.object && set->by_owner == other.by_owner;
  }
  if (const auto* const block = std::get_if<BlockSet>(&a)) {
    const auto& other = std::get<BlockSet>(b);
    return block->of_account == other.of_account && block->block == other.block;
  }
  return false;
}

}  // namespace

// Every set of observations that may have come first, with the states after it.
std::vector<KnownState> PossibleStates::after(const KnownState& before,
                                              std::span<const Numbered> second,
                                              Contradictions contradictions) {
  std::vector<std::vector<KnownState>> after_set(std::size_t{1} << second.size());
  after_set[0].push_back(before);
  for (std::size_t set = 0; set + 1 < after_set.size(); ++set) {
    for (const KnownState& state : after_set[set]) {
      for (std::size_t next = 0; next < second.size(); ++next) {
        const std::size_t with = set | std::size_t{1} << next;
        if (with == set) continue;
        KnownState changed = state;
        if (changed.apply(*second[next].first, second[next].second, contradictions)) {
          add_distinct(after_set[with], std::move(changed));
        }
      }
    }
    after_set[set].clear();
  }
  return std::move(after_set.back());
}

void PossibleStates::add(std::vector<KnownState>& states, KnownState state) {
  if (states.size() < kMostStates) {
    add_distinct(states, std::move(state));
    return;
  }
  // Too many to tell apart.
  for (std::size_t i = 1; i < states.size(); ++i) states[0].blur(states[i]);
  states.erase(states.begin() + 1, states.end());
  states[0].blur(state);
}

// Takes in what makes objects private and meets nothing else of the second: its order decides
// nothing, and there may be many objects.
void PossibleStates::take_private_objects(std::vector<Numbered>& second) {
  const bool all_exist = std::all_of(states_.begin(), states_.end(), [](const KnownState& state) {
    return state.state().exists == Truth::yes;
  });
  const bool has_life = std::any_of(second.begin(), second.end(), [](const Numbered& numbered) {
    return std::holds_alternative<BucketCreated>(numbered.first->content) ||
           std::holds_alternative<BucketDeleted>(numbered.first->content);
  });
  if (!all_exist || has_life) return;
  std::map<std::string_view, std::size_t> times;  // by key
  for (const Numbered& numbered : second) {
    const auto* const set = std::get_if<ObjectAclSet>(&numbered.first->content);
    if (set != nullptr) ++times[set->key];
  }
  std::erase_if(second, [&](const Numbered& numbered) {
    const auto* const set = std::get_if<ObjectAclSet>(&numbered.first->content);
    const bool is_apart = set != nullptr && times[set->key] == 1 &&
                          (set->by_owner || set->object.acl == Acl::owner_only());
    if (!is_apart) return false;
    for (KnownState& state : states_) {
      state.apply(*numbered.first, numbered.second, Contradictions::resolve);
    }
    return true;
  });
}

void PossibleStates::advance(std::span<const Numbered> second) {
  std::vector<Numbered> ordered;
  for (const Numbered& numbered : second) {
    const bool is_again = std::any_of(ordered.begin(), ordered.end(), [&](const Numbered& earlier) {
      return sets_the_same(numbered.first->content, earlier.first->content);
    });
    if (!numbered.first->is_request() && !is_again) ordered.push_back(numbered);
  }
  if (ordered.empty()) return;
  for (KnownState& state : states_) state.begin_second();
  take_private_objects(ordered);
  if (ordered.empty()) return;
  if (ordered.size() == 1 && states_.size() == 1) {
    // The only order counts, whether it is possible or not: no copies of the state are needed.
    states_[0].apply(*ordered[0].first, ordered[0].second, Contradictions::resolve);
    return;
  }
  std::vector<KnownState> next;
  // Beyond the limit each part of the second is taken in by itself, and what differs is undecided.
  for (std::size_t begin = 0; begin < ordered.size(); begin += kMostOrdered) {
    const auto part =
        std::span(ordered).subspan(begin, std::min(kMostOrdered, ordered.size() - begin));
    for (const Contradictions contradictions : {Contradictions::refuse, Contradictions::resolve}) {
      for (const KnownState& state : states_) {
        for (KnownState& after_all : after(state, part, contradictions)) {
          add(next, std::move(after_all));
        }
      }
      if (!next.empty()) break;
    }
    if (ordered.size() > kMostOrdered) {
      for (KnownState& state : next) {
        for (const KnownState& earlier : states_) state.blur(earlier);
      }
    }
    states_ = std::move(next);
    next.clear();
  }
}

bool PossibleStates::keep_if_allowed(const Requested& request, EventTime time, bool is_allowed) {
  if (states_.size() < 2) return false;
  std::vector<KnownState> kept;
  for (const KnownState& state : states_) {
    const Verdict verdict = Evaluator(state.state()).evaluate({request.need, request.key, time});
    const bool fits =
        is_allowed ? verdict.openness > Openness::closed : verdict.openness < Openness::open;
    if (fits) kept.push_back(state);
  }
  if (kept.empty() || kept.size() == states_.size()) return false;
  states_ = std::move(kept);
  return true;
}

}  // namespace s3rare::investigate::openness
