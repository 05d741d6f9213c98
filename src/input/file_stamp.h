// What tells that a file is still the one that was read: its size and its time of modification.
#pragma once

#include <sys/stat.h>

#include <cstdint>

#include "s3rare/event_time.h"

namespace s3rare::input {

struct FileStamp {
  std::uint64_t size = 0;  ///< bytes on disk
  EventTime modified;      ///< to the nanosecond, as far as the file system has them

  friend bool operator==(const FileStamp&, const FileStamp&) = default;
};

inline FileStamp stamp_of(const struct stat& status) {
  return {static_cast<std::uint64_t>(status.st_size),
          {status.st_mtim.tv_sec, static_cast<std::uint32_t>(status.st_mtim.tv_nsec)}};
}

}  // namespace s3rare::input
