// `s3rare state export`: prints the history as JSON lines.

#include "cli/commands.h"
#include "cli/state/state_lines.h"
#include "state/episodes.h"
#include "state/lines.h"

namespace s3rare::cli {

int run_state_export(const options::Options& options) {
  return print_lines(options, [](state::State& state, const WriteLine& write) {
    const auto visit = [&](const std::string& term, const Episodes& episodes) {
      return write(state::term_line(term, episodes, state.settings()));
    };
    return state::for_each_term(state, state::Rows::seen, visit);
  });
}

}  // namespace s3rare::cli
