#include "input/file_outcome.h"

namespace s3rare::input {
namespace {

// Lists the file if it was not understood as a whole.
void list(const InputFile& file, FileOutcome& outcome, ReadReport& report) {
  const ReadCounts& counts = outcome.counts;
  const std::uint64_t unrecognised = outcome.unrecognised();
  if (counts.records_without_identity > 0) {
    report.without_identity.add({file.reported(), counts.records_without_identity});
  }
  if (counts.records() > 0 && unrecognised > 0) {
    report.partly_unrecognised.add({file.reported(), unrecognised});
  } else if (unrecognised > 0) {
    (outcome.saw_source ? report.unread : report.unrecognised).add({file.reported(), unrecognised});
  }
  outcome.understood = counts.records_without_identity == 0 &&
                       (unrecognised == 0 || (counts.records() == 0 && !outcome.saw_source));
}

}  // namespace

void skip(const InputFile& file, std::string_view kind, std::uint64_t ReadCounts::*count,
          FileOutcome& outcome, ReadReport& report) {
  // What was found wrong is wrong only with logs.
  outcome.counts.records_malformed = 0;
  outcome.fault.reset();
  ++(outcome.counts.*count);
  if (kind.starts_with('.')) {
    report.skipped.add_extension(kind, file.reported());
  } else {
    report.skipped.add(kind, file.reported());
  }
  const bool is_of_folder = file.glanced && outcome.depth == 0;
  outcome.left_out = count == &ReadCounts::files_other_kind || is_of_folder;
}

void conclude(const InputFile& file, const FileEnd& end, FileOutcome& outcome, ReadReport& report) {
  ReadCounts& counts = outcome.counts;
  outcome.saw_json = outcome.saw_json || end.saw_object ||
                     (end.saw_array && outcome.scalars == 0 && !outcome.fault);
  const bool promises_gzip = promises_compression(file.path) && !end.is_compressed;
  const bool is_empty_list =
      end.is_empty && !end.broke_off && !promises_gzip && named_as(file.path) == NamedAs::lines;
  outcome.saw_json = outcome.saw_json || is_empty_list;
  const bool is_json = outcome.is_json();
  if (!is_json && !end.broke_off) {
    if (outcome.content) {
      return skip(file, content_row(*outcome.content).name, &ReadCounts::files_other_kind, outcome,
                  report);
    }
    if (outcome.foreign && !file.named) {
      return skip(file, outcome.foreign->name, &ReadCounts::files_not_json, outcome, report);
    }
    if (!file.named && named_as(file.path) == NamedAs::other && !outcome.begins_object &&
        !promises_gzip) {
      return skip(file, "no JSON", &ReadCounts::files_not_json, outcome, report);
    }
    if (outcome.foreign) {
      counts.records_malformed = 0;
      outcome.fault.reset();
      outcome.add_fault(ErrorKind::damaged, 0, std::string(outcome.foreign->fault));
    } else if (promises_gzip && !end.is_empty) {
      counts.records_malformed = 0;
      outcome.fault.reset();
      outcome.add_fault(ErrorKind::damaged, 0,
                        "found neither compressed data nor JSON, expected what the name promises");
    }
    if (!outcome.fault) {
      outcome.add_fault(ErrorKind::damaged, 0,
                        outcome.scalars > 0 ? "found an array without objects, expected records"
                                            : "found nothing, expected a JSON object or array");
    }
  }
  counts.objects_unrecognised += outcome.scalars;
  if (outcome.saw_access_log && counts.records() == 0 && !outcome.fault) {
    return skip(file, content_row(ContentKind::access_log).name, &ReadCounts::files_other_kind,
                outcome, report);
  }
  if (is_json) list(file, outcome, report);
  const bool only_others = counts.records() == 0 && outcome.unrecognised() == 0;
  if (outcome.fault) {
    ++counts.files_damaged;
  } else if (only_others && counts.objects_digest > 0) {
    skip(file, "digest", &ReadCounts::files_of_digests, outcome, report);
  } else if (only_others && counts.objects_insight > 0) {
    skip(file, "Insights", &ReadCounts::files_of_insights, outcome, report);
  } else if (only_others && counts.objects_notification > 0) {
    skip(file, "S3 notification", &ReadCounts::files_of_notifications, outcome, report);
  } else {
    ++counts.files_read;
  }
}

}  // namespace s3rare::input
