// Holds every sentence of a dossier against the rest of it: for generated records, each finding's
// code has a predicate over the dossier's JSON, which reads the lists, not what made the sentence.

#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <set>

#include "catch.h"
#include "investigate/dossier/dossier_json.h"
#include "investigate/dossier/make_dossier.h"
#include "json/members.h"
#include "property/generate_access.h"
#include "property/investigation_oracle.h"

using namespace s3rare;
using namespace s3rare::tests;

namespace {

// --- Reading JSON.

class Value {
 public:
  explicit Value(std::string text) : text_(std::move(text)) {}

  bool exists() const { return !text_.empty() && text_ != "null"; }

  /// The member at a path such as `logs.first`; one that does not exist is empty.
  Value operator[](const std::string& path) const {
    const std::size_t dot = path.find('.');
    const auto member = json::find_member(text_, path.substr(0, dot));
    if (!member) return Value(std::string());
    const Value value{std::string(member->value)};
    return dot == std::string::npos ? value : value[path.substr(dot + 1)];
  }

  std::string string() const {
    return text_.starts_with('"')
               ? json::decoded(std::string_view(text_).substr(1, text_.size() - 2))
               : text_;
  }
  EventTime time() const { return parse_rfc3339(string()).value_or(ParsedTime{}).time; }
  std::int64_t number() const { return text_.empty() ? 0 : std::stoll(text_); }
  bool is_true() const { return text_ == "true"; }

  std::vector<Value> elements() const {
    std::vector<Value> all;
    json::Children children(text_);
    while (const auto child = children.next()) all.emplace_back(std::string(child->value));
    return all;
  }

