// A condition of a policy, held against one value of its key.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "investigate/openness/pattern.h"
#include "investigate/openness/policy.h"
#include "investigate/openness/truth.h"
#include "s3rare/network.h"

namespace s3rare::investigate::openness {

/// What a request may hold for a key.
struct Candidate {
  enum class Kind { absent, text, address, undecided };
  Kind kind = Kind::absent;
  std::string text;  ///< also of an address
  Address address;
};

/// What a comparison says about a candidate.
struct Answer {
  Truth truth = Truth::no;
  /// Of an address: it is inside a named network, and in none that is wider than /8 (IPv6: /32).
  bool within_network = false;
};

/// @returns whether a network is so wide that it limits nobody
/// Source: Amazon S3 user guide, "Blocking public access to your Amazon S3 storage".
bool is_too_wide(const Network& network);

/// Reads a network whose address may have bits after the prefix.
std::optional<Network> network_of(std::string_view value);

/// Without the key: positive operators are false, negated ones true; `IfExists` and `ForAllValues`
/// true, `ForAnyValue` false; `Null` true compares true. An operator, a value or a variable that is
/// not known compares `maybe`.
/// Source: AWS IAM user guide, "IAM JSON policy elements: Condition operators".
class Comparison {
 public:
  explicit Comparison(const Condition& condition);

  enum class Kind {
    string_equals,
    string_equals_ignore_case,
    string_like,
    arn,
    number,
    date,
    boolean,
    address,
    null,
    other
  };
  enum class Order { equal, less, less_equal, greater, greater_equal };

  Answer compare(const Candidate& candidate) const;

  const std::string& key() const { return key_; }  ///< in lower case
  Kind kind() const { return kind_; }
  bool is_negated() const { return negated_; }
  /// `IfExists` or `ForAllValues`.
  bool spares_absent() const { return if_exists_ || of_all_; }
  const std::vector<std::string>& values() const { return values_; }
  const std::vector<Pattern>& patterns() const { return patterns_; }
  const std::vector<std::optional<Network>>& networks() const { return networks_; }

 private:
  Truth matches(std::size_t value, const Candidate& candidate) const;
  Answer compare_address(const Candidate& candidate) const;

  std::string key_;
  Kind kind_ = Kind::other;
  Order order_ = Order::equal;
  bool negated_ = false;
  bool if_exists_ = false;
  bool of_all_ = false;
  bool of_any_ = false;
  std::vector<std::string> values_;
  std::vector<Pattern> patterns_;                 // as many as values
  std::vector<std::optional<Network>> networks_;  // of an address: as many as values
  // Of an address: all networks, and the too wide ones; sorted, none inside another.
  std::vector<Network> outer_;
  std::vector<Network> outer_wide_;
  bool has_unreadable_ = false;
};

/// Reads a number as numeric conditions have it.
std::optional<double> number_of(std::string_view text);

/// Reads a date, a time, or seconds since 1970, as date conditions have it.
std::optional<double> date_of(std::string_view text);

}  // namespace s3rare::investigate::openness
