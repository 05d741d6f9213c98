#include "input/find_files.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <new>
#include <system_error>
#include <utility>

#include "input/path_date.h"
#include "s3rare/lower_case.h"

namespace s3rare::input {
namespace {

constexpr std::array<std::string_view, 8> kExtensions = {".json", ".jsonl", ".ndjson", ".log",
                                                         ".gz",   ".zst",   ".xz",     ".bz2"};

std::string last_error() { return std::generic_category().message(errno); }

EntryKind kind_of(mode_t mode) {
  if (S_ISDIR(mode)) return EntryKind::folder;
  if (S_ISREG(mode)) return EntryKind::file;
  return S_ISLNK(mode) ? EntryKind::link : EntryKind::special;
}

// The entries of a folder. A `stat` relative to the folder saves resolving its path; no `stat` at
// all saves more.
class Entries {
 public:
  explicit Entries(const std::string& folder) : folder_(::opendir(folder.c_str())) {
    if (folder_ == nullptr) error_ = errno;
    if (error_ == ENOMEM) throw std::bad_alloc();  // no fault of the folder
  }
  Entries(const Entries&) = delete;
  Entries& operator=(const Entries&) = delete;
  ~Entries() {
    if (folder_ != nullptr) ::closedir(folder_);
  }

  // Moves to the next entry. Returns false at the end or at an error.
  bool next() {
    while (folder_ != nullptr) {
      errno = 0;
      entry_ = ::readdir(folder_);
      error_ = errno;
      if (entry_ == nullptr) break;
      if (name() != "." && name() != "..") return true;
    }
    return false;
  }

  std::string_view name() const { return entry_->d_name; }

  // The kind of the entry as the folder lists it: unknown on some file systems.
  std::optional<EntryKind> kind() const {
    if (entry_->d_type == DT_UNKNOWN) return std::nullopt;
    return kind_of(DTTOIF(entry_->d_type));
  }
  std::uint64_t inode() const { return entry_->d_ino; }

  // Status of the entry, without following a link. Nothing, with errno set, on failure.
  std::optional<struct stat> status() const {
    struct stat status {};
    const int failed = ::fstatat(::dirfd(folder_), entry_->d_name, &status, AT_SYMLINK_NOFOLLOW);
    return failed == 0 ? std::optional(status) : std::nullopt;
  }

  int error() const { return error_; }

 private:
  DIR* folder_;
  const dirent* entry_ = nullptr;
  int error_ = 0;
};

}  // namespace

Result<FileWalk> FileWalk::start(std::vector<std::string> paths, std::set<FileIdentity> own,
                                 TimeRanges ranges, IsRemembered is_remembered,
                                 EvidenceNames names) {
  FileWalk walk(std::move(own), std::move(ranges), std::move(is_remembered), std::move(names));
  for (const auto& [device, inode] : walk.own_) walk.noted_inodes_.insert(inode);
  std::sort(paths.begin(), paths.end());
  std::vector<Folder> roots;
  for (const std::string& path : paths) {
    if (auto error = walk.name(path, roots)) return *error;
  }
  walk.folders_.assign(roots.rbegin(), roots.rend());
  return walk;
}

std::optional<Error> FileWalk::name(const std::string& path, std::vector<Folder>& roots) {
  if (path == "-") {
    const bool is_first = named_.empty() || !named_.back().is_standard_input();
    if (is_first) named_.push_back({path, true});
    return std::nullopt;
  }
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) {
    if (path.starts_with("s3://")) {
      return Error{ErrorKind::usage, path, std::nullopt,
                   "found a location in S3, expected local files: fetch it with aws s3 sync "
                   "s3://BUCKET/PREFIX FOLDER, or pipe one object: aws s3 cp s3://BUCKET/KEY - | "
                   "s3rare detect"};
    }
    return Error{ErrorKind::usage, path.empty() ? "''" : path, std::nullopt,
                 last_error() + ", expected a log file or a folder of logs"};
  }
  if (own_.contains({status.st_dev, status.st_ino})) {
    return Error{ErrorKind::usage, path, std::nullopt,
                 "found the file that this run writes, expected another one to read"};
  }
  if (!seen_.emplace(status.st_dev, status.st_ino).second) return std::nullopt;
  if (S_ISDIR(status.st_mode)) {
    roots.push_back({path, path.size()});
  } else {
    noted_inodes_.insert(status.st_ino);
    const InputFile file{path, true, S_ISREG(status.st_mode) ? stamp_of(status) : FileStamp()};
    if (!S_ISREG(status.st_mode) || !remembers(file)) named_.push_back(renamed(file));
  }
  return std::nullopt;
}

std::vector<InputFile> FileWalk::next(std::size_t least) {
  std::vector<InputFile> files = std::exchange(named_, {});
  while (files.size() < least && !folders_.empty()) {
    const Folder folder = std::move(folders_.back());
    folders_.pop_back();
    list(folder, files);
  }
  return files;
}

