#include "files/new_name.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <system_error>

namespace s3rare::files {

std::string folder_of(const std::string& path) {
  const std::string folder = std::filesystem::path(path).parent_path().string();
  return folder.empty() ? "." : folder;
}

namespace {

void sync_folder(const std::string& path) {
  const int folder = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder < 0) return;
  ::fsync(folder);
  ::close(folder);
}

}  // namespace

Result<Done> give_name(const std::string& temporary, const std::string& path, Taken taken) {
  const std::string folder = folder_of(path);  // allocates: from the rename on nothing may throw
  const unsigned flags = taken == Taken::refuse ? RENAME_NOREPLACE : 0;
  const int renamed = ::renameat2(AT_FDCWD, temporary.c_str(), AT_FDCWD, path.c_str(), flags);
  const bool unsupported = renamed != 0 && (errno == EINVAL || errno == ENOSYS);
  if (unsupported ? ::rename(temporary.c_str(), path.c_str()) != 0 : renamed != 0) {
    return Error{ErrorKind::io, path, std::nullopt,
                 "cannot rename the temporary file: " + std::generic_category().message(errno)};
  }
  sync_folder(folder);
  return Done();
}

void sync_name(const std::string& path) { sync_folder(folder_of(path)); }

}  // namespace s3rare::files
