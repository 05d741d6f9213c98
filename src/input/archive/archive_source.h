// The bytes of an archive, one block at a time, as libarchive asks for them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

#include "input/byte_stream.h"
#include "s3rare/error.h"

namespace s3rare::input {

/// Reads a stream in blocks. The last two blocks stay in memory, so that what follows damage can be
/// searched in them.
class ArchiveSource {
 public:
  static constexpr std::size_t kBlockBytes = std::size_t{256} * 1024;

  /// @param bytes  outlives this object
  explicit ArchiveSource(ByteStream& bytes);

  /// @returns the next block; no bytes at the end or at a fault
  std::string_view next();

  /// Moves so that `next` begins at the next place at which a text stands.
  /// @param from  a stream offset: what is no longer in memory is not searched
  /// @param text  at most 16 bytes
  /// @returns the offset of the place, or nothing if there is none
  std::optional<std::uint64_t> seek(std::uint64_t from, std::string_view text);

  /// Forgets what is in memory: the stream goes on at another offset of the archive.
  void jump(std::uint64_t offset);

  /// @returns the bytes in memory from an offset on; none if the offset is not in memory
  std::string_view held(std::uint64_t from) const;

  /// Whether the stream has ended, or broken off.
  bool ended() const { return ended_; }

  /// Why the stream broke off.
  const std::optional<Error>& fault() const { return fault_; }
  std::uint64_t end() const { return end_; }  ///< offset behind the last byte read

 private:
  bool fill();

  ByteStream& bytes_;
  std::unique_ptr<char[]> buffer_;  // two blocks
  std::size_t size_ = 0;            // bytes in the buffer
  std::size_t next_ = 0;            // where the next block begins, if it is in memory
  std::uint64_t end_ = 0;
  bool ended_ = false;
  std::optional<Error> fault_;
};

}  // namespace s3rare::input
