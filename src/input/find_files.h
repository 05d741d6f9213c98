// From the paths of a command line to the files that are read.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "s3rare/error.h"
#include "s3rare/event_time.h"

namespace s3rare::input {

/// A file to be read.
struct InputFile {
  std::string path;        ///< as found: an argument, or below one. `-` is standard input
  std::uint64_t size = 0;  ///< bytes on disk; 0 where that is not known
  bool named = false;      ///< named on the command line itself

  bool is_standard_input() const { return path == "-"; }
};

/// Device and inode of a file: what it is, by whatever name.
using FileIdentity = std::pair<std::uint64_t, std::uint64_t>;

/// The time that a run looks at: event times outside of it do not exist.
struct TimeRange {
  std::optional<EventTime> from;   ///< inclusive
  std::optional<EventTime> until;  ///< exclusive

  bool contains(EventTime time) const {
    return (!from || time >= *from) && (!until || time < *until);
  }
};

struct FoundFiles {
  std::vector<InputFile> files;                  ///< in order of their paths, each file once
  std::map<std::string, std::uint64_t> skipped;  ///< files of other kinds, by extension
  std::uint64_t outside_dates = 0;               ///< files whose path puts them outside the range
  std::vector<Error> failures;                   ///< what could not be looked at, by path
};

/// Walks the paths. In folders, files are taken by name: `*.json`, `*.jsonl`, `*.ndjson`, `*.log`,
/// `*.gz`, `*.zst` in any case, and files without an extension that begin as logs do (`{`, `[`,
/// gzip or zstd). A file that is named itself is always taken. Links are followed where they are
/// named, not inside folders.
/// @param own    files that belong to the run itself, its output for example: counted as skipped
/// @param range  files of folders whose path says that they hold nothing of it are passed over
/// @returns the files, or an error of kind `usage` for a path that does not exist
Result<FoundFiles> find_files(const std::vector<std::string>& paths,
                              const std::set<FileIdentity>& own, const TimeRange& range);

/// What a file's name promises.
enum class NamedAs {
  json,  ///< `.json`, `.jsonl`, `.ndjson`, compressed or not: must hold JSON
  other  ///< `.log`, a bare `.gz`, no extension: may hold anything
};
NamedAs named_as(const std::string& path);

}  // namespace s3rare::input
