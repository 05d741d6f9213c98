// A bucket's state as observations make it known, one after the other.
//
// What a change was accepted or refused for proves settings that no record of them shows: a public
// policy that was accepted, that BlockPublicPolicy was off at every level. It also makes likely
// what nothing else tells, here that RestrictPublicBuckets is off; a record of that setting
// outweighs it. Where a proof contradicts a record, a change is missing from the logs, and the rest
// of that record is no longer known.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "investigate/openness/bucket_state.h"
#include "investigate/openness/observation.h"

namespace s3rare::investigate::openness {

/// The parts of a state, each with its own basis.
enum class Aspect : std::uint8_t {
  policy,
  acl,
  ownership,
  block,
  account_block,
  organization,
  bucket,  ///< its creation or deletion
};
inline constexpr std::size_t kAspects = 7;

/// What a part of a state rests on.
struct Basis {
  enum class Kind : std::uint8_t {
    nothing,
    presumed,   ///< nothing speaks against it
    likely,     ///< by what was accepted: E1, E2
    hinted,     ///< by the size of an answer: E8
    defaulted,  ///< by the defaults at the bucket's creation
    proven,     ///< by what was accepted or refused, or an answer: E1 to E7
    recorded    ///< by a change
  };
  Kind kind = Kind::nothing;
  std::size_t observation = 0;  ///< its number; not of `nothing` and `presumed`

  friend bool operator==(const Basis&, const Basis&) = default;
};

/// @returns `policy`, `account_block`
std::string_view name_of(Aspect aspect);
std::string_view name_of(Basis::Kind kind);

/// An observation can contradict a state: then either an order of observations is impossible, or a
/// change is missing.
enum class Contradictions { refuse, resolve };

class KnownState {
 public:
  /// A bucket of which nothing is known.
  KnownState(std::string bucket, std::string account, std::string region);

  /// Takes in an observation. Requests change nothing.
  /// @param number  of the observation, for what rests on it
  /// @returns false if it contradicts the state, and that is to be refused; the state is then void
  bool apply(const Observation& observation, std::size_t number, Contradictions contradictions);

  /// Begins a new second: only within one does the order of creation and changes matter.
  void begin_second() { touched_ = false; }

  const BucketState& state() const { return state_; }
  const std::array<Basis, kAspects>& bases() const { return bases_; }
  /// Whether a contradiction shows that the logs lack a change.
  bool lacks_change() const { return lacks_change_; }

  /// Makes every part that differs in another state undecided.
  void blur(const KnownState& other);

  /// Compares what decides access, not what it rests on.
  friend bool operator==(const KnownState& a, const KnownState& b) {
    return a.state_ == b.state_ && a.controls_ == b.controls_;
  }

 private:
  struct Applier;

  void set(Aspect aspect, Basis::Kind kind, std::size_t number);
  Basis& basis(Aspect aspect) { return bases_[static_cast<std::size_t>(aspect)]; }
  void forget_all();
  bool is_known() const;

  BucketState state_;
  std::map<std::string, PolicySetting> controls_;  // by ID
  std::array<Basis, kAspects> bases_;
  bool lacks_change_ = false;
  bool touched_ = false;  // changed in this second, since the bucket was deleted
};

}  // namespace s3rare::investigate::openness
