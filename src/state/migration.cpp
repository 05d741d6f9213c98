#include "state/migration.h"

#include <algorithm>
#include <string>

#include "state/schema.h"

namespace s3rare::state {
namespace {

const Migration* find_step(std::span<const Migration> migrations, std::int64_t version) {
  const auto step = std::find_if(migrations.begin(), migrations.end(),
                                 [&](const Migration& each) { return each.from == version; });
  return step == migrations.end() ? nullptr : &*step;
}

}  // namespace

bool can_migrate(std::int64_t version, std::span<const Migration> migrations,
                 std::int64_t current) {
  if (version >= current) return false;
  while (version < current && find_step(migrations, version) != nullptr) ++version;
  return version == current;
}

bool migrate(Database& database, std::span<const Migration> migrations, std::int64_t current) {
  std::int64_t version = schema_version(database);
  if (!can_migrate(version, migrations, current)) return false;
  while (version < current) {
    database.run(std::string(find_step(migrations, version)->sql));
    ++version;
    write_schema_version(database, version);
  }
  return true;
}

void refuse_older(Database& database, std::span<const Migration> migrations, std::int64_t current) {
  const std::int64_t version = schema_version(database);
  if (!can_migrate(version, migrations, current)) return;
  database.fail(
      ErrorKind::damaged,
      "found state schema " + std::to_string(version) + ", expected " + std::to_string(current) +
          ": an older s3rare wrote this state; to upgrade it, run s3rare detect once with --state "
          "and without --state-readonly");
}

}  // namespace s3rare::state
