// Four answers to "is it so?", because logs rarely tell everything.
//
// Their order is that of a suspicion: `no`, nothing is known, something speaks for it, `yes`. "And"
// is the smaller of two, "or" the larger.
#pragma once

#include <algorithm>
#include <cstdint>

namespace s3rare::investigate::openness {

enum class Truth : std::uint8_t {
  no,
  unknown,  ///< the logs say nothing
  maybe,    ///< what the logs say does not decide it
  yes
};

constexpr Truth both(Truth a, Truth b) { return std::min(a, b); }
constexpr Truth either(Truth a, Truth b) { return std::max(a, b); }
constexpr Truth truth_of(bool is_so) { return is_so ? Truth::yes : Truth::no; }

/// What is not decided stays undecided, and is then a reason for doubt.
constexpr Truth opposite(Truth of) {
  if (of == Truth::yes) return Truth::no;
  return of == Truth::no ? Truth::yes : Truth::maybe;
}

/// Whether a grant takes effect beside something that may hold it back.
/// @returns `unknown` only if nothing is known on either side
constexpr Truth unless(Truth granted, Truth held_back) {
  if (granted == Truth::no || held_back == Truth::yes) return Truth::no;
  if (granted == Truth::yes && held_back == Truth::no) return Truth::yes;
  const bool nothing_known = granted == Truth::unknown && held_back == Truth::unknown;
  return nothing_known ? Truth::unknown : Truth::maybe;
}

}  // namespace s3rare::investigate::openness
