#include "state/files.h"

#include "state/column_text.h"

namespace s3rare::state {

Files::Files(Database& database)
    : find_(database, "SELECT size, modified, status, records FROM files WHERE path = ?") {}

std::optional<Files::Answer> Files::find(const std::string& path, std::uint64_t size,
                                         EventTime modified) {
  if (!find_.with(escaped(path)).step()) return std::nullopt;
  const Answer answer{find_.text(2) == "damaged", find_.integer(3) > 0};
  const bool same =
      find_.integer(0) == static_cast<std::int64_t>(size) && find_.text(1) == time_text(modified);
  find_.reset();
  return same ? std::optional(answer) : std::nullopt;
}

NewFiles::NewFiles(State& state) : database_(state.database()) {
  database_.run(
      "CREATE TEMP TABLE IF NOT EXISTS new_files (path, size, modified, status, records, newest)");
  add_ = std::make_unique<Statement>(database_, "INSERT INTO new_files VALUES (?, ?, ?, ?, ?, ?)");
}

void NewFiles::add(const RememberedFile& file) {
  add_->with(escaped(file.path), static_cast<std::int64_t>(file.size), time_text(file.modified),
             std::string_view(file.damaged ? "damaged" : "read"),
             static_cast<std::int64_t>(file.records),
             file.newest ? std::optional(time_text(*file.newest)) : std::nullopt)
      .run();
}

Result<Done> NewFiles::keep() {
  database_.run("INSERT OR REPLACE INTO files SELECT * FROM new_files ORDER BY path");
  return database_.outcome();
}

}  // namespace s3rare::state
