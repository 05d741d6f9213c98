#include "input/archive/zip_header.h"

#include <algorithm>
#include <array>

namespace s3rare::input {
namespace {

constexpr std::size_t kMemberHeaderBytes = 30;
constexpr std::size_t kMethodAt = 8;

std::uint16_t two_bytes_at(std::string_view bytes, std::size_t at) {
  return static_cast<std::uint16_t>(static_cast<unsigned char>(bytes[at]) |
                                    static_cast<unsigned char>(bytes[at + 1]) << 8);
}

// Whether a member begins here, or the table at the end of the zip: of a zip, of a large one, or
// of one that is signed.
bool begins_part(std::string_view bytes) {
  constexpr std::array<std::string_view, 6> kParts = {kZipMember, "PK\1\2", "PK\5\6",
                                                      "PK\6\6",   "PK\6\7", "PK\6\x8"};
  return std::any_of(kParts.begin(), kParts.end(),
                     [&](std::string_view part) { return bytes.starts_with(part); });
}

}  // namespace

std::optional<ZipHeader> zip_header(std::string_view bytes) {
  if (bytes.size() < kMemberHeaderBytes || !bytes.starts_with(kZipMember)) return std::nullopt;
  return ZipHeader{two_bytes_at(bytes, kMethodAt)};
}

std::optional<std::size_t> zip_descriptor(std::string_view bytes) {
  for (const std::size_t size : {0, 4, 12, 16, 20, 24}) {
    if (size < bytes.size() && begins_part(bytes.substr(size))) return size;
  }
  return std::nullopt;
}

}  // namespace s3rare::input
