// The further pass over the logs. Records that concern no incident are skipped by their bytes.

#include <limits>
#include <mutex>
#include <set>
#include <utility>

#include "cli/investigate/investigating.h"
#include "cli/reading/readers.h"
#include "cli/reading/run_files.h"
#include "cli/reading/run_input.h"
#include "cli/report/reporting.h"
#include "investigate/activity_reader.h"
#include "investigate/alert_groups.h"
#include "investigate/concern_filter.h"
#include "investigate/openness/observation_reader.h"
#include "json/text.h"
#include "report/make_incidents.h"
#include "s3rare/outcome.h"

namespace s3rare::cli {
namespace {

// Additions: a few MB.
constexpr std::size_t kLargeCollection = 16'384;

struct ReportWorker {
  input::FileReader reader;
  investigate::ConcernFilter filter;
  investigate::ActivityReader activities;
  investigate::openness::ObservationReader observations;
  report::IncidentCollection collected;
  std::size_t additions = 0;

  ReportWorker(const options::Options& options, const investigate::AlertGroups& sources,
               const investigate::AlertGroups& objects, const report::IncidentCollection& empty,
               ReadersShare& shared)
      : reader(collecting_task(
                   options, [this](std::string_view record) { return filter.may_concern(record); }),
               shared.progress, reading_ahead(options, shared.spare)),
        filter(sources, objects),
        collected(empty.make_empty()) {}
};

// Who gets in: changes, evidence, requests of strangers. Another bucket's records say nothing.
void add_access(ReportWorker& worker, const input::ParsedRecord& record,
                const investigate::Activity& activity) {
  const RecordFields& fields = record.fields;
  const std::string_view action = fields.event_name.string();
  const bool may_be = activity.anonymous || investigate::openness::may_be_observation(action);
  const std::string_view bucket = fields.bucket.string();
  if (action == "PutBucketWebsite" && !is_failure(fields)) {
    worker.collected.add_website(fields.recipient_account.string(), bucket);
    return;
  }
  if (!may_be ||
      (!bucket.empty() && !bucket.starts_with("arn:") && !worker.collected.knows_bucket(bucket))) {
    return;
  }
  for (auto& observed : worker.observations.read(record.record)) {
    worker.collected.add(activity, observed.account, observed.bucket,
                         std::move(observed.observation));
    ++worker.additions;
  }
}

void add_to_report(ReportWorker& worker, const input::ParsedRecord& record) {
  std::string path;
  json::repair_utf8(record.path, path);
  const auto activity = worker.activities.read(record, path);
  if (!activity) return;
  worker.additions += worker.collected.add(*activity);
  add_access(worker, record, *activity);
}

// The alerts, and one without a source for each further bucket.
AlertsToReport targets_of(const AlertsToReport& alerts, const report::Wanted& wanted) {
  AlertsToReport targets = alerts;
  std::set<std::string_view> named;
  for (const auto& alert : alerts) named.insert(alert.bucket);
  for (const report::OwnedBucket& bucket : wanted.buckets) {
    if (named.contains(bucket.bucket)) continue;
    targets.emplace_back().bucket = bucket.bucket;
  }
  return targets;
}

// The identities of the buckets' accounts that the alerts' sources use.
std::vector<std::string> own_identities(const report::IncidentCollection& collection) {
  std::set<std::string> accounts;
  std::set<std::string> names;
  for (const auto& bucket : collection.wanted().buckets) accounts.insert(bucket.account);
  for (const std::string& source : collection.wanted().sources) {
    for (const auto& identity : collection.identities_of(source, {})) {
      if (accounts.contains(identity.account)) names.insert(identity.identity);
    }
  }
  return {names.begin(), names.end()};
}

report::Elsewhere elsewhere_by(const investigate::IdentityUses* uses) {
  return [uses](report::UsedIdentity& identity, const std::string& source) {
    if (uses == nullptr) return;
    investigate::SourceActivity activity;
    activity.own_identities.emplace_back().identity = identity.identity;
    uses->fill(activity, source);
    identity.elsewhere = std::move(activity.own_identities.front().elsewhere);
  };
}

}  // namespace

Result<ReportedLogs> read_for_report(const options::Options& options, const ReportedAlerts& alerts,
                                     Enricher& enricher) {
  auto walk = find_input(options, {});
  if (!walk) return walk.error();
  report::Wanted wanted = report::wanted_for(alerts.alerts, alerts.reached);
  wanted.want(alerts.changed.buckets());
  const AlertsToReport targets = targets_of(alerts.alerts, wanted);
  const investigate::AlertGroups sources(targets, &investigate::AlertToInvestigate::source);
  const investigate::AlertGroups objects(targets, &investigate::AlertToInvestigate::key);
  report::IncidentCollection whole(wanted);
  std::mutex mutex;
  const auto merge = [&](ReportWorker& worker) {
    report::IncidentCollection taken = whole.make_empty();
    std::swap(taken, worker.collected);
    worker.additions = 0;
    const std::lock_guard lock(mutex);
    whole.merge(std::move(taken));
  };
  const std::size_t large =
      thread_count(options) == 1 ? std::numeric_limits<std::size_t>::max() : kLargeCollection;
  Readers<ReportWorker> readers(options, sources, objects, whole);
  ReadFiles what;
  what.read = [&](std::size_t reader, std::uint32_t number, const input::InputFile& file,
                  std::optional<input::FileStream> opened) {
    ReportWorker& worker = readers[reader];
    const auto on_record = [&](const input::ParsedRecord& record) {
      add_to_report(worker, record);
      if (worker.additions >= large) merge(worker);
    };
    worker.reader.read(
        file, number, [](const input::Match&) { return true; }, std::move(opened), on_record);
  };
  readers.read(*walk, what);
  for (ReportWorker& worker : readers) merge(worker);
  // From here on no input is read.

  ReportedLogs logs;
  logs.report = readers.report(walk->passed_over());
  const auto uses = read_identity_uses(options, own_identities(whole));
  const report::Enrich enrich = [&](report::IncidentSource& source) {
    const Enrichment known = enricher.look_up(source.address);
    source.place = {known.place.country_iso_code, known.as.organization};
    source.listed_in = providers_of(known.indicators.first);
  };
  logs.incidents = report::make_incidents(whole, alerts.alerts, logs.report.coverage, enrich,
                                          elsewhere_by(uses ? &*uses : nullptr));
  return logs;
}

}  // namespace s3rare::cli
