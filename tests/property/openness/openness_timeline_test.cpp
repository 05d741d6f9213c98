// Random histories: the timeline says after each second what all orders of its records allow, and
// does not depend on the order in which records are given.

#include <algorithm>
#include <set>

#include "catch.h"
#include "investigate/openness/bucket_timeline.h"
#include "property/generate.h"
#include "property/openness/universe.h"

using namespace s3rare;
using namespace s3rare::tests;
using namespace s3rare::investigate::openness;

namespace {

constexpr Seconds kBegin = 1'704'067'200;

#ifdef S3RARE_SANITIZED
constexpr std::uint64_t kHistories = 300;
#else
constexpr std::uint64_t kHistories = 1'500;
#endif

Acl choose_acl(const Choice& choose) {
  switch (choose(4)) {
    case 0:
      return Acl::omitted();
    case 1: {
      Acl acl = Acl::owner_only();
      acl.everyone.read = Truth::yes;
      return acl;
    }
    default:
      return Acl::owner_only();
  }
}

Block choose_block(const Choice& choose) {
  switch (choose(6)) {
    case 0:
      return Block::all(Truth::maybe);
    case 1:
      return Block::all(Truth::yes);
    case 2:
      return {Truth::yes, Truth::no, Truth::yes, Truth::no};
    case 3:
      return {Truth::no, Truth::no, Truth::no, Truth::yes};
    default:
      return Block::all(Truth::no);
  }
}

PolicySetting choose_policy_setting(const Choice& choose) {
  Policy policy = {
      {true, Whom::everyone, false, {"s3:GetObject"}, false, {"arn:aws:s3:::B/*"}, false, {}}};
  switch (choose(5)) {
    case 0:
      return PolicySetting::none();
    case 1:
      return PolicySetting::omitted();
    case 2:
      policy[0].whom = Whom::others;
      return PolicySetting::of(policy);
    default:
      return PolicySetting::of(policy);
  }
}

Observation::Content choose_content(const Choice& choose) {
  const bool of_account = choose(3) == 0;
  switch (choose(15)) {
    case 0:
    case 1:
    case 2:
      return PolicySet{choose_policy_setting(choose)};
    case 3:
      return BucketAclSet{choose_acl(choose)};
    case 4:
      return ObjectAclSet{"k", {choose_acl(choose), false}};
    case 5:
      return OwnershipSet{truth_of(choose(2) == 0)};
    case 6:
    case 7:
      return BlockSet{of_account, choose_block(choose)};
    case 8:
      return OrganizationBlockSet{static_cast<OrganizationBlock>(choose(4))};
    case 9:
      return BucketCreated{};
    case 10:
      return BucketDeleted{};
    case 11:
      return PublicPolicyRefused{};
    case 12:
      return AclRefused{};
    case 13:
      return NoBlockFound{of_account};
    default:
      return choose(2) == 0 ? Observation::Content(NoPolicyFound{}) : EnforcingRefused{};
  }
}

std::vector<Observation> choose_history(const Choice& choose) {
  std::vector<Observation> history;
  Seconds second = 0;
  for (std::size_t seconds = 1 + choose(4); seconds > 0; --seconds) {
    second += 1 + static_cast<Seconds>(choose(3));
    for (std::size_t count = 1 + choose(4); count > 0; --count) {
      history.push_back({{kBegin + second, 0}, choose_content(choose), {}});
    }
  }
  return history;
}

// All states after all orders of each second; one by one, without skipping what is the same.
std::vector<KnownState> brute_force(
    const std::vector<KnownState>& before,
    const std::vector<std::pair<const Observation*, std::size_t>>& of) {
  std::vector<KnownState> after;
  for (const Contradictions contradictions : {Contradictions::refuse, Contradictions::resolve}) {
    for (const KnownState& first : before) {
      auto order = of;
      std::sort(order.begin(), order.end(),
                [](const auto& a, const auto& b) { return a.second < b.second; });
      do {
        KnownState state = first;
        state.begin_second();
        const bool is_possible = std::all_of(order.begin(), order.end(), [&](const auto& each) {
          return state.apply(*each.first, each.second, contradictions);
        });
        const bool is_new = std::none_of(after.begin(), after.end(),
                                         [&](const KnownState& has) { return has == state; });
        if (is_possible && is_new) after.push_back(state);
      } while (std::next_permutation(order.begin(), order.end(), [](const auto& a, const auto& b) {
        return a.second < b.second;
      }));
    }
    if (!after.empty()) break;
  }
  return after;
}

Openness openness_of(const std::vector<KnownState>& states, Question question, EventTime time) {
  std::set<Openness> all;
  for (const KnownState& state : states) {
    all.insert(Evaluator(state.state()).evaluate(question, time).openness);
  }
  const Openness widest = *all.rbegin();
  return all.size() > 1 && widest == Openness::open ? Openness::may_be_open : widest;
}

}  // namespace

TEST_CASE("a timeline is what all orders within each second allow") {
  for (std::uint64_t seed = 0; seed < kHistories; ++seed) {
    Random random(seed);
    const Choice choose = [&](std::size_t below) {
      return static_cast<std::size_t>(pick(random, below));
    };
    std::vector<Observation> history = choose_history(choose);
    const KnownState first("B", "111122223333", choose(2) == 0 ? "us-east-1" : "eu-west-1");
    const EventTime until{kBegin + 100, 0};
    const BucketTimeline timeline = make_timeline(first, history, until);

    INFO("seed " << seed);
    std::vector<KnownState> states = {first};
    bool is_few = true;
    for (std::size_t begin = 0; begin < history.size() && is_few;) {
      std::vector<std::pair<const Observation*, std::size_t>> second;
      const EventTime time = history[begin].time;
      for (; begin < history.size() && history[begin].time == time; ++begin) {
        second.emplace_back(&history[begin], begin);
      }
      states = brute_force(states, second);
      is_few = states.size() <= 16;  // more are merged
      if (!is_few) break;
      for (const Question question : kQuestions) {
        INFO("second " << time.seconds - kBegin << " question " << static_cast<int>(question));
        REQUIRE(timeline.at(question, time).openness == openness_of(states, question, time));
      }
    }

    // Neither the order of files nor event IDs decide.
    std::shuffle(history.begin(), history.end(), random);
    const BucketTimeline shuffled = make_timeline(first, history, until);
    for (std::size_t question = 0; question < kQuestions.size(); ++question) {
      const auto& one = timeline.intervals[question];
      const auto& other = shuffled.intervals[question];
      REQUIRE(one.size() == other.size());
      for (std::size_t i = 0; i < one.size(); ++i) {
        REQUIRE(one[i].openness == other[i].openness);
        REQUIRE(one[i].from == other[i].from);
        REQUIRE(one[i].to == other[i].to);
        REQUIRE(one[i].lacks_change == other[i].lacks_change);
      }
    }
  }
}
