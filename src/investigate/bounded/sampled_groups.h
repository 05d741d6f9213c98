// Sets of things, one for each of many groups, that share what memory there is.
//
// Each thing has a hash. While everything fits all are kept. When it no longer does, the groups
// with the most things become samples: at level n a sample holds the things whose hash begins with
// n zero bits, about one of 2^n. How many things a group may have before that is the same for all
// and is halved as often as needed; so small groups stay whole. All of this depends on which
// things there are, and not on the order in which they come.
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
  /// @param most  things of all groups together
  SampledGroups(std::size_t groups, std::size_t most)
      : groups_(groups), most_(most), most_of_one_(std::max<std::size_t>(most, 1)) {}

  const Sample& operator[](std::size_t group) const { return groups_[group]; }

  /// Calls `add(Sample&)`, which may add to the group.
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

  /// Takes a group out, when nothing is added any more.
  Sample take(std::size_t group) { return std::exchange(groups_[group], Sample()); }

 private:
  // What a group counts for: of a sample it is known only that all of it was too much.
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
