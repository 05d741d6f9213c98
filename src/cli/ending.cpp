#include "cli/ending.h"

#include "cli/exit_code.h"

namespace s3rare::cli {

int end_with(const output::Messages& messages, const Result<Done>& outcome) {
  if (outcome || outcome.error().kind == ErrorKind::closed_pipe) return value_of(ExitCode::done);
  messages.error(outcome.error());
  return exit_code_of(outcome.error());
}

}  // namespace s3rare::cli
