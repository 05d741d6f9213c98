// How a run reads its logs, and when it ends with another exit code.
#pragma once

#include <optional>

#include "options/group.h"

namespace s3rare::options {

struct RunOptions {
  unsigned threads = 0;                ///< 0: one for each core
  bool server_access_logs = false;     ///< reads S3 server access logs too
  std::optional<int> alert_exit_code;  ///< exit code when there are alerts and nothing failed
  bool require_data_events = false;
  std::optional<Seconds> max_age;  ///< of the newest record, before `Options::started`
};

std::unique_ptr<Group> run_group();

}  // namespace s3rare::options
