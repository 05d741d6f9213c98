// `s3rare state alerts`: prints the stored alerts, for example to replace a lost alert file.

#include "cli/commands.h"
#include "cli/state/state_lines.h"
#include "state/alert_lines.h"

namespace s3rare::cli {

int run_state_alerts(const options::Options& options) {
  const Status status = options.held ? Status::held : Status::alerted;
  return print_lines(options, [&](state::State& state, const WriteLine& write) {
    return state::for_each_line(state, options.since, status, write);
  });
}

}  // namespace s3rare::cli
