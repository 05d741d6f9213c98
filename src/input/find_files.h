// From the paths of a command line to the files that are read.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "input/file_stamp.h"
#include "s3rare/error.h"
#include "s3rare/event_time.h"

namespace s3rare::input {

/// A file to be read.
struct InputFile {
  std::string path;      ///< as found: an argument, or below one. `-` is standard input
  bool named = false;    ///< named on the command line itself
  FileStamp stamp = {};  ///< of a regular file, if it was named or somebody remembers files

  bool is_standard_input() const { return path == "-"; }
  /// Whether it is a regular file: neither a pipe nor a device, which may keep a reader waiting.
  bool is_regular() const { return !is_standard_input() && (!named || stamp != FileStamp()); }
};

/// Device and inode of a file: what it is, by whatever name.
using FileIdentity = std::pair<std::uint64_t, std::uint64_t>;

/// The time that a run looks at: event times outside of it do not exist.
struct TimeRange {
  std::optional<EventTime> from;          ///< inclusive
  std::optional<EventTime> until;         ///< exclusive
  std::optional<EventTime> horizon = {};  ///< matches before it are forgotten: --retain

  bool contains(EventTime time) const {
    return (!from || time >= *from) && (!until || time < *until);
  }
};

/// Times of which any will do.
using TimeRanges = std::vector<TimeRange>;

/// What a walk passed over.
struct PassedOver {
  std::map<std::string, std::uint64_t> skipped;  ///< files of other kinds, by extension
  std::uint64_t outside_dates = 0;               ///< files whose path puts them outside the range
  std::uint64_t remembered = 0;                  ///< files that an earlier run has read
  std::vector<Error> failures;                   ///< what could not be looked at
};

/// Whether an earlier run has read a file, and it is as it was then.
using IsRemembered = std::function<bool(const InputFile& file)>;

/// The kinds of what is in a folder.
enum class EntryKind { folder, file, link, special };

/// Walks the paths of a command line. In folders, files are taken by name: `*.json`, `*.jsonl`,
/// `*.ndjson`, `*.log`, `*.gz`, `*.zst` in any case, and files without an extension that begin as
/// logs do (`{`, `[`, gzip or zstd). A file that is named itself is always taken. Links are
/// followed where they are named, not inside folders. A file that is reached by several arguments
/// is taken once. (Hard links are files of their own: to tell them would cost a look at every file,
/// a tenth of the time that a small one takes.) Memory grows with the number of folders and with
/// the largest of them, not with the number of files.
class FileWalk {
 public:
  /// @param own    files that belong to the run itself, its output for example: in folders
  ///               counted as skipped, refused where they are named
  /// @param ranges  files of folders whose path below the named folder says that they hold nothing
  ///               of any of them are passed over; none: no file is
  /// @param is_remembered  files for which it holds are passed over, unopened; it may be empty
  /// @returns the walk, or an error of kind `usage` for a path that does not exist
  static Result<FileWalk> start(std::vector<std::string> paths, std::set<FileIdentity> own,
                                TimeRanges ranges, IsRemembered is_remembered = {});

  /// @returns the next files: named ones, then folder after folder, at least `least` if there are
  ///          so many; none at the end. The order depends on names alone
  std::vector<InputFile> next(std::size_t least);

  /// What was passed over so far.
  const PassedOver& passed_over() const { return passed_over_; }

 private:
  // A folder to be walked, and how much of its path was named.
  struct Folder {
    std::string path;
    std::size_t root_length;
  };

  FileWalk(std::set<FileIdentity> own, TimeRanges ranges, IsRemembered is_remembered)
      : own_(std::move(own)),
        ranges_(std::move(ranges)),
        is_remembered_(std::move(is_remembered)) {}

  std::optional<Error> name(const std::string& path, std::vector<Folder>& roots);
  void list(const Folder& folder, std::vector<InputFile>& files);
  bool wants(const InputFile& file, std::size_t root_length);
  bool remembers(const InputFile& file);
  void fail(const std::string& path, const std::string& what);
  void skip(const std::string& kind);

  std::set<FileIdentity> own_;
  TimeRanges ranges_;
  IsRemembered is_remembered_;
  std::vector<InputFile> named_;
  std::vector<Folder> folders_;           // the next one is the last
  std::set<FileIdentity> seen_;           // folders, and files that were named
  std::set<std::uint64_t> noted_inodes_;  // of own files, and of files that were named
  PassedOver passed_over_;
};

/// What a file's name promises.
enum class NamedAs {
  json,  ///< `.json`, `.jsonl`, `.ndjson`, compressed or not: must hold JSON
  other  ///< `.log`, a bare `.gz`, no extension: may hold anything
};
NamedAs named_as(const std::string& path);

}  // namespace s3rare::input
