// Settled terms and the state: finds the terms to settle, and stores their matches.
#pragma once

#include <memory>
#include <mutex>
#include <optional>

#include "s3rare/error.h"
#include "s3rare/history.h"
#include "s3rare/settled.h"
#include "state/sqlite.h"
#include "state/state.h"

namespace s3rare::state {

/// Looks terms up in a state while logs are read, over its own connection. Any thread may use it.
/// Destroy it before the state is written.
class Settler {
 public:
  /// @param state  exists already, and must outlive the settler
  static Result<std::unique_ptr<Settler>> open(const State& state);

  /// Moves the terms that can be settled out of a history. Stops if the state cannot be read; the
  /// later `recall` reports the error.
  void settle(History& history, SettledTerms& settled);

 private:
  Settler(const State& state, Database database);

  const State& state_;
  std::mutex mutex_;
  Database database_;
};

/// Extends the state's episodes of settled terms to their matches.
/// @param done  a history that is stored already: its terms are skipped
Result<Done> store_settled(State& state, const SettledTerms& settled, const History& done);

}  // namespace s3rare::state
