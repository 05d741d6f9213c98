// `report --opened`: one pass finds the buckets whose access was changed, and a further one, that
// of every report, tells who gets in and who came.

#include <utility>

#include "cli/reading/readers.h"
#include "cli/reading/run_files.h"
#include "cli/reading/run_input.h"
#include "cli/report/reporting.h"
#include "investigate/alert_groups.h"
#include "investigate/concern_filter.h"
#include "investigate/openness/observation_reader.h"

namespace s3rare::cli {
namespace {

struct ChangeWorker {
  input::FileReader reader;
  investigate::ConcernFilter filter;
  investigate::openness::ObservationReader observations;
  report::ChangedBuckets changed;

  ChangeWorker(const options::Options& options, const investigate::AlertGroups& no_sources,
               const investigate::AlertGroups& no_objects, ReadersShare& shared)
      : reader(collecting_task(
                   options, [this](std::string_view record) { return filter.may_concern(record); }),
               shared.progress, reading_ahead(options, shared.spare)),
        filter(no_sources, no_objects) {}
};

void add_changes(ChangeWorker& worker, const input::ParsedRecord& record) {
  if (!investigate::openness::may_be_observation(record.fields.event_name.string())) return;
  for (auto& observed : worker.observations.read(record.record)) {
    if (!observed.observation.is_change() || observed.bucket.empty()) continue;
    worker.changed.add({std::move(observed.account), std::move(observed.bucket)},
                       observed.observation.time, observed.region);
  }
}

}  // namespace

Result<report::ChangedBuckets> find_changed_buckets(const options::Options& options) {
  auto walk = find_input(options, {});
  if (!walk) return walk.error();
  const AlertsToReport none;
  const investigate::AlertGroups no_sources(none, &investigate::AlertToInvestigate::source);
  const investigate::AlertGroups no_objects(none, &investigate::AlertToInvestigate::key);
  Readers<ChangeWorker> readers(options, no_sources, no_objects);
  ReadFiles what;
  what.read = [&](std::size_t reader, std::uint32_t number, const input::InputFile& file,
                  std::optional<input::FileStream> opened) {
    ChangeWorker& worker = readers[reader];
    worker.reader.read(
        file, number, [](const input::Match&) { return true; }, std::move(opened),
        [&](const input::ParsedRecord& record) { add_changes(worker, record); });
  };
  readers.read(*walk, what);
  report::ChangedBuckets changed;
  for (ChangeWorker& worker : readers) changed.merge(std::move(worker.changed));
  return changed;
}

}  // namespace s3rare::cli