 private:
  std::string text_;
};

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

// Whether the text has a number followed by a word that begins so: "3 successful".
bool counts(const std::string& text, std::int64_t number, const std::string& word) {
  return has(" " + text, " " + std::to_string(number) + " " + word) ||
         has(text, "(" + std::to_string(number) + " " + word);
}

// --- What the lists of a dossier hold.

std::int64_t sum(const Value& dossier, const std::string& member) {
  return dossier["prior." + member].number() + dossier["followup." + member].number();
}

bool is_read(const Value& dossier) { return dossier["alert.action"].string() == "GetObject"; }

std::vector<Value> secret_keys(const Value& dossier) {
  std::vector<Value> keys = dossier["prior.secret_keys"].elements();
  for (const Value& key : dossier["followup.secret_keys"].elements()) keys.push_back(key);
  return keys;
}

bool has_secret_key(const Value& dossier) {
  return secret_kind_of(dossier["alert.key"].string()).has_value();
}

// Successful changes that concern the alert's request, newest first.
std::vector<Value> changes_of(const Value& dossier) {
  std::vector<Value> changes = dossier["bucket_changes.changes"].elements();
  std::erase_if(changes, [&](const Value& change) {
    return change["error_code"].exists() ||
           (change["subject"].string() == "object_acl" &&
            change["key"].string() != dossier["alert.key"].string());
  });
  return changes;
}

bool may_open(const Value& change) {
  const std::string effect = change["effect"].string();
  return effect == "opened" || effect == "may_open";
}

bool lists(const Value& dossier, const std::function<bool(const Value&)>& test) {
  const auto changes = changes_of(dossier);
  return std::any_of(changes.begin(), changes.end(), test);
}

std::int64_t distance(const Value& change) { return change["distance_seconds"].number(); }

// The change that the finding's evidence names.
Value evidence_change(const Value& dossier, const Value& finding) {
  const auto evidence = finding["evidence"].elements();
  if (evidence.size() != 1) return Value("");
  for (const Value& change : dossier["bucket_changes.changes"].elements()) {
    if (change["evidence.event_id"].string() == evidence[0]["event_id"].string()) return change;
  }
  return Value("");
}

// --- The predicates.

struct Told {
  const Value& dossier;
  const Value& finding;
  std::string text;
};

using Predicate = std::function<bool(const Told&)>;

bool is_closing_told_right(const Told& told) {
  const Value change = evidence_change(told.dossier, told.finding);
  if (!change.exists() || change["effect"].string() != "closed") return false;
  // Nothing that decides is newer.
  for (const Value& other : changes_of(told.dossier)) {
    if (other["evidence.event_id"].string() == change["evidence.event_id"].string()) break;
    const std::string effect = other["effect"].string();
    if (effect == "closed" || (effect == "opened" && distance(other) > 0)) return false;
  }
  const EventTime time = change["time"].time();
  const EventTime end = told.dossier["window.to"].time();
  const Value last = told.dossier["followup.last"];
  if (has(told.text, "sent no anonymous request afterwards")) {
    return time <= end && (!last.exists() || last.time() < time);
  }
  return !has(told.text, "were not looked at") || time > end;
}

// What a sentence about conditions tells must be in the grants of its change.
bool is_condition_told_right(const Told& told) {
  const Value& dossier = told.dossier;
  const Value change = dossier["exposed_by"].exists() ? dossier["exposed_by"]
                                                      : evidence_change(dossier, told.finding);
  bool has_condition = false;
  bool is_limited = false;
  bool has_others = false;
  for (const Value& grant : change["grants"].elements()) {
    const auto conditions = grant["conditions"].elements();
    for (const Value& condition : conditions) {
      if (!has(told.text, condition.string())) return false;
    }
    has_condition = has_condition || !conditions.empty();
    is_limited = is_limited || (!conditions.empty() && grant["limited"].is_true());
    has_others = has_others || (conditions.empty() && !grant["actions"].elements().empty());
  }
  // The one network that the generated policies name.
  const bool of_network = has(told.text, "aws:SourceIp: 192.0.2.0/28.");
  const bool is_inside = dossier["alert.source"].string().starts_with("192.0.2.");
  return has_condition && has(told.text, " is limited by a Condition: ") == is_limited &&
         has(told.text, "Another statement for everyone has no Condition") == has_others &&
         (!has(told.text, " satisfies it.") || (of_network && is_inside)) &&
         (!has(told.text, " does not satisfy it") || (of_network && !is_inside));
}

// Whether the part of the sentence that has the verb says this.
bool tells(const std::string& text, const std::string& verb, const std::string& openness) {
  const std::map<std::string, std::string> words = {{"open", " can "},
                                                    {"restricted", " can "},
                                                    {"may_be_open", " may be able to "},
                                                    {"unknown", "it is not known whether "},
                                                    {"closed", " cannot "}};
  std::string rest = text.substr(0, text.find('.'));
  for (;;) {
    const std::size_t end = std::min(rest.find(';'), rest.size());
    const std::string part = rest.substr(0, end);
    if (has(part, verb)) {
      return has(part, words.at(openness)) &&
             (openness != "restricted" || has(part, verb + " only ")) &&
             (openness != "open" || !has(part, "not known"));
    }
    if (end == rest.size()) return false;
    rest.erase(0, end + 1);
  }
}

const std::map<std::string, Predicate>& predicates() {
  static const std::map<std::string, Predicate> all = {
      {"signed_by_own_account",
       [](const Told& told) {
         for (const Value& own : told.dossier["source_activity.signed.own_identities"].elements()) {
           if (!has(told.text, " is " + own["identity"].string() + ", with ")) continue;
           const Value elsewhere = own["elsewhere"];
           return counts(told.text, own["records"].number(), "request") &&
                  has(told.text, "is not known") == !elsewhere.exists() &&
                  has(told.text, "show no use of it from another address") ==
                      (elsewhere.exists() && elsewhere["records"].number() == 0);
         }
         return false;
       }},
      {"more_signed_by_own_account",
       [](const Told& told) {
         const Value with_signature = told.dossier["source_activity.signed"];
         std::vector<std::int64_t> records;
         for (const Value& own : with_signature["own_identities"].elements()) {
           records.push_back(own["records"].number());
         }
         std::sort(records.rbegin(), records.rend());
         std::int64_t more = with_signature["by_own_account"].number();
         for (std::size_t i = 0; i < std::min<std::size_t>(records.size(), 3); ++i) {
           more -= records[i];
         }
         return counts(told.text, more, "request");
       }},
      {"alert_day_not_in_logs",
       [](const Told& told) {
         return !told.dossier["logs.covers_alert"].is_true() &&
                has(told.text, told.dossier["alert.time"].string().substr(0, 10));
       }},
      {"objects_written",
       [](const Told& told) {
         const bool own = told.dossier["alert.action"].string() == "PutObject";
         return counts(told.text, sum(told.dossier, "objects_written") + (own ? 1 : 0),
                       "successful");
       }},
      {"objects_deleted",
       [](const Told& told) {
         return counts(told.text, sum(told.dossier, "objects_deleted"), "successful");
       }},
      {"secrets_fetched",
       [](const Told& told) {
         const auto keys = secret_keys(told.dossier);
         return (has_secret_key(told.dossier) && is_read(told.dossier)) ||
                std::any_of(keys.begin(), keys.end(), [](const Value& key) {
                  return key["outcome"].string() == "success" &&
                         key["action"].string() == "GetObject";
                });
       }},
      {"secrets_refused",
       [](const Told& told) {
         const auto keys = secret_keys(told.dossier);
         return std::any_of(keys.begin(), keys.end(),
                            [](const Value& key) { return key["outcome"].string() != "success"; });
       }},
      {"secrets_not_listed",
       [](const Told& told) {
         return counts(told.text, sum(told.dossier, "secret_keys_left_out"), "more request");
       }},
      {"acl_not_the_cause",
       [](const Told& told) {
         const Value change = evidence_change(told.dossier, told.finding);
         const bool says_fetch = has(told.text, "lets nobody fetch objects");
         return may_open(change) && distance(change) <= 0 && says_fetch == is_read(told.dossier) &&
                told.dossier["exposed_by.evidence.event_id"].string() !=
                    change["evidence.event_id"].string();
       }},
      {"policy_not_the_cause",
       [](const Told& told) {
         const Value change = evidence_change(told.dossier, told.finding);
         return change["subject"].string() == "bucket_policy" && may_open(change) &&
                distance(change) <= 0 &&
                told.dossier["exposed_by.evidence.event_id"].string() !=
                    change["evidence.event_id"].string();
       }},
      {"bucket_opened",
       [](const Told& told) {
         return told.dossier["exposed_by.effect"].string() == "opened" &&
                distance(told.dossier["exposed_by"]) <= 0;
       }},
      {"bucket_may_be_opened",
       [](const Told& told) {
         return told.dossier["exposed_by.effect"].string() == "may_open" &&
                distance(told.dossier["exposed_by"]) <= 0;
       }},
      {"open_earlier",
       [](const Told& told) {
         const std::size_t at = told.text.find(" at ");
         if (at == std::string::npos) return false;
         const std::string time = told.text.substr(at + 4, told.text.find(',', at) - at - 4);
         const auto parsed = parse_rfc3339(time);
         return parsed && parsed->time < told.dossier["exposed_by.time"].time();
       }},
      {"first_anonymous_success",
       [](const Told& told) {
         return told.dossier["exposed_by"].exists() &&
                has(told.text, "were not looked at") ==
                    (told.dossier["exposed_by.time"].time() < told.dossier["window.from"].time());
       }},
      {"opening_not_in_logs",
       [](const Told& told) {
         const bool lists_opening = lists(told.dossier, [](const Value& change) {
           return may_open(change) && distance(change) <= 0;
         });
         if (told.dossier["exposed_by"].exists()) return false;
         if (has(told.text, "they hold no such change")) {
           return !lists_opening && told.dossier["bucket_changes.left_out"].number() == 0;
         }
         return !has(told.text, "those that opened something") || lists_opening;
       }},
      {"statement_condition", is_condition_told_right},
      {"objects_opened_by_acl",
       [](const Told& told) {
         const Value opened = told.dossier["opened_objects"];
         return counts(told.text,
                       static_cast<std::int64_t>(opened["changes"].elements().size()) +
                           opened["left_out"].number(),
                       "request");
       }},
      {"opened_after_alert",
       [](const Told& told) {
         const Value change = evidence_change(told.dossier, told.finding);
         return change["effect"].string() == "opened" && distance(change) > 0;
       }},
      {"closed_before_alert",
       [](const Told& told) {
         return is_closing_told_right(told) && told.dossier["exposed_by"].exists() &&
                distance(evidence_change(told.dossier, told.finding)) < 0;
       }},
      {"closed_after_alert",
       [](const Told& told) {
         return is_closing_told_right(told) &&
                distance(evidence_change(told.dossier, told.finding)) >= 0;
       }},
      {"state_at_end",
       [](const Told& told) {
         const Value at_end = told.dossier["exposure_intervals.at_end"];
         if (!has(told.text, at_end["time"].string())) return false;
         const bool is_closed = at_end["openness"].string() == "closed";
         if (has(told.text, "is closed to anonymous callers") != is_closed) return false;
         if (has(told.text, "What would decide it") == at_end["decided_by"].elements().empty()) {
           return false;
         }
         return is_closed || (tells(told.text, " list", at_end["listing"].string()) &&
                              tells(told.text, " read", at_end["reading"].string()) &&
                              tells(told.text, " write", at_end["writing"].string()));
       }},
      {"objects_fetched",
       [](const Told& told) {
         return counts(told.text,
                       sum(told.dossier, "objects_read") + (is_read(told.dossier) ? 1 : 0),
                       "successful");
       }},
      {"bucket_enumerated",
       [](const Told& told) {
         for (const Value& bucket : told.dossier["enumerations.listed"].elements()) {
           if (has(told.text, " " + bucket["bucket"].string() + " (")) {
             return counts(told.text, bucket["listings"].number(), "listing") &&
                    counts(told.text, bucket["fetches"].number(), "time");
           }
         }
         return false;
       }},
      {"more_buckets_enumerated",
       [](const Told& told) {
         const auto listed =
             static_cast<std::int64_t>(told.dossier["enumerations.listed"].elements().size());
         return counts(told.text,
                       listed - std::min<std::int64_t>(listed, 3) +
                           told.dossier["enumerations.left_out"].number(),
                       "more bucket");
       }},
      {"several_buckets_requested",
       [](const Told& told) {
         return told.dossier["prior.buckets.count"].number() > 1 ||
                told.dossier["followup.buckets.count"].number() > 1;
       }},
      {"signed_by_others",
       [](const Told& told) {
         const Value with_signature = told.dossier["source_activity.signed"];
         return counts(
             told.text,
             with_signature["records"].number() - with_signature["by_own_account"].number(),
             "request");
       }},
      {"private_source",
       [](const Told& told) {
         const std::string source = told.dossier["alert.source"].string();
         return source.starts_with("10.") && has(told.text, ", " + source + ",");
       }},
      {"reached_by_many",
       [](const Told& told) {
         const Value others = told.dossier["other_sources"];
         return others["reached_by_many"].is_true() && others["secrets"].number() == 0 &&
                others["writes"].number() == 0 && !has_secret_key(told.dossier) &&
                secret_keys(told.dossier).empty() &&
                others["listings"].number() < others["records"].number() &&
                (!told.dossier["exposed_by"].exists() ||
                 distance(told.dossier["exposed_by"]) < -30 * kSecondsPerDay);
       }},
      {"other_sources",
       [](const Told& told) {
         return counts(told.text, told.dossier["other_sources.records"].number(), "successful") &&
                !told.dossier["other_sources.reached_by_many"].is_true();
       }},
      {"no_other_source",
       [](const Told& told) { return told.dossier["other_sources.records"].number() == 0; }},
      {"all_refused_before_alert",
       [](const Told& told) {
         return told.dossier["prior.succeeded"].number() == 0 &&
                told.dossier["prior.records"].number() > 0;
       }},
      {"some_refused_before_alert",
       [](const Told& told) {
         const std::int64_t succeeded = told.dossier["prior.succeeded"].number();
         const std::int64_t records = told.dossier["prior.records"].number();
         return succeeded > 0 && has(told.text, ", " + std::to_string(records - succeeded) +
                                                    " of " + std::to_string(records) + " ");
       }},
      {"all_refused_after_alert",
       [](const Told& told) {
         return told.dossier["followup.succeeded"].number() == 0 &&
                told.dossier["followup.records"].number() > 0;
       }},
      {"days_not_in_logs",
       [](const Told& told) {
         return told.dossier["logs.days_covered"].number() < told.dossier["logs.days"].number() &&
                has(told.text, " " + told.dossier["logs.days_covered"].string() + " of the " +
                                   told.dossier["logs.days"].string() + " day");
       }},
      {"access_changes_not_listed",
       [](const Told& told) {
         return counts(told.text, told.dossier["bucket_changes.left_out"].number(),
                       "access change");
       }},
      {"counts_estimated",
       [](const Told& told) {
         const auto counted = {"prior.buckets", "prior.keys", "followup.buckets", "followup.keys",
                               "other_sources.sources"};
         return std::any_of(counted.begin(), counted.end(), [&](const std::string member) {
           return told.dossier[member + ".estimated"].is_true();
         });
       }},
      {"sources_sampled",
       [](const Told& told) { return told.dossier["other_sources.top_of_sample"].is_true(); }},
  };
  return all;
}

// --- Generated records.

template <std::size_t N>
std::string one_of(Random& random, const std::array<std::string, N>& texts) {
  return texts[pick(random, N)];
}

struct Generated {
  GeneratedInvestigation requests;
  std::vector<investigate::AccessRecord> records;
};

Generated generate(Random& random) {
  Generated given;
  given.requests = generate_investigation(random);
  for (investigate::AlertToInvestigate& alert : given.requests.alerts) {
    if (pick(random, 3) == 0) alert.action = "ListObjects";
    if (pick(random, 10) == 0) alert.action = "PutObject";
    if (pick(random, 20) == 0) alert.source = "10.0.0.1";
    if (alert.key != "index.html") alert.key = secret_kind_of(alert.key) ? "id_rsa" : "";
    alert.json = R"({"action":")" + alert.action + R"(","key":")" + alert.key + R"(","time":")" +
                 format_utc(alert.time) + R"(","source":")" + alert.source + "\"}";
  }
  const std::size_t most = pick(random, 4) == 0 ? 90 : 6;
  for (const investigate::AlertToInvestigate& alert : given.requests.alerts) {
    for (std::uint64_t count = pick(random, most); count > 0; --count) {
      given.records.push_back(generate_access(random, alert, given.records.size()));
    }
  }
  // A crowd that only reads, for a dossier that says so.
  if (pick(random, 3) == 0) {
    for (std::size_t i = 0; i < 60; ++i) {
      OracleActivity activity;
      activity.type = "AWSAccount";
      activity.account = "anonymous";
      activity.service = "s3.amazonaws.com";
      activity.action = "GetObject";
      activity.bucket = given.requests.alerts[0].bucket;
      activity.key = "index.html";
      activity.source = "203.0.113." + std::to_string(i % 20);
      activity.event_id = "crowd-" + std::to_string(i);
      activity.time = given.requests.alerts[0].time - static_cast<Seconds>(i) * 20'000;
      given.requests.activities.push_back(activity);
    }
  }
  return given;
}

