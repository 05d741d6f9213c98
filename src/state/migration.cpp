#include "state/migration.h"

#include <algorithm>
#include <string>

#include "state/schema.h"

namespace s3rare::state {
namespace {

std::int64_t version_of(Database& database) {
  Statement version(database, "PRAGMA user_version");
  return version.step() ? version.integer(0) : kSchemaVersion;
}

}  // namespace

std::span<const Migration> migrations() { return {}; }

void migrate(Database& database, std::span<const Migration> known, bool may_write) {
  for (std::int64_t version = version_of(database); version < kSchemaVersion; ++version) {
    const auto step = std::find_if(known.begin(), known.end(),
                                   [&](const Migration& each) { return each.from == version; });
    if (step == known.end()) return;
    if (!may_write) {
      database.fail(ErrorKind::damaged,
                    "found a state of schema " + std::to_string(version) + ", expected " +
                        std::to_string(kSchemaVersion) +
                        ": an older s3rare made it; the next run that writes it migrates it, "
                        "s3rare state prune for example");
      return;
    }
    step->apply(database);
    database.run("PRAGMA user_version = " + std::to_string(version + 1));
    if (database.error()) return;
  }
}

}  // namespace s3rare::state
