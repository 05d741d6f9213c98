#include "packing.h"

#include <zlib.h>

#include <cstdint>
#include <cstdio>

namespace s3rare::tests {
namespace {

constexpr std::size_t kTarBlock = 512;

void put(std::string& bytes, std::uint64_t number, int size) {
  for (; size > 0; --size, number >>= 8) bytes += static_cast<char>(number & 0xff);
}

std::string octal(std::uint64_t number, int digits) {
  char text[24];
  std::snprintf(text, sizeof text, "%0*llo", digits, static_cast<unsigned long long>(number));
  return text;
}

std::string deflate_raw(const std::string& bytes) {
  z_stream stream{};
  deflateInit2(&stream, 6, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY);
  std::string packed(deflateBound(&stream, bytes.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  deflate(&stream, Z_FINISH);
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  return packed;
}

// What a member's header and its row of the table have in common.
std::string zip_fields(const ZipStyle& style, std::uint32_t crc, std::size_t packed,
                       std::size_t size, const std::string& name, bool in_table) {
  std::string bytes;
  const bool unknown = style.sizes_follow && !in_table;
  const std::uint64_t none = style.is_zip64 ? 0xffffffff : 0;
  put(bytes, style.is_zip64 ? 45 : 20, 2);
  put(bytes, (style.sizes_follow ? 8 : 0) | 1 << 11, 2);  // names are UTF-8
  put(bytes, style.deflates ? 8 : 0, 2);
  put(bytes, 0x58a10000, 4);  // a time
  put(bytes, unknown ? 0 : crc, 4);
  put(bytes, unknown ? none : style.is_zip64 ? 0xffffffff : packed, 4);
  put(bytes, unknown ? none : style.is_zip64 ? 0xffffffff : size, 4);
  put(bytes, name.size(), 2);
  put(bytes, style.is_zip64 ? 20 : 0, 2);
  return bytes;
}

std::string zip64_field(std::size_t packed, std::size_t size) {
  std::string bytes;
  put(bytes, 1, 2);
  put(bytes, 16, 2);
  put(bytes, size, 8);
  put(bytes, packed, 8);
  return bytes;
}

}  // namespace

std::string tar(const std::vector<Packed>& files) {
  std::string bytes;
  for (const Packed& file : files) {
    std::string header = file.name;
    header.resize(100);
    header += "0000644" + std::string(1, '\0') + std::string(8, '0') + std::string(8, '0');
    header += octal(file.bytes.size(), 11) + ' ' + octal(1714564800, 11) + ' ';
    header += std::string(8, ' ') + '0';
    header.resize(257);
    header += std::string("ustar") + '\0' + "00";
    header.resize(kTarBlock);
    unsigned sum = 0;
    for (const char c : header) sum += static_cast<unsigned char>(c);
    header.replace(148, 8, octal(sum, 6) + '\0' + ' ');
    bytes += header + file.bytes;
    bytes.resize((bytes.size() + kTarBlock - 1) / kTarBlock * kTarBlock);
  }
  return bytes + std::string(2 * kTarBlock, '\0');
}

std::string zip(const std::vector<Packed>& files, ZipStyle style) {
  std::string bytes;
  std::string table;
  for (const Packed& file : files) {
    const std::string data = style.deflates ? deflate_raw(file.bytes) : file.bytes;
    const auto crc =
        static_cast<std::uint32_t>(crc32(0, reinterpret_cast<const Bytef*>(file.bytes.data()),
                                         static_cast<uInt>(file.bytes.size())));
    const std::size_t offset = bytes.size();
    const std::string sizes =
        style.is_zip64 ? zip64_field(data.size(), file.bytes.size()) : std::string();
    const std::string no_sizes = style.is_zip64 ? zip64_field(0, 0) : std::string();
    bytes += "PK\3\4" + zip_fields(style, crc, data.size(), file.bytes.size(), file.name, false);
    bytes += file.name + (style.sizes_follow ? no_sizes : sizes) + data;
    if (style.sizes_follow) {
      bytes += "PK\7\10";
      put(bytes, crc, 4);
      put(bytes, data.size(), style.is_zip64 ? 8 : 4);
      put(bytes, file.bytes.size(), style.is_zip64 ? 8 : 4);
    }
    table += "PK\1\2";
    put(table, 20, 2);
    table += zip_fields(style, crc, data.size(), file.bytes.size(), file.name, true);
    put(table, 0, 2 + 2 + 2 + 4);  // comment, disk, attributes
    put(table, offset, 4);
    table += file.name + sizes;
  }
  const std::size_t table_begin = bytes.size();
  bytes += table + "PK\5\6";
  put(bytes, 0, 4);
  put(bytes, files.size(), 2);
  put(bytes, files.size(), 2);
  put(bytes, table.size(), 4);
  put(bytes, table_begin, 4);
  put(bytes, 0, 2);
  return bytes;
}

}  // namespace s3rare::tests
