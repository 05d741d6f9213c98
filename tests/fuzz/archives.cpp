// Archives of any bytes: what the reader finds in an archive is what it finds in its members, each
// read as a file of its own.

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "fuzz/agree.h"
#include "input/archive/archive.h"
#include "input/decompress/decompressor.h"
#include "input/decompress/utf16_stream.h"
#include "input/file_reader.h"
#include "input/recognition/content_kind.h"
#include "memory_stream.h"

using namespace s3rare;

namespace {

// A match: the file, the offset, and the record.
using Match = std::tuple<std::string, std::uint64_t, std::string>;

std::vector<Match> matches_of(const std::string& bytes, const input::InputFile& file,
                              std::size_t chunk) {
  std::atomic<std::uint64_t> progress{0};
  input::FileReader reader({}, progress);
  tests::MemoryStream stream(bytes, chunk);
  std::vector<Match> matches;
  reader.read_bytes(stream, file, 0, [&](const input::Match& match) {
    // Of an archive, archives are read to a depth that counts from the outermost.
    if (std::count(match.path.begin(), match.path.end(), '!') > 2) return true;
    matches.emplace_back(match.path, match.origin.offset, match.record);
    return true;
  });
  return matches;
}

// The bytes of a member; nothing if it is damaged.
std::optional<std::string> contents_of(input::Archive& archive) {
  std::string bytes;
  std::string buffer(4096, '\0');
  while (bytes.size() < (std::size_t{1} << 20)) {
    const auto count = archive.contents().read(buffer.data(), buffer.size());
    if (!count) return std::nullopt;
    if (*count == 0) break;
    bytes.append(buffer, 0, *count);
  }
  return bytes;
}

// Nothing if a member is damaged: what libarchive makes of a damaged member depends on what its
// memory held before.
std::optional<std::vector<Match>> matches_of_members(input::ArchiveKind kind,
                                                     const std::string& bytes) {
  tests::MemoryStream stream(bytes);
  input::Archive archive(kind, stream);
  std::vector<Match> matches;
  while (const auto member = archive.next()) {
    if (member->kind != input::Member::Kind::file) continue;
    input::InputFile file;
    file.path = "a!" + member->name;
    file.glanced = !input::promises_log(file.path);
    const auto contents = contents_of(archive);
    if (!contents) return std::nullopt;
    const auto found = matches_of(*contents, file, 1 << 20);
    matches.insert(matches.end(), found.begin(), found.end());
  }
  return matches;
}

// The kind of an archive that is read as one.
std::optional<input::ArchiveKind> kind_of(const std::string& bytes) {
  const std::string_view first = std::string_view(bytes).substr(0, input::kContentBytes);
  const bool is_other = input::begins_gzip(first) || input::begins_zstd(first) ||
                        input::begins_xz(first) || input::begins_bzip2(first) ||
                        input::begins_utf16(first) ||
                        input::json_start(first.substr(0, 4096)) == input::JsonStart::object;
  if (is_other) return std::nullopt;
  const auto content = input::content_kind(first);
  if (content == input::ContentKind::zip) return input::ArchiveKind::zip;
  if (content == input::ContentKind::tar) return input::ArchiveKind::tar;
  return std::nullopt;
}

bool is_large(const std::string& bytes, input::ArchiveKind kind) {
  tests::MemoryStream stream(bytes);
  input::Archive archive(kind, stream);
  std::string buffer(65536, '\0');
  std::size_t total = 0;
  while (archive.next()) {
    for (;;) {
      const auto count = archive.contents().read(buffer.data(), buffer.size());
      if (!count || *count == 0) break;
      total += *count;
      if (total > (std::size_t{1} << 20)) return true;
    }
  }
  return false;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  input::InputFile file;
  file.path = "a";
  file.glanced = true;
  const auto kind = kind_of(bytes);
  if (!kind || is_large(bytes, *kind)) return 0;  // a bomb only takes time
  const auto of_members = matches_of_members(*kind, bytes);
  const auto whole = matches_of(bytes, file, 1 << 20);
  if (!of_members) return 0;
  fuzz::agree(whole == matches_of(bytes, file, 13), "chunks of an archive");
  fuzz::agree(whole == *of_members, "an archive and its members");
  return 0;
}
