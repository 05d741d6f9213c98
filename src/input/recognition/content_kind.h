// What kind of file bytes are, if they are none that the program reads and may hold CloudTrail
// records nevertheless: one table, with the name of each kind and what to do about it.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

namespace s3rare::input {

/// The bytes at the start of a file, after decompression, that decide its kind.
inline constexpr std::size_t kContentBytes = 64 * 1024;

enum class ContentKind {
  // These begin with bytes of their own.
  zip,
  seven_zip,
  rar,
  tar,
  bzip2,
  xz,
  lz4,
  parquet,
  avro,
  utf32,
  utf16,
  access_log,  ///< an S3 server access log: the only kind that is read, if the task says so
  // These mention CloudTrail's `eventSource`.
  utf16_le,     ///< without a byte order mark
  utf16_be,     ///< the same
  csv,          ///< or another table in text
  behind_text,  ///< a JSON object behind other text on its line
  mention,      ///< anything else
  // These are never a result of `content_kind`.
  unread_name,  ///< JSON in a file whose name promises none
  encrypted     ///< a member of an archive
};

/// A row of the table.
struct ContentRow {
  ContentKind kind;
  std::string_view name;    ///< in the summary
  std::string_view found;   ///< in a message: `found a zip archive`
  std::string_view advice;  ///< in a message: what makes the records readable
};

/// @returns all kinds, in the order of `ContentKind`
std::span<const ContentRow> content_rows();

/// @returns the row of a kind
inline const ContentRow& content_row(ContentKind kind) {
  return content_rows()[static_cast<std::size_t>(kind)];
}

/// @param first  the first kContentBytes of the content, or all
/// @returns the kind of the content; nothing if it is certainly no CloudTrail, or if it is JSON
/// Sources: PKWARE APPNOTE 4.3; POSIX pax, "ustar Interchange Format"; the format descriptions of
/// bzip2, xz, 7z, RAR, LZ4 frames, Parquet and Avro; the Unicode Standard, section 23.8.
std::optional<ContentKind> content_kind(std::string_view first);

/// Whether a file of this kind is no JSON for certain: it begins with bytes that JSON does not
/// have.
constexpr bool is_certain(ContentKind kind) { return kind <= ContentKind::utf16_be; }

/// How far bytes look like JSON.
enum class JsonStart {
  object,     ///< an object with a key begins, possibly in an array
  value,      ///< an object or array begins
  undecided,  ///< white space and opening brackets so far
  space,      ///< only white space so far
  none
};
JsonStart json_start(std::string_view first);

/// Whether bytes name `eventSource`, which every record has.
bool mentions_records(std::string_view first);

}  // namespace s3rare::input
