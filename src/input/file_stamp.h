// Identifies the version of a file that was read, by its size and modification time.
#pragma once

#include <sys/stat.h>

#include <cstdint>

#include "s3rare/event_time.h"

namespace s3rare::input {

struct FileStamp {
  std::uint64_t size = 0;  ///< bytes on disk
  EventTime modified;      ///< to the nanosecond if the file system stores it

  friend bool operator==(const FileStamp&, const FileStamp&) = default;
};

inline FileStamp stamp_of(const struct stat& status) {
  return {static_cast<std::uint64_t>(status.st_size),
          {status.st_mtim.tv_sec, static_cast<std::uint32_t>(status.st_mtim.tv_nsec)}};
}

}  // namespace s3rare::input