std::vector<std::string> dossiers_of(Random& random, const Generated& given) {
  const GeneratedInvestigation& requests = given.requests;
  investigate::InvestigationLimits limits = investigate::limits_for(requests.alerts.size());
  if (pick(random, 4) == 0) {
    limits.secret_keys = 2;
    limits.enumerated_buckets = 1;
    limits.distinct_hashes = 16;
    limits.other_sources = 8;
  }
  investigate::Investigation investigation(requests.alerts, requests.before, requests.after,
                                           limits);
  investigate::AccessRecords records(requests.alerts);
  Coverage coverage;
  for (const OracleActivity& activity : requests.activities) {
    add_to(investigation, activity);
    coverage.add(activity.time);
  }
  for (const investigate::AccessRecord& record : given.records) {
    records.add(record);
    coverage.add(record.time);
  }
  investigate::Exposures exposures(records, coverage.latest().value_or(EventTime{}));
  investigate::IdentityUses uses(investigation.own_identities());
  const bool has_uses = pick(random, 4) > 0;
  for (const OracleActivity& activity : requests.activities) add_to(uses, activity);
  std::vector<std::string> dossiers;
  for (std::size_t alert = 0; alert < requests.alerts.size(); ++alert) {
    dossiers.push_back(investigate::dossier_json(investigate::make_dossier(
        investigation, exposures, has_uses ? &uses : nullptr, coverage, alert)));
  }
  return dossiers;
}

