#include "input/find_files.h"

#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <system_error>

#include "input/path_date.h"

namespace s3rare::input {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 6> kExtensions = {".json", ".jsonl", ".ndjson",
                                                         ".log",  ".gz",    ".zst"};

std::string lower_case_extension(const fs::path& name) {
  std::string extension = name.extension().string();
  std::transform(extension.begin(), extension.end(), extension.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return extension;
}

// Whether a file without an extension begins as logs do. One that cannot be opened might.
bool begins_like_a_log(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return true;
  std::array<char, 64> bytes{};
  file.read(bytes.data(), bytes.size());
  std::string_view text(bytes.data(), static_cast<std::size_t>(file.gcount()));
  if (text.starts_with("\x1f\x8b") || text.starts_with("\x28\xb5\x2f\xfd")) return true;
  if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
  const std::size_t first = text.find_first_not_of(" \n\r\t");
  return first != std::string_view::npos && (text[first] == '{' || text[first] == '[');
}

std::optional<struct stat> status_of(const std::string& path, bool follow) {
  struct stat status {};
  const int failed = follow ? ::stat(path.c_str(), &status) : ::lstat(path.c_str(), &status);
  return failed == 0 ? std::optional(status) : std::nullopt;
}

std::string last_error() { return std::generic_category().message(errno); }

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
      const auto status = status_of(path, true);
      if (!status) {
        return Error{ErrorKind::usage, path.empty() ? "''" : path, std::nullopt,
                     last_error() + ", expected a log file or a folder of logs"};
      }
      if (S_ISDIR(status->st_mode)) {
        folders.emplace_back(path, *status);
      } else {
        take(path, *status, true);
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
      std::error_code error;
      fs::directory_iterator entries(folder, error);
      for (; !error && entries != fs::directory_iterator(); entries.increment(error)) {
        const std::string path = entries->path().string();
        const auto status = status_of(path, false);
        if (!status) {
          fail(path, "cannot look at it: " + last_error());
        } else if (S_ISDIR(status->st_mode)) {
          enter(path, *status);
        } else if (S_ISREG(status->st_mode)) {
          consider(entries->path(), *status);
        } else {
          ++found_.skipped[S_ISLNK(status->st_mode) ? "link" : "special file"];
        }
      }
      if (error) fail(folder, "cannot list the folder: " + error.message());
    }
  }

  void consider(const fs::path& path, const struct stat& status) {
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
      if (is_outside(path.string(), range_)) {
        ++found_.outside_dates;
        return;
      }
      if (known || begins_like_a_log(path)) return take(path.string(), status, false);
    }
    ++found_.skipped[extension.empty() ? "no extension" : extension];
  }

  void take(const std::string& path, const struct stat& status, bool named) {
    const FileIdentity identity{status.st_dev, status.st_ino};
    if (!seen_.insert(identity).second) return;
    if (own_.contains(identity)) {
      ++found_.skipped["own output"];
      return;
    }
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
  fs::path name = fs::path(path).filename();
  std::string extension = lower_case_extension(name);
  if (extension == ".gz" || extension == ".zst") extension = lower_case_extension(name.stem());
  const bool is_json = extension == ".json" || extension == ".jsonl" || extension == ".ndjson";
  return is_json ? NamedAs::json : NamedAs::other;
}

}  // namespace s3rare::input
