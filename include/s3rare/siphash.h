// A keyed hash: for tables that hold attackers' text, and for ids that stay the same everywhere.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace s3rare {

/// Secret of a hash, 128 bits. Tables take a random one for each process, so that nobody can
/// prepare terms that collide; ids take the zero key.
using HashKey = std::array<std::uint64_t, 2>;

/// SipHash-1-3, 64 bits: fast enough for one look-up a match.
/// Source: Aumasson and Bernstein, "SipHash: a fast short-input PRF", 2012.
std::uint64_t siphash_64(const HashKey& key, std::string_view bytes);

/// SipHash-2-4 with 128 bits of output.
/// @returns 32 lower-case hexadecimal digits, the digest's bytes in order
std::string siphash_128_hex(const HashKey& key, std::string_view bytes);

/// Joins parts so that different lists of parts never make the same text: each part stands
/// behind its length.
std::string length_prefixed(std::initializer_list<std::string_view> parts);

}  // namespace s3rare
