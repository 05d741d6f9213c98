#include "cli/state_lines.h"

#include "cli/ending.h"
#include "cli/reading.h"

namespace s3rare::cli {

int print_lines(const Options& options,
                const std::function<Result<Done>(state::State&, const WriteLine&)>& read) {
  const output::Messages messages = make_messages(options);
  if (auto usable = check_output(options); !usable) return end_with(messages, usable);
  auto state = state::State::open(*options.state, state::State::Access::read, options.started);
  if (!state) return end_with(messages, state.error());
  auto sink = open_output(options);
  if (!sink) return end_with(messages, sink.error());
  Result<Done> written = Done();
  const auto all_read = read(*state, [&](std::string_view line) {
    written = sink->write(line);
    if (written) written = sink->write("\n");
    return static_cast<bool>(written);
  });
  if (!all_read) return end_with(messages, all_read);
  if (written) written = sink->commit();
  return end_with(messages, written);
}

}  // namespace s3rare::cli
