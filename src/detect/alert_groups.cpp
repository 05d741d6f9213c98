#include "s3rare/alert_groups.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <tuple>

namespace s3rare {
namespace {

constexpr std::size_t kGlancesPerGroup = 32;

// The first eight bytes of a text, or all of a shorter one.
std::uint64_t front_of(std::string_view text) {
  std::uint64_t front = 0;
  if (!text.empty()) std::memcpy(&front, text.data(), std::min(sizeof(front), text.size()));
  return front;
}

}  // namespace

AlertGroups::AlertGroups(std::span<const AlertToInvestigate> alerts,
                         std::string AlertToInvestigate::*name)
    : name_(name) {
  for (std::uint32_t alert = 0; alert < alerts.size(); ++alert) {
    if (!(alerts[alert].*name).empty()) alerts_.push_back(alert);
  }
  std::sort(alerts_.begin(), alerts_.end(), [&](std::uint32_t a, std::uint32_t b) {
    return std::tie(alerts[a].*name, alerts[a].time, a) <
           std::tie(alerts[b].*name, alerts[b].time, b);
  });
  for (const std::uint32_t alert : alerts_) times_.push_back(alerts[alert].time);

  for (std::size_t begin = 0; begin < alerts_.size();) {
    const std::string& text = alerts[alerts_[begin]].*name;
    std::size_t end = begin + 1;
    while (end < alerts_.size() && alerts[alerts_[end]].*name == text) ++end;
    groups_.emplace(text, Group{groups_.size(), std::span(alerts_).subspan(begin, end - begin),
                                std::span(times_).subspan(begin, end - begin)});
    begin = end;
  }

  glances_.resize(std::bit_ceil(kGlancesPerGroup * (groups_.size() + 1)));
  for (const auto& [name_of_group, group] : groups_) glances_[glance_at(name_of_group)] = true;
}

std::size_t AlertGroups::glance_at(std::string_view name) const {
  constexpr std::uint64_t kMixing = 0x9e3779b97f4a7c15;
  const std::string_view end = name.substr(name.size() - std::min<std::size_t>(name.size(), 8));
  const std::uint64_t mixed = (front_of(name) * kMixing ^ front_of(end)) * kMixing;
  return static_cast<std::size_t>(mixed >> 32) & (glances_.size() - 1);
}

const AlertGroups::Group* AlertGroups::find(std::string_view name) const {
  const auto found = groups_.find(name);
  return found == groups_.end() ? nullptr : &found->second;
}

Concerned concerned_at(std::span<const EventTime> times, EventTime time, Seconds before,
                       Seconds after) {
  const auto begin = std::lower_bound(times.begin(), times.end(), time - after);
  const auto end = std::upper_bound(begin, times.end(), time + before);
  return {static_cast<std::size_t>(begin - times.begin()),
          static_cast<std::size_t>(end - times.begin())};
}

}  // namespace s3rare
