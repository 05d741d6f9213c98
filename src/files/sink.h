// Writes a run's lines to standard output, a new file, or the end of a file.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "s3rare/error.h"

namespace s3rare::files {

/// The end of a file behind its last line end.
struct UnendedLine {
  std::string_view text;
  std::uint64_t offset;  ///< in the file, where it begins
};

/// What happens to a last line without a line end, to which nothing can be appended.
struct UnendedLineRules {
  /// Whether it is complete. Then it gets its line end; otherwise it is torn, such as a killed
  /// process leaves it, and is cut off.
  std::function<bool(std::string_view text)> is_complete;
  /// Called before a torn line is cut off.
  std::function<void(const UnendedLine& torn)> before_cut;
};

/// The longest such line. A file with a longer one is no file of lines, and is left alone.
inline constexpr std::int64_t kMaxUnendedBytes = std::int64_t{16} * 1024 * 1024;

/// Writes bytes, buffered. A file is written whole or not at all: unless `commit` succeeds, a new
/// file does not appear and an appended file keeps its old contents. A device or pipe is written
/// directly, like standard output.
class Sink {
 public:
  static Sink standard_output();

  /// Checks before a long run whether its output can be written.
  /// @returns an error of kind `usage` if a new file's name is taken, or its folder or the file
  ///          to append to cannot be written
  static Result<Done> check(const std::string& path, bool append);

  /// A file that does not exist yet: written under a temporary name beside it.
  static Result<Sink> new_file(const std::string& path);

  /// Like `new_file`, but replaces a file of that name.
  static Result<Sink> replacement(const std::string& path);

  /// The end of a file, which is created if absent. The sink locks the file against other runs.
  /// @returns an error of kind `in_use` if another run keeps the lock for long, and of kind `usage`
  ///          if the last line has no end and is longer than kMaxUnendedBytes
  static Result<Sink> append_to(const std::string& path, const UnendedLineRules& rules);

  Sink(Sink&& other) noexcept;
  Sink& operator=(Sink&&) = delete;
  ~Sink();

  /// @returns an error of kind `closed_pipe` if the reader has closed the pipe, of kind `io`
  /// otherwise
  Result<Done> write(std::string_view bytes);

  /// Writes the buffer, makes a file (which standard output may be) durable, and gives a new file
  /// its name.
  Result<Done> commit();

  /// Whether the sink is a device, a pipe or standard output.
  bool is_stream() const { return kind_ == Kind::stream; }

  /// Gives up: removes a new file or undoes an append. Do not write afterwards.
  void discard();

 private:
  enum class Kind { stream, new_file, replacement, appended };

  Sink(Kind kind, int descriptor, std::string path) noexcept;
  Result<Done> end_last_line(std::int64_t size, const UnendedLineRules& rules);
  static Result<Sink> stream(const std::string& path);
  static Result<Sink> temporary(Kind kind, const std::string& path);
  Result<Done> flush();
  Error system_error(const std::string& doing) const;

  Kind kind_;
  int descriptor_;
  std::string path_;
  std::string temporary_;      // of a new file or replacement
  std::int64_t old_size_ = 0;  // of an appended file
  bool is_new_ = false;        // of an appended file: it did not exist
  std::string buffer_;
};

}  // namespace s3rare::files
