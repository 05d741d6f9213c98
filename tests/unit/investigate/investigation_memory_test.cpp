// The largest memory of one alert, measured as the program's memory before and after.

#include <malloc.h>

#include <array>
#include <utility>
#include <vector>

#include "catch.h"
#include "investigate/access/access_records.h"
#include "investigate/investigation.h"
#include "unit/investigate/investigated.h"

using namespace s3rare;
using namespace s3rare::investigate;
using namespace s3rare::tests;

#ifndef S3RARE_SANITIZED

namespace {

std::size_t bytes_held() {
  const struct mallinfo2 info = mallinfo2();
  return info.uordblks + info.hblkhd;
}

std::string padded(std::size_t number, std::size_t length) {
  std::string text = std::to_string(number);
  return text.insert(0, length - text.size(), 'x');
}

// Fills every bounded collection beyond its bound, with names as long as are kept.
void load(Investigation& investigation, std::size_t alert, Seconds time) {
  const std::string source = "192.0.2." + std::to_string(alert);
  const std::string bucket = "bucket-" + std::to_string(alert);
  for (std::size_t i = 0; i < 700; ++i) {
    const std::string name = padded(i, 250);
    const std::string key = padded(i, 1000) + ".pem";
    const std::string other_bucket = i % 2 == 0 ? bucket : padded(i, 63);
    const Seconds spread = static_cast<Seconds>(i % 500) * 6000;  // within the limit of minutes
    GivenActivity activity(time - 29 * kSecondsPerDay + spread, source, other_bucket, key);
    activity.fields.event_id = string_field(name);
    activity.fields.user_agent = string_field(name);
    activity.region = name;
    activity.path = "logs.json";
    investigation.add(activity.activity());
    activity.fields.event_name = string_field("ListObjects");
    investigation.add(activity.activity());
    activity.fields.event_name = string_field(name);
    activity.fields.error_code = string_field(name);
    investigation.add(activity.activity());
    activity.fields.identity_account = string_field("111122223333");
    activity.arn = name;
    investigation.add(activity.activity());

    const std::string stranger = padded(i, 39);
    GivenActivity visit(time - 29 * kSecondsPerDay + spread, stranger, bucket);
    visit.path = "logs.json";
    investigation.add(visit.activity());
  }
}

// Records of the maximum kept length, before and after the alert.
void load(AccessRecords& records, const AlertToInvestigate& alert) {
  constexpr std::array kSubjects = {AccessSubject::bucket_policy, AccessSubject::object_acl,
                                    AccessSubject::account_public_access_block};
  for (std::size_t i = 0; i < 100; ++i) {
    for (const AccessSubject subject : kSubjects) {
      for (const Seconds distance : {-static_cast<Seconds>(i), static_cast<Seconds>(i) + 1}) {
        AccessRecord record;
        record.subject = subject;
        record.time = alert.time + distance * 60;
        record.action = "PutBucketPolicy";
        if (subject != AccessSubject::account_public_access_block) record.bucket = alert.bucket;
        record.key = subject == AccessSubject::object_acl ? alert.key : std::string();
        record.account = alert.account;
        record.actor = padded(i, 256);
        record.source = padded(i, 256);
        if (subject == AccessSubject::bucket_policy) {
          const std::string entry = padded(i, 250);
          openness::Statement statement;
          statement.actions = statement.resources = {entry, entry, entry};
          record.asked = openness::PolicySet{openness::PolicySetting::of({statement})};
        }
        record.evidence = {padded(i, 36), "logs.json", i};
        records.add(std::move(record));
      }
    }
  }
}

std::size_t bytes_an_alert(std::size_t count) {
  constexpr Seconds kTime = 1'711'929'600;
  std::vector<AlertToInvestigate> alerts;
  for (std::size_t i = 0; i < count; ++i) {
    AlertToInvestigate& alert = alerts.emplace_back(given_alert(kTime + static_cast<Seconds>(i),
                                                                "192.0.2." + std::to_string(i),
                                                                "bucket-" + std::to_string(i)));
    alert.key = padded(i, 1000);
    alert.account = padded(i, 12);
  }
  // The memory that all alerts share, without its fixed part.
  InvestigationLimits limits = limits_for(count);
  limits.distinct_hashes -= limits_for(0).distinct_hashes;
  limits.other_sources -= limits_for(0).other_sources;
  const std::size_t before = bytes_held();
  Investigation investigation(alerts, 30 * kSecondsPerDay, 7 * kSecondsPerDay, limits);
  AccessRecords records(alerts);
  for (std::size_t i = 0; i < count; ++i) {
    load(investigation, i, kTime);
    load(records, alerts[i]);
  }
  return (bytes_held() - before) / count;
}

}  // namespace

TEST_CASE("one alert of many takes at most 192 KiB, whatever its source and its bucket do") {
  const std::size_t bytes = bytes_an_alert(150);
  CAPTURE(bytes);
  CHECK(bytes > 16 * 1024);  // otherwise nothing was loaded
  CHECK(bytes <= 192 * 1024);
}

TEST_CASE("one alert of few may take more, within the fixed part") {
  const std::size_t bytes = bytes_an_alert(100);
  CAPTURE(bytes);
  CHECK(bytes <= 512 * 1024);
}

#endif
