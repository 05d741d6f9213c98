// Compares the program with the oracle: generated matches among other records, in shuffled order,
// divided into any files of any container, read by any number of threads; in one run, or through
// `match`.

#include <algorithm>

#include "catch.h"
#include "property/generate.h"
#include "property/oracle.h"
#include "property/program.h"
#include "temporary_folder.h"

using namespace s3rare;
using namespace s3rare::tests;

namespace {

constexpr Seconds kWindow = 7 * kSecondsPerDay;

// Writes the records into a few files, each in some container.
void write_logs(Random& random, const TemporaryFolder& folder,
                const std::vector<std::string>& records) {
  std::vector<std::vector<std::string>> files(1 + pick(random, 8));
  for (const std::string& record : records) files[pick(random, files.size())].push_back(record);
  for (std::size_t i = 0; i < files.size(); ++i) {
    if (files[i].empty()) continue;
    folder.write("logs/" + std::to_string(pick(random, 1000)) + "-" + std::to_string(i) + ".json",
                 contained(random, files[i]));
  }
}

// Matches more than a window before `since` do not exist.
std::vector<OracleMatch> from(const std::vector<OracleMatch>& matches,
                              std::optional<EventTime> since) {
  std::vector<OracleMatch> kept;
  for (const OracleMatch& match : matches) {
    if (!since || match.time >= *since - kWindow) kept.push_back(match);
  }
  return kept;
}

// The worst request of each alert's episode, in order of the alerts, as JSON.
std::vector<std::string> oracle_worst(const std::vector<OracleMatch>& matches,
                                      const std::vector<OracleAlert>& alerts) {
  // A greater value is worse. Nothing sent is milder than an unknown number.
  const auto bytes_of = [](const OracleMatch& match) {
    const auto bytes = bytes_sent(match);
    return !bytes ? 1 : *bytes == 0 ? 0 : *bytes + 1;
  };
  std::vector<std::string> all;
  const auto episodes = oracle_episodes(matches, kWindow);
  for (const OracleAlert& alert : alerts) {
    for (const auto& episode : episodes) {
      if (episode.front().term != alert.term || episode.front().time != alert.time) continue;
      // The episode is in order of time, event ID and detail: the first of equal ones wins.
      const OracleMatch& worst = *std::max_element(
          episode.begin(), episode.end(),
          [&](const auto& a, const auto& b) { return bytes_of(a) < bytes_of(b); });
      const auto bytes = bytes_sent(worst);
      all.push_back(R"({"action":"GetObject","bucket":"b","key":")" + worst.detail +
                    R"(","event_id":")" + worst.event_id + R"(","time":")" +
                    format_utc(worst.time) + "\"" +
                    (bytes ? R"(,"bytes":)" + std::to_string(*bytes) : "") + "}");
    }
  }
  return all;
}

}  // namespace

TEST_CASE("the program alerts as the oracle does, however its input is divided and read") {
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    Random random(seed);
    auto matches = generate_matches(random, kWindow, true);
    std::string since_option;
    std::optional<EventTime> since;
    if (pick(random, 2) == 0) {
      since = matches[pick(random, matches.size())].time;
      since_option = " --since " + format_utc(*since);
    }
    const auto expected = oracle_alerts(from(matches, since), kWindow, since);
    std::vector<std::string> records;
    for (const OracleMatch& match : matches) {
      records.push_back(record_of(match));
      if (pick(random, 3) == 0) {
        OracleMatch denied = match;
        denied.time = denied.time - static_cast<Seconds>(pick(random, 3 * kWindow));
        records.push_back(record_of(denied, true));
      }
    }
    std::shuffle(records.begin(), records.end(), random);
    const TemporaryFolder folder;
    write_logs(random, folder, records);
    const std::string logs = (folder.path() / "logs").string();
    CAPTURE(seed);

    const std::string options = "detect -q" + since_option + " --threads ";
    const std::string lines = run(options + "1 " + logs);
    CHECK(show(read_alerts(lines)) == show(expected));
    CHECK(values_of(lines, "s3rare.worst") == oracle_worst(from(matches, since), expected));
    for (const char* threads : {"2", "7"}) CHECK(run(options + threads + " " + logs) == lines);

    const std::string again =
        run("match -q --threads 3 " + logs + " | " + binary() + " detect -q" + since_option);
    CHECK(without_origins(again) == without_origins(lines));
  }
}
