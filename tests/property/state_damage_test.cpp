// A damaged state: truncated anywhere, replaced, or with a flipped byte. A run either refuses it
// and leaves it unchanged, or ends normally; it never crashes.
//
// The tests call the subcommands in this process, thousands of times.

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <string>
#include <vector>

#include "catch.h"
#include "cli/commands.h"
#include "cli/exit_code.h"
#include "options/options.h"
#include "output/messages.h"
#include "temporary_folder.h"

using namespace s3rare;
using namespace s3rare::cli;
using namespace s3rare::options;
using namespace s3rare::tests;

namespace {

// The distance in bytes between flipped bytes.
#ifdef S3RARE_SANITIZED
constexpr std::size_t kStep = 149;
#else
constexpr std::size_t kStep = 37;
#endif

constexpr std::size_t kPage = 4096;

std::string record(int number, const std::string& time, const std::string& source) {
  return R"({"eventVersion":"1.09","userIdentity":{"type":"AWSAccount","accountId":"anonymous"},)"
         R"("eventTime":")" +
         time +
         R"(","eventSource":"s3.amazonaws.com","eventName":"GetObject","sourceIPAddress":")" +
         source + R"(","eventID":"id-)" + std::to_string(number) + "\"}\n";
}

// Redirects a standard stream into a file while it exists.
class Redirected {
 public:
  Redirected(int stream, const std::string& path)
      : stream_(stream), before_(::fcntl(stream, F_DUPFD_CLOEXEC, 3)) {
    const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    ::dup2(file, stream);
    ::close(file);
  }
  Redirected(const Redirected&) = delete;
  Redirected& operator=(const Redirected&) = delete;
  ~Redirected() {
    ::dup2(before_, stream_);
    ::close(before_);
  }

 private:
  int stream_;
  int before_;
};

struct Ended {
  int code = -1;
  std::string output;
  std::string messages;
};

