// `s3rare state alerts`: a lost file of alerts, written again.

#include "cli/commands.h"
#include "cli/ending.h"
#include "cli/reading.h"
#include "state/alert_lines.h"

namespace s3rare::cli {

int run_state_alerts(const Options& options) {
  const output::Messages messages = make_messages(options);
  if (auto usable = check_output(options); !usable) return end_with(messages, usable);
  auto state = state::State::open(*options.state, state::State::Access::read, options.started);
  if (!state) return end_with(messages, state.error());
  auto sink = open_output(options);
  if (!sink) return end_with(messages, sink.error());
  Result<Done> written = Done();
  const auto read =
      state::for_each_line(*state, options.since, options.held ? Status::held : Status::alerted,
                           [&](std::string_view line) {
                             written = sink->write(line);
                             if (written) written = sink->write("\n");
                             return static_cast<bool>(written);
                           });
  if (!read) return end_with(messages, read);
  if (written) written = sink->commit();
  return end_with(messages, written);
}

}  // namespace s3rare::cli
