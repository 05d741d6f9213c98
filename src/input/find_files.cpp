#include "input/find_files.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <fstream>
#include <system_error>

#include "input/decompress.h"
#include "input/path_date.h"

namespace s3rare::input {
namespace {

constexpr std::array<std::string_view, 6> kExtensions = {".json", ".jsonl", ".ndjson",
                                                         ".log",  ".gz",    ".zst"};

// The extension of a path's last part, with its dot; a name that only begins with one has none.
std::string lower_case_extension(std::string_view path) {
  const std::size_t name = path.rfind('/') + 1;
  const std::size_t dot = path.rfind('.');
  if (dot == std::string_view::npos || dot <= name) return {};
  std::string extension(path.substr(dot));
  std::transform(extension.begin(), extension.end(), extension.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return extension;
}

// Whether a file without an extension begins as logs do. One that cannot be opened might.
bool begins_like_a_log(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return true;
  std::array<char, 64> bytes{};
  file.read(bytes.data(), bytes.size());
  std::string_view text(bytes.data(), static_cast<std::size_t>(file.gcount()));
  if (begins_gzip(text) || begins_zstd(text)) return true;
  if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
  const std::size_t first = text.find_first_not_of(" \n\r\t");
  return first != std::string_view::npos && (text[first] == '{' || text[first] == '[');
}

std::string last_error() { return std::generic_category().message(errno); }

// The entries of a folder. Looking at them from the folder saves the system the way to it.
class Entries {
 public:
  explicit Entries(const std::string& folder) : folder_(::opendir(folder.c_str())) {
    if (folder_ == nullptr) error_ = errno;
  }
  Entries(const Entries&) = delete;
  Entries& operator=(const Entries&) = delete;
  ~Entries() {
    if (folder_ != nullptr) ::closedir(folder_);
  }

  // The next entry's name, or nothing at the end or at an error.
  std::optional<std::string> next() {
    while (folder_ != nullptr) {
      errno = 0;
      const dirent* entry = ::readdir(folder_);
      error_ = errno;
      if (entry == nullptr) break;
      name_ = entry->d_name;
      if (name_ != "." && name_ != "..") return name_;
    }
    return std::nullopt;
  }

  // What the entry is; a link is a link. Nothing, with errno set, if that cannot be known.
  std::optional<struct stat> status() const {
    struct stat status {};
    const int failed = ::fstatat(::dirfd(folder_), name_.c_str(), &status, AT_SYMLINK_NOFOLLOW);
    return failed == 0 ? std::optional(status) : std::nullopt;
  }

  int error() const { return error_; }

 private:
  DIR* folder_;
  std::string name_;
  int error_ = 0;
};

class Walk {
 public:
  Walk(const std::set<FileIdentity>& own, const TimeRange& range) : own_(own), range_(range) {}

  // Named files first: what is named is taken whatever the folder around it says.
  std::optional<Error> start(const std::vector<std::string>& paths) {
    std::vector<std::pair<std::string, struct stat>> folders;
    for (const std::string& path : paths) {
      if (path == "-") {
        if (!reads_standard_input_) found_.files.push_back({path, 0, true});
        reads_standard_input_ = true;
        continue;
      }
      struct stat status {};
      if (::stat(path.c_str(), &status) != 0) {
        return Error{ErrorKind::usage, path.empty() ? "''" : path, std::nullopt,
                     last_error() + ", expected a log file or a folder of logs"};
      }
      if (S_ISDIR(status.st_mode)) {
        folders.emplace_back(path, status);
      } else {
        if (own_.contains({status.st_dev, status.st_ino})) {
          return Error{ErrorKind::usage, path, std::nullopt,
                       "found the file that this run writes, expected another one to read"};
        }
        take(path, status, true);
      }
    }
    for (const auto& [path, status] : folders) walk(path, status);
    return std::nullopt;
  }

  FoundFiles finish() {
    const auto by_path = [](const auto& a, const auto& b) { return a.path < b.path; };
    std::sort(found_.files.begin(), found_.files.end(), by_path);
    std::sort(found_.failures.begin(), found_.failures.end(), by_path);
    return std::move(found_);
  }

 private:
  // The stack of folders is on the heap: a tree may be deeper than the call stack.
  void walk(const std::string& root, const struct stat& root_status) {
    std::vector<std::string> folders;
    const auto enter = [&](const std::string& folder, const struct stat& status) {
      if (seen_.emplace(status.st_dev, status.st_ino).second) folders.push_back(folder);
    };
    enter(root, root_status);
    while (!folders.empty()) {
      const std::string folder = std::move(folders.back());
      folders.pop_back();
      Entries entries(folder);
      while (const auto name = entries.next()) {
        const std::string path = folder + (folder.ends_with('/') ? "" : "/") + *name;
        const auto status = entries.status();
        if (!status) {
          fail(path, "cannot look at it: " + last_error());
        } else if (S_ISDIR(status->st_mode)) {
          enter(path, *status);
        } else if (S_ISREG(status->st_mode)) {
          consider(path, root.size(), *status);
        } else {
          ++found_.skipped[S_ISLNK(status->st_mode) ? "link" : "special file"];
        }
      }
      if (entries.error() != 0) {
        fail(folder, "cannot list the folder: " + std::generic_category().message(entries.error()));
      }
    }
  }

  // Only what stands below the folder that was named tells of the file's date.
  void consider(const std::string& path, std::size_t root_length, const struct stat& status) {
    const FileIdentity identity{status.st_dev, status.st_ino};
    if (seen_.contains(identity)) return;
    if (own_.contains(identity)) {
      seen_.insert(identity);
      ++found_.skipped["own output"];
      return;
    }
    const std::string extension = lower_case_extension(path);
    const bool known =
        std::find(kExtensions.begin(), kExtensions.end(), extension) != kExtensions.end();
    if (known || extension.empty()) {
      if (is_outside(std::string_view(path).substr(root_length), range_)) {
        ++found_.outside_dates;
        return;
      }
      if (known || begins_like_a_log(path)) return take(path, status, false);
    }
    ++found_.skipped[extension.empty() ? "no extension" : extension];
  }

  void take(const std::string& path, const struct stat& status, bool named) {
    const FileIdentity identity{status.st_dev, status.st_ino};
    // A walk meets a file once, unless it has several names or was named.
    if ((named || status.st_nlink > 1) && !seen_.insert(identity).second) return;
    const auto size = S_ISREG(status.st_mode) ? static_cast<std::uint64_t>(status.st_size) : 0;
    found_.files.push_back({path, size, named});
  }

  void fail(const std::string& path, const std::string& what) {
    found_.failures.push_back({ErrorKind::io, path, std::nullopt, what});
  }

  const std::set<FileIdentity>& own_;
  const TimeRange& range_;
  std::set<FileIdentity> seen_;
  bool reads_standard_input_ = false;
  FoundFiles found_;
};

}  // namespace

Result<FoundFiles> find_files(const std::vector<std::string>& paths,
                              const std::set<FileIdentity>& own, const TimeRange& range) {
  Walk walk(own, range);
  if (auto error = walk.start(paths)) return *error;
  return walk.finish();
}

NamedAs named_as(const std::string& path) {
  std::string extension = lower_case_extension(path);
  if (extension == ".gz" || extension == ".zst") {
    const std::string_view whole(path);
    extension = lower_case_extension(whole.substr(0, whole.size() - extension.size()));
  }
  const bool is_json = extension == ".json" || extension == ".jsonl" || extension == ".ndjson";
  return is_json ? NamedAs::json : NamedAs::other;
}

}  // namespace s3rare::input
