// `s3rare match`: reads like `detect`, and prints each match as it was logged. Output keeps the
// order of the files, so threads hand their lines to `LinesInOrder` instead of writing them.

#include <atomic>
#include <condition_variable>
#include <mutex>

#include "cli/commands.h"
#include "cli/exit_code.h"
#include "cli/reading/readers.h"
#include "cli/reading/run_files.h"
#include "cli/reading/run_input.h"
#include "cli/reading/run_output.h"
#include "cli/reading/run_report.h"
#include "cli/reading/run_summary.h"
#include "json/text.h"
#include "json/writer.h"

namespace s3rare::cli {
namespace {

// Limit of the lines that a thread keeps until its file's turn comes.
constexpr std::size_t kMostKeptBytes = 4 * 1024 * 1024;

// Returns the record as it was logged, on one line. Fields that the reader did not parse may make
// it invalid JSON. Such a record becomes the text of a `message` member, so that every line is
// valid JSON; `detect` unwraps it again.
std::string line_of(std::string_view record) {
  std::string line = json::minify(record);
  if (json::is_json(line)) return line;
  std::string text;
  json::repair_utf8(record, text);
  json::JsonWriter json;
  return json.begin_object().field("message", text).end_object().take();
}

// Writes the lines of several threads in the order of their files. The thread whose file has its
// turn writes at once; the others wait once they have kept kMostKeptBytes. No thread waits forever:
// files are taken in order, so some thread is reading the file whose turn it is.
class LinesInOrder {
 public:
  explicit LinesInOrder(files::Sink& sink) : sink_(sink) {}

  // Waits for the file's turn and writes the lines. Returns false if writing has failed.
  bool add(std::size_t file, std::string& lines) {
    std::unique_lock lock(mutex_);
    wait_for_turn(lock, file);
    write(lines);
    return !error_;
  }

  // False once writing has failed, for example because the reader closed the pipe.
  bool wanted() const { return wanted_; }

  // Writes the file's last lines and gives the turn to the next file.
  void finish(std::size_t file, std::string& lines) {
    std::unique_lock lock(mutex_);
    wait_for_turn(lock, file);
    write(lines);
    ++turn_;
    its_turn_.notify_all();
  }

  // Makes the other threads skip their files: this one cannot finish its own.
  void give_up() {
    const std::lock_guard lock(mutex_);
    wanted_ = false;
    its_turn_.notify_all();
  }

  // Discards the output because the process is about to end.
  void abandon() {
    if (sink_.is_stream()) return;  // a thread may hold the mutex while it waits for the reader
    mutex_.lock();                  // never unlocked: nothing may be written from here on
    sink_.discard();
  }

  const std::optional<Error>& error() const { return error_; }

 private:
  // Once writing has failed, files are skipped and their turns never come.
  void wait_for_turn(std::unique_lock<std::mutex>& lock, std::size_t file) {
    its_turn_.wait(lock, [&] { return file == turn_ || !wanted_; });
  }

  void write(std::string& lines) {
    if (!error_) {
      if (auto written = sink_.write(lines); !written) {
        error_ = written.error();
        wanted_ = false;
        its_turn_.notify_all();
      }
    }
    lines.clear();
  }

  files::Sink& sink_;
  std::mutex mutex_;
  std::condition_variable its_turn_;
  std::size_t turn_ = 0;
  std::optional<Error> error_;
  std::atomic<bool> wanted_{true};
};

struct MatchWorker {
  input::FileReader reader;
  std::string lines;

  MatchWorker(const options::Options& options, const input::TimeRange& range, ReadersShare& shared)
      : reader({.predicate = {options.principal},
                .range = range,
                .clock = options.started,
                .access_logs = access_logs_of(options, input::AccessLogs::read)},
               shared.progress, reading_ahead(options, shared.spare)) {}
};

}  // namespace

int run_match(const options::Options& options) {
  const output::Messages messages = make_messages(options);
  const auto fail = [&](const Error& error) {
    messages.error(error);
    return value_of(ExitCode::failed);
  };

  const input::TimeRange range{options.since, options.until};
  if (auto usable = check_output(options); !usable) return fail(usable.error());
  auto walk = find_input(options, {range});
  if (!walk) return fail(walk.error());
  auto sink = open_output(options);
  if (!sink) return fail(sink.error());

  LinesInOrder lines(*sink);
  Readers<MatchWorker> readers(options, range);
  ReadFiles what;
  what.order = FileOrder::by_path;
  what.read = [&](std::size_t reader, std::uint32_t number, const input::InputFile& file,
                  std::optional<input::FileStream> opened) {
    if (!lines.wanted()) return;
    MatchWorker& worker = readers[reader];
    const auto on_match = [&](const input::Match& match) {
      worker.lines += line_of(match.as_read);
      worker.lines += '\n';
      if (worker.lines.size() < kMostKeptBytes) return lines.wanted();
      return lines.add(number, worker.lines);
    };
    try {
      worker.reader.read(file, number, on_match, std::move(opened));
      lines.finish(number, worker.lines);
    } catch (...) {
      lines.give_up();
      throw;
    }
  };
  what.after_batch = [&] { return lines.wanted(); };
  what.on_interrupt = [&] { lines.abandon(); };
  readers.read(*walk, what);
  // From here on no input is read.

  auto error = lines.error();
  if (!error) {
    if (auto committed = sink->commit(); !committed) error = committed.error();
  }
  if (error && error->kind == ErrorKind::closed_pipe) return value_of(ExitCode::done);
  if (error) return fail(*error);

  const input::ReadReport report = readers.report(walk->passed_over());
  output::Summary summary = summarize(report, walk->passed_over());
  summary.matches.printed = summary.records.matched - summary.matches.total();
  const auto code = report_reading(options, messages, report, summary);
  if (!code) return fail(code.error());
  return value_of(*code);
}

}  // namespace s3rare::cli
