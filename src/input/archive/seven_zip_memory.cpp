#include "input/archive/seven_zip_memory.h"

#include <lzma.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace s3rare::input {
namespace {

// A header holds some 100 bytes for each member.
constexpr std::uint64_t kMostHeaderBytes = std::uint64_t{64} * 1024 * 1024;
constexpr std::uint64_t kMostParts = 1 << 20;

constexpr std::size_t kStartBytes = 32;
constexpr std::uint64_t kFixedMemory = std::uint64_t{4} * 1024 * 1024;  // of any other coder

enum Mark : std::uint64_t {
  kEnd = 0,
  kHeader = 1,
  kMainStreams = 4,
  kFiles = 5,
  kPackInfo = 6,
  kUnpackInfo = 7,
  kSizes = 9,
  kDigests = 10,
  kFolder = 11,
  kUnpackSizes = 12,
  kPackedHeader = 23
};

// The header has another form than expected.
struct Unknown {};

struct Encrypted {};

class HeaderReader {
 public:
  explicit HeaderReader(std::string_view bytes) : bytes_(bytes) {}

  bool at_end() const { return bytes_.empty(); }

  std::string_view take(std::uint64_t count) {
    if (count > bytes_.size()) throw Unknown();
    const std::string_view taken = bytes_.substr(0, count);
    bytes_.remove_prefix(count);
    return taken;
  }

  std::uint8_t byte() { return static_cast<std::uint8_t>(take(1).front()); }

  // A number of 1 to 9 bytes: the leading ones of the first say how many follow.
  std::uint64_t number() {
    const std::uint8_t first = byte();
    std::uint64_t value = 0;
    std::uint8_t mask = 0x80;
    for (int i = 0; i < 8; ++i, mask >>= 1) {
      if ((first & mask) == 0) return value | std::uint64_t{first & (mask - 1U)} << (8 * i);
      value |= std::uint64_t{byte()} << (8 * i);
    }
    return value;
  }

  std::uint64_t count() {
    const std::uint64_t value = number();
    if (value > kMostParts) throw Unknown();
    return value;
  }

  void expect(std::uint64_t mark) {
    if (number() != mark) throw Unknown();
  }

 private:
  std::string_view bytes_;
};

std::uint64_t little_endian(std::string_view bytes) {
  std::uint64_t value = 0;
  for (std::size_t i = bytes.size(); i > 0; --i) {
    value = value << 8 | static_cast<std::uint8_t>(bytes[i - 1]);
  }
  return value;
}

struct Coder {
  std::string id;
  std::string properties;

  std::uint64_t memory() const {
    constexpr char kLzma2 = 0x21;
    const bool is_lzma = id == "\x03\x01\x01";
    const bool is_ppmd = id == "\x03\x04\x01";
    if ((is_lzma || is_ppmd) && properties.size() == 5) return little_endian(properties.substr(1));
    if (id.size() == 1 && id.front() == kLzma2 && properties.size() == 1) {
      const auto bits = static_cast<std::uint8_t>(properties.front());
      if (bits >= 40) return ~std::uint32_t{0};
      return std::uint64_t{2U | (bits & 1U)} << (bits / 2 + 11);
    }
    return kFixedMemory;
  }
};

// How the data of one or several members is packed.
struct Folder {
  std::vector<Coder> coders;
  std::uint64_t outputs = 0;
  std::uint64_t unpacked = 0;  // bytes of the last output

