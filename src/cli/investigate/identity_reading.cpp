// The second pass of an investigation. Few investigations need it: only if the source of an alert
// signs requests as an identity of the alert's account.

#include <string_view>
#include <utility>

#include "cli/investigate/investigating.h"
#include "cli/reading/readers.h"
#include "cli/reading/run_files.h"
#include "cli/reading/run_input.h"
#include "investigate/activity_reader.h"
#include "investigate/identity_filter.h"

namespace s3rare::cli {
namespace {

struct IdentityWorker {
  investigate::IdentityUses uses;
  investigate::IdentityFilter filter;
  investigate::ActivityReader activities;
  input::FileReader reader;

  IdentityWorker(const options::Options& options, const investigate::IdentityUses& identities,
                 ReadersShare& shared)
      : uses(identities.make_empty()),
        filter(identities),
        reader({.parse = input::Parse::filtered,
                .filter = [this](std::string_view record) { return filter.may_concern(record); }},
               shared.progress, reading_ahead(options, shared.spare)) {}

  void add(const input::ParsedRecord& record) {
    if (!uses.knows(record.more.identity_arn)) return;
    const auto activity = activities.read(record, record.path);
    if (!activity) return;
    const investigate::Doing doing(*activity, nullptr);
    uses.add(doing, activity->identity_arn);
  }
};

}  // namespace

std::optional<investigate::IdentityUses> read_identity_uses(const options::Options& options,
                                                            std::vector<std::string> identities) {
  investigate::IdentityUses uses(std::move(identities));
  if (uses.empty()) return uses;
  if (!check_can_be_read_again(options)) return std::nullopt;
  auto walk = find_input(options, {});
  if (!walk) return std::nullopt;
  Readers<IdentityWorker> readers(options, uses);
  ReadFiles what;
  what.read = [&](std::size_t reader, std::uint32_t number, const input::InputFile& file,
                  std::optional<input::FileStream> opened) {
    IdentityWorker& worker = readers[reader];
    worker.reader.read(
        file, number, [](const input::Match&) { return true; }, std::move(opened),
        [&](const input::ParsedRecord& record) { worker.add(record); });
  };
  readers.read(*walk, what);
  // The first pass has reported what is wrong with these files.
  for (IdentityWorker& worker : readers) uses.merge(std::move(worker.uses));
  return uses;
}

}  // namespace s3rare::cli