bool names(const Value& records, const Value& change) {
  for (const Value& record : records.elements()) {
    if (record["evidence.event_id"].string() == change["evidence.event_id"].string()) return true;
  }
  return false;
}

// What a listed change did to listing, reading or writing is what the intervals say.
bool effects_agree_with_intervals(const Value& dossier) {
  const Value exposure = dossier["exposure_intervals"];
  for (const Value& change : dossier["bucket_changes.changes"].elements()) {
    const std::string effect = change["effect"].string();
    if (change["error_code"].exists() && effect != "none") return false;
    if (change["on_request"].string() != "none" || effect == "closed") continue;
    bool opens = false;
    bool is_whole = true;
    for (const std::string question : {"listing", "reading", "writing"}) {
      is_whole = is_whole && exposure[question + ".left_out"].number() == 0;
      for (const Value& interval : exposure[question + ".intervals"].elements()) {
        const std::string openness = interval["openness"].string();
        opens = opens || (names(interval["opened_by"], change) &&
                          (effect == "opened" ? openness == "open" : openness != "closed"));
      }
    }
    if ((effect == "opened" || effect == "may_open") && is_whole && !opens) return false;
  }
  return true;
}

// Intervals of one question follow each other, and only the last reaches the end of the logs.
bool intervals_are_in_order(const Value& dossier) {
  if (!dossier["exposure_intervals"].exists()) return true;
  for (const std::string question : {"listing", "reading", "writing"}) {
    const auto intervals = dossier["exposure_intervals." + question + ".intervals"].elements();
    for (std::size_t i = 0; i < intervals.size(); ++i) {
      const bool ends = intervals[i]["to"].exists();
      if (ends == (intervals[i]["ends"].string() == "end_of_the_logs")) return false;
      if (i + 1 == intervals.size()) continue;
      if (!ends || intervals[i + 1]["from"].time() + 1 < intervals[i]["from"].time()) return false;
    }
    const std::string at_end = dossier["exposure_intervals.at_end." + question].string();
    const bool stands = !intervals.empty() && !intervals.back()["to"].exists();
    if ((at_end == "closed") == stands) return false;
    if (stands && intervals.back()["openness"].string() != at_end) return false;
  }
  return true;
}