void FileWalk::list(const Folder& folder, std::vector<InputFile>& files) {
  std::vector<Folder> inner;
  const std::size_t before = files.size();
  const std::string prefix = folder.path + (folder.path.ends_with('/') ? "" : "/");
  Entries entries(folder.path);
  // Whether the folder's own numbers of files can be trusted: some layered file systems show
  // others.
  std::optional<bool> trusted;
  while (entries.next()) {
    InputFile file;
    file.path.reserve(prefix.size() + entries.name().size());
    file.path.append(prefix).append(entries.name());
    auto kind = entries.kind();
    const bool is_noted = !trusted.value_or(false) || noted_inodes_.contains(entries.inode());
    std::optional<struct stat> status;
    if (!kind || kind == EntryKind::folder ||
        (kind == EntryKind::file && (is_noted || is_remembered_))) {
      status = entries.status();
      if (!status) {
        fail(file.path, "cannot examine the file: " + last_error());
        continue;
      }
      kind = kind_of(status->st_mode);
    }
    if (kind == EntryKind::link || kind == EntryKind::special) {
      passed_over_.skipped.add(kind == EntryKind::link ? "link" : "special file",
                               names_.of(file.path));
      continue;
    }
    if (status) {
      const FileIdentity identity{status->st_dev, status->st_ino};
      if (kind == EntryKind::folder) {
        if (seen_.insert(identity).second) inner.push_back({file.path, folder.root_length});
        continue;
      }
      if (!trusted) trusted = status->st_ino == entries.inode();
      if (own_.contains(identity)) passed_over_.skipped.add("own file", names_.of(file.path));
      if (own_.contains(identity) || seen_.contains(identity)) continue;
      if (is_remembered_) file.stamp = stamp_of(*status);
    }
    if (wants(file, folder.root_length)) files.push_back(renamed(std::move(file)));
  }
  if (entries.error() != 0) {
    fail(folder.path,
         "cannot list the folder: " + std::generic_category().message(entries.error()));
  }
  const auto by_path = [](const auto& a, const auto& b) { return a.path < b.path; };
  std::sort(files.begin() + static_cast<std::ptrdiff_t>(before), files.end(), by_path);
  std::sort(inner.begin(), inner.end(), by_path);
  folders_.insert(folders_.end(), inner.rbegin(), inner.rend());
}

// Whether to look at a file of a folder; counts the file if not.
bool FileWalk::wants(InputFile& file, std::size_t root_length) {
  file.glanced = !promises_log(file.path);
  // The date of a path says nothing about a file that is no log.
  const bool may_be_log = !file.glanced || lower_case_extension(file.path).empty();
  if (may_be_log && is_dated_outside(file.path, root_length)) return false;
  return !remembers(file);
}

bool FileWalk::is_dated_outside(const std::string& path, std::size_t root_length) {
  const PathDate date = date_of_path(path, root_length, ranges_);
  if (date == PathDate::may_hold) return false;
  ++passed_over_.outside_dates;
  if (date == PathDate::outside_by_folder) {
    DatedByFolder& dated = passed_over_.dated_by_folder;
    if (dated.files++ == 0) dated.first = names_.of(path);
  }
  return true;
}

bool FileWalk::remembers(const InputFile& file) {
  const bool remembered = is_remembered_ && is_remembered_(file);
  passed_over_.remembered += remembered ? 1 : 0;
  return remembered;
}

InputFile FileWalk::renamed(InputFile file) const {
  if (names_.rename()) file.evidence = names_.of(file.path);
  return file;
}

void FileWalk::fail(const std::string& path, const std::string& what) {
  passed_over_.failures.add({ErrorKind::io, names_.of(path), std::nullopt, what});
}

std::string lower_case_extension(std::string_view path) {
  const std::size_t name = path.rfind('/') + 1;
  const std::size_t dot = path.rfind('.');
  if (dot == std::string_view::npos || dot <= name) return {};
  return lower_case(path.substr(dot));
}

bool promises_log(std::string_view path) {
  const std::string extension = lower_case_extension(path);
  return std::find(kExtensions.begin(), kExtensions.end(), extension) != kExtensions.end();
}

bool promises_compression(const std::string& path) {
  const std::string extension = lower_case_extension(path);
  return extension == ".gz" || extension == ".zst" || extension == ".xz" || extension == ".bz2";
}

NamedAs named_as(const std::string& path) {
  std::string extension = lower_case_extension(path);
  if (promises_compression(path)) {
    const std::string_view whole(path);
    extension = lower_case_extension(whole.substr(0, whole.size() - extension.size()));
  }
  if (extension == ".jsonl" || extension == ".ndjson") return NamedAs::lines;
  return extension == ".json" ? NamedAs::json : NamedAs::other;
}

}  // namespace s3rare::input
