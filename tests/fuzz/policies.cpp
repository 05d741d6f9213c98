// The evaluator and the slow one must agree on any policy of the small world: each byte of the
// input is a choice. The policy must be read from its JSON as it was written. What is not of that
// world, the raw bytes as a policy, must be answered without a fault.

#include <cstddef>
#include <cstdint>
#include <string>

#include "fuzz/agree.h"
#include "investigate/openness/openness.h"
#include "investigate/openness/policy_text.h"
#include "property/openness/oracle.h"
#include "property/openness/universe.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace s3rare;
  using namespace s3rare::investigate::openness;

  const std::string bytes(reinterpret_cast<const char*>(data), size);
  BucketState state;
  state.bucket = "B";
  if (const auto policy = read_policy_text(bytes)) {
    state.policy = PolicySetting::of(*policy);
    access_of(state, {});
    dates_of(*policy);
  }

  std::size_t used = 0;
  const tests::Choice choose = [&](std::size_t below) -> std::size_t {
    // At its end the input chooses 1, which ends every list.
    return used < size ? data[used++] % below : 1 % below;
  };
  state = tests::choose_state(choose);
  const Request request = tests::choose_request(choose);
  const Verdict verdict = Evaluator(state).evaluate(request);
  const tests::OracleVerdict expected = tests::oracle_verdict(state, request);
  fuzz::agree(verdict.internet == expected.internet, "callers from the internet");
  fuzz::agree(verdict.network == expected.network, "callers of networks");
  fuzz::agree(verdict.endpoint == expected.endpoint, "callers through endpoints");
  fuzz::agree(verdict.signer == expected.signer, "signed callers");
  if (state.policy.known == PolicySetting::Known::given) {
    const auto read = read_policy_text(tests::json_of(*state.policy.policy, choose));
    fuzz::agree(read && *read == *state.policy.policy, "a policy and its JSON");
  }
  return 0;
}
