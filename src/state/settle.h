// Settled terms and the state: which they are, and what has come to them, written down.
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

/// Asks a state while logs are read, over a connection of its own: any thread may. It has to be
/// gone before the state is written.
class Settler {
 public:
  /// @param state  is there already, and outlives this
  static Result<std::unique_ptr<Settler>> open(const State& state);

  /// Moves the terms that can be settled from a history. Where the state cannot be read there are
  /// none; whoever reads it in the end tells why.
  void settle(History& history, SettledTerms& settled);

 private:
  Settler(const State& state, Database database);

  const State& state_;
  std::mutex mutex_;
  Database database_;
};

/// Makes the state's episodes of settled terms reach as far as their matches.
/// @param done  a history that has been stored: its terms are left out
Result<Done> store_settled(State& state, const SettledTerms& settled, const History& done);

}  // namespace s3rare::state
