#include <utility>

#include "cli/investigate/investigating.h"
#include "cli/reading/readers.h"
#include "cli/reading/run_files.h"
#include "cli/reading/run_input.h"
#include "cli/reading/run_summary.h"
#include "investigate/access/access_record_reader.h"
#include "investigate/activity_reader.h"
#include "investigate/alert_groups.h"
#include "investigate/concern_filter.h"
#include "json/text.h"
#include "s3rare/rule.h"

namespace s3rare::cli {
namespace {

// Whether nothing but parsed records lies in the files, each on a line of its own, as `match`
// writes them. Every match is parsed.
class LinesOfRecords {
 public:
  void add(const Origin& origin, std::size_t size) {
    const std::uint64_t expected = origin.file == file_ ? behind_ : 0;
    only_ = only_ && origin.offset == expected;
    file_ = origin.file;
    behind_ = origin.offset + size + 1;
  }

  bool only() const { return only_; }

 private:
  bool only_ = true;
  std::optional<std::uint32_t> file_;
  std::uint64_t behind_ = 0;  // the end of the last line
};

// One thread's reader and its collection.
struct InvestigateWorker {
  input::FileReader reader;
  investigate::ConcernFilter filter;
  investigate::ActivityReader activities;
  investigate::AccessRecordReader access;
  Collected collected;
  LinesOfRecords lines;

  InvestigateWorker(const options::Options& options, const investigate::AlertGroups& sources,
                    const investigate::AlertGroups& objects, const Collection& collection,
                    ReadersShare& shared)
      : reader(collecting_task(
                   options, [this](std::string_view record) { return filter.may_concern(record); }),
               shared.progress, reading_ahead(options, shared.spare)),
        filter(sources, objects),
        collected(collection.make_empty()) {}
};

// Whether a record may tell who gets into an alert's bucket. A change of another bucket cannot,
// except for access points, whose changes mostly name none.
bool may_tell_access(const investigate::Investigation& investigation, const RecordFields& fields) {
  const std::string_view action = fields.event_name.string();
  if (!investigate::may_be_access_record(action)) return false;
  const std::string_view bucket = fields.bucket.string();
  return bucket.empty() || investigation.knows_bucket(bucket) ||
         action.find("AccessPoint") != std::string_view::npos;
}

void add_record(InvestigateWorker& worker, const input::ParsedRecord& record) {
  const RecordFields& fields = record.fields;
  Collected& collected = worker.collected;
  const bool is_of_source = collected.investigation.knows_source(fields.source_address.string());
  const bool is_of_bucket = meets(fields, Clause::principal, Principal::both) &&
                            collected.investigation.knows_bucket(fields.bucket.string());
  const bool may_tell = is_of_bucket || may_tell_access(collected.investigation, fields);
  if (!may_tell && !is_of_source) return;
  std::string path;
  json::repair_utf8(record.path, path);
  const auto activity = worker.activities.read(record, path);
  if (!activity) return;
  if (is_of_source || is_of_bucket) {
    collected.coverage.add(activity->time);
    collected.additions += collected.investigation.add(*activity);
  }
  if (!may_tell) return;
  auto told = worker.access.read(record.record, *activity);
  const bool is_of_organization = told && told->organization != nullptr;
  if (!told || !collected.access.add(std::move(*told))) return;
  // An organization's records are in one account's trail, and say nothing about others.
  if (!is_of_organization) collected.coverage.add(activity->time);
  ++collected.additions;
}

}  // namespace

Result<InvestigatedLogs> read_for_alerts(const options::Options& options,
                                         const AlertsToInvestigate& alerts) {
  // Changes of access concern an alert whenever they were made, so no file is skipped by its date.
  auto walk = find_input(options, {});
  if (!walk) return walk.error();

  const investigate::AlertGroups sources(alerts, &investigate::AlertToInvestigate::source);
  const investigate::AlertGroups objects(alerts, &investigate::AlertToInvestigate::key);
  Collection collection(options, alerts);
  Readers<InvestigateWorker> readers(options, sources, objects, collection);
  ReadFiles what;
  what.read = [&](std::size_t reader, std::uint32_t number, const input::InputFile& file,
                  std::optional<input::FileStream> opened) {
    InvestigateWorker& worker = readers[reader];
    const auto on_record = [&](const input::ParsedRecord& record) {
      worker.lines.add(record.origin, record.record.size());
      add_record(worker, record);
      collection.merge_if_large(worker.collected);
    };
    worker.reader.read(
        file, number, [](const input::Match&) { return true; }, std::move(opened), on_record);
  };
  readers.read(*walk, what);
  // From here on no input is read.

  bool only_lines = true;
  for (InvestigateWorker& worker : readers) {
    collection.merge(worker.collected);
    only_lines = only_lines && worker.lines.only();
  }
  Collected& whole = collection.whole();
  InvestigatedLogs logs{std::move(whole.investigation),
                        std::move(whole.access),
                        {},
                        readers.report(walk->passed_over()),
                        {}};
  // A dossier says of which days the logs hold records, also of days after the machine's clock.
  whole.coverage.for_each_day([&](std::int64_t day) { logs.report.coverage.add_day(day); });
  logs.only_lines = only_lines;
  logs.summary = summarize(logs.report, walk->passed_over());
  logs.uses = read_identity_uses(options, logs.investigation.own_identities());
  return logs;
}

}  // namespace s3rare::cli
