#include "state/files.h"

#include "state/column_text.h"

namespace s3rare::state {

Files::Files(State& state)
    : find_(state.database(), "SELECT size, modified, status, records FROM files WHERE path = ?"),
      remember_(state.database(), "INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?, ?)") {}

std::optional<Files::Answer> Files::find(const std::string& path, std::uint64_t size,
                                         EventTime modified) {
  if (!find_.with(path).step()) return std::nullopt;
  const Answer answer{find_.text(2) == "damaged", find_.integer(3) > 0};
  const bool same =
      find_.integer(0) == static_cast<std::int64_t>(size) && find_.text(1) == time_text(modified);
  find_.reset();
  return same ? std::optional(answer) : std::nullopt;
}

void Files::remember(const RememberedFile& file) {
  remember_
      .with(file.path, static_cast<std::int64_t>(file.size), time_text(file.modified),
            std::string_view(file.damaged ? "damaged" : "read"),
            static_cast<std::int64_t>(file.records),
            file.newest ? std::optional(time_text(*file.newest)) : std::nullopt)
      .run();
}

}  // namespace s3rare::state
