#include "lists/ip_ranges.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "json/members.h"
#include "json/text.h"

namespace s3rare::lists {
namespace {

struct PrefixList {
  std::string_view name;
  std::string_view of_prefix;
};
constexpr std::array kPrefixLists = {PrefixList{"prefixes", "ip_prefix"},
                                     PrefixList{"ipv6_prefixes", "ipv6_prefix"}};

}  // namespace

bool is_ip_ranges(std::string_view text) {
  if (!json::is_json(text)) return false;
  return std::any_of(kPrefixLists.begin(), kPrefixLists.end(), [&](const PrefixList& list) {
    const auto member = json::find_member(text, list.name);
    return member && member->is_array();
  });
}

Result<Done> read_ip_ranges(std::string_view document, std::uint64_t first_line,
                            const OnIndicator& on_indicator) {
  for (const PrefixList& list : kPrefixLists) {
    const auto prefixes = json::find_member(document, list.name);
    if (!prefixes || !prefixes->is_array()) continue;
    std::uint64_t line = first_line;
    const char* counted = document.data();  // lines before it are counted
    json::Children elements(prefixes->value);
    while (const auto element = elements.next()) {
      const auto prefix = json::find_member(element->value, list.of_prefix);
      const char* const at = (prefix ? *prefix : *element).value.data();
      line += static_cast<std::uint64_t>(std::count(counted, at, '\n'));
      counted = at;
      auto network =
          prefix && prefix->is_string()
              ? read_indicator(json::decoded(prefix->raw_string()))
              : malformed(std::string("found a prefix without a text, expected a string ")
                              .append(list.of_prefix));
      if (auto taken = on_indicator(line, std::move(network)); !taken) return taken;
    }
  }
  return Done();
}

}  // namespace s3rare::lists
