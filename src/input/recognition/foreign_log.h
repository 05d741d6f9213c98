// Text logs of AWS that are no CloudTrail but lie beside it: `AWSLogs/` holds them too.
#pragma once

#include <optional>
#include <string_view>

namespace s3rare::input {

struct ForeignLog {
  std::string_view name;   ///< in the summary: `VPC flow log`
  std::string_view fault;  ///< in a message, of a file that was named
};

/// @param first  how a file begins, after decompression
/// Sources: VPC User Guide, "Flow log records"; Elastic Load Balancing, "Access logs for your
/// Application Load Balancer", "... Network Load Balancer" and "... Classic Load Balancer".
std::optional<ForeignLog> foreign_log(std::string_view first);

}  // namespace s3rare::input
