// `s3rare state prune`: deletes what is older than a time.

#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/ending.h"
#include "cli/reading/run_output.h"
#include "state/retention.h"
#include "state/runs.h"
#include "text/quantities.h"

namespace s3rare::cli {
namespace {

std::string counted(std::int64_t count, std::string_view noun) {
  return text::count_of(static_cast<std::uint64_t>(count), noun);
}

}  // namespace

int run_state_prune(const options::Options& options) {
  const output::Messages messages = make_messages(options);
  auto state = state::State::open(*options.state, state::State::Access::write, options.started);
  if (!state) return end_with(messages, state.error());
  const auto newest = state::newest_record(*state);
  const Seconds window = state->settings().window;
  if (!newest || *options.before + window > *newest) {
    return end_with(
        messages,
        Error{ErrorKind::usage, *options.state, std::nullopt,
              fmt::format(
                  "--before: found {}, expected a time at least {} before the newest record ({}): "
                  "sources seen within the window must stay known",
                  format_utc(*options.before), format_duration(window),
                  newest ? format_utc(*newest) : "none")});
  }
  const auto pruned = state::prune(*state, *options.before);
  if (!pruned) return end_with(messages, pruned.error());
  const std::string horizon = format_utc(*state->horizon());
  const auto committed = state->commit();
  if (committed) {
    messages.note(fmt::format("deleted {}, {}, {} and {}; the state now reaches back to {}",
                              counted(pruned->episodes, "episode"),
                              counted(pruned->alerts, "alert"), counted(pruned->files, "file"),
                              counted(pruned->days, "covered day"), horizon));
  }
  return end_with(messages, committed);
}

}  // namespace s3rare::cli
