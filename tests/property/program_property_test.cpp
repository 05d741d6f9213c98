// Holds the program against the oracle: generated matches among other records, in shuffled order,
// cut into any files of any container, read by any number of threads; over one run, or by way of
// `match`.

#include <sys/wait.h>

#include <algorithm>
#include <array>
#include <cstdio>

#include "catch.h"
#include "input/json.h"
#include "input/window.h"
#include "property/generate.h"
#include "property/oracle.h"
#include "temporary_folder.h"

using namespace s3rare;
using namespace s3rare::tests;

namespace {

const std::string kBinary = std::string("'") + S3RARE_BINARY + "'";

constexpr Seconds kWindow = 7 * kSecondsPerDay;

std::string run(const std::string& arguments, int expected_code = 0) {
  const std::string command = kBinary + " " + arguments;
  std::FILE* pipe = popen(command.c_str(), "r");
  REQUIRE(pipe != nullptr);
  std::string output;
  std::array<char, 4096> bytes{};
  while (const std::size_t count = std::fread(bytes.data(), 1, bytes.size(), pipe)) {
    output.append(bytes.data(), count);
  }
  const int status = pclose(pipe);
  if (!WIFEXITED(status) || WEXITSTATUS(status) != expected_code) {
    FAIL(command << " ended with " << status);
  }
  return output;
}

// A record with a match's fields; with an outcome of failure it is none.
std::string record_of(const OracleMatch& match, bool denied = false) {
  return R"({"eventVersion":"1.09","userIdentity":{"type":"AWSAccount","principalId":"",)"
         R"("accountId":"anonymous"},"eventTime":")" +
         format_utc(match.time) +
         R"(","eventSource":"s3.amazonaws.com","eventName":"GetObject","sourceIPAddress":")" +
         match.term + "\"," + (denied ? R"("errorCode":"AccessDenied",)" : "") +
         R"("requestParameters":{"bucketName":"b","key":")" + match.detail + R"("},"eventID":")" +
         match.event_id + R"("})";
}

std::string escaped(const std::string& json) {
  std::string text;
  for (const char c : json) {
    if (c == '"' || c == '\\') text += '\\';
    text += c;
  }
  return text;
}

std::string joined(const std::vector<std::string>& records, const std::string& separator) {
  std::string text;
  for (const std::string& record : records) text += (text.empty() ? "" : separator) + record;
  return text;
}

std::string contained(Random& random, const std::vector<std::string>& records) {
  switch (pick(random, 6)) {
    case 0:
      return joined(records, "\n") + "\n";
    case 1:
      return "[\n  " + joined(records, ",\n  ") + "\n]\n";
    case 2:
      return joined(records, "");
    case 3: {
      std::vector<std::string> events;
      for (const std::string& record : records) {
        events.push_back(R"({"CloudTrailEvent":")" + escaped(record) + "\"}");
      }
      return R"({"Events":[)" + joined(events, ",") + "]}";
    }
    case 4: {
      std::vector<std::string> events;
      for (const std::string& record : records) {
        events.push_back(R"({"detail":)" + record + "}");
      }
      return joined(events, "\n");
    }
    default:
      return R"({"Records":[)" + joined(records, ",") + "]}";
  }
}

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

std::vector<OracleAlert> read_alerts(const std::string& lines) {
  input::JsonReader reader{"@timestamp", "event.id", "source.address", "message",
                           "s3rare.previous_seen"};
  std::vector<OracleAlert> alerts;
  std::size_t begin = 0;
  while (begin < lines.size()) {
    const std::size_t end = lines.find('\n', begin);
    std::string line = lines.substr(begin, end - begin);
    line.reserve(line.size() + input::kPaddingBytes);
    REQUIRE(reader.read(line));
    std::optional<EventTime> previous_seen;
    if (reader[4].kind == input::JsonValue::Kind::string) {
      previous_seen = parse_rfc3339(reader[4].text)->time;
    }
    const std::string message(reader[3].text);
    const std::size_t key = message.find(" of ") + 4;
    alerts.push_back({parse_rfc3339(reader[0].text)->time, std::string(reader[1].text),
                      std::string(reader[2].text),
                      message.substr(key, message.find(" in bucket") - key), previous_seen});
    begin = end + 1;
  }
  return alerts;
}

// Everything of the lines but what knows about files.
std::string without_origins(const std::string& lines) {
  std::string text;
  for (std::size_t begin = 0; begin < lines.size();) {
    const std::size_t end = lines.find('\n', begin);
    const std::string line = lines.substr(begin, end - begin);
    const std::size_t log = line.find("\"log\":{");
    const std::size_t own = line.find("\"s3rare\":{");
    text += line.substr(0, log) + line.substr(own, line.find("\"baseline_days\"") - own) + "\n";
    begin = end + 1;
  }
  return text;
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

std::string show(const std::vector<OracleAlert>& alerts) {
  std::string text;
  for (const OracleAlert& alert : alerts) {
    text += format_utc(alert.time) + " " + alert.event_id + " " + alert.term + " " + alert.detail +
            " " + (alert.previous_seen ? format_utc(*alert.previous_seen) : "-") + "\n";
  }
  return text;
}

}  // namespace

TEST_CASE("the program alerts as the oracle does, however its input is cut and read") {
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
    for (const char* threads : {"2", "7"}) CHECK(run(options + threads + " " + logs) == lines);

    const std::string again =
        run("match -q --threads 3 " + logs + " | " + kBinary + " detect -q" + since_option);
    CHECK(without_origins(again) == without_origins(lines));
  }
}
