#include "investigate/openness/comparison.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>
#include <utility>

#include "s3rare/event_time.h"
#include "s3rare/lower_case.h"

namespace s3rare::investigate::openness {
namespace {

struct NamedOperation {
  std::string_view name;
  Comparison::Kind kind;
  Comparison::Order order = Comparison::Order::equal;
};

using Kind = Comparison::Kind;
using Order = Comparison::Order;

// Names without `Not`.
constexpr std::array kOperations = {
    NamedOperation{"stringequals", Kind::string_equals},
    NamedOperation{"stringequalsignorecase", Kind::string_equals_ignore_case},
    NamedOperation{"stringlike", Kind::string_like},
    NamedOperation{"arnequals", Kind::arn},
    NamedOperation{"arnlike", Kind::arn},
    NamedOperation{"numericequals", Kind::number},
    NamedOperation{"numericlessthan", Kind::number, Order::less},
    NamedOperation{"numericlessthanequals", Kind::number, Order::less_equal},
    NamedOperation{"numericgreaterthan", Kind::number, Order::greater},
    NamedOperation{"numericgreaterthanequals", Kind::number, Order::greater_equal},
    NamedOperation{"dateequals", Kind::date},
    NamedOperation{"datelessthan", Kind::date, Order::less},
    NamedOperation{"datelessthanequals", Kind::date, Order::less_equal},
    NamedOperation{"dategreaterthan", Kind::date, Order::greater},
    NamedOperation{"dategreaterthanequals", Kind::date, Order::greater_equal},
    NamedOperation{"bool", Kind::boolean},
    NamedOperation{"ipaddress", Kind::address},
    NamedOperation{"null", Kind::null}};

bool take_front(std::string& text, std::string_view front) {
  if (!text.starts_with(front)) return false;
  text.erase(0, front.size());
  return true;
}

bool take_back(std::string& text, std::string_view back) {
  if (!text.ends_with(back)) return false;
  text.erase(text.size() - back.size());
  return true;
}

bool stands(Order order, double value, double than) {
  switch (order) {
    case Order::equal:
      return value == than;
    case Order::less:
      return value < than;
    case Order::less_equal:
      return value <= than;
    case Order::greater:
      return value > than;
    case Order::greater_equal:
      return value >= than;
  }
  return false;
}

// ARNs are compared part by part: `*` crosses no colon, but in the last part.
Truth arn_matches(std::string_view pattern, std::string_view text) {
  constexpr int kParts = 6;
  Truth truth = Truth::yes;
  for (int part = 1; part < kParts; ++part) {
    const std::size_t end = pattern.find(':');
    const std::size_t text_end = text.find(':');
    if (end == std::string_view::npos && text_end == std::string_view::npos) break;
    // A pattern that is no ARN, such as `*`.
    if (end == std::string_view::npos) return both(truth, Pattern(pattern).matches(text));
    if (text_end == std::string_view::npos) return Truth::no;
    truth = both(truth, Pattern(pattern.substr(0, end)).matches(text.substr(0, text_end)));
    pattern.remove_prefix(end + 1);
    text.remove_prefix(text_end + 1);
  }
  return both(truth, Pattern(pattern).matches(text));
}

// Sorts networks, and drops those inside another.
void keep_outermost(std::vector<Network>& networks) {
  std::sort(networks.begin(), networks.end());
  std::vector<Network> outermost;
  for (const Network& network : networks) {
    // A wider network of the same or an earlier first address comes first.
    if (outermost.empty() || !outermost.back().contains(network.first)) {
      outermost.push_back(network);
    }
  }
  networks = std::move(outermost);
}

bool is_within(const Address& address, const std::vector<Network>& outermost) {
  const auto after = std::upper_bound(
      outermost.begin(), outermost.end(), address,
      [](const Address& of, const Network& network) { return of < network.first; });
  return after != outermost.begin() && (after - 1)->contains(address);
}

}  // namespace

bool is_too_wide(const Network& network) {
  constexpr int kWidestV4 = 8;
  constexpr int kWidestV6 = 32;
  return network.length < (network.first.is_v6 ? kWidestV6 : kWidestV4);
}

std::optional<Network> network_of(std::string_view value) {
  const std::size_t slash = value.find('/');
  const auto address = parse_address(value.substr(0, slash));
  if (!address) return std::nullopt;
  int length = address->bits();
  if (slash != std::string_view::npos) {
    const std::string_view digits = value.substr(slash + 1);
    const auto* const end = digits.data() + digits.size();
    const auto read = std::from_chars(digits.data(), end, length);
    if (read.ec != std::errc() || read.ptr != end) return std::nullopt;
    if (length < 0 || length > address->bits()) return std::nullopt;
  }
  return network_around(*address, length);
}

std::optional<double> number_of(std::string_view text) {
  const std::string terminated(text);
  char* end = nullptr;
  const double number = std::strtod(terminated.c_str(), &end);
  if (terminated.empty() || *end != '\0') return std::nullopt;
  return number;
}

std::optional<double> date_of(std::string_view text) {
  if (const auto time = parse_rfc3339(text)) return static_cast<double>(time->time.seconds);
  if (const auto day = parse_date(text)) return static_cast<double>(day->seconds);
  return number_of(text);
}

Comparison::Comparison(const Condition& condition)
    : key_(lower_case(condition.key)), values_(condition.values) {
  std::string name = lower_case(condition.operation);
  of_all_ = take_front(name, "forallvalues:");
  of_any_ = !of_all_ && take_front(name, "foranyvalue:");
  if_exists_ = take_back(name, "ifexists");
  if (const std::size_t at = name.find("not"); at != std::string::npos) {
    negated_ = true;
    name.erase(at, 3);
  }
  const auto* const found = std::find_if(kOperations.begin(), kOperations.end(),
                                         [&](const NamedOperation& of) { return of.name == name; });
  if (found != kOperations.end()) {
    kind_ = found->kind;
    order_ = found->order;
  }
  patterns_.reserve(values_.size());
  for (const std::string& value : values_) patterns_.emplace_back(value);
  if (kind_ == Kind::address) {
    for (const std::string& value : values_) {
      networks_.push_back(network_of(value));
      if (!networks_.back()) {
        has_unreadable_ = true;
        continue;
      }
      outer_.push_back(*networks_.back());
      if (is_too_wide(outer_.back())) outer_wide_.push_back(outer_.back());
    }
    keep_outermost(outer_);
    keep_outermost(outer_wide_);
  }
}

Answer Comparison::compare_address(const Candidate& candidate) const {
  if (candidate.kind != Candidate::Kind::address) return {Truth::maybe};
  Answer answer;
  answer.truth = truth_of(is_within(candidate.address, outer_));
  answer.within_network = answer.truth == Truth::yes && !is_within(candidate.address, outer_wide_);
  if (has_unreadable_) answer.truth = either(answer.truth, Truth::maybe);
  if (negated_) answer.truth = opposite(answer.truth);
  return answer;
}

Truth Comparison::matches(std::size_t value, const Candidate& candidate) const {
  const std::string& wanted = values_[value];
  if (wanted.find("${") != std::string::npos && patterns_[value].matches({}) == Truth::maybe) {
    return Truth::maybe;
  }
  switch (kind_) {
    case Kind::string_equals:
      return truth_of(patterns_[value].example("*") == candidate.text || wanted == candidate.text);
    case Kind::string_equals_ignore_case:
      return truth_of(lower_case(wanted) == lower_case(candidate.text));
    case Kind::string_like:
      return patterns_[value].matches(candidate.text);
    case Kind::arn:
      return arn_matches(wanted, candidate.text);
    case Kind::number:
    case Kind::date: {
      const auto read = kind_ == Kind::number ? number_of : date_of;
      const auto held = read(candidate.text);
      const auto than = read(wanted);
      return held && than ? truth_of(stands(order_, *held, *than)) : Truth::maybe;
    }
    case Kind::boolean:
      return truth_of(lower_case(wanted) == lower_case(candidate.text));
    case Kind::address:
    case Kind::null:
    case Kind::other:
      break;
  }
  return Truth::maybe;
}

Answer Comparison::compare(const Candidate& candidate) const {
  if (candidate.kind == Candidate::Kind::undecided) return {Truth::maybe};
  const bool is_absent = candidate.kind == Candidate::Kind::absent;
  if (kind_ == Kind::null) {
    Truth truth = Truth::no;
    for (const std::string& value : values_) {
      const std::string wanted = lower_case(value);
      if (wanted != "true" && wanted != "false") return {Truth::maybe};
      truth = either(truth, truth_of((wanted == "true") == is_absent));
    }
    return {truth};
  }
  if (kind_ == Kind::other) return {Truth::maybe};
  if (is_absent) {
    return {truth_of(if_exists_ || of_all_ || (negated_ && !of_any_))};
  }
  if (kind_ == Kind::address) return compare_address(candidate);
  Answer answer;
  for (std::size_t value = 0; value < values_.size() && answer.truth != Truth::yes; ++value) {
    answer.truth = either(answer.truth, matches(value, candidate));
  }
  if (negated_) answer.truth = opposite(answer.truth);
  return answer;
}

}  // namespace s3rare::investigate::openness
