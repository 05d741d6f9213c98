// The bytes of a file as they are on disk.
#pragma once

#include <atomic>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "input/byte_stream.h"
#include "input/file_stamp.h"

namespace s3rare::input {

/// Owns a file descriptor.
class FileStream : public ByteStream {
 public:
  /// Standard input. It stays open when the stream is destroyed.
  /// @param progress  the stream adds the bytes that it reads; other threads may read it
  static FileStream standard_input(std::atomic<std::uint64_t>& progress);

  FileStream(FileStream&& other) noexcept;
  FileStream& operator=(FileStream&& other) = delete;
  ~FileStream() override;

  Result<std::size_t> read(char* to, std::size_t room) override;

  /// Reads at an offset, as `read` does; the place and the count of `read` stay as they are.
  Result<std::size_t> read_at(std::uint64_t offset, char* to, std::size_t room) const;

  /// Asks the system to load the first bytes into memory, and does not wait for it.
  void prefetch() const;

  /// @returns the current stamp of the file, or nothing if it is not a regular file
  std::optional<FileStamp> stamp() const;

  /// Bytes read so far, before decompression.
  std::uint64_t bytes_read() const { return bytes_read_; }

 private:
  friend class FileOpener;
  FileStream(int descriptor, bool owned, std::atomic<std::uint64_t>& progress)
      : descriptor_(descriptor), owned_(owned), progress_(progress) {}

  int descriptor_;
  bool owned_;
  std::atomic<std::uint64_t>& progress_;
  std::uint64_t bytes_read_ = 0;
};

/// Opens one file after the other. Keeps the folder of the last file open: the next file is usually
/// in the same folder, and the system need not resolve its path again.
class FileOpener {
 public:
  FileOpener() = default;
  FileOpener(const FileOpener&) = delete;
  FileOpener& operator=(const FileOpener&) = delete;
  ~FileOpener();

  /// Opens a file for reading.
  Result<FileStream> open(const std::string& path, std::atomic<std::uint64_t>& progress);

 private:
  void enter(std::string_view folder);

  std::string folder_;
  int descriptor_ = -1;  // of the folder; negative if it could not be opened
};

}  // namespace s3rare::input
