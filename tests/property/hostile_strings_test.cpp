// Strangers choose parts of a log: user agents, keys, host names. Whatever they put into any field
// of a record, each printed line is one JSON document with the same value, and nothing that
// controls a terminal appears raw.

#include <fcntl.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "catch.h"
#include "input/window.h"
#include "json/padded_text.h"
#include "json/reader.h"
#include "json/text.h"
#include "property/program.h"
#include "temporary_folder.h"

using namespace s3rare;
using namespace s3rare::tests;

namespace {

// The text between the quotes of a string in a record, and its decoded value.
struct Hostile {
  std::string raw;
  std::string value;
};

std::string repeated(std::string_view text, std::size_t times) {
  std::string all;
  for (std::size_t i = 0; i < times; ++i) all += text;
  return all;
}

std::string escape_of(unsigned code_point) {
  std::array<char, 8> text{};
  std::snprintf(text.data(), text.size(), "\\u%04x", code_point);
  return text.data();
}

constexpr std::string_view kReplaced = "\xef\xbf\xbd";

std::vector<Hostile> hostile_strings() {
  std::vector<Hostile> strings;
  const auto add = [&](std::string raw, std::string value) {
    const std::string number = std::to_string(strings.size());  // each source is unique
    strings.push_back({number + raw + "b", number + value + "b"});
  };
  // Control characters, escaped; DEL and C1 controls, escaped and raw.
  for (unsigned c = 0; c < 0x20; ++c) add(escape_of(c), std::string(1, static_cast<char>(c)));
  add("\\u007f", "\x7f");
  add("\x7f", "\x7f");
  for (unsigned c = 0x80; c < 0xa0; ++c) {
    const std::string utf8 = {'\xc2', static_cast<char>(c)};
    add(escape_of(c), utf8);
    add(utf8, utf8);
  }
  // Sequences that terminals obey, and forged lines.
  add(R"(\u001b]0;owned\u0007\u001b[2J\u001bc\u009b31m)",
      "\x1b]0;owned\x07\x1b[2J\x1b"
      "c\xc2\x9b"
      "31m");
  add(R"(\r\ns3rare: error: forged\n)", "\r\ns3rare: error: forged\n");
  add(R"(\"},\"s3rare\":{\"severity\":\"low\"}}\n{\"a\":[)",
      "\"},\"s3rare\":{\"severity\":\"low\"}}\n{\"a\":[");
  add(R"(\\\\\\\"\/)", "\\\\\\\"/");
  // Line separators, direction marks, invisible characters, marks upon marks.
  for (const char* text :
       {"\u2028", "\u2029", "\u0085", "\u202e", "\u2066", "\u2069", "\u200e", "\u061c", "\u200b",
        "\u200d", "\ufeff", "\u00ad", "\U000e0041", "\ufe0f"}) {
    add(text, text);
  }
  add("\\u202e\\u2028", "\u202e\u2028");
  add(repeated("\u0301", 50), repeated("\u0301", 50));
  add("\u65e5\u672c\U0001f600", "\u65e5\u672c\U0001f600");
  add(R"(\ud83d\ude00)", "\U0001f600");
  // Broken surrogates and escapes, and invalid UTF-8.
  const std::string replaced(kReplaced);
  add(R"(\ud800)", replaced);
  add(R"(\udfff\ud83d)", replaced + replaced);
  add(R"(\ud83dx)", replaced + "x");
  add("\xff\xfe", replaced + replaced);
  add("\xc3", replaced);
  add("\xe2\x82", replaced);
  add("\x9b"
      "31m",
      replaced + "31m");
  add("\xc0\xaf", replaced + replaced);
  add("\xed\xa0\x80", replaced + replaced + replaced);
  add("\xf4\x90\x80\x80", replaced + replaced + replaced + replaced);
  return strings;
}

// A string field of a record: the text before and after it there, and its place in an alert.
struct Field {
  std::string before;
  std::string behind;
  std::vector<std::string> path;
};

const std::vector<Field>& fields() {
  static const std::vector<Field> all = {
      {R"("userAgent":")", "\"", {"user_agent", "original"}},
      {R"("requestParameters":{"bucketName":"b","key":")", "\"}", {"aws", "s3", "object", "key"}},
      {R"("requestParameters":{"bucketName":")",
       R"(","key":"k"})",
       {"aws", "s3", "bucket", "name"}},
      {R"("requestParameters":{"x":")",
       "\"}",
       {"aws", "cloudtrail", "flattened", "request_parameters", "x"}},
      {R"("requestParameters":{"x)", R"(":1})", {}},
      {R"("requestParameters":")", "\"", {"aws", "cloudtrail", "request_parameters"}},
      {R"("additionalEventData":{"y":")",
       "\"}",
       {"aws", "cloudtrail", "flattened", "additional_eventdata", "y"}},
      {R"("additionalEventData":")", "\"", {"aws", "cloudtrail", "additional_eventdata"}},
      {R"("awsRegion":")", "\"", {"cloud", "region"}},
      {R"("eventVersion":")", "\"", {"aws", "cloudtrail", "event_version"}},
      {R"("eventType":")", "\"", {"aws", "cloudtrail", "event_type"}},
      {R"("eventID":")", "\"", {"event", "id"}},
      {R"("requestID":")", "\"", {"aws", "cloudtrail", "request_id"}},
      {R"("sharedEventID":")", "\"", {"aws", "cloudtrail", "shared_event_id"}},
      {R"("vpcEndpointId":")", "\"", {"aws", "cloudtrail", "vpc_endpoint_id"}},
      {R"("recipientAccountId":")", "\"", {"aws", "cloudtrail", "recipient_account_id"}},
      {R"("tlsDetails":{"tlsVersion":")", "\"}", {"tls", "version"}},
      {R"("tlsDetails":{"cipherSuite":")", "\"}", {"tls", "cipher"}},
      {R"("tlsDetails":{"clientProvidedHostHeader":")", "\"}", {"tls", "client", "server_name"}},
      {R"("resources":[{"ARN":")", R"(","type":"t","accountId":"1"}])", {}},
      {R"("resources":[{"ARN":"r","type":")", R"("}])", {}},
      {R"("resources":[{"accountId":")", "\"}]", {}},
      {R"("sourceIPAddress":")", "\"", {"source", "address"}},
      {R"("responseElements":{")", R"(":"x"})", {}},
      {R"(")", R"(":"x")", {}}};
  return all;
}

