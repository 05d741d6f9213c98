#include "trial.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <numeric>

#include "catch.h"

namespace s3rare::tests {
namespace fs = std::filesystem;
namespace {

constexpr std::int64_t kDay = 24 * 60 * 60;
constexpr std::int64_t kWindow = 7 * kDay;

std::string name_of(int source) { return "source-" + std::to_string(100'000 + source); }

std::string record_of(const Event& event) {
  std::array<char, 32> time{};
  const std::int64_t second = event.seconds % kDay;
  std::snprintf(time.data(), time.size(), "2024-05-%02dT%02d:%02d:%02dZ",
                static_cast<int>(1 + event.seconds / kDay), static_cast<int>(second / 3600),
                static_cast<int>(second / 60 % 60), static_cast<int>(second % 60));
  return R"({"eventVersion":"1.09","userIdentity":{"type":"AWSAccount","principalId":"",)"
         R"("accountId":"anonymous"},"eventTime":")" +
         std::string(time.data()) +
         R"(","eventSource":"s3.amazonaws.com","eventName":"GetObject","sourceIPAddress":")" +
         name_of(event.source) +
         R"(","requestParameters":{"bucketName":"b","key":"k"},"eventID":")" + event.id + "\"}\n";
}

void write_logs(const TemporaryFolder& folder, const std::string& name,
                const std::vector<Event>& events) {
  constexpr std::size_t kFiles = 3;
  std::array<std::string, kFiles> texts;
  for (std::size_t i = 0; i < events.size(); ++i) texts[i % kFiles] += record_of(events[i]);
  for (std::size_t i = 0; i < kFiles; ++i) {
    folder.write(name + "/" + std::to_string(i) + ".ndjson", texts[i]);
  }
}

// The rule taken literally, pair by pair: no other match of the source in the seven days before,
// and none at the same time with a smaller ID.
std::vector<std::string> new_among(const std::vector<Event>& events, std::size_t from) {
  std::vector<std::string> ids;
  for (std::size_t i = from; i < events.size(); ++i) {
    const Event& event = events[i];
    const bool known = std::any_of(events.begin(), events.end(), [&](const Event& other) {
      if (other.source != event.source) return false;
      if (other.seconds == event.seconds) return other.id < event.id;
      return other.seconds < event.seconds && other.seconds >= event.seconds - kWindow;
    });
    if (!known) ids.push_back(event.id);
  }
  std::sort(ids.begin(), ids.end());
  return ids;
}

std::vector<std::string> sorted_ids(const std::string& lines) {
  const std::string before = R"("id":"e-)";
  std::vector<std::string> ids;
  for (const std::string& line : whole_lines(lines)) {
    const std::size_t begin = line.find(before) + before.size() - 2;
    ids.push_back(line.substr(begin, line.find('"', begin) - begin));
  }
  std::sort(ids.begin(), ids.end());
  return ids;
}

std::vector<std::string> sorted_lines(const std::string& text) {
  auto lines = whole_lines(text);
  std::sort(lines.begin(), lines.end());
  return lines;
}

std::string output_of(const std::vector<std::string>& arguments) {
  const Ended ended = run_program(arguments);
  CAPTURE(arguments, ended.signal, ended.standard_error);
  REQUIRE(ended.exit_code == 0);
  return ended.standard_output;
}

// All counted calls happen in one order.
std::vector<std::string> detect_with(const std::string& state,
                                     const std::vector<std::string>& rest) {
  std::vector<std::string> all = {"detect", "-q", "--threads", "1", "--state", state};
  all.insert(all.end(), rest.begin(), rest.end());
  return all;
}

// Removes what alerts say after an import: it is not known what came before its lines.
std::string without_doubt(std::string lines) {
  constexpr std::string_view kDoubt = R"("previous_seen_known":false,)";
  for (std::size_t at = lines.find(kDoubt); at != std::string::npos; at = lines.find(kDoubt, at)) {
    lines.erase(at, kDoubt.size());
  }
  return lines;
}

}  // namespace

std::vector<std::string> whole_lines(const std::string& text) {
  std::vector<std::string> lines;
  std::size_t begin = 0;
  for (std::size_t end = text.find('\n'); end != std::string::npos; end = text.find('\n', begin)) {
    lines.push_back(text.substr(begin, end + 1 - begin));
    begin = end + 1;
  }
  return lines;
}

Logs::Logs(const std::vector<Event>& earlier, const std::vector<Event>& later) {
  write_logs(folder_, "earlier", earlier);
  write_logs(folder_, "later", later);
  output_of(detect_with(state(), {"-o", alerts(), path("earlier")}));
  first_ = run(false);
  later_ = run(true);

  std::vector<Event> all = earlier;
  all.insert(all.end(), later.begin(), later.end());
  REQUIRE(sorted_ids(folder_.read("earlier.ndjson")) == new_among(earlier, 0));
  REQUIRE(sorted_ids(first_.lines) == new_among(all, 0));
  REQUIRE(sorted_ids(later_.lines) == new_among(all, earlier.size()));
  REQUIRE_FALSE(whole_lines(later_.lines).empty());
  REQUIRE(later_.before != later_.after);
}

std::vector<std::string> Logs::folders(bool has_state) const {
  if (has_state) return {path("later")};
  return {path("earlier"), path("later")};
}

Logs::Undisturbed Logs::run(bool has_state) const {
  const std::string copy = path("undisturbed.db");
  Undisturbed undisturbed;
  if (has_state) {
    fs::copy_file(state(), copy);
    undisturbed.before = output_of({"state", "export", copy});
  }
  undisturbed.lines = output_of(detect_with(copy, folders(has_state)));
  undisturbed.after = output_of({"state", "export", copy});
  undisturbed.kept = output_of({"state", "alerts", copy});
  auto again = folders(has_state);
  again.emplace_back("--rescan");
  REQUIRE(output_of(detect_with(copy, again)).empty());
  fs::remove(copy);
  return undisturbed;
}

Trial::Trial(const Logs& logs, bool has_state, Way way)
    : logs_(logs), has_state_(has_state), way_(way) {
  if (has_state_) fs::copy_file(logs_.state(), state());
  if (has_state_ && way_ == Way::appended) fs::copy_file(logs_.alerts(), path("alerts-0.ndjson"));
}

std::vector<std::string> Trial::output_names() const {
  std::vector<std::string> names;
  while (fs::exists(path("alerts-" + std::to_string(names.size()) + ".ndjson"))) {
    names.push_back("alerts-" + std::to_string(names.size()) + ".ndjson");
  }
  return names;
}

std::vector<std::string> Trial::detect() const {
  std::vector<std::string> rest;
  if (way_ == Way::new_file) {
    rest = {"-o", path("alerts-" + std::to_string(output_names().size()) + ".ndjson")};
  } else if (way_ == Way::appended) {
    rest = {"--append", "-o", path("alerts-0.ndjson")};
  }
  for (const std::string& folder : logs_.folders(has_state_)) rest.push_back(folder);
  return detect_with(state(), rest);
}

void Trial::take(const Ended& ended) {
  if (way_ == Way::pipe) {
    const auto lines = whole_lines(ended.standard_output);
    const std::string text = std::accumulate(lines.begin(), lines.end(), std::string());
    if (ended.signal == 0) CHECK(text == ended.standard_output);
    printed_ += text;
  } else {
    CHECK(ended.standard_output.empty());
  }
}

std::string Trial::written() const {
  std::string all = printed_;
  for (const std::string& name : output_names()) all += folder_.read(name);
  if (!has_state_ || way_ != Way::appended) return all;
  const std::string old = logs_.folder().read("earlier.ndjson");
  REQUIRE(all.compare(0, old.size(), old) == 0);
  return all.substr(old.size());
}

std::optional<std::string> Trial::look() const {
  if (!fs::exists(state())) return std::nullopt;
  const bool has_journal = fs::exists(state() + "-journal");
  if (has_state_ && !has_journal && is_as_before()) return undisturbed().before;
  const TemporaryFolder copy;
  const std::string copied = (copy.path() / "state.db").string();
  fs::copy_file(state(), copied);
  if (has_journal) fs::copy_file(state() + "-journal", copied + "-journal");
  std::string history = output_of({"state", "export", copied});
  output_of({"state", "check", copied});
  return history;
}

bool Trial::is_as_before() const {
  return folder_.read("state.db") == logs_.folder().read("earlier.db");
}

bool Trial::is_torn() const {
  return has_state_ && fs::exists(state() + "-journal") && !is_as_before();
}

void Trial::check_recovery() {
  const Ended ended = run_program(detect());
  CAPTURE(ended.standard_error);
  CHECK(ended.exit_code == 0);
  take(ended);

  const auto expected = sorted_lines(undisturbed().lines);
  const std::string text = written();
  CHECK(text.back() == '\n');
  auto found = sorted_lines(without_doubt(text));
  found.erase(std::unique(found.begin(), found.end()), found.end());
  CHECK(found == expected);
  CHECK(output_of({"state", "export", state()}) == undisturbed().after);
  output_of({"state", "check", state()});
  CHECK(without_doubt(output_of({"state", "alerts", state()})) == undisturbed().kept);
  CHECK_FALSE(fs::exists(state() + ".s3rare-new"));
  CHECK_FALSE(fs::exists(state() + "-journal"));

  CHECK(output_of(detect_with(state(), logs_.folders(has_state_))).empty());
}

}  // namespace s3rare::tests
