// `s3rare state merge`: merges several states into a new one.

#include <algorithm>
#include <optional>
#include <set>

#include "cli/commands.h"
#include "cli/ending.h"
#include "cli/random_key.h"
#include "cli/reading/run_output.h"
#include "state/merge.h"
#include "state/runs.h"

namespace s3rare::cli {
namespace {

Result<Done> merge(const options::Options& options) {
  if (state::State::exists(*options.output)) {
    return Error{ErrorKind::usage, *options.output, std::nullopt,
                 "found an existing file, expected a new name for the merged state"};
  }
  const HashKey key = random_key();
  std::optional<state::State> whole;
  std::optional<EventTime> horizon;
  std::set<std::string> exceptions;
  for (const std::string& path : options.paths) {
    auto part = state::State::open(path, state::State::Access::read, options.started);
    if (!part) return part.error();
    if (!whole) {
      auto created = state::State::create(*options.output, part->settings(), options.started);
      if (!created) return created.error();
      whole.emplace(std::move(*created));
    }
    if (part->settings() != whole->settings()) {
      return Error{ErrorKind::usage, path, std::nullopt,
                   "found a state built with " +
                       state::first_difference(part->settings(), whole->settings()) +
                       ", expected " +
                       state::first_difference(whole->settings(), part->settings()) + " as in " +
                       options.paths.front()};
    }
    if (auto merged = state::merge_states(*whole, *part, key); !merged) return merged;
    horizon = std::max(horizon, part->horizon());
    exceptions.insert(state::exceptions_of(*part));
  }
  if (horizon) whole->set_horizon(*horizon);
  if (exceptions.size() == 1) state::keep_exceptions(*whole, *exceptions.begin());
  return whole->commit();
}

}  // namespace

int run_state_merge(const options::Options& options) {
  return end_with(make_messages(options), merge(options));
}

}  // namespace s3rare::cli