EventTime time_of(std::size_t i) { return EventTime{1714564800, 0} + static_cast<Seconds>(i); }

std::string record(std::size_t i, const Field& field, const std::string& raw) {
  const std::string number = std::to_string(i);
  std::string text =
      R"({"userIdentity":{"type":"AWSAccount","accountId":"anonymous"},"eventTime":")" +
      format_utc(time_of(i)) + R"(","eventSource":"s3.amazonaws.com","eventName":"GetObject",)";
  // The last value of a repeated key wins.
  text += R"("sourceIPAddress":"198.51.100.1-)" + number + R"(","eventID":"E)" + number + "\",";
  return text + field.before + raw + field.behind + "}\n";
}

// The string at a path of a document.
std::string string_at(std::string document, const std::vector<std::string>& path) {
  for (const std::string& key : path) {
    const json::PaddedText padded(std::move(document));
    json::JsonReader reader{key};
    if (!reader.read(padded)) return "no JSON";
    const bool is_value = reader[0].kind != json::JsonValue::Kind::absent;
    document = is_value ? std::string(reader[0].text) : "absent";
  }
  return document;
}

bool is_utf8(std::string_view text) {
  std::string ignored;
  return !json::repair_utf8(text, ignored);
}

// Whether a line is free of everything that controls a terminal, and of the characters in `also`.
bool is_safe(std::string_view line, const std::vector<std::string>& also = {}) {
  for (std::size_t i = 0; i < line.size(); ++i) {
    const auto byte = static_cast<unsigned char>(line[i]);
    if (byte < 0x20 || byte == 0x7f) return false;
    if (byte == 0xc2 && i + 1 < line.size() && static_cast<unsigned char>(line[i + 1]) < 0xa0) {
      return false;
    }
  }
  return is_utf8(line) && std::none_of(also.begin(), also.end(), [&](const std::string& text) {
           return line.find(text) != std::string_view::npos;
         });
}

// Characters that people are never shown raw.
const std::vector<std::string> kInvisible = {
    "\u2028", "\u2029", "\u202e", "\u2066", "\u2069",     "\u200e", "\u061c",
    "\u200b", "\u200d", "\ufeff", "\u00ad", "\U000e0041", "\ufe0f", repeated("\u0301", 5)};

