// Sets of things, one for each of many groups, within one common limit of memory.
//
// Each thing has a hash. While all things fit, all are kept. Beyond that, the largest groups become
// samples: at level n a sample holds the things whose hash begins with n zero bits, about one in
// 2^n. The size at which a group becomes a sample is the same for all groups and is halved as often
// as needed, so small groups stay complete. The result depends only on the things, not on their
// order.
#pragma once

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

namespace s3rare::investigate {

/// @tparam Sample  has size(), level(), raise_level(), and merge(Sample&&) for two of one level
template <class Sample>
class SampledGroups {
 public:
  /// @param most  limit on things, for all groups together
  SampledGroups(std::size_t groups, std::size_t most)
      : groups_(groups), most_(most), most_of_one_(std::max<std::size_t>(most, 1)) {}

  const Sample& operator[](std::size_t group) const { return groups_[group]; }

  /// Calls `add(Sample&)`, which may add things to the group.
  template <class Add>
  void add_to(std::size_t group, Add&& add) {
    Sample& sample = groups_[group];
    const std::size_t before = charge(sample);
    add(sample);
    fit(sample);
    charged_ = charged_ - before + charge(sample);
    while (charged_ > most_ && most_of_one_ > 1) halve();
  }

  void merge(SampledGroups&& other) {
    while (most_of_one_ > other.most_of_one_) halve();
    for (std::size_t group = 0; group < groups_.size(); ++group) {
      Sample& theirs = other.groups_[group];
      add_to(group, [&](Sample& mine) {
        while (mine.level() < theirs.level()) mine.raise_level();
        while (theirs.level() < mine.level()) theirs.raise_level();
        mine.merge(std::move(theirs));
      });
    }
  }

  /// Moves a group out. Add nothing afterwards.
  Sample take(std::size_t group) { return std::exchange(groups_[group], Sample()); }

 private:
  // What a group counts against the limit. A sample counts as a full group: its true size is
  // larger.
  std::size_t charge(const Sample& sample) const {
    return sample.level() > 0 ? most_of_one_ : sample.size();
  }

  void fit(Sample& sample) const {
    while (sample.size() > most_of_one_) sample.raise_level();
  }

  void halve() {
    most_of_one_ /= 2;
    charged_ = 0;
    for (Sample& sample : groups_) {
      fit(sample);
      charged_ += charge(sample);
    }
  }

  std::vector<Sample> groups_;
  std::size_t most_;
  std::size_t most_of_one_;
  std::size_t charged_ = 0;
};

}  // namespace s3rare::investigate
