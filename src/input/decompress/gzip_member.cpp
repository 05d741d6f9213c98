#include "input/decompress/gzip_member.h"

#include <libdeflate.h>

#include <cstdint>
#include <cstring>
#include <new>

namespace s3rare::input {
namespace {

// The smallest gzip member: header, an empty block, trailer.
constexpr std::size_t kSmallestMember = 20;

// The length that the trailer of the last member states: only a hint, since the writer chooses it.
std::size_t promised_length(std::string_view bytes) {
  std::size_t length = 0;
  for (std::size_t i = 0; i < 4; ++i) {
    length |= static_cast<std::size_t>(static_cast<std::uint8_t>(bytes[bytes.size() - 4 + i]))
              << (8 * i);
  }
  return length;
}

}  // namespace

struct GzipMember::Decompressor {
  struct Free {
    void operator()(libdeflate_decompressor* owned) const { libdeflate_free_decompressor(owned); }
  };
  std::unique_ptr<libdeflate_decompressor, Free> handle{libdeflate_alloc_decompressor()};
};

GzipMember::GzipMember() : decompressor_(std::make_unique<Decompressor>()) {
  if (!decompressor_->handle) throw std::bad_alloc();
}
GzipMember::~GzipMember() = default;

std::optional<GzipMember::Inflated> GzipMember::inflate(std::string_view bytes, char* to,
                                                        std::size_t room) {
  if (bytes.size() < kSmallestMember || promised_length(bytes) > room) return std::nullopt;
  Inflated inflated{};
  const libdeflate_result result =
      libdeflate_gzip_decompress_ex(decompressor_->handle.get(), bytes.data(), bytes.size(), to,
                                    room, &inflated.consumed, &inflated.produced);
  if (result != LIBDEFLATE_SUCCESS) return std::nullopt;
  return inflated;
}

}  // namespace s3rare::input
