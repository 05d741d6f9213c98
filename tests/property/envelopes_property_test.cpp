// Records in envelopes at random must give the alerts of the records themselves, apart from where
// they lie; and the documents that Elastic makes of records must give the same alerts with the same
// IDs.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "catch.h"
#include "property/enveloped.h"
#include "property/generate.h"
#include "property/oracle.h"
#include "property/program.h"
#include "temporary_folder.h"

using namespace s3rare;
using namespace s3rare::tests;

namespace {

constexpr Seconds kWindow = 7 * kSecondsPerDay;

#ifdef S3RARE_SANITIZED
constexpr std::uint64_t kTurns = 15;
#else
constexpr std::uint64_t kTurns = 60;
#endif

// Divides what the matches became among a few files.
std::vector<std::vector<std::string>> divided(Random& random, const std::vector<std::string>& all) {
  std::vector<std::vector<std::string>> files(1 + pick(random, 4));
  for (const std::string& each : all) files[pick(random, files.size())].push_back(each);
  std::erase_if(files, [](const auto& records) { return records.empty(); });
  return files;
}

std::string name_of(std::size_t number) { return std::to_string(number) + ".json"; }

}  // namespace

TEST_CASE("records in envelopes give the alerts of the records") {
  std::size_t alerts = 0;
  for (std::uint64_t seed = 1; seed <= kTurns; ++seed) {
    Random random(seed);
    std::vector<std::string> records;
    for (const OracleMatch& match : generate_matches(random, kWindow, true)) {
      records.push_back(record_of(match, pick(random, 5) == 0));
    }
    const TemporaryFolder folder;
    std::size_t number = 0;
    for (const auto& file : divided(random, records)) {
      folder.write("plain/" + name_of(number), contained(random, file));
      folder.write("enveloped/" + name_of(number++), enveloped(random, file));
    }
    CAPTURE(seed);
    const std::string path = folder.path().string();
    const std::string plain = run("detect -q " + path + "/plain", 0);
    const std::string found = run("detect -q --threads 1 " + path + "/enveloped", 0, 1);
    CHECK(without_origins(found) == without_origins(plain));
    CHECK(run("detect -q --threads 3 " + path + "/enveloped", 0, 1) == found);
    alerts += split_lines(plain).size();
  }
  CHECK(alerts > kTurns);
}

TEST_CASE("Elastic's documents give the alerts and IDs of the records") {
  std::size_t alerts = 0;
  for (std::uint64_t seed = 1; seed <= kTurns; ++seed) {
    Random random(seed);
    std::vector<std::string> records;
    std::vector<std::string> exported;  // some as documents, some as records, some as both
    for (const OracleMatch& match : generate_matches(random, kWindow, false)) {
      const bool denied = pick(random, 5) == 0;
      records.push_back(record_of(match, denied));
      const std::uint64_t forms = 1 + pick(random, 3);
      if ((forms & 1U) != 0) exported.push_back(document_of(random, match, denied));
      if ((forms & 2U) != 0) exported.push_back(records.back());
    }
    const TemporaryFolder folder;
    folder.write("plain.json", contained(random, records));
    std::size_t number = 0;
    for (const auto& file : divided(random, exported)) {
      const bool is_plain = pick(random, 3) == 0;
      std::string lines;
      for (const std::string& each : file) lines += each + "\n";
      folder.write("exported/" + name_of(number++), is_plain ? lines : enveloped(random, file));
    }
    CAPTURE(seed);
    const std::string path = folder.path().string();
    const std::string plain = run("detect -q " + path + "/plain.json", 0);
    const std::string found = run("detect -q --threads 1 " + path + "/exported", 0, 1);
    CHECK(show(read_alerts(found)) == show(read_alerts(plain)));
    CHECK(values_of(found, "s3rare.alert_id") == values_of(plain, "s3rare.alert_id"));
    alerts += split_lines(plain).size();
  }
  CHECK(alerts > kTurns);
}
