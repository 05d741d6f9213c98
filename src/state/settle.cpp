#include "state/settle.h"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "state/episodes.h"

namespace s3rare::state {
namespace {

// Terms per write.
constexpr std::size_t kStoredAtOnce = 10'000;

std::vector<std::string_view> sorted_terms(const SettledTerms& settled, const History& without) {
  std::vector<std::string_view> terms;
  terms.reserve(settled.size());
  settled.for_each([&](std::string_view term, const SettledTime&) {
    if (without.find(term) == nullptr) terms.push_back(term);
  });
  std::sort(terms.begin(), terms.end());
  return terms;
}

}  // namespace

Settler::Settler(const State& state, Database database)
    : state_(state), database_(std::move(database)) {}

Result<std::unique_ptr<Settler>> Settler::open(const State& state) {
  auto database = Database::open(state.path(), Database::Mode::read);
  if (!database) return database.error();
  return std::unique_ptr<Settler>(new Settler(state, std::move(*database)));
}

void Settler::settle(History& history, SettledTerms& settled) {
  const std::lock_guard lock(mutex_);
  TermRows rows(database_, state_.settings().term_fields, state_.seen_from());
  for (const std::string* const term : sorted_terms(history)) {
    const Episodes known = rows.find(*term);
    if (database_.error()) return;
    const Episode* last = nullptr;
    known.for_each([&](const Episode& episode) { last = &episode; });
    if (last == nullptr) continue;
    const auto time = s3rare::settle(*last, *history.find(*term), history.window());
    if (time && settled.add(*term, *time)) history.erase(*term);
  }
}

Result<Done> store_settled(State& state, const SettledTerms& settled, const History& done) {
  const auto terms = sorted_terms(settled, done);
  for (std::size_t begin = 0; begin < terms.size(); begin += kStoredAtOnce) {
    const std::size_t end = std::min(terms.size(), begin + kStoredAtOnce);
    History batch(state.settings().window, settled.key());
    TermRows rows(state.database(), state.settings().term_fields, state.seen_from());
    for (std::size_t i = begin; i < end; ++i) {
      Episodes episodes = rows.find(terms[i]);
      episodes.for_each([&](Episode& episode) { batch.add(terms[i], std::move(episode)); });
      const auto time = settled.find(terms[i]);
      batch.reach(terms[i], time->start, time->end);
    }
    if (auto stored = store(state, batch); !stored) return stored;
  }
  return state.database().outcome();
}

}  // namespace s3rare::state
