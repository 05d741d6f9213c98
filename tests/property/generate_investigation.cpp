#include <array>

#include "property/investigation_oracle.h"

namespace s3rare::tests {
namespace {

constexpr Seconds kBegin = 1'711'929'600;  // 2024-04-01T00:00:00Z

template <std::size_t N>
std::string one_of(Random& random, const std::array<std::string, N>& texts) {
  return texts[pick(random, N)];
}

// A name longer than any that is kept.
std::string long_name(Random& random) {
  return std::string(1200, 'x') + std::to_string(pick(random, 3));
}

std::string source(Random& random) {
  static const std::array<std::string, 10> kSources = {
      "192.0.2.1",    "192.0.2.1",           "192.0.2.2", "192.0.2.2",    "192.0.2.3",
      "198.51.100.7", "2001:db8::1:2:3:4:5", "",          "AWS Internal", "config.amazonaws.com"};
  if (pick(random, 4) == 0) return "203.0.113." + std::to_string(pick(random, 40));
  return one_of(random, kSources);
}

std::string bucket(Random& random) {
  static const std::array<std::string, 5> kBuckets = {"alpha", "alpha", "beta", "gamma", ""};
  if (pick(random, 6) == 0) return "other-" + std::to_string(pick(random, 30));
  return one_of(random, kBuckets);
}

std::string key(Random& random) {
  static const std::array<std::string, 8> kKeys = {
      "",       "index.html", ".env",         "backup/db.sql",
      "id_rsa", "\x1b[31m\"", "k\xc3\xa9y\n", "terraform.tfstate"};
  if (pick(random, 20) == 0) return long_name(random) + ".pem";
  if (pick(random, 2) == 0) return "secret-" + std::to_string(pick(random, 40)) + ".key";
  return one_of(random, kKeys);
}

// The end of a window, an alert's time, the end of a minute or a day, or any time; plus or minus a
// little.
EventTime time(Random& random, const GeneratedInvestigation& given) {
  EventTime time = given.alerts[pick(random, given.alerts.size())].time;
  switch (pick(random, 6)) {
    case 0:
      time = time - given.before;
      break;
    case 1:
      time = time + given.after;
      break;
    case 2:
      break;
    case 3:
      time = {(time.seconds / 86'400 + static_cast<Seconds>(pick(random, 4)) - 1) * 86'400, 0};
      break;
    default:
      time = time - given.before +
             static_cast<Seconds>(
                 pick(random, static_cast<std::uint64_t>(given.before + given.after) * 5 / 4));
  }
  time = time + (static_cast<Seconds>(pick(random, 3)) - 1);
  if (pick(random, 3) == 0) {
    time.nanoseconds = static_cast<std::uint32_t>(pick(random, 3)) * 499'999'999;
  }
  return time;
}

void make_anonymous(Random& random, OracleActivity& activity) {
  static const std::array<std::string, 9> kActions = {
      "GetObject", "GetObject",    "GetObject",     "ListObjects", "ListObjectVersions",
      "PutObject", "DeleteObject", "DeleteObjects", "HeadObject"};
  activity.type = pick(random, 4) == 0 ? "Unknown" : "AWSAccount";
  activity.account = pick(random, 3) == 0 ? "ANONYMOUS_PRINCIPAL" : "anonymous";
  activity.service = pick(random, 12) == 0 ? "sns.amazonaws.com" : "s3.amazonaws.com";
  activity.action = one_of(random, kActions);
  activity.bucket = bucket(random);
  activity.key = key(random);
  if (pick(random, 2) == 0) activity.bytes_out = pick(random, 10'000);
  if (pick(random, 4) == 0) activity.bytes_in = pick(random, 10'000);
  if (pick(random, 5) == 0) activity.host = "alpha.s3-website-us-east-1.amazonaws.com";
}

void make_known(Random& random, OracleActivity& activity) {
  static const std::array<std::string, 5> kTypes = {"IAMUser", "AssumedRole", "AWSService",
                                                    "AWSAccount", ""};
  static const std::array<std::string, 4> kAccounts = {"111122223333", "444455556666", "", ""};
  activity.type = one_of(random, kTypes);
  activity.account = one_of(random, kAccounts);
  activity.service = pick(random, 2) == 0 ? "s3.amazonaws.com" : "iam.amazonaws.com";
  activity.action = "Action" + std::to_string(pick(random, 30));
  if (pick(random, 2) == 0) {
    activity.arn = "arn:aws:iam::111122223333:user/" + std::to_string(pick(random, 30));
  }
  if (pick(random, 4) == 0) {
    activity.arn = "arn:aws:sts::111122223333:assumed-role/app-" + std::to_string(pick(random, 3)) +
                   "/" + std::to_string(pick(random, 3));
  }
  if (pick(random, 3) == 0) activity.principal = "AIDA" + std::to_string(pick(random, 3));
  if (pick(random, 3) == 0) activity.access_key = "AKIA" + std::to_string(pick(random, 3));
  if (pick(random, 6) == 0) activity.invoked_by = "cloudformation.amazonaws.com";
  if (pick(random, 3) == 0) activity.bucket = bucket(random);
}

OracleActivity generate_activity(Random& random, const GeneratedInvestigation& given) {
  OracleActivity activity;
  activity.time = time(random, given);
  if (pick(random, 12) != 0) activity.event_id = "id-" + std::to_string(pick(random, 60));
  activity.source = source(random);
  if (pick(random, 3) == 0) {
    make_known(random, activity);
  } else {
    make_anonymous(random, activity);
  }
  if (pick(random, 4) == 0)
    activity.error_code = pick(random, 2) == 0 ? "AccessDenied" : "NoSuchKey";
  if (pick(random, 8) == 0) activity.error_message = "No. " + std::to_string(pick(random, 20));
  if (pick(random, 8) != 0) activity.user_agent = "agent/" + std::to_string(pick(random, 40));
  if (pick(random, 30) == 0) activity.user_agent = long_name(random);
  if (pick(random, 8) != 0) activity.region = pick(random, 2) == 0 ? "us-east-1" : "eu-west-1";
  activity.path = "logs/" + std::to_string(pick(random, 3)) + ".json.gz";
  activity.offset = pick(random, 1000);
  return activity;
}

investigate::AlertToInvestigate generate_alert(Random& random, std::size_t number) {
  investigate::AlertToInvestigate alert;
  alert.json = "{}";
  alert.alert_id = std::to_string(number);
  if (pick(random, 6) != 0) alert.event_id = "id-" + std::to_string(pick(random, 60));
  alert.time = {kBegin + static_cast<Seconds>(pick(random, 4) * 43'200 + pick(random, 3) * 1'800),
                pick(random, 4) == 0 ? 499'999'999U : 0U};
  alert.source = source(random);
  alert.bucket = bucket(random);
  alert.key = key(random);
  alert.action = "GetObject";
  if (pick(random, 4) != 0) alert.account = "111122223333";
  return alert;
}

}  // namespace

GeneratedInvestigation generate_investigation(Random& random) {
  constexpr std::array<Seconds, 4> kLengths = {600, 3600, kSecondsPerDay, 10 * kSecondsPerDay};
  GeneratedInvestigation given;
  given.before = kLengths[pick(random, kLengths.size())];
  given.after = kLengths[pick(random, kLengths.size())];
  const std::size_t alerts = 1 + pick(random, 6);
  while (given.alerts.size() < alerts) {
    given.alerts.push_back(generate_alert(random, given.alerts.size()));
  }
  for (std::uint64_t count = pick(random, 300); count > 0; --count) {
    given.activities.push_back(generate_activity(random, given));
    if (pick(random, 6) != 0) continue;
    OracleActivity copy = given.activities[pick(random, given.activities.size())];
    copy.path = "logs/" + std::to_string(pick(random, 3)) + ".json.gz";
    if (pick(random, 3) == 0) copy.time = time(random, given);
    given.activities.push_back(copy);
  }
  return given;
}

namespace {

Field field_of(const std::string& text) {
  return text.empty() ? Field{} : Field{Field::Kind::string, text};
}

RecordFields fields_of(const OracleActivity& of) {
  RecordFields fields;
  fields.event_source = field_of(of.service);
  fields.event_name = field_of(of.action);
  fields.error_code = field_of(of.error_code);
  fields.error_message = field_of(of.error_message);
  fields.identity_type = field_of(of.type);
  fields.identity_account = field_of(of.account);
  fields.event_id = field_of(of.event_id);
  fields.source_address = field_of(of.source);
  fields.bucket = field_of(of.bucket);
  fields.key = field_of(of.key);
  fields.user_agent = field_of(of.user_agent);
  return fields;
}

investigate::Activity activity_of(const RecordFields& fields, const OracleActivity& of) {
  return {.fields = fields,
          .time = of.time,
          .anonymous = of.is_anonymous(),
          .region = of.region,
          .identity_arn = of.arn,
          .principal_id = of.principal,
          .access_key = of.access_key,
          .invoked_by = of.invoked_by,
          .host = of.host,
          .bytes_out = of.bytes_out,
          .bytes_in = of.bytes_in,
          .path = of.path,
          .offset = of.offset};
}

}  // namespace

void add_to(investigate::Investigation& investigation, const OracleActivity& of) {
  const RecordFields fields = fields_of(of);
  investigation.add(activity_of(fields, of));
}

void add_to(investigate::IdentityUses& uses, const OracleActivity& of) {
  const RecordFields fields = fields_of(of);
  const investigate::Activity activity = activity_of(fields, of);
  uses.add(investigate::Doing(activity, nullptr), of.arn);
}

}  // namespace s3rare::tests
