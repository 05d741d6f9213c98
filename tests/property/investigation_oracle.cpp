#include "property/investigation_oracle.h"

#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <tuple>

#include "s3rare/siphash.h"
#include "s3rare/term.h"

namespace s3rare::tests {
namespace {

const std::set<std::string> kListings = {"ListObjects", "ListBucket", "ListObjectsV2",
                                         "ListObjectVersions", "ListBucketVersions"};

using Activities = std::vector<const OracleActivity*>;
using Test = std::function<bool(const OracleActivity&)>;

Activities only(const Activities& activities, const Test& test) {
  Activities found;
  for (const OracleActivity* activity : activities) {
    if (test(*activity)) found.push_back(activity);
  }
  return found;
}

bool succeeded(const OracleActivity& activity) {
  return activity.error_code.empty() && activity.error_message.empty();
}

bool is_service(const OracleActivity& activity) {
  const std::string& source = activity.source;
  const std::string ending = ".amazonaws.com";
  const bool is_name = source.size() >= ending.size() &&
                       source.compare(source.size() - ending.size(), ending.size(), ending) == 0;
  return !activity.is_anonymous() &&
         (activity.type == "AWSService" || source == "AWS Internal" || is_name);
}

bool is_signed(const OracleActivity& activity) {
  return !activity.is_anonymous() && !is_service(activity);
}

std::string outcome_of(const OracleActivity& activity) {
  if (succeeded(activity)) return "success";
  return activity.error_code.empty() ? activity.error_message : activity.error_code;
}

std::string action_of(const OracleActivity& activity) {
  return activity.action.empty() ? activity.service : activity.service + " " + activity.action;
}

std::string identity_of(const OracleActivity& activity) {
  if (activity.is_anonymous()) return "anonymous";
  if (!activity.arn.empty()) return activity.arn;
  if (!activity.invoked_by.empty()) return activity.invoked_by;
  std::string name = activity.type.empty() ? "(no type)" : activity.type;
  const std::string& who = activity.principal.empty() ? activity.access_key : activity.principal;
  if (!who.empty()) name += " " + who;
  if (!activity.account.empty()) name += " of account " + activity.account;
  return name;
}

investigate::Evidence evidence_of(const OracleActivity& activity) {
  return {bounded(activity.event_id, 64), activity.path, activity.offset};
}

std::optional<investigate::Span> span_of(const Activities& activities) {
  std::optional<investigate::Span> span;
  for (const OracleActivity* activity : activities) {
    if (!span) span = investigate::Span{activity->time, activity->time};
    span->first = std::min(span->first, activity->time);
    span->last = std::max(span->last, activity->time);
  }
  return span;
}

investigate::Evidence first_of(const Activities& activities) {
  const auto order = [](const OracleActivity* a) {
    const investigate::Evidence evidence = evidence_of(*a);
    return std::tuple(a->time, evidence.event_id, evidence.path, evidence.offset);
  };
  return evidence_of(
      **std::min_element(activities.begin(), activities.end(),
                         [&](const auto* a, const auto* b) { return order(a) < order(b); }));
}

std::size_t bytes_of(const std::string& name) {
  return sizeof(std::pair<std::string, std::uint64_t>) + (name.size() > 15 ? name.size() + 17 : 0);
}

// The names that fit: the first in order.
std::map<std::string, std::uint64_t> fitting(const std::map<std::string, std::uint64_t>& all,
                                             std::size_t bytes) {
  std::map<std::string, std::uint64_t> kept;
  std::size_t taken = 0;
  for (const auto& [name, records] : all) {
    taken += bytes_of(name);
    if (taken > bytes) break;
    kept.emplace(name, records);
  }
  return kept;
}

investigate::Counts in_order(const std::vector<std::pair<std::string, std::uint64_t>>& kept,
                             std::uint64_t total) {
  investigate::Counts counts;
  for (const auto& [name, records] : kept) {
    counts.counted.push_back({name, records});
    total -= records;
  }
  std::sort(counts.counted.begin(), counts.counted.end(), [](const auto& a, const auto& b) {
    return a.records != b.records ? a.records > b.records : a.name < b.name;
  });
  counts.other_records = total;
  return counts;
}

investigate::Counts count(const Activities& activities, std::size_t bytes,
                          const std::function<std::string(const OracleActivity&)>& name) {
  std::map<std::string, std::uint64_t> all;
  for (const OracleActivity* activity : activities) {
    const std::string text = name(*activity);
    ++all[text.empty() ? "(none)" : bounded(text, 256)];
  }
  const auto kept = fitting(all, bytes);
  return in_order({kept.begin(), kept.end()}, activities.size());
}

investigate::SourceActivity source_activity(const Activities& of_source,
                                            const investigate::AlertToInvestigate& alert,
                                            const investigate::InvestigationLimits& limits) {
  investigate::SourceActivity found;
  found.records = of_source.size();
  found.span = span_of(of_source);
  found.actions = count(of_source, limits.actions_bytes, action_of);
  found.outcomes = count(of_source, limits.outcomes_bytes, outcome_of);
  found.user_agents = count(of_source, limits.user_agents_bytes,
                            [](const auto& activity) { return activity.user_agent; });
  found.regions =
      count(of_source, limits.regions_bytes, [](const auto& activity) { return activity.region; });

  const Activities with_keys = only(of_source, is_signed);
  found.signed_records = with_keys.size();
  found.signed_span = span_of(with_keys);
  if (!with_keys.empty()) found.first_signed = first_of(with_keys);
  found.signed_by_own_account =
      only(with_keys, [&](const auto& activity) {
        return !alert.account.empty() && activity.account == alert.account;
      }).size();

  // Those of the alert's account, an assumed role without its session.
  std::map<std::string, Activities> own;
  for (const OracleActivity* activity : with_keys) {
    if (alert.account.empty() || activity->account != alert.account) continue;
    std::string name = identity_of(*activity);
    if (const std::size_t role = name.find(":assumed-role/"); role != std::string::npos) {
      name = name.substr(0, name.find('/', role + 14));
    }
    own[bounded(name, 256)].push_back(activity);
  }
  found.own_identities_left_out = found.signed_by_own_account;
  for (const auto& [name, of_identity] : own) {
    if (found.own_identities.size() == 16) break;
    found.own_identities_left_out -= of_identity.size();
    found.own_identities.push_back(
        {name, of_identity.size(), *span_of(of_identity), first_of(of_identity), {}});
  }

  // Identities alternate: anonymous ones, services, signers.
  std::map<std::string, std::uint64_t> identities;
  for (const OracleActivity* activity : of_source) {
    const char kind = activity->is_anonymous() ? '0' : is_service(*activity) ? '1' : '2';
    ++identities[bounded(kind + identity_of(*activity), 256)];
  }
  std::vector<std::pair<std::string, std::uint64_t>> all;
  std::vector<std::pair<std::string, std::uint64_t>> of_signers;
  for (const auto& [name, records] : fitting(identities, limits.identities_bytes)) {
    all.emplace_back(name.substr(1), records);
    if (name[0] == '2') of_signers.emplace_back(name.substr(1), records);
  }
  found.identities = in_order(all, of_source.size());
  found.signed_identities = in_order(of_signers, with_keys.size());
  return found;
}

investigate::RequestedKey requested(const OracleActivity& activity) {
  return {activity.time,
          bounded(activity.action, 64),
          bounded(activity.bucket, 128),
          bounded(activity.key, 1024),
          bounded(outcome_of(activity), 64),
          secret_kind_of(bounded(activity.key, 1024)),
          evidence_of(activity)};
}

auto what_it_is(const investigate::RequestedKey& request) {
  return std::tuple(request.time, request.evidence.event_id, request.action, request.bucket,
                    request.key, request.outcome);
}

bool is_earlier(const investigate::RequestedKey& a, const investigate::RequestedKey& b) {
  return std::tuple(what_it_is(a), a.evidence.path, a.evidence.offset) <
         std::tuple(what_it_is(b), b.evidence.path, b.evidence.offset);
}

std::vector<investigate::RequestedKey> first_keys(const Activities& requests) {
  std::vector<investigate::RequestedKey> all;
  for (const OracleActivity* activity : requests) {
    if (!activity->key.empty()) all.push_back(requested(*activity));
  }
  std::sort(all.begin(), all.end(), is_earlier);
  const auto behind = std::unique(all.begin(), all.end(), [](const auto& a, const auto& b) {
    return what_it_is(a) == what_it_is(b);
  });
  all.erase(behind, all.end());
  if (all.size() > 20) all.resize(20);
  return all;
}

void fill_secrets(investigate::AnonymousRequests& found, const Activities& requests,
                  const investigate::InvestigationLimits& limits) {
  std::map<std::string, std::vector<investigate::RequestedKey>> by_key;
  std::uint64_t records = 0;
  for (const OracleActivity* activity : requests) {
    if (activity->key.empty() || !secret_kind_of(activity->key)) continue;
    const investigate::RequestedKey request = requested(*activity);
    by_key[length_prefixed({request.bucket, request.key})].push_back(request);
    ++records;
  }
  for (auto& [key, of_key] : by_key) {
    if (found.secret_keys.size() == limits.secret_keys) break;
    records -= of_key.size();
    found.secret_keys.push_back(*std::min_element(of_key.begin(), of_key.end(), is_earlier));
  }
  found.secret_keys_left_out = records;
  std::sort(found.secret_keys.begin(), found.secret_keys.end(), is_earlier);
}

std::int64_t floor_of(Seconds seconds, Seconds step) {
  std::int64_t number = seconds / step;
  while (number * step > seconds) --number;
  return number;
}

std::map<std::int64_t, std::uint64_t> minutes_of(const Activities& requests) {
  std::map<std::int64_t, std::uint64_t> minutes;
  for (const OracleActivity* activity : requests) ++minutes[floor_of(activity->time.seconds, 60)];
  return minutes;
}

investigate::AnonymousRequests anonymous_requests(const Activities& requests,
                                                  const investigate::InvestigationLimits& limits) {
  const auto is_use = [](std::set<std::string> actions) {
    return [actions = std::move(actions)](const OracleActivity& activity) {
      return activity.service == "s3.amazonaws.com" && actions.contains(activity.action);
    };
  };
  investigate::AnonymousRequests found;
  const Activities good = only(requests, succeeded);
  found.records = requests.size();
  found.succeeded = good.size();
  found.span = span_of(requests);
  found.actions = count(requests, limits.anonymous_actions_bytes, action_of);
  found.outcomes = count(requests, limits.anonymous_outcomes_bytes, outcome_of);
  std::set<std::string> buckets;
  std::set<std::pair<std::string, std::string>> keys;
  for (const OracleActivity* activity : requests) {
    if (!activity->bucket.empty()) buckets.insert(activity->bucket);
    if (!activity->key.empty()) keys.emplace(activity->bucket, activity->key);
  }
  found.buckets = {buckets.size(), false};
  found.keys = {keys.size(), false};
  for (const OracleActivity* activity : good) {
    found.bytes_out += activity->bytes_out.value_or(0);
    found.bytes_in += activity->bytes_in.value_or(0);
    found.without_bytes += activity->bytes_out ? 0 : 1;
  }
  found.objects_read = only(good, is_use({"GetObject"})).size();
  found.objects_written =
      only(good, is_use({"PutObject", "CopyObject", "CompleteMultipartUpload"})).size();
  found.objects_deleted = only(good, is_use({"DeleteObject", "DeleteObjects"})).size();
  found.first_keys = first_keys(requests);
  fill_secrets(found, requests, limits);
  return found;
}

void fill_peaks(investigate::Dossier& dossier, const Activities& prior, const Activities& followup,
                const investigate::InvestigationLimits& limits) {
  const auto before = minutes_of(prior);
  const auto after = minutes_of(followup);
  if (before.size() + after.size() > limits.minutes) return;
  const auto fill = [](investigate::AnonymousRequests& requests, const auto& minutes) {
    for (const auto& [minute, records] : minutes) {
      if (requests.peak_a_minute && *requests.peak_a_minute >= records) continue;
      requests.peak_a_minute = records;
      requests.peak_minute = EventTime{minute * 60, 0};
    }
  };
  fill(dossier.prior, before);
  fill(dossier.followup, after);
}

void fill_enumerations(investigate::Dossier& dossier, const Activities& of_source,
                       const investigate::InvestigationLimits& limits) {
  const auto is_listing = [](const auto& activity) { return kListings.contains(activity.action); };
  const auto is_fetch = [](const auto& activity) { return activity.action == "GetObject"; };
  const Activities good = only(of_source, [&](const auto& activity) {
    return activity.is_anonymous() && succeeded(activity) && !activity.bucket.empty() &&
           activity.service == "s3.amazonaws.com" && (is_listing(activity) || is_fetch(activity));
  });
  std::set<std::pair<bool, std::string>> buckets;  // the alert's own bucket first
  for (const OracleActivity* activity : good) {
    buckets.emplace(activity->bucket != dossier.alert->bucket, activity->bucket);
  }
  std::size_t number = 0;
  for (const auto& place : buckets) {
    const std::string& bucket = place.second;
    if (number++ == limits.enumerated_buckets) break;
    const Activities here =
        only(good, [&](const auto& activity) { return activity.bucket == bucket; });
    const Activities listed = only(here, is_listing);
    const Activities fetched = only(here, is_fetch);
    if (listed.empty() || fetched.empty()) continue;
    investigate::Enumeration enumeration{bucket,           listed.size(),     fetched.size(),
                                         *span_of(listed), *span_of(fetched), {},
                                         first_of(listed), first_of(fetched)};
    if (enumeration.listed.first > enumeration.fetched.last) continue;
    if (enumeration.listed.first <= enumeration.fetched.first) {
      enumeration.interval = enumeration.fetched.first.seconds - enumeration.listed.first.seconds;
    }
    dossier.enumerations.push_back(enumeration);
  }
  std::sort(dossier.enumerations.begin(), dossier.enumerations.end(),
            [](const auto& a, const auto& b) { return a.bucket < b.bucket; });
  dossier.enumerations_left_out =
      buckets.size() - std::min(buckets.size(), limits.enumerated_buckets);
}

void fill_timeline(investigate::Dossier& dossier, const Activities& of_source,
                   const investigate::InvestigationLimits& limits) {
  dossier.timeline_step = investigate::timeline_step(dossier.window, limits.timeline_steps);
  std::map<std::int64_t, investigate::TimelineStep> steps;
  for (const OracleActivity* activity : of_source) {
    if (is_service(*activity)) continue;
    investigate::TimelineStep& step =
        steps[floor_of(activity->time.seconds, dossier.timeline_step)];
    ++(is_signed(*activity)   ? step.with_signature
       : succeeded(*activity) ? step.anonymous
                              : step.denied);
  }
  for (auto& [number, step] : steps) {
    step.begin = {number * dossier.timeline_step, 0};
    dossier.timeline.push_back(step);
  }
}

investigate::OtherSources other_sources(const Activities& in_window,
                                        const investigate::AlertToInvestigate& alert) {
  if (alert.bucket.empty()) return {};
  const Activities of_others = only(in_window, [&](const auto& activity) {
    return activity.is_anonymous() && activity.bucket == alert.bucket && !activity.source.empty() &&
           activity.source != alert.source;
  });
  const Activities good = only(of_others, succeeded);
  investigate::OtherSources found;
  found.records = good.size();
  found.denied = of_others.size() - good.size();
  std::set<std::string> addresses;
  std::set<std::int64_t> days;
  for (const OracleActivity* activity : good) {
    addresses.insert(activity->source);
    days.insert(floor_of(activity->time.seconds, 86'400));
    const bool reads =
        activity->action.starts_with("Get") || activity->action.starts_with("Head") ||
        activity->action.starts_with("List") || activity->action.starts_with("Select");
    found.writes += reads ? 0 : 1;
    const bool is_of_s3 = activity->service == "s3.amazonaws.com";
    found.listings += is_of_s3 && kListings.contains(activity->action) ? 1 : 0;
    found.secrets +=
        is_of_s3 && activity->action == "GetObject" && secret_kind_of(activity->key) ? 1 : 0;
    found.by_website_host += activity->host.find(".s3-website") != std::string::npos ? 1 : 0;
  }
  found.sources = {addresses.size(), false};
  found.days = days.size();
  for (const std::string& address : addresses) {
    const Activities its =
        only(good, [&](const auto& activity) { return activity.source == address; });
    found.top.push_back({address, its.size(), *span_of(its)});
  }
  std::sort(found.top.begin(), found.top.end(), [](const auto& a, const auto& b) {
    return a.records != b.records ? a.records > b.records : a.address < b.address;
  });
  if (found.top.size() > 10) found.top.resize(10);
  return found;
}

}  // namespace

investigate::Dossier oracle_dossier(const GeneratedInvestigation& given, std::size_t number,
                                    const investigate::InvestigationLimits& limits) {
  const investigate::AlertToInvestigate& alert = given.alerts[number];
  investigate::Dossier dossier;
  dossier.alert = &alert;
  dossier.window = {alert.time - given.before, alert.time + given.after};
  Activities all;
  for (const OracleActivity& activity : given.activities) all.push_back(&activity);
  const Activities in_window = only(all, [&](const auto& activity) {
    return dossier.window.first <= activity.time && activity.time <= dossier.window.last;
  });
  const Activities of_source = only(in_window, [&](const auto& activity) {
    return !alert.source.empty() && activity.source == alert.source;
  });
  const Activities prior = only(of_source, [&](const auto& activity) {
    return activity.is_anonymous() && activity.time < alert.time;
  });
  const Activities followup = only(of_source, [&](const auto& activity) {
    const bool is_own = alert.event_id.empty()
                            ? activity.event_id.empty() && activity.time == alert.time &&
                                  activity.bucket == alert.bucket && activity.key == alert.key &&
                                  activity.action == alert.action
                            : activity.event_id == alert.event_id;
    return activity.is_anonymous() && activity.time >= alert.time && !is_own;
  });
  dossier.source_activity = source_activity(of_source, alert, limits);
  dossier.prior = anonymous_requests(prior, limits);
  dossier.followup = anonymous_requests(followup, limits);
  fill_peaks(dossier, prior, followup, limits);
  fill_enumerations(dossier, of_source, limits);
  fill_timeline(dossier, of_source, limits);
  dossier.other_sources = other_sources(in_window, alert);
  return dossier;
}

}  // namespace s3rare::tests
