#include "investigate/openness/possible_states.h"

#include <algorithm>

#include "investigate/openness/openness.h"

namespace s3rare::investigate::openness {
namespace {

void add_distinct(std::vector<KnownState>& states, KnownState state) {
  const auto same = std::find(states.begin(), states.end(), state);
  if (same == states.end()) states.push_back(std::move(state));
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

void PossibleStates::advance(std::span<const Numbered> second) {
  std::vector<Numbered> ordered;
  for (const Numbered& numbered : second) {
    if (!numbered.first->is_request()) ordered.push_back(numbered);
  }
  if (ordered.empty()) return;
  for (KnownState& state : states_) state.begin_second();
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
