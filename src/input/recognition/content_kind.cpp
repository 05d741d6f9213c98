#include "input/recognition/content_kind.h"

#include <array>
#include <cstdint>
#include <string>

#include "input/access_log/access_log_entry.h"
#include "input/decompress/decompressor.h"
#include "json/text.h"
#include "s3rare/lower_case.h"

namespace s3rare::input {
namespace {

using namespace std::string_view_literals;

constexpr std::array<ContentRow, 19> kRows = {{
    {ContentKind::zip, "zip archive", "a zip archive inside two other archives",
     "unpack the outer archive and name the folder"},
    {ContentKind::seven_zip, "7z archive", "a 7z archive on standard input or inside another file",
     "save it and name the file, or unpack it: 7z x FILE"},
    {ContentKind::rar, "RAR archive", "a RAR archive",
     "unpack it and name the folder: unrar x FILE"},
    {ContentKind::tar, "tar archive", "a tar archive inside two other archives",
     "unpack the outer archive and name the folder"},
    {ContentKind::bzip2, "bzip2", "a file compressed with bzip2",
     "decompress it: bzcat FILE | s3rare detect"},
    {ContentKind::xz, "xz", "a file compressed with xz",
     "decompress it: xzcat FILE | s3rare detect"},
    {ContentKind::lz4, "LZ4", "a file compressed with LZ4",
     "decompress it: lz4cat FILE | s3rare detect"},
    {ContentKind::parquet, "Parquet", "a Parquet file",
     R"(convert it to JSON lines: duckdb -c "COPY (FROM read_parquet('FILE')) TO 'FILE.ndjson' )"
     R"x((FORMAT json)")x"},
    {ContentKind::avro, "Avro", "an Avro file",
     "convert it to JSON lines: avro-tools tojson FILE > FILE.ndjson"},
    {ContentKind::utf32, "UTF-32 text", "UTF-32 text",
     "convert it: iconv -f UTF-32 -t UTF-8 FILE | s3rare detect"},
    {ContentKind::utf16, "UTF-16 text", "UTF-16 text",
     "convert it: iconv -f UTF-16 -t UTF-8 FILE | s3rare detect"},
    {ContentKind::access_log, "S3 server access log", "an S3 server access log",
     "it may hold anonymous requests; to read it, add --server-access-logs"},
    {ContentKind::utf16_le, "UTF-16LE text", "UTF-16 text without a byte order mark",
     "convert it: iconv -f UTF-16LE -t UTF-8 FILE | s3rare detect"},
    {ContentKind::utf16_be, "UTF-16BE text", "UTF-16 text without a byte order mark",
     "convert it: iconv -f UTF-16BE -t UTF-8 FILE | s3rare detect"},
    {ContentKind::csv, "CSV", "a table as text (CSV) with fields of CloudTrail",
     "export the records as JSON, one a line"},
    {ContentKind::behind_text, "JSON behind text",
     "JSON with eventSource behind other text on a line",
     "remove the text: sed 's/^[^{]*//' FILE | s3rare detect"},
    {ContentKind::mention, "text with eventSource", "content with eventSource that is not JSON",
     "if it holds CloudTrail records, export them as JSON, one a line"},
    {ContentKind::unread_name, "JSON by another name",
     "JSON with eventSource in a file of another name", "name the file itself, or call it .json"},
    {ContentKind::encrypted, "encrypted member", "an encrypted member of an archive",
     "unpack it with its password and name the folder: 7z x FILE"},
}};

// `content_row` finds a row by its place.
constexpr bool each_kind_has_its_row() {
  for (std::size_t i = 0; i < kRows.size(); ++i) {
    if (kRows[i].kind != static_cast<ContentKind>(i) || kRows[i].name.empty()) return false;
  }
  return kRows.back().kind == ContentKind::encrypted;
}
static_assert(each_kind_has_its_row());

constexpr std::string_view kSourceKey = "eventSource";
constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";

struct Magic {
  std::string_view bytes;
  ContentKind kind;
};

// UTF-32 comes before UTF-16, whose mark is its beginning.
constexpr std::array<Magic, 14> kMagics = {{{"PK\3\4"sv, ContentKind::zip},
                                            {"PK\5\6"sv, ContentKind::zip},
                                            {"PK\7\10"sv, ContentKind::zip},
                                            {"7z\xbc\xaf\x27\x1c"sv, ContentKind::seven_zip},
                                            {"Rar!\x1a\7"sv, ContentKind::rar},
                                            {"\xfd"
                                             "7zXZ\0"sv,
                                             ContentKind::xz},
                                            {"\x04\x22\x4d\x18"sv, ContentKind::lz4},
                                            {"PAR1"sv, ContentKind::parquet},
                                            {"PARE"sv, ContentKind::parquet},
                                            {"Obj\1"sv, ContentKind::avro},
                                            {"\xff\xfe\0\0"sv, ContentKind::utf32},
                                            {"\0\0\xfe\xff"sv, ContentKind::utf32},
                                            {"\xff\xfe"sv, ContentKind::utf16},
                                            {"\xfe\xff"sv, ContentKind::utf16}}};

// A tar archive from before POSIX has no magic bytes; the checksum of its first header tells.
bool begins_tar(std::string_view first) {
  constexpr std::size_t kHeaderBytes = 512;
  constexpr std::size_t kChecksum = 148;
  constexpr std::size_t kChecksumBytes = 8;
  constexpr std::size_t kTarMagicAt = 257;
  if (first.size() > kTarMagicAt && first.substr(kTarMagicAt).starts_with("ustar")) return true;
  if (first.size() < kHeaderBytes || first.front() == '\0') return false;
  std::uint64_t sum = kChecksumBytes * ' ';
  for (std::size_t i = 0; i < kHeaderBytes; ++i) {
    const bool is_checksum = i >= kChecksum && i < kChecksum + kChecksumBytes;
    if (!is_checksum) sum += static_cast<unsigned char>(first[i]);
  }
  std::uint64_t stored = 0;
  std::size_t digits = 0;
  for (const char c : first.substr(kChecksum, kChecksumBytes)) {
    if (c == ' ' && digits == 0) continue;
    if (c < '0' || c > '7') break;
    stored = stored * 8 + static_cast<std::uint64_t>(c - '0');
    ++digits;
  }
  return digits > 0 && stored == sum;
}

// Whether text in UTF-16 without a byte order mark holds the key. The text begins at an even
// offset, and the key is at an even offset in the right byte order only.
bool mentions_in_utf16(std::string_view first, bool little_endian) {
  std::string key;
  for (const char c : kSourceKey) {
    if (!little_endian) key += '\0';
    key += c;
    if (little_endian) key += '\0';
  }
  std::size_t at = first.find(key);
  while (at != std::string_view::npos && at % 2 != 0) at = first.find(key, at + 1);
  return at != std::string_view::npos;
}

// A first line with the names of CloudTrail's fields, in any case: Sentinel, Athena and Elastic
// spell them in their own ways.
bool is_table_header(std::string_view line) {
  if (line.find_first_of(",;\t|") == std::string_view::npos) return false;
  if (line.find('{') != std::string_view::npos) return false;
  const std::string names = lower_case(line);
  const auto has = [&](std::string_view name) { return names.find(name) != std::string::npos; };
  return (has("eventsource") && has("eventname")) || has("aws.cloudtrail");
}

// Whether the key stands in a quoted field of CSV, where quotes are doubled.
bool is_quoted_field(std::string_view first) {
  return first.find(R"(""eventSource"")") != std::string_view::npos;
}

// Whether an object begins on the line of the key, with other text before it.
bool is_behind_text(std::string_view first) {
  const std::size_t key = first.find(kSourceKey);
  const std::string_view before = first.substr(0, key);
  const std::string_view line = before.substr(before.rfind('\n') + 1);
  const std::size_t object = line.find('{');
  return object != 0 && object != std::string_view::npos;
}

}  // namespace

