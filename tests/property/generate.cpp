#include "property/generate.h"

namespace s3rare::tests {

std::uint64_t pick(Random& random, std::uint64_t below) { return random() % below; }

std::vector<OracleMatch> generate_matches(Random& random, Seconds window, bool fractions) {
  std::vector<OracleMatch> matches;
  const std::size_t count = 1 + pick(random, 60);
  const std::uint64_t terms = 1 + pick(random, 4);
  EventTime time{1'700'000'000, 0};
  while (matches.size() < count) {
    switch (pick(random, 6)) {
      case 0:
        break;  // a tie
      case 1:
        time = time + 1;
        break;
      case 2:
        time = time + window;
        break;
      case 3:
        time = time + (window + 1);
        break;
      case 4:
        time = time + (window - 1);
        break;
      default:
        time = time + static_cast<Seconds>(pick(random, static_cast<std::uint64_t>(window) * 2));
    }
    if (fractions && pick(random, 4) == 0) {
      time.nanoseconds = static_cast<std::uint32_t>(pick(random, 3)) * 500'000'000 % 1'000'000'000;
    }
    OracleMatch match{"192.0.2." + std::to_string(pick(random, terms)), time,
                      "id-" + std::to_string(pick(random, 1000)),
                      "key-" + std::to_string(pick(random, 3))};
    matches.push_back(match);
    if (pick(random, 5) == 0) matches.push_back(match);  // delivered twice
    if (pick(random, 8) == 0) {                          // the same ID with another detail
      match.detail += "x";
      matches.push_back(match);
    }
  }
  return matches;
}

}  // namespace s3rare::tests