int dispatch(const std::vector<std::string>& words) {
  std::vector<const char*> arguments = {"s3rare"};
  for (const std::string& word : words) arguments.push_back(word.c_str());
  const auto parsed =
      parse_options(static_cast<int>(arguments.size()), arguments.data(), {1'714'564'800, 0});
  REQUIRE(parsed);
  const auto& options = std::get<Options>(*parsed);
  switch (options.command) {
    case Command::detect:
      return run_detect(options);
    case Command::state_show:
      return run_state_show(options);
    case Command::state_alerts:
      return run_state_alerts(options);
    case Command::state_export:
      return run_state_export(options);
    case Command::state_check:
      return run_state_check(options);
    default:
      return -1;
  }
}

// A folder with logs, and a state of earlier runs over some of them.
class Place {
 public:
  Place() {
    folder_.write("logs/known.json", record(1, "2024-05-01T12:00:00Z", "192.0.2.1") +
                                         record(2, "2024-05-01T12:00:01.5Z", "192.0.2.2") +
                                         record(3, "2024-05-20T12:00:00Z", "192.0.2.1"));
    folder_.write("logs/torn.json", record(4, "2024-05-20T12:00:01Z", "192.0.2.4") + "{");
    folder_.write("old/learned.json", record(5, "2024-05-02T12:00:00Z", "AWS \\\"Internal\\\""));
    CHECK(run({"detect", "--state", state(), "--learn", path("old")}).code == 0);
    CHECK(run({"detect", "--state", state(), "--max-alerts", "1", path("logs")}).code == 1);
    folder_.write("logs/new.json", record(6, "2024-05-21T12:00:00Z", "192.0.2.1") +
                                       record(7, "2024-05-21T12:00:00Z", "192.0.2.77"));
    sound_ = folder_.read("state.db");
  }

  std::string path(const std::string& name) const { return (folder_.path() / name).string(); }
  std::string state() const { return path("state.db"); }
  const std::string& sound() const { return sound_; }
  std::string bytes() const { return folder_.read("state.db"); }

  // Puts a state there, and removes the files that SQLite may have left beside an earlier one.
  void put(const std::string& bytes) const {
    for (const char* suffix : {"", "-journal", "-wal", "-shm"}) {
      std::filesystem::remove(state() + suffix);
    }
    folder_.write("state.db", bytes);
  }

  Ended run(const std::vector<std::string>& words) const {
    Ended ended;
    {
      const Redirected output(STDOUT_FILENO, path("output"));
      const Redirected messages(STDERR_FILENO, path("messages"));
      try {
        ended.code = dispatch(words);
      } catch (const std::exception& error) {
        // As in main.
        output::Messages(false, false).error(error.what());
        ended.code = value_of(ExitCode::failed);
      }
      std::fflush(stdout);
    }
    ended.output = folder_.read("output");
    ended.messages = folder_.read("messages");
    return ended;
  }

  Ended detect() const {
    return run({"detect", "--threads", "1", "--state", state(), path("logs")});
  }

 private:
  TemporaryFolder folder_;
  std::string sound_;
};

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

std::ptrdiff_t lines(const std::string& text) { return std::count(text.begin(), text.end(), '\n'); }

void check_refused(const Place& place, const std::string& bytes) {
  place.put(bytes);
  const Ended ended = place.detect();
  CHECK(ended.code == 2);
  CHECK(ended.output.empty());
  CHECK(contains(ended.messages, place.state()));
  CHECK((contains(ended.messages, "restore a backup") || contains(ended.messages, "another name")));
  CHECK((place.bytes() == bytes));  // not to be printed
  CHECK(place.run({"state", "check", place.state()}).code == 2);
  CHECK(place.run({"state", "show", place.state()}).code == 2);
  CHECK((place.bytes() == bytes));  // in parentheses: bytes are not printed
}

}  // namespace

TEST_CASE("a truncated state is refused and left unchanged, wherever it ends") {
  const Place place;
  const std::string& sound = place.sound();
  REQUIRE(sound.size() % kPage == 0);
  REQUIRE(sound.size() / kPage >= 10);
  for (std::size_t page = 0; page < sound.size() / kPage; ++page) {
    for (const std::size_t offset : {0, 1, 15, 16, 99, 100, 512, 2048, 4095}) {
      CAPTURE(page, offset);
      check_refused(place, sound.substr(0, page * kPage + offset));
    }
  }
}

TEST_CASE("another file in place of a state is refused and left unchanged") {
  const Place place;
  check_refused(place, "");
  check_refused(place, "notes of mine\n");
  check_refused(place, std::string(100'000, '\0'));
  check_refused(place, R"({"Records":[]})");
  check_refused(place, place.sound().substr(kPage));
  std::string other = place.sound();
  other[68] = static_cast<char>(other[68] ^ 1);  // application_id
  check_refused(place, other);
  std::string zeros = place.sound();
  std::fill(zeros.begin() + kPage, zeros.end(), '\0');
  check_refused(place, zeros);
}

TEST_CASE("a sound state is used, and the test logs hold known and new terms") {
  const Place place;
  const Ended ended = place.detect();
  CHECK(ended.code == 0);
  CHECK(contains(ended.output, "192.0.2.77"));
  CHECK_FALSE(contains(ended.output, "192.0.2.1\""));
  CHECK(place.run({"state", "check", place.state()}).code == 0);
}

TEST_CASE("with a flipped byte a run refuses the state and leaves it unchanged, or ends normally") {
  const Place place;
  const std::string& sound = place.sound();
  place.put(sound);
  const std::vector<std::vector<std::string>> commands = {
      {"state", "export", place.state()},
      {"state", "alerts", place.state()},
      {"state", "show", place.state()},
      {"state", "check", place.state()},
  };
  const auto all_alerts = lines(place.run(commands[1]).output);
  REQUIRE(all_alerts > 0);

  constexpr std::array<unsigned char, 4> kPatterns = {0x01, 0x80, 0xff, 0x03};
  const auto flip = [&](std::size_t at, unsigned char pattern) {
    CAPTURE(at, static_cast<int>(pattern));
    std::string bytes = sound;
    bytes[at] = static_cast<char>(static_cast<unsigned char>(bytes[at]) ^ pattern);
    place.put(bytes);
    std::array<int, 4> codes{};
    std::ptrdiff_t alerts = 0;
    for (std::size_t i = 0; i < commands.size(); ++i) {
      const Ended ended = place.run(commands[i]);
      codes[i] = ended.code;
      if (i == 1) alerts = lines(ended.output);
      CHECK((codes[i] == 0 || codes[i] == 2));
      CHECK((codes[i] == 0) != contains(ended.messages, "error: "));
    }
    CHECK((place.bytes() == bytes));  // in parentheses: bytes are not printed
    const bool noticed = codes[3] == 2;
    const bool fails = codes[0] == 2 || codes[1] == 2 || codes[2] == 2;
    // Unreadable data and a lost alert are always found; a changed digit is not.
    CHECK((noticed || !fails));
    CHECK((noticed || alerts == all_alerts));
    const Ended ended = place.detect();
    CHECK((ended.code == 0 || ended.code == 1 || ended.code == 2));
    if (ended.code == 2) {
      CHECK(ended.output.empty());
      CHECK(contains(ended.messages, place.state()));
      CHECK((place.bytes() == bytes));  // in parentheses: bytes are not printed
    }
  };
  for (std::size_t at = 0; at < 100; ++at) {  // the header
    for (const unsigned char pattern : kPatterns) flip(at, pattern);
  }
  for (std::size_t at = 100, i = 0; at < sound.size(); at += kStep, ++i) {
    flip(at, kPatterns[i % kPatterns.size()]);
  }
}
