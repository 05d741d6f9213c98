#include "property/program.h"

#include <sys/wait.h>

#include <array>
#include <cstdio>

#include "catch.h"
#include "input/window.h"
#include "json/padded_text.h"
#include "json/reader.h"
#include "json/writer.h"
#include "temporary_folder.h"

namespace s3rare::tests {
namespace {

std::string quoted(const std::string& text) {
  std::string json;
  json::append_json_string(json, text);
  return json;
}

std::string joined(const std::vector<std::string>& records, const std::string& separator) {
  std::string text;
  for (const std::string& record : records) text += (text.empty() ? "" : separator) + record;
  return text;
}

// Calls `visit` for each line, with a reader that has read the line.
template <class Visit>
void read_lines(const std::string& lines, json::JsonReader reader, Visit&& visit) {
  for (std::string& line : split_lines(lines)) {
    const json::PaddedText padded(std::move(line));
    REQUIRE(reader.read(padded));
    visit(reader);
  }
}

std::string event_data_of(const OracleMatch& match) {
  const auto bytes = bytes_sent(match);
  return bytes ? R"("additionalEventData":{"bytesTransferredOut":)" + std::to_string(*bytes) + "},"
               : std::string();
}

}  // namespace

std::optional<std::uint64_t> bytes_sent(const OracleMatch& match) {
  std::uint64_t sum = 0;
  for (const char c : match.event_id) sum += static_cast<unsigned char>(c);
  if (sum % 4 == 0) return std::nullopt;
  return sum % 4 == 1 ? 0 : sum;
}

std::string binary() { return std::string("'") + S3RARE_BINARY + "'"; }

std::string run(const std::string& arguments, int expected_code, std::optional<int> or_code) {
  static const TemporaryFolder folder;
  const std::string command =
      binary() + " " + arguments + " 2>'" + (folder.path() / "stderr").string() + "'";
  std::FILE* pipe = popen(command.c_str(), "r");
  REQUIRE(pipe != nullptr);
  std::string output;
  std::array<char, 4096> bytes{};
  while (const std::size_t count = std::fread(bytes.data(), 1, bytes.size(), pipe)) {
    output.append(bytes.data(), count);
  }
  const int status = pclose(pipe);
  const int code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  if (code != expected_code && code != or_code) {
    FAIL(command << " ended with " << status << "\n" << folder.read("stderr"));
  }
  return output;
}

std::string record_of(const OracleMatch& match, bool denied) {
  return R"({"eventVersion":"1.09","userIdentity":{"type":"AWSAccount","principalId":"",)"
         R"("accountId":"anonymous"},"eventTime":")" +
         format_utc(match.time) +
         R"(","eventSource":"s3.amazonaws.com","eventName":"GetObject","sourceIPAddress":)" +
         quoted(match.term) + "," + (denied ? R"("errorCode":"AccessDenied",)" : "") +
         R"("requestParameters":{"bucketName":"b","key":)" + quoted(match.detail) + "}," +
         event_data_of(match) + R"("eventID":)" + quoted(match.event_id) + "}";
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
      events.reserve(records.size());
      for (const std::string& record : records) {
        events.push_back(R"({"CloudTrailEvent":)" + quoted(record) + "}");
      }
      return R"({"Events":[)" + joined(events, ",") + "]}";
    }
    case 4: {
      std::vector<std::string> events;
      events.reserve(records.size());
      for (const std::string& record : records) {
        events.push_back(R"({"detail":)" + record + "}");
      }
      return joined(events, "\n");
    }
    default:
      return R"({"Records":[)" + joined(records, ",") + "]}";
  }
}

std::vector<OracleAlert> read_alerts(const std::string& lines) {
  std::vector<OracleAlert> alerts;
  const auto add = [&](const json::JsonReader& values) {
    std::optional<EventTime> previous_seen;
    if (values[4].kind == json::JsonValue::Kind::string) {
      previous_seen = parse_rfc3339(values[4].text)->time;
    }
    const std::string message(values[3].text);
    const std::size_t key = message.find(" of ") + 4;
    alerts.push_back({parse_rfc3339(values[0].text)->time, std::string(values[1].text),
                      std::string(values[2].text),
                      message.substr(key, message.find(" in bucket") - key), previous_seen});
  };
  read_lines(lines, {"@timestamp", "event.id", "source.address", "message", "s3rare.previous_seen"},
             add);
  return alerts;
}

std::string without_worst(const std::string& lines) {
  std::string text;
  for (const std::string& line : split_lines(lines)) {
    const std::size_t begin = line.find(R"("priority":)");
    text += line.substr(0, begin) + line.substr(line.find(R"("exposure":)", begin)) + "\n";
  }
  return text;
}

std::string without_origins(const std::string& lines) {
  std::string text;
  for (const std::string& line : split_lines(lines)) {
    const std::size_t log = line.find("\"log\":{");
    const std::size_t own = line.find("\"s3rare\":{");
    text += line.substr(0, log) + line.substr(own, line.find("\"baseline_days\"") - own) + "\n";
  }
  return text;
}

std::vector<std::string> values_of(const std::string& lines, std::string_view path) {
  std::vector<std::string> values;
  read_lines(lines, {path},
             [&](const json::JsonReader& value) { values.emplace_back(value[0].text); });
  return values;
}

std::vector<std::string> split_lines(const std::string& lines) {
  std::vector<std::string> split;
  for (std::size_t begin = 0; begin < lines.size();) {
    const std::size_t end = lines.find('\n', begin);
    split.push_back(lines.substr(begin, end - begin));
    begin = end == std::string::npos ? end : end + 1;
  }
  return split;
}

std::string show(const std::vector<OracleAlert>& alerts) {
  std::string text;
  for (const OracleAlert& alert : alerts) {
    text += format_utc(alert.time) + " " + alert.event_id + " " + alert.term + " " + alert.detail +
            " " + (alert.previous_seen ? format_utc(*alert.previous_seen) : "-") + "\n";
  }
  return text;
}

}  // namespace s3rare::tests
