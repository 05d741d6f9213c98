// A policy as values: of a bucket, or a resource control policy of an organization.
#pragma once

#include <string>
#include <vector>

namespace s3rare::investigate::openness {

struct Condition {
  std::string operation;  ///< such as `ForAnyValue:StringLikeIfExists`, in any case
  std::string key;        ///< such as `aws:SourceIp`, in any case
  std::vector<std::string> values;

  friend bool operator==(const Condition&, const Condition&) = default;
};

/// The principals of a statement.
enum class Whom {
  everyone,      ///< `*`, alone or among others
  everyone_but,  ///< NotPrincipal with names: a caller who is not signed is not among them
  others         ///< named accounts, identities and services; or NotPrincipal `*`
};

struct Statement {
  bool allows = false;  ///< Effect is Allow, not Deny
  Whom whom = Whom::others;
  bool trusts_public_provider = false;  ///< a Federated principal that is no provider of an account
  std::vector<std::string> actions;
  bool all_other_actions = false;  ///< `actions` are those of NotAction
  std::vector<std::string> resources;
  bool all_other_resources = false;  ///< `resources` are those of NotResource
  std::vector<Condition> conditions;

  friend bool operator==(const Statement&, const Statement&) = default;
};

using Policy = std::vector<Statement>;

}  // namespace s3rare::investigate::openness
