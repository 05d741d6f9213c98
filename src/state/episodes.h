// The terms' episodes in the state. A run touches only the rows of its own terms, so its cost
// depends on what is new, not on the size of the state.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "s3rare/error.h"
#include "s3rare/history.h"
#include "s3rare/siphash.h"
#include "state/state.h"

namespace s3rare::state {

/// Looks terms up. The database must outlive it and must not move.
class TermRows {
 public:
  /// @param seen_from  skips episodes that ended before it
  TermRows(Database& database, const TermFields& fields, std::optional<EventTime> seen_from);

  /// @returns the term's episodes; errors stay in the database
  Episodes find(std::string_view term);

 private:
  Database& database_;
  const TermFields& fields_;
  std::string seen_from_;
  Statement select_;
};

/// @returns the terms in about the order of the state's rows: neighbours share pages
std::vector<const std::string*> sorted_terms(const History& history);

/// Adds the state's episodes of the history's terms to the history.
Result<Done> recall(State& state, History& history);

/// Replaces the state's episodes of the history's terms with those of the history. No episode may
/// be fresh.
Result<Done> store(State& state, const History& history);

/// Which rows to read: all, or only those whose episode ended at `State::seen_from` or later.
enum class Rows { all, seen };

/// Visits all terms with their episodes, in order of their column texts.
/// @param visit  returns false to stop
using VisitTerm = std::function<bool(const std::string& term, const Episodes& episodes)>;
Result<Done> for_each_term(State& state, Rows rows, const VisitTerm& visit);

/// Visits one term with its `Rows::seen` episodes, if there are any.
Result<Done> visit_term(State& state, const std::string& term, const VisitTerm& visit);

/// Visits the terms that contain a source address, with their `Rows::seen` episodes. If the term
/// has a single field, `source` is compared with that field's value.
Result<Done> visit_source(State& state, const std::string& source, const VisitTerm& visit);

/// Merges episodes into a state, many terms at a time, so that it touches their rows in order. The
/// state must outlive it and must not move.
class EpisodeMerge {
 public:
  /// @param key  secret of a hash table
  EpisodeMerge(State& state, const HashKey& key);

  Result<Done> add(std::string_view term, Episode episode);

  /// Merges what was added since the last flush. Call it at the end.
  Result<Done> flush();

 private:
  State& state_;
  HashKey key_;
  History batch_;
};

}  // namespace s3rare::state
