#include "lists/indicators.h"

#include "json/text.h"
#include "lists/indicator_lines.h"
#include "lists/list_file.h"

namespace s3rare::lists {

std::string provider_of(std::string_view path) {
  path.remove_prefix(path.rfind('/') + 1);  // 0 without a slash
  const std::size_t dot = path.rfind('.');
  return std::string(dot == 0 ? path : path.substr(0, dot));
}

Result<Done> Indicators::add(const std::string& path) {
  const auto number = static_cast<std::uint32_t>(lists_.size());
  std::string shown;
  json::repair_utf8(path, shown);
  lists_.push_back({shown, provider_of(shown), 0});
  IndicatorLines lines;
  return read_list_file(
      path, "the indicators", [&](std::uint64_t line, std::string_view text) -> Result<Done> {
        auto network = lines.read(text);
        if (!network) return std::move(network.error());
        if (!*network) return Done();
        ++lists_.back().networks;
        table_.add(**network, static_cast<std::uint32_t>(entries_.size()));
        entries_.push_back({number, static_cast<std::uint32_t>(line), (*network)->length});
        return Done();
      });
}

std::vector<ListedIn> Indicators::find(const Address& address) const {
  std::vector<ListedIn> found;
  table_.for_each(address, [&](std::uint32_t number) {
    const Entry& entry = entries_[number];
    const List& list = lists_[entry.list];
    found.push_back({network_around(address, entry.length), list.provider, list.path, entry.line});
    return true;
  });
  return found;
}

}  // namespace s3rare::lists