void check_lines(const std::string& text, const std::vector<std::string>& also = {}) {
  CHECK(!text.empty());
  for (const std::string& line : split_lines(text)) {
    if (!is_safe(line, also)) FAIL_CHECK("not safe to show: " << line.substr(0, 2000));
  }
}

// Every hostile string in every field, one record for each.
struct Logs {
  TemporaryFolder folder;
  std::vector<const Field*> field;
  std::vector<std::string> value;

  Logs() {
    std::string text;
    for (const Hostile& hostile : hostile_strings()) {
      for (const Field& each : fields()) {
        text += record(field.size(), each, hostile.raw);
        field.push_back(&each);
        value.push_back(hostile.value);
      }
    }
    folder.write("logs/a.json", text);
  }

  std::string quoted(const std::string& name) const {
    return "'" + (folder.path() / name).string() + "'";
  }
};

const Logs& logs() {
  static const Logs all;
  return all;
}

std::string jq_lines(const std::string& lines, const std::string& arguments = "-c .") {
  const TemporaryFolder folder;
  const std::string from = folder.write("lines", lines);
  const std::string to = (folder.path() / "jq").string();
  REQUIRE(std::system(("jq " + arguments + " <'" + from + "' >'" + to + "'").c_str()) == 0);
  return folder.read("jq");
}

}  // namespace

TEST_CASE("whatever a field holds, a line is one document with the same value in jq and simdjson") {
  const std::string lines = run("detect -q --original " + logs().quoted("logs"));
  check_lines(lines);
  const auto alerts = split_lines(lines);
  const auto by_jq = split_lines(jq_lines(lines));
  REQUIRE(alerts.size() == logs().field.size());
  REQUIRE(by_jq.size() == alerts.size());
  for (std::size_t i = 0; i < alerts.size(); ++i) {
    CAPTURE(i, alerts[i]);
    CHECK(json::is_json(alerts[i]));
    CHECK(string_at(alerts[i], {"@timestamp"}) == format_utc(time_of(i)));
    const auto& path = logs().field[i]->path;
    if (!path.empty()) {
      CHECK(string_at(alerts[i], path) == logs().value[i]);
      CHECK(string_at(by_jq[i], path) == logs().value[i]);
    }
    const std::vector<std::string> original = {"event", "original"};
    CHECK(string_at(by_jq[i], original) == string_at(alerts[i], original));
    CHECK(json::is_json(string_at(alerts[i], original)));
  }
}

TEST_CASE("match prints one document per line, from which detect gives the same alerts") {
  const std::string lines = run("match -q " + logs().quoted("logs"));
  check_lines(lines);
  CHECK(split_lines(jq_lines(lines)).size() == logs().field.size());
  const TemporaryFolder folder;
  const std::string matches = folder.write("matches.json", lines);
  CHECK(show(read_alerts(run("detect -q '" + matches + "'"))) ==
        show(read_alerts(run("detect -q " + logs().quoted("logs")))));
}

TEST_CASE("a table shows nothing raw, and one row for each alert") {
  const std::string table = run("detect -q --format table " + logs().quoted("logs"));
  check_lines(table, kInvisible);
  CHECK(split_lines(table).size() == logs().field.size() + 1);
}

TEST_CASE("a state prints the same values as lines and as a table") {
  const TemporaryFolder folder;
  const std::string state = "'" + (folder.path() / "state.db").string() + "'";
  const std::string lines = run("detect -q --state " + state + " " + logs().quoted("logs"));
  CHECK(run("state alerts " + state) == lines);
  check_lines(run("state alerts --format table " + state), kInvisible);
  check_lines(run("state export " + state));
}

