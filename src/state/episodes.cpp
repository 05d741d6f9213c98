#include "state/episodes.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "state/column_text.h"

namespace s3rare::state {
namespace {

// Terms per merge.
constexpr std::size_t kBatchTerms = 10'000;

constexpr std::string_view kSelectTerm =
    "SELECT first_seen, last_seen, event_id, status FROM episodes WHERE term = ? AND last_seen >= "
    "?";

// The lower bound of `last_seen`; empty, which sorts before every time, without a horizon.
std::string seen_from_text(std::optional<EventTime> seen_from) {
  return seen_from ? time_text(*seen_from) : std::string();
}

bool has_episodes(Database& database) {
  return Statement(database, "SELECT 1 FROM episodes LIMIT 1").step();
}

// Reads an episode from the columns that begin with first_seen.
std::optional<Episode> read_episode(const Statement& row, int column, Database& database) {
  const auto start = parse_time_text(row.text(column));
  const auto end = parse_time_text(row.text(column + 1));
  const auto status = parse_status_text(row.text(column + 3));
  if (!start || !end || !status || *end < *start) {
    database.fail(ErrorKind::damaged, "found an invalid episode (first_seen " +
                                          std::string(row.text(column)) +
                                          "), expected two times in order and a status; " +
                                          std::string(kRecoveryAdvice));
    return std::nullopt;
  }
  return Episode{*start, *end, {unescaped(row.text(column + 2)), {}, {}}, *status};
}

bool is_same(const Episode& a, const Episode& b) {
  return a.start == b.start && a.end == b.end && a.status == b.status &&
         a.earliest.event_id() == b.earliest.event_id();
}

bool has_source(std::string_view term, const TermFields& fields, std::string_view source) {
  const auto values = term_values(term, fields);
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (fields[i] == TermField::source_address && values[i] == source) return true;
  }
  return false;
}

}  // namespace

TermRows::TermRows(Database& database, const TermFields& fields, std::optional<EventTime> seen_from)
    : database_(database),
      fields_(fields),
      seen_from_(seen_from_text(seen_from)),
      select_(database, kSelectTerm) {}

Episodes TermRows::find(std::string_view term) {
  Episodes episodes;
  select_.with(term_text(term, fields_), seen_from_);
  while (select_.step()) {
    if (auto episode = read_episode(select_, 0, database_)) episodes.insert(std::move(*episode));
  }
  return episodes;
}

std::vector<const std::string*> sorted_terms(const History& history) {
  std::vector<const std::string*> terms;
  terms.reserve(history.term_count());
  history.for_each([&](const std::string& term, const auto&) { terms.push_back(&term); });
  std::sort(terms.begin(), terms.end(), [](const auto* a, const auto* b) { return *a < *b; });
  return terms;
}

Result<Done> recall(State& state, History& history) {
  Database& database = state.database();
  if (!has_episodes(database)) return database.outcome();
  TermRows rows(database, state.settings().term_fields, state.seen_from());
  for (const std::string* term : sorted_terms(history)) {
    Episodes episodes = rows.find(*term);
    episodes.for_each([&](Episode& episode) { history.add(*term, std::move(episode)); });
    if (database.error()) break;
  }
  return database.outcome();
}

Result<Done> store(State& state, const History& history) {
  Database& database = state.database();
  const bool was_empty = !has_episodes(database);
  TermRows rows(database, state.settings().term_fields, std::nullopt);
  Statement remove(database, "DELETE FROM episodes WHERE term = ? AND first_seen = ?");
  Statement insert(database, "INSERT OR REPLACE INTO episodes VALUES (?, ?, ?, ?, ?)");
  for (const std::string* term : sorted_terms(history)) {
    const std::string text = term_text(*term, state.settings().term_fields);
    const Episodes& episodes = *history.find(*term);
    const Episodes before = was_empty ? Episodes() : rows.find(*term);
    before.for_each([&](const Episode& episode) {
      if (episodes.find(episode.start) != nullptr) return;
      remove.with(text, time_text(episode.start)).run();
    });
    episodes.for_each([&](const Episode& episode) {
      const Episode* const same = before.find(episode.start);
      if (same != nullptr && is_same(*same, episode)) return;
      insert
          .with(text, time_text(episode.start), time_text(episode.end),
                escaped(episode.earliest.event_id()), status_text(episode.status))
          .run();
    });
    if (database.error()) break;
  }
  return database.outcome();
}

Result<Done> for_each_term(State& state, Rows rows, const VisitTerm& visit) {
  Database& database = state.database();
  const TermFields& fields = state.settings().term_fields;
  Statement select(database,
                   "SELECT term, first_seen, last_seen, event_id, status FROM episodes "
                   "WHERE last_seen >= ? ORDER BY term, first_seen");
  select.with(rows == Rows::all ? std::string() : seen_from_text(state.seen_from()));
  std::string text;
  std::string term;
  Episodes episodes;
  while (select.step()) {
    if (select.text(0) != text || episodes.empty()) {
      if (!episodes.empty() && !visit(term, episodes)) return Done();
      episodes = Episodes();
      text = select.text(0);
      const auto parsed = parse_term_text(text, fields);
      if (!parsed) database.fail(ErrorKind::damaged, "found an unreadable term: " + text);
      term = parsed.value_or(std::string());
    }
    if (auto episode = read_episode(select, 1, database)) {
      episodes.insert(std::move(*episode));
    }
  }
  if (!database.error() && !episodes.empty()) visit(term, episodes);
  return database.outcome();
}

Result<Done> visit_term(State& state, const std::string& term, const VisitTerm& visit) {
  Database& database = state.database();
  const Episodes episodes =
      TermRows(database, state.settings().term_fields, state.seen_from()).find(term);
  if (!database.error() && !episodes.empty()) visit(term, episodes);
  return database.outcome();
}

Result<Done> visit_source(State& state, const std::string& source, const VisitTerm& visit) {
  const TermFields& fields = state.settings().term_fields;
  if (fields.size() == 1) return visit_term(state, source, visit);
  return for_each_term(state, Rows::seen, [&](const std::string& term, const Episodes& episodes) {
    return !has_source(term, fields, source) || visit(term, episodes);
  });
}

EpisodeMerge::EpisodeMerge(State& state, const HashKey& key)
    : state_(state), key_(key), batch_(state.settings().window, key) {}

Result<Done> EpisodeMerge::add(std::string_view term, Episode episode) {
  batch_.add(term, std::move(episode));
  return batch_.term_count() < kBatchTerms ? Result<Done>(Done()) : flush();
}

Result<Done> EpisodeMerge::flush() {
  auto recalled = recall(state_, batch_);
  auto merged = recalled ? store(state_, batch_) : recalled;
  batch_ = History(batch_.window(), key_);
  return merged;
}

}  // namespace s3rare::state
