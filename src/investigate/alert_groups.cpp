#include "investigate/alert_groups.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <tuple>
#include <utility>

namespace s3rare::investigate {
namespace {

constexpr std::size_t kGlancesPerGroup = 32;

// The first eight bytes of a text, or the whole of a shorter one.
std::uint64_t front_of(std::string_view text) {
  std::uint64_t front = 0;
  if (!text.empty()) std::memcpy(&front, text.data(), std::min(sizeof(front), text.size()));
  return front;
}

}  // namespace

AlertGroups::AlertGroups(std::span<const AlertToInvestigate> alerts,
                         std::string AlertToInvestigate::*name) {
  auto index = std::make_shared<Index>();
  index->name = name;
  for (std::uint32_t alert = 0; alert < alerts.size(); ++alert) {
    if (!(alerts[alert].*name).empty()) index->alerts.push_back(alert);
  }
  std::sort(index->alerts.begin(), index->alerts.end(), [&](std::uint32_t a, std::uint32_t b) {
    return std::tie(alerts[a].*name, alerts[a].time, a) <
           std::tie(alerts[b].*name, alerts[b].time, b);
  });
  for (const std::uint32_t alert : index->alerts) index->times.push_back(alerts[alert].time);

  auto& groups = index->groups;
  for (std::size_t begin = 0; begin < index->alerts.size();) {
    const std::string& text = alerts[index->alerts[begin]].*name;
    std::size_t end = begin + 1;
    while (end < index->alerts.size() && alerts[index->alerts[end]].*name == text) ++end;
    groups.emplace(text, Group{groups.size(), std::span(index->alerts).subspan(begin, end - begin),
                               std::span(index->times).subspan(begin, end - begin)});
    begin = end;
  }

  auto& glances = index->glances;
  glances.resize(std::bit_ceil(kGlancesPerGroup * (groups.size() + 1)));
  for (const auto& [text, group] : groups) glances[glance_at(text, glances.size())] = true;
  index_ = std::move(index);
}

std::size_t AlertGroups::glance_at(std::string_view name, std::size_t glances) {
  constexpr std::uint64_t kMixing = 0x9e3779b97f4a7c15;
  const std::string_view end = name.substr(name.size() - std::min<std::size_t>(name.size(), 8));
  const std::uint64_t mixed = (front_of(name) * kMixing ^ front_of(end)) * kMixing;
  return static_cast<std::size_t>(mixed >> 32) & (glances - 1);
}

const AlertGroups::Group* AlertGroups::find(std::string_view name) const {
  const auto found = index_->groups.find(name);
  return found == index_->groups.end() ? nullptr : &found->second;
}

Concerned concerned_at(std::span<const EventTime> times, EventTime time, Seconds before,
                       Seconds after) {
  const auto begin = std::lower_bound(times.begin(), times.end(), time - after);
  const auto end = std::upper_bound(begin, times.end(), time + before);
  return {static_cast<std::size_t>(begin - times.begin()),
          static_cast<std::size_t>(end - times.begin())};
}

}  // namespace s3rare::investigate
