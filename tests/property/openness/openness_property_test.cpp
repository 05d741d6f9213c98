// The evaluator and the slow one agree on random policies, ACLs, settings and requests.

#include "investigate/openness/openness.h"

#include <cstdlib>

#include "catch.h"
#include "investigate/openness/policy_text.h"
#include "property/generate.h"
#include "property/openness/oracle.h"
#include "property/openness/universe.h"

using namespace s3rare;
using namespace s3rare::tests;
using namespace s3rare::investigate::openness;

namespace {

#ifdef S3RARE_SANITIZED
constexpr int kCases = 5'000;
#else
constexpr int kCases = 30'000;
#endif

// The number of cases for a run beyond the ordinary one.
int cases() {
  const char* const wanted = std::getenv("S3RARE_CASES");
  return wanted == nullptr ? kCases : std::atoi(wanted);
}

char letter(Openness of) {
  constexpr std::string_view kLetters = "curmo";
  return kLetters[static_cast<std::size_t>(of)];
}

std::string described(const BucketState& state, const Request& request) {
  std::string text = "policy ";
  const Choice first = [](std::size_t) { return std::size_t{0}; };
  const auto add = [&](const PolicySetting& setting) {
    text += setting.known == PolicySetting::Known::given
                ? json_of(*setting.policy, first)
                : std::to_string(static_cast<int>(setting.known));
  };
  add(state.policy);
  for (const PolicySetting& control : state.resource_control) {
    text += "\ncontrol ";
    add(control);
  }
  text += "\nrequest " + std::string(request.need.permission) + " " + request.key.value_or("(any)");
  return text;
}

}  // namespace

TEST_CASE("the evaluator and the slow evaluator agree") {
  for (int seed = 0; seed < cases(); ++seed) {
    Random random(static_cast<std::uint64_t>(seed));
    const Choice choose = [&](std::size_t below) {
      return static_cast<std::size_t>(pick(random, below));
    };
    const BucketState state = choose_state(choose);
    const Request request = choose_request(choose);
    const Verdict verdict = Evaluator(state).evaluate(request);
    const OracleVerdict expected = oracle_verdict(state, request);
    const bool agrees =
        verdict.internet == expected.internet && verdict.network == expected.network &&
        verdict.endpoint == expected.endpoint && verdict.signer == expected.signer &&
        letter(verdict.openness) == expected.letter;
    if (agrees) continue;
    INFO("seed " << seed << "\n" << described(state, request));
    CHECK(letter(verdict.openness) == expected.letter);
    CHECK(verdict.internet == expected.internet);
    CHECK(verdict.network == expected.network);
    CHECK(verdict.endpoint == expected.endpoint);
    REQUIRE(verdict.signer == expected.signer);
  }
}

TEST_CASE("a policy is read as it was written, in all its forms") {
  for (int seed = 0; seed < cases() / 3; ++seed) {
    Random random(static_cast<std::uint64_t>(seed));
    const Choice choose = [&](std::size_t below) {
      return static_cast<std::size_t>(pick(random, below));
    };
    const Policy policy = choose_policy(choose);
    const std::string json = json_of(policy, choose);
    INFO("seed " << seed << "\n" << json);
    const auto read = read_policy_text(json);
    REQUIRE(read.has_value());
    REQUIRE(*read == policy);
  }
}
