// Alerts grouped by a name: their source or their bucket.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "investigate/dossier/dossier.h"
#include "s3rare/siphash.h"

namespace s3rare::investigate {

/// Copies share their index.
class AlertGroups {
 public:
  /// Alerts with one name.
  struct Group {
    std::size_t number = 0;                 ///< of the group, from 0
    std::span<const std::uint32_t> alerts;  ///< their numbers, in order of time
    std::span<const EventTime> times;       ///< of these
  };

  /// @param alerts  borrowed: they must outlive the groups
  /// @param name    of an alert; one with an empty name is in no group
  AlertGroups(std::span<const AlertToInvestigate> alerts, std::string AlertToInvestigate::*name);

  std::size_t size() const { return index_->groups.size(); }

  /// Called for every record: one look at `glances` usually decides.
  bool has(std::string_view name) const {
    return index_->glances[glance_at(name, index_->glances.size())] &&
           index_->groups.contains(name);
  }

  /// @returns the group of that name, or nothing
  const Group* find(std::string_view name) const;

  /// Calls `visit(const Group&)` for each group, in no order.
  template <class Visit>
  void for_each(Visit&& visit) const {
    for (const auto& [name, group] : index_->groups) visit(group);
  }

  /// @returns the group that an alert is in, or nothing
  const Group* group_of(const AlertToInvestigate& alert) const { return find(alert.*index_->name); }

 private:
  struct Hash {
    std::size_t operator()(std::string_view text) const { return siphash_64({}, text); }
  };

  struct Index {
    std::string AlertToInvestigate::*name;
    std::vector<std::uint32_t> alerts;
    std::vector<EventTime> times;
    std::unordered_map<std::string_view, Group, Hash> groups;
    std::vector<bool> glances;  // whether a group has a name that falls there: a few in a hundred
  };

  static std::size_t glance_at(std::string_view name, std::size_t glances);

  std::shared_ptr<const Index> index_;
};

/// @returns the positions in `times`, from begin to before end, of the alerts that a record at
///          `time` concerns
struct Concerned {
  std::size_t begin = 0;
  std::size_t end = 0;
};
Concerned concerned_at(std::span<const EventTime> times, EventTime time, Seconds before,
                       Seconds after);

}  // namespace s3rare::investigate
