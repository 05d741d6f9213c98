// Logs packed at random into archives of any kind must give the alerts of the logs themselves,
// apart from where the records lie.

#include <algorithm>
#include <string>
#include <vector>

#include "catch.h"
#include "gzip.h"
#include "packing.h"
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

// An alert line without what it says about its file.
std::string without_file(const std::string& line) {
  const std::size_t log = line.find("\"log\":{");
  const std::size_t own = line.find("\"s3rare\":{");
  const std::size_t offset = line.find("\"offset\":", own);
  const std::size_t behind = line.find_first_of(",}", offset);
  return line.substr(0, log) + line.substr(own, offset - own) + line.substr(behind);
}

std::vector<std::string> without_files(const std::string& lines) {
  std::vector<std::string> all;
  for (const std::string& line : split_lines(lines)) all.push_back(without_file(line));
  return all;
}

Packed packed(Random& random, const std::vector<Packed>& files) {
  switch (pick(random, 4)) {
    case 0:
      return {"a.tar", tar(files)};
    case 1:
      return {"a.tar.gz", gzip(tar(files))};
    default:
      return {"a.zip",
              zip(files, {pick(random, 3) != 0, pick(random, 2) == 0, pick(random, 2) == 0})};
  }
}

// Puts files into archives, and some of those into others, until few are left.
std::vector<Packed> packed_at_random(Random& random, std::vector<Packed> files) {
  for (std::size_t nesting = 0; nesting < 2; ++nesting) {
    std::vector<Packed> outer;
    for (std::size_t at = 0; at < files.size();) {
      const std::size_t count = std::min<std::size_t>(pick(random, 4), files.size() - at);
      const auto begin = files.begin() + static_cast<std::ptrdiff_t>(at);
      if (count == 0) {
        outer.push_back(files[at++]);
        continue;
      }
      outer.push_back(packed(random, {begin, begin + static_cast<std::ptrdiff_t>(count)}));
      at += count;
    }
    files = std::move(outer);
  }
  return files;
}

}  // namespace

TEST_CASE("logs packed into archives give the alerts of the logs") {
  std::size_t alerts = 0;
  for (std::uint64_t seed = 1; seed <= kTurns; ++seed) {
    Random random(seed);
    std::vector<std::vector<std::string>> records(1 + pick(random, 8));
    for (const OracleMatch& match : generate_matches(random, kWindow, false)) {
      records[pick(random, records.size())].push_back(record_of(match, pick(random, 5) == 0));
    }
    const TemporaryFolder folder;
    std::vector<Packed> files;
    for (std::size_t i = 0; i < records.size(); ++i) {
      if (records[i].empty()) continue;
      Packed file{"AWSLogs/" + std::to_string(i) + ".json", contained(random, records[i])};
      if (pick(random, 3) == 0) file = {file.name + ".gz", gzip(file.bytes)};
      folder.write("plain/" + file.name, file.bytes);
      files.push_back(std::move(file));
    }
    if (files.empty()) continue;
    std::size_t number = 0;
    for (const Packed& file : packed_at_random(random, files)) {
      folder.write("packed/" + std::to_string(number++) + "/" + file.name, file.bytes);
    }
    CAPTURE(seed);
    const std::string path = folder.path().string();
    const std::string plain = run("detect -q " + path + "/plain", 0, 1);
    const std::string unpacked = run("detect -q --threads 1 " + path + "/packed", 0, 1);
    CHECK(without_files(unpacked) == without_files(plain));
    CHECK(run("detect -q --threads 3 " + path + "/packed", 0, 1) == unpacked);
    alerts += split_lines(plain).size();
  }
  CHECK(alerts > kTurns);
}
