// Compares `AccessChanges` with an oracle that keeps every change, sorts and picks: any order,
// any division into parts, merged in any order.

#include "investigate/access/access_changes.h"

#include <algorithm>
#include <map>
#include <set>

#include "catch.h"
#include "property/generate.h"

using namespace s3rare;
using namespace s3rare::tests;

namespace {

using Changes = std::vector<investigate::AccessChange>;

struct GeneratedAccess {
  std::vector<investigate::AlertToInvestigate> alerts;
  Seconds before = 0;
  Seconds after = 0;
  Changes changes;
};

std::string one_of(Random& random, const std::vector<std::string>& texts) {
  return texts[pick(random, texts.size())];
}

const std::vector<std::string> kBuckets = {"alpha", "beta", "gamma"};
const std::vector<std::string> kAccounts = {"111122223333", "444455556666"};
const std::vector<std::string> kKeys = {"a", "b", ""};

EventTime generate_time(Random& random, Seconds span) {
  const auto fraction = static_cast<std::uint32_t>(pick(random, 4) == 0 ? pick(random, 3) : 0);
  return {static_cast<Seconds>(pick(random, static_cast<std::uint64_t>(span))), fraction};
}

investigate::AccessChange generate_change(Random& random, Seconds span) {
  investigate::AccessChange change;
  change.subject = static_cast<investigate::AccessSubject>(pick(random, 11));
  change.effect = static_cast<investigate::AccessEffect>(pick(random, 4));
  change.time = generate_time(random, span);
  change.account = one_of(random, kAccounts);
  change.evidence = {std::to_string(pick(random, 1'000'000)), one_of(random, {"p", "q"}),
                     pick(random, 5)};
  if (pick(random, 6) == 0) change.error_code = "AccessDenied";
  const bool of_access_point = change.subject == investigate::AccessSubject::access_point ||
                               change.subject == investigate::AccessSubject::access_point_policy;
  if (of_access_point) change.access_point = one_of(random, {"door", "gate"});
  const bool says_bucket =
      change.subject == investigate::AccessSubject::access_point && pick(random, 3) > 0;
  if (says_bucket || (!of_access_point &&
                      change.subject != investigate::AccessSubject::account_public_access_block)) {
    change.bucket = one_of(random, kBuckets);
  }
  if (change.subject == investigate::AccessSubject::object_acl) change.key = one_of(random, kKeys);
  change.frees_acls = pick(random, 2) == 0;
  change.frees_policies = pick(random, 2) == 0;
  if (pick(random, 8) == 0) change.told = std::string(pick(random, 50), 'x');
  if (pick(random, 2) == 0) {
    change.grants.push_back(
        {"everyone", {one_of(random, {"s3:GetObject", "s3:ListBucket"})}, {}, {}, false});
  }
  return change;
}

GeneratedAccess generate(Random& random) {
  GeneratedAccess given;
  const Seconds span = static_cast<Seconds>(1 + pick(random, 3) * 100 + pick(random, 40));
  given.before = static_cast<Seconds>(pick(random, static_cast<std::uint64_t>(span) + 1));
  given.after = static_cast<Seconds>(pick(random, static_cast<std::uint64_t>(span) + 1));
  const std::size_t alerts = 1 + pick(random, 8);
  for (std::size_t i = 0; i < alerts; ++i) {
    investigate::AlertToInvestigate alert;
    alert.time = generate_time(random, span);
    alert.bucket = one_of(random, {"alpha", "alpha", "beta"});
    alert.account = one_of(random, kAccounts);
    alert.key = one_of(random, kKeys);
    alert.action = one_of(random, {"GetObject", "ListObjects"});
    given.alerts.push_back(alert);
  }
  const std::size_t changes = pick(random, pick(random, 3) == 0 ? 400 : 25);
  for (std::size_t i = 0; i < changes; ++i) {
    given.changes.push_back(generate_change(random, span));
    if (pick(random, 4) > 0) continue;
    given.changes.push_back(given.changes.back());
    given.changes.back().evidence.path = one_of(random, {"p", "q"});
  }
  return given;
}

// --- The oracle.

bool is_same(const investigate::AccessChange& a, const investigate::AccessChange& b) {
  return investigate::compare(a, b) == 0;
}

bool has_failed(const investigate::AccessChange& change) { return !change.error_code.empty(); }

bool is_of_access_point(const investigate::AccessChange& change) {
  return change.subject == investigate::AccessSubject::access_point ||
         change.subject == investigate::AccessSubject::access_point_policy;
}

// The creation that gives the access point its bucket at the time of a change; none: nothing.
const investigate::AccessChange* creation_for(const Changes& all,
                                              const investigate::AccessChange& change) {
  const investigate::AccessChange* newest = nullptr;
  for (const investigate::AccessChange& other : all) {
    if (other.subject != investigate::AccessSubject::access_point || has_failed(other)) continue;
    if (other.account != change.account || other.access_point != change.access_point) continue;
    if (other.time > change.time) continue;
    const bool is_creation = other.effect != investigate::AccessEffect::closed;
    // Within one second the creations come first.
    const bool comes_after_change =
        other.time == change.time && !is_creation &&
        (investigate::compare(other, change) > 0 ||
         (change.subject == investigate::AccessSubject::access_point &&
          change.effect != investigate::AccessEffect::closed && !has_failed(change)));
    if (comes_after_change) continue;
    if (is_creation && other.time == change.time &&
        change.subject == investigate::AccessSubject::access_point && !has_failed(change) &&
        change.effect != investigate::AccessEffect::closed &&
        investigate::compare(other, change) > 0) {
      continue;
    }
    const auto rank = [](const investigate::AccessChange& of) {
      return std::pair(of.time, of.effect == investigate::AccessEffect::closed);
    };
    if (newest == nullptr || rank(*newest) < rank(other) ||
        (rank(*newest) == rank(other) && investigate::compare(*newest, other) < 0)) {
      newest = &other;
    }
  }
  return newest != nullptr && newest->effect != investigate::AccessEffect::closed ? newest
                                                                                  : nullptr;
}

// The newest change that succeeded at or before the alert.
template <class IsWanted>
const investigate::AccessChange* newest_of(const Changes& all,
                                           const investigate::AlertToInvestigate& alert,
                                           IsWanted&& is_wanted) {
  const investigate::AccessChange* newest = nullptr;
  for (const investigate::AccessChange& change : all) {
    if (has_failed(change) || change.time.seconds > alert.time.seconds) continue;
    if (!is_wanted(change)) continue;
    if (newest == nullptr || investigate::compare(*newest, change) < 0) newest = &change;
  }
  return newest;
}

struct OracleResult {
  Changes listed;
  std::uint64_t left_out = 0;
  Changes opened;
  std::uint64_t opened_left_out = 0;
  std::optional<investigate::AccessChange> exposed_by;
};

using Counted = std::vector<std::pair<investigate::AccessChange, std::uint64_t>>;

// The changes nearest to the alert on each side, newest first. Returns the number of records of
// the other changes.
std::uint64_t list_nearest(Counted changes, const investigate::AlertToInvestigate& alert,
                           std::uint64_t most, Changes& listed) {
  std::sort(changes.begin(), changes.end(), [](const auto& a, const auto& b) {
    return investigate::compare(a.first, b.first) > 0;
  });
  std::uint64_t after = 0;
  for (const auto& [change, records] : changes) {
    if (change.time.seconds > alert.time.seconds) ++after;
  }
  std::uint64_t left_out = 0;
  for (std::uint64_t i = 0; i < changes.size(); ++i) {
    const bool is_listed = i < after ? after - i <= most : i - after < most;
    if (is_listed) {
      listed.push_back(changes[i].first);
    } else {
      left_out += changes[i].second;
    }
  }
  return left_out;
}

void oracle_exposure(const Changes& all, const investigate::AlertToInvestigate& alert,
                     OracleResult& result) {
  using S = investigate::AccessSubject;
  const auto of_bucket = [&](S subject) {
    return [&alert, subject](const investigate::AccessChange& change) {
      return change.subject == subject && change.bucket == alert.bucket;
    };
  };
  const investigate::AccessChange* const deletion =
      newest_of(all, alert, [&](const investigate::AccessChange& change) {
        return of_bucket(S::bucket)(change) && change.effect == investigate::AccessEffect::closed;
      });
  const auto unless_gone = [&](const investigate::AccessChange* change) {
    const bool is_gone =
        change != nullptr && deletion != nullptr && investigate::compare(*change, *deletion) < 0;
    return is_gone ? nullptr : change;
  };
  struct Guard {
    const investigate::AccessChange* change;
    bool for_policies;
  };
  std::vector<Guard> guards;
  const auto add_guard = [&](const investigate::AccessChange* change, bool for_policies) {
    if (change != nullptr) guards.push_back({change, for_policies});
  };
  add_guard(unless_gone(newest_of(all, alert, of_bucket(S::bucket_public_access_block))), true);
  add_guard(unless_gone(newest_of(all, alert, of_bucket(S::ownership_controls))), false);
  add_guard(newest_of(all, alert,
                      [&](const investigate::AccessChange& change) {
                        return change.subject == S::account_public_access_block &&
                               change.account == alert.account;
                      }),
            true);
  const auto frees = [](const Guard& guard, bool acl) {
    return acl ? guard.change->frees_acls : guard.change->frees_policies;
  };
  const auto is_held = [&](bool acl) {
    return std::any_of(guards.begin(), guards.end(), [&](const Guard& guard) {
      return (acl || guard.for_policies) && !frees(guard, acl);
    });
  };

  Changes exposing;
  const auto add_opening = [&](const investigate::AccessChange* change, bool acl) {
    if (change == nullptr || change->effect != investigate::AccessEffect::opened || is_held(acl))
      return;
    const char* const needed = alert.action == "GetObject" ? "s3:GetObject" : "s3:ListBucket";
    if (!acl && !change->grants.empty() && change->grants[0].actions[0] != needed) return;
    exposing.push_back(*change);
    for (const Guard& guard : guards) {
      if ((acl || guard.for_policies) &&
          guard.change->effect == investigate::AccessEffect::may_open &&
          guard.change->time.seconds > change->time.seconds) {
        exposing.push_back(*guard.change);
      }
    }
  };
  add_opening(unless_gone(newest_of(all, alert, of_bucket(S::bucket_policy))), false);
  if (alert.action == "GetObject") {
    add_opening(unless_gone(newest_of(all, alert,
                                      [&](const investigate::AccessChange& change) {
                                        return of_bucket(S::object_acl)(change) &&
                                               !alert.key.empty() && change.key == alert.key;
                                      })),
                true);
  } else {
    add_opening(unless_gone(newest_of(all, alert,
                                      [&](const investigate::AccessChange& change) {
                                        return of_bucket(S::bucket_acl)(change) ||
                                               (of_bucket(S::bucket)(change) &&
                                                change.effect != investigate::AccessEffect::closed);
                                      })),
                true);
  }
  // For each access point, the policy that nothing has replaced since.
  for (const investigate::AccessChange& policy : all) {
    if (policy.subject != S::access_point_policy || policy.account != alert.account) continue;
    if (has_failed(policy) || policy.effect != investigate::AccessEffect::opened) continue;
    if (policy.time.seconds > alert.time.seconds) continue;
    const investigate::AccessChange* const creation = creation_for(all, policy);
    if (creation == nullptr || !creation->frees_policies || creation->bucket != alert.bucket) {
      continue;
    }
    const bool is_replaced =
        std::any_of(all.begin(), all.end(), [&](const investigate::AccessChange& other) {
          if (has_failed(other) || !is_of_access_point(other)) return false;
          if (other.account != policy.account || other.access_point != policy.access_point) {
            return false;
          }
          if (other.time.seconds > alert.time.seconds || other.time < policy.time) return false;
          const bool is_creation =
              other.subject == S::access_point && other.effect != investigate::AccessEffect::closed;
          if (is_creation) return other.time > policy.time;
          return investigate::compare(other, policy) > 0;
        });
    if (is_replaced) continue;
    investigate::AccessChange told = policy;
    told.bucket = alert.bucket;
    add_opening(&told, false);
  }
  if (exposing.empty()) {
    for (const Guard& guard : guards) {
      if (guard.change->effect != investigate::AccessEffect::may_open) continue;
      const bool exposes = (guard.for_policies && frees(guard, false) && !is_held(false)) ||
                           (frees(guard, true) && !is_held(true));
      if (exposes) exposing.push_back(*guard.change);
    }
  }
  const auto newest =
      std::max_element(exposing.begin(), exposing.end(),
                       [](const investigate::AccessChange& a, const investigate::AccessChange& b) {
                         return investigate::compare(a, b) < 0;
                       });
  if (newest != exposing.end()) result.exposed_by = *newest;
}

OracleResult oracle(const GeneratedAccess& given, const investigate::AlertToInvestigate& alert) {
  // Changes in the time window, each once, at the place where it was read first.
  Counted counted;
  for (const investigate::AccessChange& change : given.changes) {
    if (change.time < alert.time - given.before || change.time > alert.time + given.after) continue;
    const auto known = std::find_if(counted.begin(), counted.end(), [&](const auto& other) {
      return is_same(other.first, change);
    });
    if (known == counted.end()) {
      counted.emplace_back(change, 1);
      continue;
    }
    ++known->second;
    if (change.evidence < known->first.evidence) known->first = change;
  }
  Changes all;
  for (const auto& [change, records] : counted) all.push_back(change);

  OracleResult result;
  Counted concerned;
  Counted opened;
  for (auto [change, records] : counted) {
    bool concerns = change.bucket == alert.bucket;
    if (change.subject == investigate::AccessSubject::object_acl) {
      const bool opens = change.effect == investigate::AccessEffect::opened ||
                         change.effect == investigate::AccessEffect::may_open;
      if (concerns && opens) opened.emplace_back(change, records);
      concerns = concerns && !alert.key.empty() && change.key == alert.key;
    } else if (change.subject == investigate::AccessSubject::account_public_access_block) {
      concerns = change.account == alert.account;
    } else if (is_of_access_point(change)) {
      if (change.bucket.empty()) {
        const investigate::AccessChange* const creation =
            change.subject == investigate::AccessSubject::access_point && !has_failed(change)
                ? nullptr
                : creation_for(all, change);
        if (creation != nullptr) change.bucket = creation->bucket;
      }
      if (change.bucket.empty()) {
        change.told += "; the logs do not say of which bucket the access point is";
      }
      concerns = change.account == alert.account &&
                 (change.bucket.empty() || change.bucket == alert.bucket);
    }
    if (concerns) concerned.emplace_back(change, records);
  }
  result.left_out = list_nearest(concerned, alert, 20, result.listed);
  result.opened_left_out = list_nearest(opened, alert, 5, result.opened);
  // Closing changes: each looks for the change before it.
  Changes told = result.listed;
  for (std::size_t i = 0; i < told.size(); ++i) {
    const auto is_alike = [&](const investigate::AccessChange& other) {
      return !has_failed(other) && other.subject == told[i].subject &&
             other.access_point == told[i].access_point;
    };
    const bool may_close = told[i].subject == investigate::AccessSubject::bucket_policy ||
                           told[i].subject == investigate::AccessSubject::bucket_acl ||
                           told[i].subject == investigate::AccessSubject::object_acl ||
                           told[i].subject == investigate::AccessSubject::access_point_policy;
    if (!may_close || has_failed(told[i]) || told[i].effect != investigate::AccessEffect::none)
      continue;
    const auto before = std::find_if(result.listed.begin() + static_cast<std::ptrdiff_t>(i) + 1,
                                     result.listed.end(), is_alike);
    if (before == result.listed.end()) continue;
    if (before->effect == investigate::AccessEffect::opened ||
        before->effect == investigate::AccessEffect::may_open) {
      told[i].effect = investigate::AccessEffect::closed;
    }
  }
  result.listed = told;
  oracle_exposure(all, alert, result);
  return result;
}

// --- The comparison.

std::string text_of(const investigate::AccessChange& change) {
  std::string text = std::to_string(change.time.seconds) + " ";
  text += std::to_string(change.time.nanoseconds) + " ";
  text += std::to_string(static_cast<int>(change.subject)) + " ";
  text += std::to_string(static_cast<int>(change.effect)) + " ";
  for (const std::string& part :
       {change.bucket, change.key, change.access_point, change.account, change.error_code,
        change.told, change.evidence.event_id, change.evidence.path}) {
    text += part + ",";
  }
  text += std::to_string(change.evidence.offset);
  return text + (change.frees_acls ? " A" : "") + (change.frees_policies ? " P" : "") + "\n";
}

std::string text_of(const Changes& listed, std::uint64_t left_out) {
  std::string text;
  for (const investigate::AccessChange& change : listed) text += text_of(change);
  return text + "left out " + std::to_string(left_out) + "\n";
}

std::string text_of(const OracleResult& result) {
  return text_of(result.listed, result.left_out) + text_of(result.opened, result.opened_left_out) +
         "exposed by " + (result.exposed_by ? text_of(*result.exposed_by) : "nothing");
}

std::string text_of(const investigate::Dossier& dossier) {
  return text_of({dossier.bucket_changes, dossier.bucket_changes_left_out, dossier.opened_objects,
                  dossier.opened_objects_left_out, dossier.exposed_by});
}

investigate::AccessChanges collect(Random& random, const GeneratedAccess& given) {
  Changes changes = given.changes;
  std::shuffle(changes.begin(), changes.end(), random);
  std::vector<investigate::AccessChanges> parts;
  for (std::uint64_t i = 0; i <= pick(random, 4); ++i) {
    parts.emplace_back(given.alerts, given.before, given.after);
  }
  for (const investigate::AccessChange& change : changes)
    parts[pick(random, parts.size())].add(change);
  while (parts.size() > 1) {
    const std::size_t into = pick(random, parts.size() - 1);
    parts[into].merge(std::move(parts.back()));
    parts.pop_back();
  }
  return std::move(parts.front());
}

}  // namespace

