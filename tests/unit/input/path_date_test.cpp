#include "input/path_date.h"

#include "catch.h"

using namespace s3rare;
using namespace s3rare::input;

namespace {

TimeRanges range(std::optional<const char*> from, std::optional<const char*> until) {
  const auto time = [](std::optional<const char*> text) -> std::optional<EventTime> {
    return text ? parse_date(*text) : std::nullopt;
  };
  return {{time(from), time(until)}};
}

const std::string kFolder = "logs/AWSLogs/111122223333/CloudTrail/us-east-1/2024/05/10/";
const std::string kName = "111122223333_CloudTrail_us-east-1_20240510T2355Z_abc.json.gz";

}  // namespace

TEST_CASE("a day's folder is excluded when the range begins more than a day later") {
  CHECK_FALSE(is_outside(kFolder + "x.json", range("2024-05-11", {})));
  CHECK_FALSE(is_outside(kFolder + "x.json", range("2024-05-12", {})));
  CHECK(is_outside(kFolder + "x.json", range("2024-05-13", {})));
}

TEST_CASE("a day's folder is excluded when the range ends a day before") {
  CHECK_FALSE(is_outside(kFolder + "x.json", range({}, "2024-05-10")));
  CHECK(is_outside(kFolder + "x.json", range({}, "2024-05-09")));
}

TEST_CASE("the time in a file name is read") {
  CHECK_FALSE(is_outside(kName, range("2024-05-11", {})));
  CHECK(is_outside(kName, range("2024-05-12", {})));
  CHECK(is_outside(kName, range({}, "2024-05-09")));
}

TEST_CASE("a file is excluded only if both its folder and its name exclude it") {
  CHECK_FALSE(is_outside(kFolder + kName, range("2024-05-12", {})));
  CHECK(is_outside(kFolder + kName, range("2024-05-13", {})));
  CHECK_FALSE(is_outside("2020/01/01/" + kName, range("2024-05-10", {})));
}

TEST_CASE("a path without a date excludes nothing") {
  for (const char* path : {"x.json", "2024/05/x.json", "2024/13/40/x.json", "12024/05/10/x.json",
                           "a_20240510T235Z_b.json", "/", ""}) {
    CAPTURE(path);
    CHECK_FALSE(is_outside(path, range("2030-01-01", {})));
  }
}

TEST_CASE("without a range nothing is outside") { CHECK_FALSE(is_outside(kFolder + kName, {})); }

TEST_CASE("a file between two ranges is outside both") {
  TimeRanges ranges = range({}, "2024-05-01");
  ranges.push_back(range("2024-06-01", {}).front());
  CHECK(is_outside(kFolder + kName, ranges));
  CHECK_FALSE(is_outside("2024/05/01/x.json", ranges));
  CHECK(is_outside("2024/05/02/x.json", ranges));
  CHECK(is_outside("2024/05/29/x.json", ranges));
  CHECK_FALSE(is_outside("2024/05/30/x.json", ranges));
  CHECK_FALSE(is_outside("x.json", ranges));
}
