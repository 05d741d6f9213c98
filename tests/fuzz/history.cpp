// A history must alert as the oracle does. Four bytes of input are one match: term, step in time,
// event ID, and which of two histories takes it.

#include <cstdint>
#include <string>
#include <vector>

#include "fuzz/agree.h"
#include "property/oracle.h"
#include "s3rare/alert.h"
#include "s3rare/history.h"

namespace {

constexpr s3rare::Seconds kWindow = 10;

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace s3rare;
  std::vector<tests::OracleMatch> matches;
  History one(kWindow, {1, 2});
  History other(kWindow, {3, 4});
  Seconds time = 0;
  for (std::size_t i = 0; i + 4 <= size && i < 400; i += 4) {
    time += static_cast<std::int8_t>(data[i + 1]) / 4;
    matches.push_back({std::string(1, static_cast<char>('a' + data[i] % 3)),
                       {time, 0},
                       std::string(1, static_cast<char>('a' + data[i + 2] % 5)),
                       "detail"});
    const tests::OracleMatch& match = matches.back();
    History& history = data[i + 3] % 2 == 0 ? one : other;
    history.add({match.term, match.time, match.event_id, {}}, [&] { return match.detail; });
  }
  one.merge(std::move(other));
  std::vector<tests::OracleAlert> found;
  for (const Alert& alert : find_alerts(one, {}, std::nullopt).alerts) {
    found.push_back({alert.episode->start, std::string(alert.episode->earliest.event_id()),
                     std::string(alert.term), std::string(alert.episode->earliest.detail()),
                     alert.previous_seen()});
  }
  fuzz::agree(found == tests::oracle_alerts(matches, kWindow, std::nullopt),
              "alerts of the history and of the oracle");
  return 0;
}
