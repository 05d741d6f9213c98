#include "lists/indicators.h"

#include <utility>

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
  const auto first = static_cast<std::uint32_t>(entries_.size());
  std::string shown;
  json::repair_utf8(path, shown);
  List& list = lists_.emplace_back();
  list.path = shown;
  list.provider = provider_of(shown);
  IndicatorLines lines([&](std::uint64_t line, Result<Network> network) -> Result<Done> {
    if (!network) {
      Error error = at_line(path, line, network.error().what);
      if (bad_lines_ == BadLines::refuse) return error;
      ++list.bad_lines;
      if (!list.first_bad) list.first_bad = std::move(error);
      return Done();
    }
    if (!table_.add_once(*network, static_cast<std::uint32_t>(entries_.size()), first)) {
      return Done();
    }
    entries_.push_back(
        {number, static_cast<std::uint32_t>(line), static_cast<std::uint8_t>(network->length)});
    ++list.networks;
    return Done();
  });
  auto read = read_list_file(
      path, "the indicators",
      [&](std::uint64_t line, std::string_view text) { return lines.read(line, text); },
      kMaxDocumentBytes);
  if (read) read = lines.finish();
  list.of_other_types = lines.of_other_types();
  return read;
}

Listings Indicators::find(const Address& address) {
  Listings found;
  table_.for_each(address, [&](std::uint32_t number) {
    Entry& entry = entries_[number];
    List& list = lists_[entry.list];
    if (!entry.is_hit) ++list.hit;
    entry.is_hit = true;
    if (found.first.size() < kMostListings) {
      found.first.push_back(
          {network_around(address, entry.length), list.provider, list.path, entry.line});
    } else {
      ++found.omitted;
    }
    return true;
  });
  return found;
}

}  // namespace s3rare::lists
