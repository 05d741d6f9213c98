// `s3rare state check`: reads the whole state and reports problems.

#include "cli/commands.h"
#include "cli/ending.h"
#include "cli/exit_code.h"
#include "cli/reading/run_output.h"
#include "state/check.h"

namespace s3rare::cli {

int run_state_check(const options::Options& options) {
  const output::Messages messages = make_messages(options);
  auto state = state::State::open(*options.state, state::State::Access::read, options.started);
  if (!state) return end_with(messages, state.error());
  const auto problems = state::check(*state);
  for (const std::string& problem : problems) {
    messages.error({ErrorKind::damaged, *options.state, std::nullopt, problem});
  }
  if (problems.empty()) {
    messages.note(text::show_safely(*options.state) + ": no problems found");
    return value_of(ExitCode::done);
  }
  messages.error(
      {ErrorKind::damaged, *options.state, std::nullopt, std::string(state::kRecoveryAdvice)});
  return value_of(ExitCode::failed);
}

}  // namespace s3rare::cli
