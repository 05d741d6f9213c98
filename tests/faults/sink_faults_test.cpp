// Kills `detect -o`, and fills its disk, at every change of a file: an output file is complete or
// absent, and an appended file never loses its old content.

#include <algorithm>
#include <csignal>
#include <filesystem>

#include "catch.h"
#include "run_with_faults.h"
#include "temporary_folder.h"

using namespace s3rare::tests;
namespace fs = std::filesystem;

namespace {

const std::string kFirstLine = "{\"first\":\"line\"}\n";

// One output that fits the sink's buffer, and one that the sink writes in several pieces.
const std::vector<std::size_t> kAlertCounts = {3, 150};

std::string record_of(std::size_t number) {
  const std::string digits = std::to_string(1000 + number);
  return R"({"eventVersion":"1.09","userIdentity":{"type":"AWSAccount","principalId":"",)"
         R"("accountId":"anonymous"},"eventTime":"2024-05-01T00:)" +
         std::to_string(10 + number % 50) +
         R"(:00Z","eventSource":"s3.amazonaws.com","eventName":"GetObject","sourceIPAddress":)"
         R"("source-)" +
         digits + R"(","requestParameters":{"bucketName":"b","key":"k"},"eventID":"e-)" + digits +
         R"("})";
}

// A folder with logs in which each record is an alert.
class Logs {
 public:
  explicit Logs(std::size_t alerts) {
    for (std::size_t i = 0; i < alerts; ++i) {
      folder_.write("logs/" + std::to_string(i % 3) + "-" + std::to_string(i) + ".json",
                    record_of(i));
    }
    const Ended ended = run_program({"detect", "-q", logs()});
    REQUIRE(ended.exit_code == 0);
    lines_ = ended.standard_output;
    REQUIRE(std::count(lines_.begin(), lines_.end(), '\n') == static_cast<long>(alerts));
  }

  /// The output of the undisturbed run.
  const std::string& lines() const { return lines_; }

  std::string path(const std::string& name) const { return (folder_.path() / name).string(); }
  bool has(const std::string& name) const { return fs::exists(path(name)); }
  std::string read(const std::string& name) const { return folder_.read(name); }
  void write(const std::string& name, const std::string& bytes) const {
    folder_.write(name, bytes);
  }

  /// The arguments that write the alerts to a file of the folder.
  std::vector<std::string> to(const std::string& name) const {
    return {"detect", "-q", "-o", path(name), logs()};
  }
  std::vector<std::string> onto(const std::string& name) const {
    return {"detect", "-q", "--append", "-o", path(name), logs()};
  }

  /// Whether a file was left whose name begins with `name` and is longer.
  bool has_left(const std::string& name) const {
    const auto begins = [&](const fs::directory_entry& entry) {
      const std::string found = entry.path().filename().string();
      return found != name && found.compare(0, name.size(), name) == 0;
    };
    return std::any_of(fs::directory_iterator(folder_.path()), fs::directory_iterator(), begins);
  }

 private:
  std::string logs() const { return path("logs"); }

  TemporaryFolder folder_;
  std::string lines_;
};

// The content of the file before the append; no value: the file does not exist.
const std::vector<std::string> kOldTexts = {"", kFirstLine, kFirstLine + R"({"torn)"};

std::string kept_of(const std::string& old_text) { return old_text.empty() ? "" : kFirstLine; }

std::uint64_t count_changes_of_append(const Logs& logs, const std::string& old_text) {
  if (!old_text.empty()) logs.write("undisturbed.", old_text);
  const std::uint64_t count = count_file_changes(logs.onto("undisturbed."));
  REQUIRE(logs.read("undisturbed.") == kept_of(old_text) + logs.lines());
  fs::remove(logs.path("undisturbed."));
  return count;
}

std::vector<std::string> split(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size() - 1) + 1;
    lines.push_back(text.substr(begin, end - begin));
    begin = end;
  }
  return lines;
}

bool begins_with(const std::string& text, const std::string& front) {
  return text.compare(0, front.size(), front) == 0;
}

// Whether a text consists of complete alerts, any number of them.
bool holds_only(const std::string& text, const std::vector<std::string>& alerts) {
  const auto lines = split(text);
  return std::all_of(lines.begin(), lines.end(), [&](const std::string& line) {
    return std::find(alerts.begin(), alerts.end(), line) != alerts.end();
  });
}

