// A log file, written sequentially.
#pragma once

#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <string_view>

namespace s3rare::bench {

/// Writes gzip with one member, or plain text. Throws if a write fails.
///
/// The gzip is zlib's at level 6. AWS does not say what it compresses with, but zlib, Java and gzip
/// use level 6 of deflate by default, and real files of 20 KB to 300 KB inflate to 7 to 12 times
/// their size, as they do at that level. ISA-L's fastest levels, which this corpus used before,
/// made files a tenth to a fifth longer, with fewer and shorter matches: more work for the inflate
/// loop that s3rare is compared with, hence a ratio that flatters s3rare.
class LogFile {
 public:
  LogFile(const std::filesystem::path& path, bool compress);
  ~LogFile();
  LogFile(const LogFile&) = delete;
  LogFile& operator=(const LogFile&) = delete;

  void write(std::string_view text);
  void close();

  std::uint64_t inflated_bytes() const { return inflated_bytes_; }
  std::uint64_t disk_bytes() const { return disk_bytes_; }

 private:
  struct Deflate;
  struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };

  void deflate(std::string_view text, bool last);
  void put(const void* bytes, std::size_t count);

  std::unique_ptr<std::FILE, Close> file_;
  Deflate* deflate_ = nullptr;  // large, so all files share it; null for plain text
  std::uint64_t inflated_bytes_ = 0;
  std::uint64_t disk_bytes_ = 0;
};

}  // namespace s3rare::bench