// A sentence about requests names the options that bound them, with the dossier's lengths.
bool names_its_options(const Value& dossier, const std::string& text) {
  const auto is_right = [&](const std::string& option, const std::string& member) {
    const std::size_t at = text.find(option);
    return at == std::string::npos ||
           text.substr(at + option.size()).starts_with(dossier[member].string());
  };
  return is_right("--before ", "window.before") && is_right("--after ", "window.after");
}

}  // namespace

TEST_CASE("no sentence of a dossier contradicts what the dossier lists") {
  std::map<std::string, std::size_t> told;
  for (std::uint64_t seed = 0; seed < 1500; ++seed) {
    Random random(seed);
    CAPTURE(seed);
    for (const std::string& text : dossiers_of(random, generate(random))) {
      const Value dossier(text);
      CAPTURE(text);
      REQUIRE(effects_agree_with_intervals(dossier));
      REQUIRE(intervals_are_in_order(dossier));
      for (const Value& finding : dossier["findings"].elements()) {
        const std::string code = finding["code"].string();
        const Told one{dossier, finding, finding["text"].string()};
        ++told[code];
        const auto predicate = predicates().find(code);
        CAPTURE(code, one.text, text);
        if (predicate != predicates().end()) REQUIRE(predicate->second(one));
        REQUIRE(names_its_options(dossier, one.text));
      }
    }
  }
  // Every predicate was asked.
  for (const auto& [code, predicate] : predicates()) {
    CAPTURE(code);
    CHECK(told[code] > 0);
  }
}

TEST_CASE("every code of a finding has a predicate") {
  for (const investigate::DocumentedCode& documented : investigate::kFindingCodes) {
    const std::string code(documented.name);
    CAPTURE(code);
    CHECK(predicates().contains(code));
  }
}