TEST_CASE("changes of access are listed and exposures found as the oracle does, in any order") {
  std::uint64_t exposed = 0;
  std::uint64_t left_out = 0;
  std::uint64_t opened = 0;
  for (std::uint64_t seed = 0; seed < 3000; ++seed) {
    Random random(seed);
    CAPTURE(seed);
    const GeneratedAccess given = generate(random);
    const investigate::AccessChanges changes = collect(random, given);
    for (std::size_t alert = 0; alert < given.alerts.size(); ++alert) {
      CAPTURE(alert);
      investigate::Dossier dossier;
      changes.fill(dossier, alert);
      const OracleResult expected = oracle(given, given.alerts[alert]);
      REQUIRE(text_of(dossier) == text_of(expected));
      exposed += expected.exposed_by ? 1 : 0;
      left_out += expected.left_out > 0 ? 1 : 0;
      opened += expected.opened.empty() ? 0 : 1;
    }
  }
  // The interesting cases have occurred often.
  CHECK(exposed > 1000);
  CHECK(left_out > 200);
  CHECK(opened > 1000);
}

TEST_CASE("between many alerts, too, the nearest of many changes are found in order of time") {
  for (std::uint64_t seed = 0; seed < 8; ++seed) {
    Random random(seed);
    CAPTURE(seed);
    GeneratedAccess given = generate(random);
    constexpr Seconds kSpan = 2000;
    given.before = static_cast<Seconds>(pick(random, kSpan));
    given.after = static_cast<Seconds>(pick(random, kSpan));
    given.changes.clear();
    for (int i = 0; i < 600; ++i) given.changes.push_back(generate_change(random, kSpan));
    while (given.alerts.size() < 60) {
      given.alerts.push_back(generate(random).alerts.front());
      given.alerts.back().time = generate_time(random, kSpan);
    }
    std::sort(given.changes.begin(), given.changes.end(),
              [](const auto& a, const auto& b) { return investigate::compare(a, b) < 0; });
    investigate::AccessChanges forwards(given.alerts, given.before, given.after);
    for (const investigate::AccessChange& change : given.changes) forwards.add(change);
    std::reverse(given.changes.begin(), given.changes.end());
    investigate::AccessChanges backwards(given.alerts, given.before, given.after);
    for (const investigate::AccessChange& change : given.changes) backwards.add(change);
    for (std::size_t alert = 0; alert < given.alerts.size(); ++alert) {
      CAPTURE(alert);
      const OracleResult expected = oracle(given, given.alerts[alert]);
      for (const investigate::AccessChanges* const changes : {&forwards, &backwards}) {
        investigate::Dossier dossier;
        changes->fill(dossier, alert);
        REQUIRE(text_of(dossier) == text_of(expected));
      }
    }
  }
}

TEST_CASE("with many alerts, which keep less, the result still does not depend on the order") {
  for (std::uint64_t seed = 0; seed < 30; ++seed) {
    Random random(seed);
    CAPTURE(seed);
    GeneratedAccess given = generate(random);
    while (given.alerts.size() < 120) given.alerts.push_back(generate(random).alerts.front());
    for (investigate::AccessChange& change : given.changes)
      change.told.append(pick(random, 400), 'y');
    const investigate::AccessChanges once = collect(random, given);
    const investigate::AccessChanges again = collect(random, given);
    for (std::size_t alert = 0; alert < given.alerts.size(); ++alert) {
      investigate::Dossier a;
      investigate::Dossier b;
      once.fill(a, alert);
      again.fill(b, alert);
      REQUIRE(text_of(a) == text_of(b));
    }
  }
}
