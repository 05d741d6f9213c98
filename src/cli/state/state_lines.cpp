#include "cli/state/state_lines.h"

#include "cli/ending.h"
#include "cli/line_output.h"
#include "cli/reading/run_output.h"

namespace s3rare::cli {

int print_lines(const options::Options& options,
                const std::function<Result<Done>(state::State&, const WriteLine&)>& read) {
  const output::Messages messages = make_messages(options);
  if (auto usable = check_output(options); !usable) return end_with(messages, usable);
  auto state = state::State::open(*options.state, state::State::Access::read, options.started);
  if (!state) return end_with(messages, state.error());
  auto output = LineOutput::open(options);
  if (!output) return end_with(messages, output.error());
  Result<Done> written = Done();
  const auto all_read = read(*state, [&](std::string_view line) {
    written = output->write(std::string(line) + '\n');
    return static_cast<bool>(written);
  });
  if (!all_read) return end_with(messages, all_read);
  if (written) written = output->commit();
  return end_with(messages, written);
}

}  // namespace s3rare::cli
