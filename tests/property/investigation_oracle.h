// The expected dossier, computed the slow and obvious way: keeps all records, and reads them again
// for every question.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "investigate/dossier/dossier.h"
#include "investigate/investigation.h"
#include "property/generate.h"

namespace s3rare::tests {

/// A record that owns its texts. An empty text means that the field is absent.
struct OracleActivity {
  EventTime time;
  std::string event_id;
  std::string service;
  std::string action;
  std::string error_code;
  std::string error_message;
  std::string type;
  std::string account;
  std::string arn;
  std::string principal;
  std::string access_key;
  std::string invoked_by;
  std::string source;
  std::string bucket;
  std::string key;
  std::string user_agent;
  std::string region;
  std::string host;
  std::optional<std::uint64_t> bytes_out;
  std::optional<std::uint64_t> bytes_in;
  std::string path;
  std::uint64_t offset = 0;

  bool is_anonymous() const { return account == "anonymous" || account == "ANONYMOUS_PRINCIPAL"; }
};

struct GeneratedInvestigation {
  std::vector<investigate::AlertToInvestigate> alerts;
  Seconds before = 0;
  Seconds after = 0;
  std::vector<OracleActivity> activities;
};

/// Few sources, buckets and keys; times close to the ends of windows; duplicates; everything that
/// an alert's source may do.
GeneratedInvestigation generate_investigation(Random& random);

void add_to(investigate::Investigation& investigation, const OracleActivity& activity);
void add_to(investigate::IdentityUses& uses, const OracleActivity& activity);

/// @returns the result that `Investigation::fill` must give, as long as all hashes and sources fit
investigate::Dossier oracle_dossier(const GeneratedInvestigation& given, std::size_t alert,
                                    const investigate::InvestigationLimits& limits);

}  // namespace s3rare::tests
