// Compares `Investigation` with the oracle: any order, any division into parts, any merge order.

#include <algorithm>

#include "catch.h"
#include "investigate/dossier/dossier_json.h"
#include "property/investigation_oracle.h"

using namespace s3rare;
using namespace s3rare::tests;

namespace {

investigate::Investigation collect(Random& random, const GeneratedInvestigation& given,
                                   const investigate::InvestigationLimits& limits) {
  std::vector<const OracleActivity*> activities;
  for (const OracleActivity& activity : given.activities) activities.push_back(&activity);
  std::shuffle(activities.begin(), activities.end(), random);
  std::vector<investigate::Investigation> parts;
  for (std::uint64_t i = 0; i <= pick(random, 4); ++i) {
    parts.emplace_back(given.alerts, given.before, given.after, limits);
  }
  for (const OracleActivity* activity : activities) {
    add_to(parts[pick(random, parts.size())], *activity);
  }
  while (parts.size() > 1) {
    std::shuffle(parts.begin(), parts.end(), random);
    investigate::Investigation last = std::move(parts.back());
    parts.pop_back();
    parts.front().merge(std::move(last));
  }
  return std::move(parts.front());
}

std::vector<std::string> dossiers_of(Random& random, investigate::Investigation investigation,
                                     std::size_t alerts) {
  std::vector<std::size_t> order;
  for (std::size_t alert = 0; alert < alerts; ++alert) order.push_back(alert);
  std::shuffle(order.begin(), order.end(), random);
  std::vector<std::string> dossiers(alerts);
  for (const std::size_t alert : order) {
    investigate::Dossier dossier;
    investigation.fill(dossier, alert);
    dossiers[alert] = investigate::dossier_json(dossier);
  }
  return dossiers;
}

// The first difference between two dossiers, with its context.
std::pair<std::string, std::string> difference(const std::string& a, const std::string& b) {
  constexpr std::size_t kAround = 300;
  const auto place = std::mismatch(a.begin(), a.end(), b.begin(), b.end()).first - a.begin();
  const std::size_t begin =
      std::max<std::size_t>(static_cast<std::size_t>(place), kAround) - kAround;
  return {a.substr(begin, 2 * kAround), b.substr(begin, 2 * kAround)};
}

investigate::InvestigationLimits some_limits(Random& random) {
  investigate::InvestigationLimits limits =
      investigate::limits_for(pick(random, 2) == 0 ? 1 : 10'000);
  // Requests are only counted here: their size in bytes depends on the machine.
  limits.first_keys_bytes = SIZE_MAX;
  limits.secret_keys_bytes = SIZE_MAX;
  if (pick(random, 2) == 0) return limits;
  limits.actions_bytes = pick(random, 1000);
  limits.outcomes_bytes = pick(random, 300);
  limits.identities_bytes = pick(random, 1500);
  limits.user_agents_bytes = pick(random, 1000);
  limits.regions_bytes = pick(random, 100);
  limits.anonymous_actions_bytes = pick(random, 500);
  limits.anonymous_outcomes_bytes = pick(random, 300);
  limits.secret_keys = pick(random, 20);
  limits.minutes = pick(random, 60);
  limits.enumerated_buckets = 1 + pick(random, 6);
  return limits;
}

}  // namespace

TEST_CASE("an investigation finds what the oracle finds, however it was built") {
  for (std::uint64_t seed = 0; seed < 2000; ++seed) {
    Random random(seed);
    CAPTURE(seed);
    const GeneratedInvestigation given = generate_investigation(random);
    const investigate::InvestigationLimits limits = some_limits(random);
    const auto found = dossiers_of(random, collect(random, given, limits), given.alerts.size());
    for (std::size_t alert = 0; alert < given.alerts.size(); ++alert) {
      CAPTURE(alert);
      const std::string expected = investigate::dossier_json(oracle_dossier(given, alert, limits));
      const auto [is, must_be] = difference(found[alert], expected);
      REQUIRE(is == must_be);
    }
  }
  SUCCEED();
}

TEST_CASE("with too little memory an investigation still does not depend on the order") {
  for (std::uint64_t seed = 0; seed < 1000; ++seed) {
    Random random(seed);
    CAPTURE(seed);
    const GeneratedInvestigation given = generate_investigation(random);
    investigate::InvestigationLimits limits = some_limits(random);
    limits.first_keys_bytes = pick(random, 6000);
    limits.secret_keys_bytes = pick(random, 6000);
    limits.distinct_hashes = 1 + pick(random, 60);
    limits.other_sources = 1 + pick(random, 40);
    const auto once = dossiers_of(random, collect(random, given, limits), given.alerts.size());
    const auto again = dossiers_of(random, collect(random, given, limits), given.alerts.size());
    for (std::size_t alert = 0; alert < once.size(); ++alert) {
      const auto [is, must_be] = difference(again[alert], once[alert]);
      REQUIRE(is == must_be);
    }
  }
  SUCCEED();
}

TEST_CASE("records that concern no alert change nothing") {
  Random random(0);
  const GeneratedInvestigation given = generate_investigation(random);
  for (const OracleActivity& activity : given.activities) {
    investigate::Investigation investigation(given.alerts, given.before, given.after);
    const bool is_known = investigation.knows_source(activity.source) ||
                          (activity.is_anonymous() && investigation.knows_bucket(activity.bucket));
    if (is_known) continue;
    const auto before =
        dossiers_of(random, investigate::Investigation(given.alerts, given.before, given.after),
                    given.alerts.size());
    add_to(investigation, activity);
    CHECK(dossiers_of(random, std::move(investigation), given.alerts.size()) == before);
  }
}
