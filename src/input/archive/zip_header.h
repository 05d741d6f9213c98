// What a zip says where a member begins. libarchive reads zips but does not tell this, which is
// needed to bound memory and to recover behind damage.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace s3rare::input {

/// The first bytes of each member.
inline constexpr std::string_view kZipMember = "PK\3\4";

/// Source: PKWARE APPNOTE 6.3.10, section 4.3.7.
struct ZipHeader {
  std::uint16_t method = 0;
  bool sizes_follow =
      false;  ///< the sizes stand behind the data, so its end is known from it alone

  /// Whether the method is one of those that are read: stored, deflate, bzip2 and zstd. Others need
  /// memory as the archive asks for it (LZMA, xz, PPMd), or nobody reads them any more.
  bool is_read() const { return method == 0 || method == 8 || method == 12 || method == 93; }
};

/// @returns the header of the member that begins here, or nothing if none does
std::optional<ZipHeader> zip_header(std::string_view bytes);

/// @param bytes  what follows the data of a member
/// @returns how many bytes of them describe the data, before the next member or the table at the
///          end begins; nothing if neither begins there
/// Source: APPNOTE, section 4.3.9: a descriptor of 12 or 20 bytes, with or without a signature;
/// section 8.5: the marker of a split archive, 4 bytes before the first member.
std::optional<std::size_t> zip_descriptor(std::string_view bytes);

}  // namespace s3rare::input
