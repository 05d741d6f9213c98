#include "cli/reading/run_summary.h"

#include <algorithm>
#include <utility>

namespace s3rare::cli {
namespace {

output::NamedFiles names_of(const input::FileList& files) {
  output::NamedFiles names;
  names.count = files.total();
  for (const auto& [path, parts] : files) names.first.push_back(path);
  return names;
}

}  // namespace

input::ReadReport merge_reports(const std::vector<const input::ReadReport*>& reports,
                                const input::PassedOver& passed_over) {
  input::ReadReport merged;
  for (const input::ReadReport* report : reports) {
    merged.counts += report->counts;
    merged.coverage.merge(report->coverage);
    merged.furthest_ahead = std::max(merged.furthest_ahead, report->furthest_ahead);
    merged.faults.merge(report->faults);
    merged.skipped.merge(report->skipped);
    merged.unrecognised.merge(report->unrecognised);
    merged.unread.merge(report->unread);
    merged.partly_unrecognised.merge(report->partly_unrecognised);
    merged.without_identity.merge(report->without_identity);
    for (const auto& [form, records] : report->forms) merged.forms[form] += records;
    merged.has_data_events = merged.has_data_events || report->has_data_events;
  }
  merged.dated_by_folder = passed_over.dated_by_folder;
  input::FirstByPath<input::FileFault> failures;
  for (const Error& failure : passed_over.failures) failures.add({failure, 0});
  failures.add_unlisted(passed_over.failures.left_out());
  merged.counts.files_failed += failures.total();
  merged.faults.merge(failures);
  return merged;
}

output::Summary summarize(const input::ReadReport& report, const input::PassedOver& passed_over) {
  const input::ReadCounts& counts = report.counts;
  output::Summary summary;
  summary.files.read = counts.files_read;
  summary.files.damaged = counts.files_damaged;
  summary.files.failed = counts.files_failed;
  summary.files.outside_dates = passed_over.outside_dates;
  summary.files.remembered = passed_over.remembered;
  input::SkippedFiles skipped = passed_over.skipped;
  skipped.merge(report.skipped);
  for (const auto* kinds : {&skipped.kinds(), &skipped.extensions()}) {
    for (const auto& [kind, files] : *kinds) summary.files.skipped[kind] = names_of(files);
  }
  summary.files.unrecognised = names_of(report.unrecognised);
  summary.files.unread = names_of(report.unread);
  summary.files.partly_unrecognised = names_of(report.partly_unrecognised);
  summary.files.without_identity = names_of(report.without_identity);
  summary.files.bytes_on_disk = counts.bytes_on_disk;
  summary.files.bytes_decompressed = counts.bytes_decompressed;
  summary.records.matched = counts.records_matched;
  summary.records.not_matched = counts.records_not_matched;
  summary.records.malformed = counts.records_malformed;
  summary.records.without_identity = counts.records_without_identity;
  summary.records.repaired = counts.records_repaired;
  summary.records.ahead = counts.records_ahead;
  summary.records.digests = counts.objects_digest;
  summary.records.insights = counts.objects_insight;
  summary.records.notifications = counts.objects_notification;
  summary.records.bulk_actions = counts.objects_bulk_action;
  summary.records.in_both = counts.entries_in_both;
  summary.records.unrecognised = counts.objects_unrecognised;
  for (const input::Form& form : input::forms()) {
    const auto records = report.forms.find(&form);
    if (records == report.forms.end()) continue;
    summary.forms.push_back({form.name, form.lacks, records->second});
  }
  summary.matches.outside_range = counts.matches_outside_range;
  summary.matches.before_retention = counts.matches_before_retention;
  summary.matches.without_time = counts.matches_without_time;
  summary.matches.old_spelling = counts.matches_old_spelling;
  summary.earliest = report.coverage.earliest();
  summary.latest = report.coverage.latest();
  return summary;
}

}  // namespace s3rare::cli