bool holds_every(const std::string& text, const std::vector<std::string>& alerts) {
  const auto lines = split(text);
  return std::all_of(alerts.begin(), alerts.end(), [&](const std::string& alert) {
    return std::find(lines.begin(), lines.end(), alert) != lines.end();
  });
}

}  // namespace

TEST_CASE("a killed run leaves its output file complete or absent") {
  for (const std::size_t alerts : kAlertCounts) {
    const Logs logs(alerts);
    const std::uint64_t count = count_file_changes(logs.to("undisturbed"));
    REQUIRE(count > 0);
    REQUIRE(logs.read("undisturbed") == logs.lines());
    for (std::uint64_t n = 1; n <= count; ++n) {
      CAPTURE(alerts, n);
      const std::string name = "killed-" + std::to_string(n) + ".";
      REQUIRE(run_killed_at(n, logs.to(name)).signal == SIGKILL);
      if (logs.has(name)) CHECK(logs.read(name) == logs.lines());
      const std::string again = "again-" + std::to_string(n) + ".";
      CHECK(run_program(logs.to(again)).exit_code == 0);
      CHECK(logs.read(again) == logs.lines());
    }
    CHECK(run_killed_at(count + 1, logs.to("beyond")).exit_code == 0);
  }
}

TEST_CASE("a full disk leaves the output file complete, or absent with an error") {
  for (const std::size_t alerts : kAlertCounts) {
    const Logs logs(alerts);
    const std::uint64_t count = count_file_changes(logs.to("undisturbed"));
    std::uint64_t failed = 0;
    for (std::uint64_t n = 1; n <= count; ++n) {
      CAPTURE(alerts, n);
      const std::string name = "full-" + std::to_string(n) + ".";
      const Ended ended = run_full_at(n, logs.to(name));
      CAPTURE(ended.exit_code, ended.standard_error);
      CHECK_FALSE(logs.has_left(name));
      if (ended.exit_code == 0) {
        CHECK(logs.read(name) == logs.lines());
      } else {
        ++failed;
        CHECK(ended.exit_code == 2);
        CHECK_FALSE(logs.has(name));
        CHECK(ended.standard_error.find(logs.path(name)) != std::string::npos);
      }
    }
    CHECK(failed > 0);
  }
}

TEST_CASE("a killed append keeps the old lines, and the next one writes every alert") {
  for (const std::size_t count_of_alerts : kAlertCounts) {
    const Logs logs(count_of_alerts);
    const auto alerts = split(logs.lines());
    for (const std::string& old_text : kOldTexts) {
      const std::string kept = kept_of(old_text);
      const std::uint64_t count = count_changes_of_append(logs, old_text);
      for (std::uint64_t n = 1; n <= count; ++n) {
        CAPTURE(count_of_alerts, old_text, n);
        const std::string name = "killed-" + std::to_string(n) + ".";
        if (!old_text.empty()) logs.write(name, old_text);
        REQUIRE(run_killed_at(n, logs.onto(name)).signal == SIGKILL);
        CHECK(begins_with(logs.read(name), kept));

        CHECK(run_program(logs.onto(name)).exit_code == 0);
        const std::string text = logs.read(name);
        REQUIRE(begins_with(text, kept));
        CHECK(holds_only(text.substr(kept.size()), alerts));
        CHECK(holds_every(text, alerts));
        CHECK_FALSE(logs.has_left(name));
        fs::remove(logs.path(name));
      }
    }
  }
}

TEST_CASE("an append to a full disk writes every alert, or nothing and an error") {
  for (const std::size_t alerts : kAlertCounts) {
    const Logs logs(alerts);
    for (const std::string& old_text : kOldTexts) {
      const std::string kept = kept_of(old_text);
      const std::uint64_t count = count_changes_of_append(logs, old_text);
      for (std::uint64_t n = 1; n <= count; ++n) {
        CAPTURE(alerts, old_text, n);
        const std::string name = "full-" + std::to_string(n) + ".";
        if (!old_text.empty()) logs.write(name, old_text);
        const Ended ended = run_full_at(n, logs.onto(name));
        CAPTURE(ended.exit_code, ended.standard_error);
        const std::string text = logs.read(name);
        if (ended.exit_code == 0) {
          CHECK(text == kept + logs.lines());
        } else {
          CHECK(ended.exit_code == 2);
          CHECK((text == kept || text == old_text));
          CHECK(ended.standard_error.find(logs.path(name)) != std::string::npos);
        }
        CHECK_FALSE(logs.has_left(name));
        fs::remove(logs.path(name));
      }
    }
  }
}
