#include <fcntl.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <variant>

#include "cli/commands.h"
#include "cli/ending.h"
#include "cli/exit_code.h"
#include "cli/reading/path_list.h"
#include "files/sink.h"
#include "options/options.h"
#include "output/messages.h"

namespace s3rare::cli {
namespace {

// The only use of the wall clock.
EventTime now() {
  const auto since_epoch = std::chrono::system_clock::now().time_since_epoch();
  return {std::chrono::duration_cast<std::chrono::seconds>(since_epoch).count(), 0};
}

// Opens /dev/null for each standard stream that is closed, so that no file opened later gets its
// number. It is opened for reading only: writing alerts to a closed stream must be an error.
void hold_standard_streams() {
  for (const int descriptor : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (::fcntl(descriptor, F_GETFD) < 0) {
      [[maybe_unused]] const int opened = ::open("/dev/null", O_RDONLY);
    }
  }
}

int answer(const options::Answer& text) {
  auto sink = files::Sink::standard_output();
  const bool written = sink.write(text.text) && sink.commit();
  return value_of(written ? ExitCode::done : ExitCode::failed);
}

int run(int argc, const char* const* argv) {
  auto parsed = options::parse_options(argc, argv, now());
  if (!parsed) {
    output::Messages(false, false).error(parsed.error());
    return value_of(ExitCode::failed);
  }
  if (const auto* text = std::get_if<options::Answer>(&*parsed)) return answer(*text);
  options::Options& options = std::get<options::Options>(*parsed);
  if (auto listed = add_listed_paths(options); !listed) {
    output::Messages(false, false).error(listed.error());
    return value_of(ExitCode::failed);
  }
  switch (options.command) {
    case options::Command::detect:
      return run_detect(options);
    case options::Command::match:
      return run_match(options);
    case options::Command::explain:
      return run_explain(options);
    case options::Command::investigate:
      return run_investigate(options);
    case options::Command::report:
      return run_report(options);
    case options::Command::except:
      return run_except(options);
    case options::Command::rule:
      return run_rule(options);
    case options::Command::state_show:
      return run_state_show(options);
    case options::Command::state_alerts:
      return run_state_alerts(options);
    case options::Command::state_export:
      return run_state_export(options);
    case options::Command::state_import:
      return run_state_import(options);
    case options::Command::state_merge:
      return run_state_merge(options);
    case options::Command::state_prune:
      return run_state_prune(options);
    case options::Command::state_check:
      return run_state_check(options);
  }
  return value_of(ExitCode::failed);
}

}  // namespace
}  // namespace s3rare::cli

int main(int argc, char** argv) {
  // A closed pipe and a file size limit then are errors of the write that meets them.
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);
  s3rare::cli::hold_standard_streams();
  try {
    return s3rare::cli::run(argc, argv);
  } catch (...) {
    s3rare::cli::report_exception();
  }
  return s3rare::cli::value_of(s3rare::cli::ExitCode::failed);
}
