#include "investigate/access/condition_on_source.h"

#include <algorithm>
#include <string>
#include <string_view>

#include "s3rare/lower_case.h"

namespace s3rare::investigate {
namespace {

std::optional<bool> meets_condition(const Address& source, const std::string& condition) {
  constexpr std::string_view kNetworks = "ipaddress aws:sourceip: ";
  if (!lower_case(condition).starts_with(kNetworks)) return std::nullopt;
  bool is_known = true;
  std::string_view rest = std::string_view(condition).substr(kNetworks.size());
  while (!rest.empty()) {
    const std::string_view value = rest.substr(0, rest.find(", "));
    rest.remove_prefix(std::min(rest.size(), value.size() + 2));
    const auto network = parse_network(value);
    if (!network) {
      is_known = false;
    } else if (network->contains(source)) {
      return true;
    }
  }
  return is_known ? std::optional(false) : std::nullopt;
}

}  // namespace

std::optional<bool> meets_conditions(const std::optional<Address>& source,
                                     const PublicGrant& grant) {
  bool is_known = true;
  for (const std::string& condition : grant.conditions) {
    const auto met = source ? meets_condition(*source, condition) : std::nullopt;
    if (met == false) return false;
    if (!met) is_known = false;
  }
  return is_known ? std::optional(true) : std::nullopt;
}

}  // namespace s3rare::investigate
