// A log file that is written from front to back.
#pragma once

#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <string_view>

namespace s3rare::bench {

/// Writes gzip, one member, or plain text. Throws where something cannot be written.
///
/// gzip is zlib's at level 6. AWS does not say what it compresses with, but level 6 of deflate is
/// what zlib, Java and gzip do unless told otherwise, and real files of 20 KB to 300 KB have 7 to
/// 12 times their length inflated, as they have at that level. ISA-L's fastest levels, which this
/// corpus was made with once, gave files a tenth to a fifth longer, with fewer and shorter matches:
/// more work for the inflate that s3rare is measured against, hence a ratio that flatters it.
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
  Deflate* deflate_ = nullptr;  // shared by all files, as it is large; none for plain text
  std::uint64_t inflated_bytes_ = 0;
  std::uint64_t disk_bytes_ = 0;
};

}  // namespace s3rare::bench