TEST_CASE("a terminal of any width gets rows that fit, in color") {
  const int master = posix_openpt(O_RDWR | O_NOCTTY);
  REQUIRE(master >= 0);
  REQUIRE(grantpt(master) == 0);
  REQUIRE(unlockpt(master) == 0);
  const std::string name = ptsname(master);
  const int slave = open(name.c_str(), O_RDWR | O_NOCTTY);  // NOLINT: holds the terminal open
  REQUIRE(slave >= 0);
  for (const unsigned columns : {90U, 140U, 0U}) {
    const struct winsize size { 50, static_cast<unsigned short>(columns), 0, 0 };
    REQUIRE(ioctl(slave, TIOCSWINSZ, &size) == 0);
    const std::string record_with_key = record(1, fields()[1], repeated("key/\\u001b[31m", 30));
    const std::string log = logs().folder.write("long.json", record_with_key);
    run("detect -q --format table '" + log + "' >" + name);
    std::array<char, 4096> bytes{};
    const ssize_t count = read(master, bytes.data(), bytes.size());
    REQUIRE(count > 0);
    std::string shown(bytes.data(), static_cast<std::size_t>(count));
    CAPTURE(columns, shown);
    CHECK(shown.find("\x1b[1mTIME (UTC)\x1b[0m") == 0);
    CHECK(shown.find("\x1b[33mmedium\x1b[0m") != std::string::npos);
    for (const char* color : {"\x1b[1m", "\x1b[33m", "\x1b[0m", "\r"}) {
      for (std::size_t at = 0; (at = shown.find(color)) != std::string::npos;) {
        shown.erase(at, std::string_view(color).size());
      }
    }
    check_lines(shown, kInvisible);
    const std::string row = split_lines(shown).back();
    // The mark for omitted text: one character, three bytes.
    CHECK(row.size() - 2 ==
          (columns == 0 ? 100 : columns) - std::string_view("LAST SEEN").size() + 1);
  }
  close(slave);
  close(master);
}

TEST_CASE("nothing raw reaches standard error") {
  // Hostile file names, damage in the files, and many alerts for the summary to name.
  const TemporaryFolder folder;
  std::string text;
  const auto strings = hostile_strings();
  for (std::size_t i = 0; i < strings.size(); ++i) {
    for (const std::size_t field : {0, 2, 22}) {
      text += record(3 * i + field, fields()[field], strings[i].raw + repeated("x", i % 2 * 100));
    }
    std::string name = strings[i].value;
    name.erase(std::remove(name.begin(), name.end(), '\0'), name.end());
    std::replace(name.begin(), name.end(), '/', '_');
    folder.write("logs/" + name.substr(0, 60) + ".json",
                 i % 2 == 0 ? "{\"Records\":[{\"x" : "{\"no\":\"record\"}");
    folder.write("logs/raw\xff" + std::to_string(i) + "\x1b." + name.substr(0, 60), "skipped");
  }
  folder.write("logs/all.json", text);
  const std::string summary = (folder.path() / "summary").string();
  for (const char* more : {"", "--progress always", "--format table --threads 1"}) {
    run(std::string("detect ") + more + " --summary-json '" + summary + "' '" +
            (folder.path() / "logs").string() + "' 2>'" + (folder.path() / "told").string() +
            "' >'" + (folder.path() / "printed").string() + "'; code=$?; (exit $code)",
        1);
    std::string told = folder.read("told");
    for (std::size_t at = 0; (at = told.find("\r\x1b[K")) != std::string::npos;) told.erase(at, 4);
    check_lines(told, kInvisible);
    CHECK(told.find("files ") != std::string::npos);
    check_lines(folder.read("printed"));
    check_lines(folder.read("summary"));
    CHECK(split_lines(jq_lines(folder.read("summary"))).size() == 1);
  }
}

