// Archives of files: tar, zip and 7z. The home of libarchive, which reads their structure; each
// member is a stream, and nothing is unpacked to disk.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "input/byte_stream.h"
#include "input/file_stream.h"
#include "s3rare/error.h"

namespace s3rare::input {

enum class ArchiveKind { tar, zip, seven_zip };

/// Most memory for unpacking a 7z archive, which chooses the size of its dictionaries.
inline constexpr std::uint64_t kSevenZipMemoryBytes = std::uint64_t{256} * 1024 * 1024;

/// A member of an archive.
struct Member {
  enum class Kind {
    file,
    encrypted,  ///< a file that cannot be read without a password
    link,
    other  ///< a folder or a special file
  };
  Kind kind = Kind::file;
  std::string name;  ///< as the archive spells it; of a long name the middle is left out
};

/// Reads the members of an archive, in the order of the archive. Memory does not grow with the
/// archive or its members: tar and zip are read as streams, from the headers of their members and
/// without the table at the end of a zip. A 7z has its headers at its end, so it must be a file;
/// memory grows with their size, at most 64 MiB, and one that needs more than kSevenZipMemoryBytes
/// is refused.
///
/// Damage is local: behind a damaged header or member the next one is searched. But a tar whose
/// first header is damaged is not read, and what follows damage of a 7z is lost.
class Archive {
 public:
  /// @param kind   not seven_zip
  /// @param bytes  the archive from its beginning; outlives this object
  Archive(ArchiveKind kind, ByteStream& bytes);
  /// @param file  a 7z archive, a regular file; outlives this object
  explicit Archive(FileStream& file);
  Archive(const Archive&) = delete;
  Archive& operator=(const Archive&) = delete;
  ~Archive();

  /// Moves to the next member; what was not read of the last one is skipped.
  /// @returns the member, or nothing at the end or at damage that ends the archive
  std::optional<Member> next();

  /// The bytes of the current member: reads to its end or its damage. Of damage it returns the
  /// bytes before it first, as every stream does. Valid until `next`.
  ByteStream& contents();

  /// The first damage of the archive's own structure so far, with its offset in the archive.
  /// Damage of a member is returned by its contents.
  const std::optional<Error>& fault() const;

 private:
  class Reader;
  std::unique_ptr<Reader> reader_;
};

}  // namespace s3rare::input
