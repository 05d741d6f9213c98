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
  // Steps of a minute: within some hours, many changes come in one second.
  return {static_cast<Seconds>(pick(random, static_cast<std::uint64_t>(span))) * 60, fraction};
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

bool may_open(const investigate::AccessChange& change) {
  return change.effect == investigate::AccessEffect::opened ||
         change.effect == investigate::AccessEffect::may_open;
}

// How long a closing may take to work.
Seconds slack(const investigate::AccessChange& change) {
  using S = investigate::AccessSubject;
  if (change.subject == S::bucket_acl || change.subject == S::object_acl) return 0;
  // The ACL of its creation is one of the bucket's ACLs.
  if (change.subject == S::bucket && change.effect != investigate::AccessEffect::closed) return 0;
  return change.subject == S::account_public_access_block ? 3600 : 900;
}

bool is_in_force(const investigate::AccessChange& change, bool opens,
                 const investigate::AlertToInvestigate& alert) {
  return opens ? change.time.seconds <= alert.time.seconds
               : change.time.seconds + slack(change) < alert.time.seconds;
}

// The newest change that succeeded and is in force at the alert. Of one second the newest that
// opens, if there is one.
template <class IsWanted, class Opens>
const investigate::AccessChange* newest_of(const Changes& all,
                                           const investigate::AlertToInvestigate& alert,
                                           IsWanted&& is_wanted, Opens&& opens) {
  const investigate::AccessChange* newest = nullptr;
  const auto is_newer = [&](const investigate::AccessChange& a,
                            const investigate::AccessChange& b) {
    if (a.time.seconds != b.time.seconds) return a.time.seconds > b.time.seconds;
    if (opens(a) != opens(b)) return opens(a);
    return investigate::compare(a, b) > 0;
  };
  for (const investigate::AccessChange& change : all) {
    if (has_failed(change) || !is_wanted(change)) continue;
    if (!is_in_force(change, opens(change), alert)) continue;
    if (newest == nullptr || is_newer(change, *newest)) newest = &change;
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

// The changes nearest to the alert on each side and the last ones, newest first. Returns the number
// of records of the other changes.
std::uint64_t list_nearest(Counted changes, const investigate::AlertToInvestigate& alert,
                           std::uint64_t most, const Changes& last, Changes& listed) {
  std::sort(changes.begin(), changes.end(), [](const auto& a, const auto& b) {
    return investigate::compare(a.first, b.first) > 0;
  });
  std::uint64_t after = 0;
  for (const auto& [change, records] : changes) {
    if (change.time.seconds > alert.time.seconds) ++after;
  }
  std::uint64_t left_out = 0;
  for (std::uint64_t i = 0; i < changes.size(); ++i) {
    const bool is_near = i < after ? after - i <= most : i - after < most;
    const bool is_last = std::any_of(
        last.begin(), last.end(), [&](const auto& one) { return is_same(one, changes[i].first); });
    if (is_near || is_last) {
      listed.push_back(changes[i].first);
    } else {
      left_out += changes[i].second;
    }
  }
  return left_out;
}

// What is in force at an alert.
struct InForce {
  const investigate::AccessChange* policy;
  const investigate::AccessChange* bucket_acl;
  const investigate::AccessChange* object_acl;
  // Guards, for ACLs and for policies.
  std::vector<const investigate::AccessChange*> of_acls;
  std::vector<const investigate::AccessChange*> of_policies;
};

InForce find_in_force(const Changes& all, const investigate::AlertToInvestigate& alert) {
  using S = investigate::AccessSubject;
  using Change = investigate::AccessChange;
  const auto of_bucket = [&](S subject) {
    return [&alert, subject](const Change& change) {
      return change.subject == subject && change.bucket == alert.bucket;
    };
  };
  const auto of_account = [&](const Change& change) {
    return change.subject == S::account_public_access_block && change.account == alert.account;
  };
  const auto frees_acls = [](const Change& change) { return change.frees_acls; };
  const auto frees_policies = [](const Change& change) { return change.frees_policies; };
  const auto is_deletion = [&](const Change& change) {
    return of_bucket(S::bucket)(change) && change.effect == investigate::AccessEffect::closed;
  };
  const auto never = [](const Change&) { return false; };
  const Change* const deletion = newest_of(all, alert, is_deletion, never);
  const auto newest = [&](auto&& is_wanted, auto&& opens) -> const Change* {
    const Change* const change = newest_of(all, alert, is_wanted, opens);
    const bool is_gone =
        change != nullptr && deletion != nullptr && change->time.seconds < deletion->time.seconds;
    return is_gone ? nullptr : change;
  };
  InForce found;
  found.policy = newest(of_bucket(S::bucket_policy), may_open);
  found.bucket_acl = newest(
      [&](const Change& change) {
        return of_bucket(S::bucket_acl)(change) ||
               (of_bucket(S::bucket)(change) && !is_deletion(change));
      },
      may_open);
  found.object_acl = newest(
      [&](const Change& change) {
        return of_bucket(S::object_acl)(change) && !alert.key.empty() && change.key == alert.key;
      },
      may_open);
  found.of_acls = {newest_of(all, alert, of_account, frees_acls),
                   newest(of_bucket(S::bucket_public_access_block), frees_acls),
                   newest(of_bucket(S::ownership_controls), frees_acls)};
  found.of_policies = {newest_of(all, alert, of_account, frees_policies),
                       newest(of_bucket(S::bucket_public_access_block), frees_policies)};
  std::erase(found.of_acls, nullptr);
  std::erase(found.of_policies, nullptr);
  return found;
}

// Policies of access points that are in force and may be public.
Changes open_access_points(const Changes& all, const investigate::AlertToInvestigate& alert) {
  using S = investigate::AccessSubject;
  const auto is_creation = [](const investigate::AccessChange& change) {
    return change.subject == S::access_point && change.effect != investigate::AccessEffect::closed;
  };
  Changes found;
  for (const investigate::AccessChange& policy : all) {
    if (policy.subject != S::access_point_policy || policy.account != alert.account) continue;
    if (has_failed(policy) || !may_open(policy) || !is_in_force(policy, true, alert)) continue;
    // Within one moment the creations come first.
    const auto comes_before = [&](const investigate::AccessChange& a,
                                  const investigate::AccessChange& b) {
      if (a.time != b.time) return a.time < b.time;
      if (is_creation(a) != is_creation(b)) return is_creation(a);
      return investigate::compare(a, b) < 0;
    };
    const investigate::AccessChange* creation = nullptr;
    bool is_replaced = false;
    for (const investigate::AccessChange& other : all) {
      if (has_failed(other) || !is_of_access_point(other)) continue;
      if (other.account != policy.account || other.access_point != policy.access_point) continue;
      const bool opens = other.subject == S::access_point ? is_creation(other) : may_open(other);
      if (!is_in_force(other, opens, alert)) continue;
      if (comes_before(policy, other)) {
        const bool is_in_its_second = other.time.seconds == policy.time.seconds;
        const bool closes_nothing = other.subject == S::access_point_policy && !opens;
        is_replaced = is_replaced || !(closes_nothing && is_in_its_second);
      } else if (other.subject == S::access_point &&
                 (creation == nullptr || comes_before(*creation, other))) {
        creation = &other;
      }
    }
    if (is_replaced || creation == nullptr || !is_creation(*creation)) continue;
    if (!creation->frees_policies || creation->bucket != alert.bucket) continue;
    found.push_back(policy);
    found.back().bucket = alert.bucket;
  }
  return found;
}

void oracle_exposure(const Changes& all, const InForce& in_force,
                     const investigate::AlertToInvestigate& alert, OracleResult& result) {
  const auto frees = [](const investigate::AccessChange& guard, bool acl) {
    return acl ? guard.frees_acls : guard.frees_policies;
  };
  const auto guards = [&](bool acl) { return acl ? in_force.of_acls : in_force.of_policies; };
  const auto is_held = [&](bool acl) {
    const auto of_way = guards(acl);
    return std::any_of(of_way.begin(), of_way.end(),
                       [&](const auto* guard) { return !frees(*guard, acl); });
  };
  Changes certain;
  Changes possible;
  const auto add_opening = [&](const investigate::AccessChange* change, bool acl) {
    if (change == nullptr || !may_open(*change) || is_held(acl)) return;
    const bool is_certain = change->effect == investigate::AccessEffect::opened;
    const char* const needed = alert.action == "GetObject" ? "s3:GetObject" : "s3:ListBucket";
    if (!acl && !change->grants.empty() && change->grants[0].actions[0] != needed) return;
    // An ACL that is not open to everyone is open to all AWS accounts, or unknown.
    if (acl && !is_certain && !change->grants.empty()) return;
    Changes& exposing = is_certain ? certain : possible;
    exposing.push_back(*change);
    for (const investigate::AccessChange* guard : guards(acl)) {
      if (guard->effect == investigate::AccessEffect::may_open &&
          guard->time.seconds > change->time.seconds) {
        exposing.push_back(*guard);
      }
    }
  };
  add_opening(in_force.policy, false);
  add_opening(alert.action == "GetObject" ? in_force.object_acl : in_force.bucket_acl, true);
  for (const investigate::AccessChange& policy : open_access_points(all, alert)) {
    add_opening(&policy, false);
  }
  for (const bool acl : {true, false}) {
    for (const investigate::AccessChange* guard : guards(acl)) {
      if (guard->effect != investigate::AccessEffect::may_open || is_held(acl)) continue;
      possible.push_back(*guard);
    }
  }
  const Changes& exposing = certain.empty() ? possible : certain;
  const auto newest =
      std::max_element(exposing.begin(), exposing.end(),
                       [](const investigate::AccessChange& a, const investigate::AccessChange& b) {
                         return investigate::compare(a, b) < 0;
                       });
  if (newest != exposing.end()) result.exposed_by = *newest;
}

// The newest change of each kind that replaces earlier ones.
Changes last_of_each(const Counted& concerned) {
  using S = investigate::AccessSubject;
  std::map<int, investigate::AccessChange> last;
  for (const auto& [change, records] : concerned) {
    if (has_failed(change) || is_of_access_point(change)) continue;
    if (change.subject == S::website || change.subject == S::cors) continue;
    int kind = static_cast<int>(change.subject);
    if (change.subject == S::bucket) {
      kind =
          change.effect == investigate::AccessEffect::closed ? -1 : static_cast<int>(S::bucket_acl);
    }
    const auto [place, is_new] = last.try_emplace(kind, change);
    if (!is_new && investigate::compare(change, place->second) > 0) place->second = change;
  }
  Changes found;
  for (const auto& [kind, change] : last) found.push_back(change);
  return found;
}

OracleResult oracle(const GeneratedAccess& given, const investigate::AlertToInvestigate& alert) {
  // Each change once, at the place where it was read first.
  Counted counted;
  for (const investigate::AccessChange& change : given.changes) {
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
      if (concerns && may_open(change)) opened.emplace_back(change, records);
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
  result.left_out = list_nearest(concerned, alert, 20, last_of_each(concerned), result.listed);
  result.opened_left_out = list_nearest(opened, alert, 5, {}, result.opened);
  const InForce in_force = find_in_force(all, alert);
  // Closing changes: each looks for the change before it. From one side of the alert to the other
  // it is the one in force.
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
    const auto found = std::find_if(result.listed.begin() + static_cast<std::ptrdiff_t>(i) + 1,
                                    result.listed.end(), is_alike);
    const investigate::AccessChange* before = found == result.listed.end() ? nullptr : &*found;
    const auto is_after = [&](const investigate::AccessChange& change) {
      return change.time.seconds > alert.time.seconds;
    };
    if (is_after(told[i]) && (before == nullptr || !is_after(*before))) {
      const investigate::AccessChange* const standing =
          told[i].subject == investigate::AccessSubject::bucket_policy ? in_force.policy
          : told[i].subject == investigate::AccessSubject::bucket_acl  ? in_force.bucket_acl
          : told[i].subject == investigate::AccessSubject::object_acl  ? in_force.object_acl
                                                                       : nullptr;
      if (standing != nullptr) before = standing;
    }
    if (before != nullptr && may_open(*before)) {
      told[i].effect = investigate::AccessEffect::closed;
    }
  }
  result.listed = told;
  oracle_exposure(all, in_force, alert, result);
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
    parts.emplace_back(given.alerts);
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
    given.changes.clear();
    for (int i = 0; i < 600; ++i) given.changes.push_back(generate_change(random, kSpan));
    while (given.alerts.size() < 60) {
      given.alerts.push_back(generate(random).alerts.front());
      given.alerts.back().time = generate_time(random, kSpan);
    }
    std::sort(given.changes.begin(), given.changes.end(),
              [](const auto& a, const auto& b) { return investigate::compare(a, b) < 0; });
    investigate::AccessChanges forwards(given.alerts);
    for (const investigate::AccessChange& change : given.changes) forwards.add(change);
    std::reverse(given.changes.begin(), given.changes.end());
    investigate::AccessChanges backwards(given.alerts);
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
