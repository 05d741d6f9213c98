// `s3rare state prune`: what is older than a time is forgotten.

#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/ending.h"
#include "cli/reading.h"
#include "state/retention.h"

namespace s3rare::cli {

int run_state_prune(const Options& options) {
  const output::Messages messages = make_messages(options);
  auto state = state::State::open(*options.state, state::State::Access::write, options.started);
  if (!state) return end_with(messages, state.error());
  const auto pruned = state::prune(*state, *options.before);
  if (!pruned) return end_with(messages, pruned.error());
  const std::string horizon = format_utc(*state->horizon());
  const auto committed = state->commit();
  if (committed) {
    messages.note(fmt::format(
        "forgotten: {} episodes, {} alerts, {} files, {} covered days; nothing before {} is kept",
        pruned->episodes, pruned->alerts, pruned->files, pruned->days, horizon));
  }
  return end_with(messages, committed);
}

}  // namespace s3rare::cli