std::span<const ContentRow> content_rows() { return kRows; }

std::optional<ContentKind> content_kind(std::string_view first) {
  for (const Magic& magic : kMagics) {
    if (first.starts_with(magic.bytes)) return magic.kind;
  }
  if (begins_bzip2(first)) return ContentKind::bzip2;
  if (begins_tar(first)) return ContentKind::tar;
  if (begins_access_log(first)) return ContentKind::access_log;
  if (mentions_in_utf16(first, true)) return ContentKind::utf16_le;
  if (mentions_in_utf16(first, false)) return ContentKind::utf16_be;
  if (first.starts_with(kByteOrderMark)) first.remove_prefix(kByteOrderMark.size());
  if (is_table_header(first.substr(0, first.find('\n')))) return ContentKind::csv;
  if (!mentions_records(first)) return std::nullopt;
  if (is_quoted_field(first)) return ContentKind::csv;
  return is_behind_text(first) ? ContentKind::behind_text : ContentKind::mention;
}

JsonStart json_start(std::string_view first) {
  if (first.size() < kByteOrderMark.size() && kByteOrderMark.starts_with(first)) {
    return JsonStart::undecided;
  }
  if (first.starts_with(kByteOrderMark)) first.remove_prefix(kByteOrderMark.size());
  char bracket = ' ';
  for (const char c : first) {
    if (json::is_space(c)) continue;
    if (bracket == '{') return c == '"' ? JsonStart::object : JsonStart::value;
    if (c != '{' && c != '[') return bracket == '[' ? JsonStart::value : JsonStart::none;
    bracket = c;
  }
  return bracket == ' ' ? JsonStart::space : JsonStart::undecided;
}

bool mentions_records(std::string_view first) {
  return first.find(kSourceKey) != std::string_view::npos;
}

}  // namespace s3rare::input
