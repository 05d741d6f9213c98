// A keyed hash, for tables of attacker-controlled text and for ids that are stable across machines.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace s3rare {

/// Secret key of a hash, 128 bits. Tables use a random key per process, so that nobody can prepare
/// colliding terms. Ids use the zero key.
using HashKey = std::array<std::uint64_t, 2>;

/// SipHash-1-3, 64 bits: fast enough for one look-up per match.
/// Source: Aumasson and Bernstein, "SipHash: a fast short-input PRF", 2012.
std::uint64_t siphash_64(const HashKey& key, std::string_view bytes);

/// SipHash-2-4 with 128 bits of output.
/// @returns 32 lower-case hexadecimal digits: the bytes of the digest, in order
std::string siphash_128_hex(const HashKey& key, std::string_view bytes);

/// Joins parts, each prefixed with its length, so that different lists of parts never produce the
/// same text.
std::string length_prefixed(std::initializer_list<std::string_view> parts);

}  // namespace s3rare
