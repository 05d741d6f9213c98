// Finds the files to read, from the paths of a command line.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "input/evidence_names.h"
#include "input/file_stamp.h"
#include "input/first_by_path.h"
#include "input/recognition/file_list.h"
#include "s3rare/error.h"
#include "s3rare/event_time.h"

namespace s3rare::input {

/// A file to read.
struct InputFile {
  std::string path;           ///< an argument, or a path below one; `-` is standard input
  bool named = false;         ///< named on the command line itself
  FileStamp stamp = {};       ///< of a regular file, if it was named or the run remembers files
  bool glanced = false;       ///< of a folder, and its name promises no log: see `FileWalk`
  std::string evidence = {};  ///< what reports call it instead of `path`, if not empty

  /// The name of the file in alerts, errors and summaries.
  const std::string& reported() const { return evidence.empty() ? path : evidence; }

  bool is_standard_input() const { return path == "-"; }
  /// Whether it is a regular file, not a pipe or device, which may keep a reader waiting.
  bool is_regular() const { return !is_standard_input() && (!named || stamp != FileStamp()); }
};

/// Device and inode of a file: its identity under any name.
using FileIdentity = std::pair<std::uint64_t, std::uint64_t>;

/// The range of event times of a run: it ignores events outside of it.
struct TimeRange {
  std::optional<EventTime> from;          ///< inclusive
  std::optional<EventTime> until;         ///< exclusive
  std::optional<EventTime> horizon = {};  ///< matches before it are forgotten: --retain

  bool contains(EventTime time) const {
    return (!from || time >= *from) && (!until || time < *until);
  }
};

/// Alternative time ranges: a time in any of them counts.
using TimeRanges = std::vector<TimeRange>;

/// Files that CloudTrail has not named, in folders that it has dated before the time ranges.
struct DatedByFolder {
  std::uint64_t files = 0;
  std::string first;  ///< path of the first one
};

/// What a walk skipped.
struct PassedOver {
  SkippedFiles skipped;             ///< links, special files, own files
  std::uint64_t outside_dates = 0;  ///< files whose path dates them before the ranges
  DatedByFolder dated_by_folder;    ///< those of them that only their folder dates
  std::uint64_t remembered = 0;     ///< files that an earlier run has read
  FirstByPath<Error> failures;      ///< files and folders that could not be examined
};

/// Whether an earlier run has read a file that has not changed since.
using IsRemembered = std::function<bool(const InputFile& file)>;

/// The kinds of entries of a folder.
enum class EntryKind { folder, file, link, special };

/// Walks the paths of a command line. In folders it takes files by name: `*.json`, `*.jsonl`,
/// `*.ndjson`, `*.log`, `*.gz`, `*.zst`, `*.xz`, `*.bz2` in any case. All others it marks as
/// `glanced`: the reader looks at their first bytes, reads those without an extension that begin
/// like logs, and skips the rest. A file named on the command line is always taken. Links are
/// followed if named, not inside folders. A file that several arguments reach is taken once. (Hard
/// links count as separate files: recognising them would need a `stat` of every file, a tenth of
/// the time that a small file takes.) Memory grows with the number of folders and with the size of
/// the largest, not with the number of files.
class FileWalk {
 public:
  /// @param own     files that belong to the run itself, its output for example: counted as skipped
  ///                in folders, refused if named
  /// @param ranges  in folders, the walk skips files that their path dates before all ranges, see
  ///                path_date.h; without ranges it skips none
  /// @param is_remembered  the walk skips files for which it returns true, without opening them;
  ///                       may be empty
  /// @param names  what reports call the files
  /// @returns the walk, or an error of kind `usage` for a path that does not exist
  static Result<FileWalk> start(std::vector<std::string> paths, std::set<FileIdentity> own,
                                TimeRanges ranges, IsRemembered is_remembered = {},
                                EvidenceNames names = {});

  /// @returns the next files: named files, then folder by folder; at least `least` if that many
  ///          remain, none at the end. The order depends on names alone
  std::vector<InputFile> next(std::size_t least);

  /// What the walk has skipped so far.
  const PassedOver& passed_over() const { return passed_over_; }

 private:
  // A folder to walk, and the length of the part of its path that was named.
  struct Folder {
    std::string path;
    std::size_t root_length;
  };

  FileWalk(std::set<FileIdentity> own, TimeRanges ranges, IsRemembered is_remembered,
           EvidenceNames names)
      : own_(std::move(own)),
        ranges_(std::move(ranges)),
        is_remembered_(std::move(is_remembered)),
        names_(std::move(names)) {}

  std::optional<Error> name(const std::string& path, std::vector<Folder>& roots);
  void list(const Folder& folder, std::vector<InputFile>& files);
  bool wants(InputFile& file, std::size_t root_length);
  bool is_dated_outside(const std::string& path, std::size_t root_length);
  bool remembers(const InputFile& file);
  InputFile renamed(InputFile file) const;
  void fail(const std::string& path, const std::string& what);

  std::set<FileIdentity> own_;
  TimeRanges ranges_;
  IsRemembered is_remembered_;
  EvidenceNames names_;
  std::vector<InputFile> named_;
  std::vector<Folder> folders_;           // the next one is the last
  std::set<FileIdentity> seen_;           // folders, and files that were named
  std::set<std::uint64_t> noted_inodes_;  // of own files, and of files that were named
  PassedOver passed_over_;
};

/// Whether a file's name promises a log, so that a file of a folder is read and not only looked at.
bool promises_log(std::string_view path);

/// What a file's name promises.
enum class NamedAs {
  json,   ///< `.json`, compressed or not: must hold JSON
  lines,  ///< `.jsonl`, `.ndjson`, compressed or not: holds JSON, or nothing
  other   ///< `.log`, a bare `.gz`, no extension: may hold anything
};
NamedAs named_as(const std::string& path);

/// Whether a file's name promises compressed data: `.gz`, `.zst`, `.xz` or `.bz2`.
bool promises_compression(const std::string& path);

/// @returns the extension of a path's last part, with its dot and in lower case; empty if there is
///          none. A leading dot does not begin an extension
std::string lower_case_extension(std::string_view path);

}  // namespace s3rare::input
