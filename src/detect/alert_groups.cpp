#include "s3rare/alert_groups.h"

#include <algorithm>
#include <tuple>

namespace s3rare {

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
