#include "s3rare/siphash.h"

#include <bit>
#include <cstring>

namespace s3rare {
namespace {

std::uint64_t load_little_endian(const char* bytes, std::size_t count) {
  std::uint64_t word = 0;
  for (std::size_t i = 0; i < count; ++i) {
    word |= static_cast<std::uint64_t>(static_cast<std::uint8_t>(bytes[i])) << (8 * i);
  }
  return word;
}

std::uint64_t load_word(const char* bytes) {
  if constexpr (std::endian::native == std::endian::little) {
    std::uint64_t word = 0;
    std::memcpy(&word, bytes, sizeof word);
    return word;
  } else {
    return load_little_endian(bytes, 8);
  }
}

// The four state words, named as in the paper.
struct Sip {
  std::uint64_t v0, v1, v2, v3;

  explicit Sip(const HashKey& key)
      : v0(key[0] ^ 0x736f6d6570736575U),
        v1(key[1] ^ 0x646f72616e646f6dU),
        v2(key[0] ^ 0x6c7967656e657261U),
        v3(key[1] ^ 0x7465646279746573U) {}

  void rounds(int count) {
    for (int i = 0; i < count; ++i) {
      v0 += v1;
      v1 = std::rotl(v1, 13) ^ v0;
      v0 = std::rotl(v0, 32);
      v2 += v3;
      v3 = std::rotl(v3, 16) ^ v2;
      v0 += v3;
      v3 = std::rotl(v3, 21) ^ v0;
      v2 += v1;
      v1 = std::rotl(v1, 17) ^ v2;
      v2 = std::rotl(v2, 32);
    }
  }

  void absorb(std::string_view bytes, int compression_rounds) {
    const std::size_t whole = bytes.size() / 8 * 8;
    for (std::size_t i = 0; i < whole; i += 8) {
      absorb_word(load_word(bytes.data() + i), compression_rounds);
    }
    const std::uint64_t last = load_little_endian(bytes.data() + whole, bytes.size() - whole) |
                               static_cast<std::uint64_t>(bytes.size()) << 56;
    absorb_word(last, compression_rounds);
  }

  void absorb_word(std::uint64_t word, int compression_rounds) {
    v3 ^= word;
    rounds(compression_rounds);
    v0 ^= word;
  }

  std::uint64_t digest() const { return v0 ^ v1 ^ v2 ^ v3; }
};

void append_hex(std::string& to, std::uint64_t word) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  for (int i = 0; i < 8; ++i) {
    const auto byte = word >> (8 * i) & 0xff;
    to += kDigits[byte >> 4];
    to += kDigits[byte & 0xf];
  }
}

}  // namespace

std::uint64_t siphash_64(const HashKey& key, std::string_view bytes) {
  Sip sip(key);
  sip.absorb(bytes, 1);
  sip.v2 ^= 0xff;
  sip.rounds(3);
  return sip.digest();
}

std::string siphash_128_hex(const HashKey& key, std::string_view bytes) {
  Sip sip(key);
  sip.v1 ^= 0xee;
  sip.absorb(bytes, 2);
  sip.v2 ^= 0xee;
  sip.rounds(4);
  std::string hex;
  append_hex(hex, sip.digest());
  sip.v1 ^= 0xdd;
  sip.rounds(4);
  append_hex(hex, sip.digest());
  return hex;
}

std::string length_prefixed(std::initializer_list<std::string_view> parts) {
  std::string joined;
  for (const std::string_view part : parts) {
    joined += std::to_string(part.size());
    joined += ':';
    joined += part;
  }
  return joined;
}

}  // namespace s3rare
