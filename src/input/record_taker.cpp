#include "input/record_taker.h"

#include <optional>

#include "input/access_log/access_log_record.h"
#include "input/foreign/flat_record.h"
#include "input/foreign/record_shape.h"
#include "input/prefilter.h"
#include "input/recognition/data_event.h"
#include "input/recognition/identity.h"
#include "json/members.h"
#include "json/text.h"
#include "s3rare/match_identity.h"

namespace s3rare::input {
namespace {

// The text between the quotes of the time of a record that was rewritten.
std::string_view time_of_rewritten(std::string_view record) {
  const auto time = json::find_member(record, "eventTime");
  return time && time->is_string() ? time->raw_string() : std::string_view();
}

bool is_utf8(std::string_view text) {
  std::string repaired;
  return !json::repair_utf8(text, repaired);
}

}  // namespace

RecordTaker::RecordTaker(const ReadTask& task, const json::ByteKernels& kernels, ReadReport& report,
                         PutOff& put_off)
    : task_(task),
      kernels_(kernels),
      report_(report),
      put_off_(put_off),
      record_reader_(task.parse == Parse::filtered ? FieldsRead::more : FieldsRead::deciding),
      times_(report.coverage, task.clock) {}

// Takes an entry of a server access log in JSON, or a line of one in a string.
void RecordTaker::take_entry(const Found& found, FileOutcome& outcome) {
  if (task_.access_logs == AccessLogs::named) {
    ++outcome.counts.objects_unrecognised;
    outcome.saw_access_log = true;
    return;
  }
  const auto entry = found.text.starts_with('{') ? entry_reader_.read(found.text)
                                                 : read_access_log_line(found.text, true);
  outcome.saw_json = true;
  if (!entry) return outcome.add_malformed(found.offset, std::string(kNoAccessLogLine));
  take_entry(*entry, found.text, found.offset, outcome);
}

// Takes an entry of a server access log: as a record of CloudTrail, if anybody asks for it.
void RecordTaker::take_entry(const AccessLogEntry& entry, std::string_view as_read,
                             std::uint64_t offset, FileOutcome& outcome) {
  if (logged_ && logged_->has(entry)) {
    ++outcome.counts.entries_in_both;
    return;
  }
  if (task_.finds_data_events) report_.has_data_events = true;
  const EntryTime time(entry.time);
  if (task_.parse == Parse::may_match && !input::may_match(entry)) {
    times_.add(time.text());
    ++outcome.counts.records_not_matched;
    return;
  }
  write_record(entry, entry_record_);
  take_record({Found::Kind::record, entry_record_, offset, false, time.text(), {}, true, nullptr},
              as_read, outcome);
}

void RecordTaker::take(const Found& found, FileOutcome& outcome) {
  if (found.form != nullptr) ++report_.forms[found.form];
  switch (found.kind) {
    case Found::Kind::record:
      return found.form != nullptr ? take_foreign(found, outcome)
                                   : take_record(found, found.text, outcome);
    case Found::Kind::digest:
      ++outcome.counts.objects_digest;
      return;
    case Found::Kind::access_log:
      return take_entry(found, outcome);
    case Found::Kind::insight:
      ++outcome.counts.objects_insight;
      return;
    case Found::Kind::notification:
      ++outcome.counts.objects_notification;
      return;
    case Found::Kind::bulk_action:
      ++outcome.counts.objects_bulk_action;
      return;
    case Found::Kind::unjudged:
      outcome.saw_json = true;
      times_.add(cloudtrail_time(found.event_time));
      ++outcome.counts.records_without_identity;
      return;
    case Found::Kind::unrecognised:
      ++outcome.counts.objects_unrecognised;
      outcome.saw_source = outcome.saw_source || mentions_records(found.text);
      return;
    case Found::Kind::malformed:
      outcome.saw_json = true;
      return outcome.add_malformed(found.offset, std::string(found.fault));
    case Found::Kind::unreadable:
      return outcome.add_malformed(found.offset, std::string(found.fault));
  }
}

// Rewrites a record in a foreign form, unless its bytes show that nobody asks for it.
void RecordTaker::take_foreign(const Found& found, FileOutcome& outcome) {
  const bool may_match = !found.is_plain && input::may_match(found.text, kernels_.find_rare_pair);
  const std::string time = cloudtrail_time(found.event_time);
  const bool is_asked_for = may_match || task_.parse != Parse::may_match ||
                            (task_.finds_data_events && !report_.has_data_events);
  if (!is_asked_for) {
    outcome.saw_json = true;
    times_.add(time);
    ++(found.has_identity ? outcome.counts.records_not_matched
                          : outcome.counts.records_without_identity);
    return;
  }
  foreign_.clear();
  found.form->rewrite(found.text, foreign_);
  Found record;
  record.text = foreign_;
  record.offset = found.offset;
  record.event_time = time_of_rewritten(foreign_);
  record.origin = found.origin;
  record.has_identity = found.has_identity;
  record.form = found.form;
  take_record(record, found.text, outcome);
}

// A record in CloudTrail's form and shape, which may be others than those in which it was read.
struct RecordTaker::Shown {
  std::string_view record;
  bool is_rewritten = false;
  bool has_identity = false;  // shows it by its first bytes
};

// Rewrites a record that needs it. Nearly no record does, and most show it at a glance: an
// identity at its place, and a time as CloudTrail writes it. A record that cannot match and shows
// both is left as it is, unless all records are parsed.
RecordTaker::Shown RecordTaker::show(const Found& found, bool may_match) {
  const bool has_identity = found.has_identity || shows_identity(found.text);
  const bool looks_usual = has_identity && has_usual_time(found.event_time);
  const bool is_unordered = task_.parse == Parse::every && !found.has_identity;
  if (looks_usual && !may_match && !is_unordered) return {found.text, false, true};
  if (shape_record(found.text, rewritten_)) return {rewritten_, true, false};
  return {found.text, false, has_identity};
}

// @param as_read  what the log holds: the record's text, or what it was written from
void RecordTaker::take_record(const Found& found, std::string_view as_read, FileOutcome& outcome) {
  ReadCounts& counts = outcome.counts;
  outcome.saw_json = true;
  if (task_.finds_data_events && !report_.has_data_events) {
    report_.has_data_events = is_data_event(found);
  }
  const bool may_match = !found.is_plain && input::may_match(found.text, kernels_.find_rare_pair);
  const Shown shown = show(found, may_match);
  // A record that cannot match is not judged by its fields either, but by its bytes.
  // What was rewritten is judged by what it was written from.
  const auto is_judged = [&] {
    if (found.form != nullptr) return found.has_identity;
    return shown.has_identity || has_usable_identity(shown.record);
  };
  const auto count_unmet = [&](bool judged) {
    ++(judged ? counts.records_not_matched : counts.records_without_identity);
  };
  if (!must_parse(shown.record, may_match)) {
    times_.add(shown.is_rewritten ? time_of_rewritten(shown.record) : found.event_time);
    return count_unmet(is_judged());
  }

  const auto fields = record_reader_.read(shown.record);
  if (!fields) {
    return outcome.add_malformed(found.offset, "found a record that is not JSON, expected JSON");
  }
  const bool is_as_read = !shown.is_rewritten && found.form == nullptr;
  const bool is_repaired = is_as_read ? record_reader_.repaired() : !is_utf8(as_read);
  counts.records_repaired += is_repaired ? 1 : 0;
  if (task_.access_logs == AccessLogs::put_off && !is_of_access_log(*fields) &&
      (task_.parse != Parse::every || is_anonymous(*fields, Principal::both))) {
    put_off_.requests.add(*fields);
  }
  const auto time = parse_rfc3339(fields->event_time.string());
  if (time) times_.add(time->time);
  const auto unmet = task_.predicate.first_unmet(*fields);
  const bool has_strings = fields->identity_type.kind == Field::Kind::string &&
                           fields->identity_account.kind == Field::Kind::string;
  const bool by_fields = may_match && found.form == nullptr;
  const bool judged =
      !unmet || has_strings || (by_fields ? has_usable_identity(shown.record) : is_judged());
  if (outcome.on_record) {
    outcome.on_record({*fields, record_reader_.more(), shown.record, unmet,
                       outcome.origin(found.offset), outcome.path, judged});
  }
  if (unmet) return count_unmet(judged);

  ++counts.records_matched;
  if (!fields->identity_account.is(rule::kAnonymous)) ++counts.matches_old_spelling;
  if (!time) {
    ++counts.matches_without_time;
    return outcome.add_fault(ErrorKind::malformed, found.offset,
                             "found a match with an unreadable eventTime, expected a time such "
                             "as 2024-05-01T12:00:00Z");
  }
  if (!task_.range.contains(time->time)) {
    ++counts.matches_outside_range;
    return;
  }
  if (task_.range.horizon && time->time < *task_.range.horizon) {
    ++counts.matches_before_retention;
    return;
  }
  outcome.stopped =
      !outcome.on_match({*fields, shown.record, as_read, *time, outcome.origin(found.offset),
                         outcome.path, record_reader_.byte_counts(), found.origin});
}

// Whether the task needs the record parsed. Most records cannot match, and their bytes show it.
bool RecordTaker::must_parse(std::string_view record, bool may_match) const {
  if (task_.parse == Parse::every || may_match) return true;
  return task_.parse == Parse::filtered && task_.filter(record);
}

}  // namespace s3rare::input
