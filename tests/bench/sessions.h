// The actors in an account: sessions of its roles, and its users.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "chance.h"

namespace s3rare::bench {

/// A session acts from one address with one tool, so its fields repeat word for word.
struct Session {
  std::string user_identity;  ///< JSON
  std::string arn;
  std::string source_address;
  std::string_view user_agent;
};

/// The roles of every account.
inline constexpr std::string_view kRoles[] = {"ci-deploy",    "data-pipeline",
                                              "web-frontend", "AWSServiceRoleForConfig",
                                              "night-backup", "audit-read-only"};

/// @returns the sessions of an account: some of each role, and two users with an access key
std::vector<Session> make_sessions(std::string_view account, Chance& chance);

}  // namespace s3rare::bench
