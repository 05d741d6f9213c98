#include "cli/ending.h"

#include <exception>
#include <new>

#include "cli/exit_code.h"

namespace s3rare::cli {

int end_with(const output::Messages& messages, const Result<Done>& outcome) {
  if (outcome || outcome.error().kind == ErrorKind::closed_pipe) return value_of(ExitCode::done);
  messages.error(outcome.error());
  return exit_code_of(outcome.error());
}

void report_exception() noexcept {
  try {
    try {
      throw;
    } catch (const std::bad_alloc&) {
      output::Messages::out_of_memory();
    } catch (const std::exception& error) {
      output::Messages(false, false).error(error.what());
    }
  } catch (const std::bad_alloc&) {
    output::Messages::out_of_memory();
  }
}

}  // namespace s3rare::cli