TEST_CASE("texts for people, as jq -r prints them, hold nothing raw") {
  check_lines(jq_lines(run("detect -q " + logs().quoted("logs")), "-r .message"), kInvisible);
  // Each string as source, bucket and key of strangers, and in all that opens the bucket.
  const TemporaryFolder folder;
  std::string text;
  const auto strings = hostile_strings();
  const auto add = [&](std::size_t i, const std::string& identity, const std::string& action,
                       const std::string& parameters) {
    text += R"({"eventTime":")" + format_utc(time_of(i)) + R"(","userIdentity":{)" + identity +
            R"(},"eventSource":"s3.amazonaws.com","eventName":")" + action +
            R"(","recipientAccountId":"111122223333","sourceIPAddress":"192.0.2.)" +
            strings[i].raw + R"(","requestParameters":{"bucketName":"b)" + strings[i].raw + "\"" +
            parameters + "}}\n";
  };
  for (std::size_t i = 0; i < strings.size(); ++i) {
    const std::string& raw = strings[i].raw;
    const std::string anonymous = R"("type":"AWSAccount","accountId":"anonymous")";
    const std::string known = R"("type":"IAMUser","accountId":"111122223333","arn":")" + raw + "\"";
    add(i, known, "PutBucketPolicy",
        R"(,"bucketPolicy":{"Statement":[{"Effect":"Allow","Principal":"*","Action":["s3:*",")" +
            raw + R"("],"Resource":")" + raw + R"(","Condition":{")" + raw + R"(":{")" + raw +
            R"(":")" + raw + R"("}}}]})");
    add(i, known, "PutObjectAcl", R"(,"x-amz-acl":"public-read","key":"other)" + raw + "\"");
    add(i, known, raw, "");
    add(i, anonymous, "ListObjects", "");
    for (const char* key : {".env", "id_rsa"}) {
      add(i, anonymous, "GetObject", R"(,"key":")" + raw + "/" + key + "\"");
    }
  }
  folder.write("logs/a.json", text);
  const std::string paths = "'" + (folder.path() / "logs").string() + "'";
  const std::string alerts = folder.write("alerts", run("detect -q " + paths));
  const std::string dossiers = run("investigate -q --alerts '" + alerts + "' " + paths);
  CHECK(split_lines(dossiers).size() == strings.size());
  for (const char* filter : {".alert.message", ".findings[].text", ".other_sources.why[]",
                             ".. | objects | .told // empty"}) {
    CAPTURE(filter);
    check_lines(jq_lines(dossiers, std::string("-r '") + filter + "'"), kInvisible);
  }
}

TEST_CASE("a string of a megabyte in any field makes a line of bounded length") {
  const TemporaryFolder folder;
  std::string text;
  constexpr std::size_t kMegabyte = 1024 * 1024;
  const std::vector<std::string> strings = {
      repeated("A", kMegabyte), repeated("\\u001b", kMegabyte / 6), repeated("\xff", kMegabyte),
      repeated("\u202e", kMegabyte / 3), repeated("\\\"", kMegabyte / 2)};
  std::size_t count = 0;
  for (const std::string& string : strings) {
    for (const Field& field : fields()) text += record(count++, field, string);
  }
  const std::string log = folder.write("a.json", text);
  const std::string lines = run("detect -q --original '" + log + "'");
  check_lines(lines);
  CHECK(split_lines(lines).size() == count);
  CHECK(split_lines(jq_lines(lines)).size() == count);
  for (const std::string& line : split_lines(lines)) {
    CHECK(line.size() < 512 * 1024);
    CHECK(json::is_json(line));
  }
  const std::string told = (folder.path() / "told").string();
  const std::string table =
      run("detect --format table '" + log + "' 2>'" + told + "'; code=$?; (exit $code)");
  check_lines(table, kInvisible);
  CHECK(split_lines(table).size() == count + 1);
  check_lines(folder.read("told"), kInvisible);
  for (const std::string& line : split_lines(folder.read("told"))) CHECK(line.size() < 2000);
}

TEST_CASE("invalid JSON in a part that the program does not read is printed as JSON") {
  const TemporaryFolder folder;
  std::string text;
  std::size_t count = 0;
  for (const char* value : {"\x1b"
                            "c",
                            "nu", "1.", "[1 2]", "{\"a\" 1}",
                            "{\"a\":\x1b"
                            "c}",
                            "\"\\q\"", "\x9b", "\xc2\x9b", "[1,]", "\"\\u12\"", "tru\x7f"}) {
    for (const char* key :
         {"x", "requestParameters", "additionalEventData", "readOnly", "resources", "userAgent"}) {
      text += record(count++, {std::string("\"") + key + "\":", "", {}}, value);
    }
  }
  const std::string log = folder.write("a.json", text);
  const std::string alerts = run("detect -q --original '" + log + "' 2>/dev/null || true");
  check_lines(alerts);
  CHECK(split_lines(jq_lines(alerts)).size() == split_lines(alerts).size());
  const std::string matches = run("match -q '" + log + "' 2>/dev/null || true");
  check_lines(matches);
  CHECK(split_lines(jq_lines(matches)).size() == split_lines(matches).size());
  CHECK(split_lines(matches).size() == split_lines(alerts).size());
  const std::string again = folder.write("matches.json", matches);
  CHECK(show(read_alerts(run("detect -q '" + again + "'"))) == show(read_alerts(alerts)));
}