  std::uint64_t memory() const {
    std::uint64_t sum = 0;
    for (const Coder& coder : coders) sum += coder.memory();
    return sum;
  }
};

struct Streams {
  std::uint64_t packed_at = 0;
  std::uint64_t packed = 0;  // bytes of the first stream
  std::vector<Folder> folders;
};

Folder read_folder(HeaderReader& header) {
  constexpr std::uint8_t kIdBytes = 0x0f;
  constexpr std::uint8_t kSeveral = 0x10;
  constexpr std::uint8_t kProperties = 0x20;
  Folder folder;
  std::uint64_t inputs = 0;
  const std::uint64_t coders = header.count();
  if (coders == 0 || coders > 8) throw Unknown();
  for (std::uint64_t i = 0; i < coders; ++i) {
    const std::uint8_t flags = header.byte();
    Coder coder;
    coder.id = header.take(flags & kIdBytes);
    inputs += (flags & kSeveral) != 0 ? header.count() : 1;
    folder.outputs += (flags & kSeveral) != 0 ? header.count() : 1;
    if ((flags & kProperties) != 0) coder.properties = header.take(header.count());
    folder.coders.push_back(std::move(coder));
  }
  if (folder.outputs == 0 || inputs + 1 < folder.outputs) throw Unknown();
  const std::uint64_t pairs = folder.outputs - 1;
  for (std::uint64_t i = 0; i < 2 * pairs; ++i) header.number();
  const std::uint64_t packed = inputs - pairs;
  for (std::uint64_t i = 0; packed > 1 && i < packed; ++i) header.number();
  return folder;
}

// Behind a list of checksums. A list of which are present comes first, unless all are.
void skip_digests(HeaderReader& header, std::uint64_t count) {
  std::uint64_t present = count;
  if (header.byte() == 0) {
    present = 0;
    for (const char bits : header.take((count + 7) / 8)) {
      present += static_cast<std::uint64_t>(std::popcount(static_cast<std::uint8_t>(bits)));
    }
  }
  header.take(4 * present);
}

Streams read_streams(HeaderReader& header) {
  Streams streams;
  std::uint64_t mark = header.number();
  if (mark == kPackInfo) {
    streams.packed_at = header.number();
    const std::uint64_t count = header.count();
    while ((mark = header.number()) != kEnd) {
      if (mark == kSizes) {
        for (std::uint64_t i = 0; i < count; ++i) {
          const std::uint64_t size = header.number();
          if (i == 0) streams.packed = size;
        }
      } else if (mark == kDigests) {
        skip_digests(header, count);
      } else {
        throw Unknown();
      }
    }
    mark = header.number();
  }
  if (mark != kUnpackInfo) throw Unknown();
  header.expect(kFolder);
  const std::uint64_t count = header.count();
  if (header.byte() != 0) throw Unknown();  // they stand elsewhere
  for (std::uint64_t i = 0; i < count; ++i) streams.folders.push_back(read_folder(header));
  header.expect(kUnpackSizes);
  for (Folder& folder : streams.folders) {
    for (std::uint64_t i = 0; i < folder.outputs; ++i) folder.unpacked = header.number();
  }
  return streams;
}

// Unpacks a header that is packed itself, as nearly all are.
std::string unpack(std::string_view packed, const Folder& folder) {
  for (const Coder& coder : folder.coders) {
    if (coder.id.starts_with("\x06\xf1\x07")) throw Encrypted();
  }
  if (folder.coders.size() != 1 || folder.unpacked > kMostHeaderBytes) throw Unknown();
  const Coder& coder = folder.coders.front();
  if (coder.id == std::string(1, '\0')) return std::string(packed);
  if (coder.id != "\x03\x01\x01" || coder.memory() > kMostHeaderBytes) throw Unknown();
  std::array<lzma_filter, 2> filters = {
      {{LZMA_FILTER_LZMA1, nullptr}, {LZMA_VLI_UNKNOWN, nullptr}}};
  const auto* properties = reinterpret_cast<const std::uint8_t*>(coder.properties.data());
  if (lzma_properties_decode(filters.data(), nullptr, properties, coder.properties.size()) !=
      LZMA_OK) {
    throw Unknown();
  }
  std::string unpacked(folder.unpacked, '\0');
  lzma_stream stream = LZMA_STREAM_INIT;
  lzma_ret code = lzma_raw_decoder(&stream, filters.data());
  stream.next_in = reinterpret_cast<const std::uint8_t*>(packed.data());
  stream.avail_in = packed.size();
  stream.next_out = reinterpret_cast<std::uint8_t*>(unpacked.data());
  stream.avail_out = unpacked.size();
  // The size ends the data; there is no mark at its end.
  while (code == LZMA_OK && stream.avail_out > 0) code = lzma_code(&stream, LZMA_RUN);
  const bool is_whole = stream.avail_out == 0;
  lzma_end(&stream);
  std::free(filters[0].options);
  if (!is_whole) throw Unknown();
  return unpacked;
}

std::string read_part(FileStream& file, std::uint64_t offset, std::uint64_t size) {
  if (size > kMostHeaderBytes) throw Unknown();
  std::string bytes(size, '\0');
  for (std::size_t at = 0; at < size;) {
    const auto count = file.read_at(offset + at, bytes.data() + at, size - at);
    if (!count || *count == 0) throw Unknown();
    at += *count;
  }
  return bytes;
}

std::uint64_t memory_of(FileStream& file) {
  const std::string start = read_part(file, 0, kStartBytes);
  const std::uint64_t at = little_endian(std::string_view(start).substr(12, 8));
  const std::uint64_t size = little_endian(std::string_view(start).substr(20, 8));
  if (size == 0) return 0;  // an empty archive
  std::string bytes = read_part(file, kStartBytes + at, size);
  HeaderReader header(bytes);
  std::uint64_t mark = header.number();
  std::string unpacked;
  if (mark == kPackedHeader) {
    const Streams streams = read_streams(header);
    if (streams.folders.size() != 1) throw Unknown();
    unpacked = unpack(read_part(file, kStartBytes + streams.packed_at, streams.packed),
                      streams.folders.front());
    header = HeaderReader(unpacked);
    mark = header.number();
  }
  if (mark != kHeader) throw Unknown();
  mark = header.number();
  if (mark == kFiles || mark == kEnd) return 0;  // of empty members only
  if (mark != kMainStreams) throw Unknown();
  std::uint64_t most = 0;
  for (const Folder& folder : read_streams(header).folders) most = std::max(most, folder.memory());
  return most;
}

}  // namespace

Result<std::uint64_t> seven_zip_memory(FileStream& file) {
  try {
    return memory_of(file);
  } catch (const Encrypted&) {
    return Error{ErrorKind::damaged,
                 {},
                 std::nullopt,
                 "found a 7z archive whose names are encrypted, expected one without a password"};
  } catch (const Unknown&) {
    return Error{ErrorKind::damaged,
                 {},
                 std::nullopt,
                 "found a damaged 7z header, or one of an unknown form"};
  }
}

}  // namespace s3rare::input
