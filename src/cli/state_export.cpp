// `s3rare state export`: the history as lines.

#include "cli/commands.h"
#include "cli/ending.h"
#include "cli/reading.h"
#include "state/episodes.h"
#include "state/lines.h"

namespace s3rare::cli {

int run_state_export(const Options& options) {
  const output::Messages messages = make_messages(options);
  if (auto usable = check_output(options); !usable) return end_with(messages, usable);
  auto state = state::State::open(*options.state, state::State::Access::read, options.started);
  if (!state) return end_with(messages, state.error());
  auto sink = open_output(options);
  if (!sink) return end_with(messages, sink.error());
  Result<Done> written = Done();
  const auto write = [&](const std::string& term, const History::Episodes& episodes) {
    written = sink->write(state::term_line(term, episodes, state->settings()) + "\n");
    return static_cast<bool>(written);
  };
  const auto read = state::for_each_term(*state, state::Rows::seen, write);
  if (!read) return end_with(messages, read);
  if (written) written = sink->commit();
  return end_with(messages, written);
}

}  // namespace s3rare::cli
