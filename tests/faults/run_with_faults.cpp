#include "run_with_faults.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <stdexcept>
#include <string_view>
#include <system_error>

#include "temporary_folder.h"

namespace s3rare::tests {
namespace {

void check(bool done, const char* doing) {
  if (!done) throw std::system_error(errno, std::generic_category(), doing);
}

class Descriptor {
 public:
  Descriptor() = default;
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() { close(); }

  int number() const { return number_; }
  void open(int number) { number_ = number; }
  void close() {
    if (number_ >= 0) ::close(number_);
    number_ = -1;
  }

 private:
  int number_ = -1;
};

struct Pipe {
  Pipe() {
    std::array<int, 2> ends{};
    check(::pipe2(ends.data(), O_CLOEXEC) == 0, "pipe2");
    out.open(ends[0]);
    in.open(ends[1]);
  }

  Descriptor out;
  Descriptor in;
};

// Reads two pipes to their ends; a closed one counts as read.
void drain(Pipe& first, std::string& first_text, Pipe& second, std::string& second_text) {
  std::array<pollfd, 2> events = {
      {{first.out.number(), POLLIN, 0}, {second.out.number(), POLLIN, 0}}};
  const std::array<std::string*, 2> texts = {&first_text, &second_text};
  while (events[0].fd >= 0 || events[1].fd >= 0) {
    check(::poll(events.data(), events.size(), -1) >= 0 || errno == EINTR, "poll");
    for (std::size_t i = 0; i < events.size(); ++i) {
      if (events[i].fd < 0 || events[i].revents == 0) continue;
      std::array<char, 65536> bytes;
      const ssize_t count = ::read(events[i].fd, bytes.data(), bytes.size());
      if (count < 0 && errno == EINTR) continue;
      if (count > 0) texts[i]->append(bytes.data(), static_cast<std::size_t>(count));
      if (count <= 0) events[i].fd = -1;
    }
  }
}

// The test's own variables, with others replacing those of the same name.
std::vector<std::string> environment_with(const Environment& added) {
  std::vector<std::string> all;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string_view text = *entry;
    const auto same = [&](const auto& variable) {
      return text.substr(0, text.find('=')) == variable.first;
    };
    if (std::none_of(added.begin(), added.end(), same)) all.emplace_back(text);
  }
  for (const auto& [name, value] : added) all.push_back(name + "=" + value);
  return all;
}

std::vector<char*> pointers_to(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (std::string& text : texts) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

// AddressSanitizer requires to be the first library. Its functions are found first all the same.
std::string sanitizer_options() {
  const char* options = std::getenv("ASAN_OPTIONS");
  return (options == nullptr ? "" : std::string(options) + ":") + "verify_asan_link_order=0";
}

}  // namespace

struct Running::Pipes {
  Pipe output;
  Pipe error;
};

Running::Running(const std::vector<std::string>& arguments, const Surroundings& surroundings)
    : pipes_(std::make_unique<Pipes>()) {
  std::vector<std::string> words = {S3RARE_BINARY};
  words.insert(words.end(), arguments.begin(), arguments.end());
  Environment added = {{"LD_PRELOAD", S3RARE_FAULT_LIBRARY}, {"ASAN_OPTIONS", sanitizer_options()}};
  const Environment& more = surroundings.environment;
  added.insert(added.end(), more.begin(), more.end());
  std::vector<std::string> variables = environment_with(added);
  const std::vector<char*> argv = pointers_to(words);
  const std::vector<char*> envp = pointers_to(variables);
  const Descriptor nothing(::open("/dev/null", O_RDONLY | O_CLOEXEC));
  const rlimit limit{surroundings.largest_file.value_or(RLIM_INFINITY), RLIM_INFINITY};
  const rlimit memory{surroundings.most_memory.value_or(RLIM_INFINITY), RLIM_INFINITY};

  // Until exec, a signal must not reach the handlers of the test.
  sigset_t all;
  sigset_t before;
  sigfillset(&all);
  ::pthread_sigmask(SIG_BLOCK, &all, &before);
  pid_ = ::fork();
  if (pid_ == 0) {
    for (const int signal : {SIGTERM, SIGINT}) ::signal(signal, SIG_DFL);
    ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
    const bool ready = ::dup2(nothing.number(), STDIN_FILENO) >= 0 &&
                       ::dup2(pipes_->output.in.number(), STDOUT_FILENO) >= 0 &&
                       ::dup2(pipes_->error.in.number(), STDERR_FILENO) >= 0 &&
                       (!surroundings.largest_file || ::setrlimit(RLIMIT_FSIZE, &limit) == 0) &&
                       (!surroundings.most_memory || ::setrlimit(RLIMIT_AS, &memory) == 0) &&
                       (!surroundings.output_closed || ::close(STDOUT_FILENO) == 0);
    if (ready) ::execve(argv[0], argv.data(), envp.data());
    ::_exit(127);
  }
  ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
  check(pid_ >= 0, "fork");
  pipes_->output.in.close();
  pipes_->error.in.close();
}

Running::~Running() {
  if (pid_ < 0) return;
  ::kill(pid_, SIGKILL);
  ::waitpid(pid_, nullptr, 0);
}

void Running::send(int signal) const { check(::kill(pid_, signal) == 0, "kill"); }

void Running::wait_for_full_pipe() const {
  const int size = ::fcntl(pipes_->output.out.number(), F_GETPIPE_SZ);
  check(size > 0, "F_GETPIPE_SZ");
  for (int i = 0; i < 60'000; ++i) {
    int there = 0;
    check(::ioctl(pipes_->output.out.number(), FIONREAD, &there) == 0, "FIONREAD");
    if (there > size - 4096) return;
    ::usleep(1000);
  }
  throw std::runtime_error("the program does not fill the pipe");
}

void Running::close_output() {
  char first = 0;
  while (::read(pipes_->output.out.number(), &first, 1) < 0) check(errno == EINTR, "read");
  pipes_->output.out.close();
}

Ended Running::wait() {
  Ended ended{-1, 0, "", ""};
  drain(pipes_->output, ended.standard_output, pipes_->error, ended.standard_error);
  int status = 0;
  while (::waitpid(pid_, &status, 0) < 0) check(errno == EINTR, "waitpid");
  pid_ = -1;
  if (WIFEXITED(status)) ended.exit_code = WEXITSTATUS(status);
  if (WIFSIGNALED(status)) ended.signal = WTERMSIG(status);
  return ended;
}

Ended run_program(const std::vector<std::string>& arguments, const Environment& environment) {
  return Running(arguments, {environment}).wait();
}

std::uint64_t count_file_changes(const std::vector<std::string>& arguments) {
  const TemporaryFolder folder;
  const std::string path = (folder.path() / "count").string();
  const Ended ended = run_program(arguments, {{"S3RARE_FAULT_COUNT_FILE", path}});
  if (ended.signal != 0) {
    throw std::runtime_error("signal " + std::to_string(ended.signal) + ": " +
                             ended.standard_error);
  }
  std::uint64_t count = 0;
  std::ifstream file(path, std::ios::binary);
  file.read(reinterpret_cast<char*>(&count), sizeof count);
  if (!file) throw std::runtime_error("the fault library counted nothing: " + ended.standard_error);
  return count;
}

Ended run_killed_at(std::uint64_t n, const std::vector<std::string>& arguments) {
  return run_program(arguments, {{"S3RARE_KILL_AT", std::to_string(n)}});
}

Ended run_terminated_at(std::uint64_t n, const std::vector<std::string>& arguments) {
  return run_program(arguments, {{"S3RARE_TERMINATE_AT", std::to_string(n)}});
}

Ended run_full_at(std::uint64_t n, const std::vector<std::string>& arguments) {
  return run_program(arguments, {{"S3RARE_FULL_AT", std::to_string(n)}});
}

}  // namespace s3rare::tests
