#include "input/path_date.h"

#include "catch.h"

using namespace s3rare;
using namespace s3rare::input;

namespace {

TimeRanges range(std::optional<const char*> from, std::optional<const char*> until = {}) {
  const auto time = [](std::optional<const char*> text) -> std::optional<EventTime> {
    return text ? parse_date(*text) : std::nullopt;
  };
  return {{time(from), time(until)}};
}

const std::string kFolder = "logs/AWSLogs/111122223333/CloudTrail/us-east-1/2024/05/10/";
const std::string kName = "111122223333_CloudTrail_us-east-1_20240510T2355Z_abc.json.gz";

// The date of a path of which nothing was named.
PathDate date_of(const std::string& path, const TimeRanges& ranges) {
  return date_of_path(path, 0, ranges);
}

// Whether a path dates a file at all.
bool is_dated(const std::string& path) {
  return date_of(path, range("2100-01-01")) != PathDate::may_hold;
}

}  // namespace

TEST_CASE("a day's folder is left out when the range begins more than a day later") {
  CHECK(date_of(kFolder + "x.json", range("2024-05-11")) == PathDate::may_hold);
  CHECK(date_of(kFolder + "x.json", range("2024-05-12")) == PathDate::may_hold);
  CHECK(date_of(kFolder + "x.json", range("2024-05-13")) == PathDate::outside_by_folder);
}

TEST_CASE("the time in a file name is read") {
  CHECK(date_of(kName, range("2024-05-11")) == PathDate::may_hold);
  CHECK(date_of(kName, range("2024-05-12")) == PathDate::outside);
  CHECK(date_of("d/" + kName, range("2024-05-12")) == PathDate::outside);
}

TEST_CASE("the end of a range leaves nothing out: records are delivered again for 30 days") {
  for (const std::string& path : {kFolder + "x.json", kName, kFolder + kName}) {
    CHECK(date_of(path, range({}, "2024-04-01")) == PathDate::may_hold);
    CHECK(date_of(path, range("2024-03-01", "2024-04-01")) == PathDate::may_hold);
  }
}

TEST_CASE("a file is left out only if both its folder and its name say so") {
  CHECK(date_of(kFolder + kName, range("2024-05-12")) == PathDate::may_hold);
  CHECK(date_of(kFolder + kName, range("2024-05-13")) == PathDate::outside);
  std::string early = kFolder;
  early.replace(early.find("2024"), 4, "2020");
  CHECK(date_of(early + kName, range("2024-05-10")) == PathDate::may_hold);
}

TEST_CASE("only folders of CloudTrail's own layout are dates") {
  for (const char* path :
       {"AWSLogs/111122223333/CloudTrail/us-east-1/2024/05/10/x.json",
        "/b/AWSLogs/111122223333/CloudTrail/us-gov-west-1/2024/05/10/x.json",
        "o-ab12/AWSLogs/o-ab12/111122223333/CloudTrail/eu-west-1/2024/05/10/x.json",
        "AWSLogs/111122223333/CloudTrail-Insight/us-east-1/2024/05/10/x.json"}) {
    CAPTURE(path);
    CHECK(is_dated(path));
  }
  for (const char* path :
       {"x.json", "/", "", "2024/05/10/x.json", "cases/2024/05/10/x.json", "2024/05/x.json",
        "AWSLogs/111122223333/CloudTrail/us-east-1/2024/05/10/export/x.json",
        "AWSLogs/111122223333/CloudTrail/us-east-1/2024/13/40/x.json",
        "AWSLogs/111122223333/CloudTrail/us-east-1/12024/05/10/x.json",
        "AWSLogs/111122223333/CloudTrail/2024/05/10/x.json",
        "AWSLogs/111122223333/CloudTrail/Frankfurt/2024/05/10/x.json",
        "AWSLogs/111122223333/cloudtrail/us-east-1/2024/05/10/x.json",
        "AWSLogs/111122223333/elasticloadbalancing/us-east-1/2024/05/10/x.json",
        "AWSLogs/11112222333/CloudTrail/us-east-1/2024/05/10/x.json",
        "AWSLogs/more/111122223333/CloudTrail/us-east-1/2024/05/10/x.json",
        "Logs/111122223333/CloudTrail/us-east-1/2024/05/10/x.json",
        "111122223333/CloudTrail/us-east-1/2024/05/10/x.json", "CloudTrail/r-1/2024/05/10/x.json",
        "r-1/2024/05/10/x.json"}) {
    CAPTURE(path);
    CHECK_FALSE(is_dated(path));
  }
}

TEST_CASE("only file names of CloudTrail's own form are dates") {
  for (const char* name :
       {"111122223333_CloudTrail_us-east-1_20240510T2355Z_abc.json.gz",
        "111122223333_CloudTrail_us-east-1_20240510T2355Z_abc_d.json",
        "111122223333_CloudTrail-Insight_us-east-1_20240510T2355Z_abc.json.gz"}) {
    CAPTURE(name);
    CHECK(is_dated(name));
  }
  for (const char* name :
       {"case_20240510T2355Z_abc.json.gz", "a_20240510T235Z_b.json", "20240510T2355Z.json",
        "111122223333_CloudTrail_us-east-1_20240510T2355Z_.json/x.json",
        "111122223333_CloudTrail_us-east-1_20241310T2355Z_abc.json.gz",
        "111122223333_CloudTrail_us-east-1_20240510T2455Z_abc.json.gz",
        "111122223333_CloudTrail_us-east-1_20240510T2355Z",
        "111122223333_elasticloadbalancing_us-east-1_20240510T2355Z_abc.log",
        "copy_of_111122223333_CloudTrail_us-east-1_20240510T2355Z_abc.json.gz"}) {
    CAPTURE(name);
    CHECK_FALSE(is_dated(name));
  }
}

TEST_CASE("a folder that was named is read whatever its date") {
  const TimeRanges later = range("2024-06-01");
  const std::string path = kFolder + "x.json";
  for (const std::string_view root : {"logs", "logs/AWSLogs/111122223333/CloudTrail/us-east-1",
                                      "logs/AWSLogs/111122223333/CloudTrail/us-east-1/"}) {
    CHECK(date_of_path(path, root.size(), later) == PathDate::outside_by_folder);
  }
  for (const std::string_view root :
       {"logs/AWSLogs/111122223333/CloudTrail/us-east-1/2024",
        "logs/AWSLogs/111122223333/CloudTrail/us-east-1/2024/",
        "logs/AWSLogs/111122223333/CloudTrail/us-east-1/2024/05/10"}) {
    CHECK(date_of_path(path, root.size(), later) == PathDate::may_hold);
  }
  CHECK(date_of_path("./" + path, 1, later) == PathDate::outside_by_folder);
}

TEST_CASE("without a begin nothing is left out") {
  CHECK(date_of(kFolder + kName, {}) == PathDate::may_hold);
  CHECK(date_of(kFolder + kName, range({})) == PathDate::may_hold);
}

TEST_CASE("of several ranges the first to begin decides") {
  TimeRanges ranges = range("2024-06-01", "2024-06-02");
  CHECK(date_of(kFolder + kName, ranges) == PathDate::outside);
  ranges.push_back(range("2024-04-01", "2024-04-02").front());
  CHECK(date_of(kFolder + kName, ranges) == PathDate::may_hold);
  ranges.back() = range({}, "2024-04-02").front();
  CHECK(date_of(kFolder + kName, ranges) == PathDate::may_hold);
}
