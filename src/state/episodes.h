// The terms' episodes in the state. Only rows of the terms at hand are touched: what a run costs
// follows what is new in it, not the size of the state.
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

/// Looks terms up. The database outlives it and stays where it is.
class TermRows {
 public:
  /// @param seen_from  episodes that ended before it are passed over
  TermRows(Database& database, const TermFields& fields, std::optional<EventTime> seen_from);

  /// @returns the term's episodes; what fails stays in the database
  Episodes find(std::string_view term);

 private:
  Database& database_;
  const TermFields& fields_;
  std::string seen_from_;
  Statement select_;
};

/// @returns the terms in the order in which they lie in the state, or nearly so: neighbours share
///          pages
std::vector<const std::string*> sorted_terms(const History& history);

/// Adds to a history what the state knows of its terms.
Result<Done> recall(State& state, History& history);

/// Makes the state's episodes of the history's terms those of the history. No episode is fresh.
Result<Done> store(State& state, const History& history);

/// Which rows are looked at: all that are there, or those that the horizon leaves to be seen.
enum class Rows { all, seen };

/// Hands over all terms with their episodes, in order of their texts.
/// @param visit  returns false to end
using VisitTerm = std::function<bool(const std::string& term, const Episodes& episodes)>;
Result<Done> for_each_term(State& state, Rows rows, const VisitTerm& visit);

/// Hands over one term with those of its episodes that the horizon leaves to be seen, if there are
/// any.
Result<Done> visit_term(State& state, const std::string& term, const VisitTerm& visit);

/// Hands over the terms that contain a source address, with the episodes that the horizon leaves to
/// be seen. If the term is a single field, that field's value is taken for the source.
Result<Done> visit_source(State& state, const std::string& source, const VisitTerm& visit);

/// Joins episodes to those of a state, many terms at a time: their rows are then touched in order.
/// The state outlives it and stays where it is.
class EpisodeMerge {
 public:
  /// @param key  secret of a hash table
  EpisodeMerge(State& state, const HashKey& key);

  Result<Done> add(std::string_view term, Episode episode);

  /// Joins what has been added since the last time. To be called at the end.
  Result<Done> flush();

 private:
  State& state_;
  HashKey key_;
  History batch_;
};

}  // namespace s3rare::state
