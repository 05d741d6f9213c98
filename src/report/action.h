// Something to do now: a reason, and commands that are printed and never run.
#pragma once

#include <string>
#include <vector>

namespace s3rare::report {

struct Action {
  std::string code;  ///< stable: `keep_evidence`, `close`, ...
  std::string text;  ///< what to do, and why
  bool is_question = false;
  std::vector<std::string> commands;  ///< for a POSIX shell, quoted
};

}  // namespace s3rare::report
