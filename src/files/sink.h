// Where a run's lines go: standard output, a new file, or the end of a file.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "s3rare/error.h"

namespace s3rare::files {

/// Writes bytes, buffered. A file is written whole or not at all: unless `commit` succeeds, a new
/// file does not appear and an appended one is as it was. A device or pipe that a path names is
/// written as it comes, like standard output.
class Sink {
 public:
  static Sink standard_output();

  /// Tells before a long run whether its output can be written.
  /// @returns an error of kind `usage` if a new file's name is taken, or its folder or the file
  ///          to append to cannot be written
  static Result<Done> check(const std::string& path, bool append);

  /// A file that does not exist yet: written under a temporary name beside it.
  static Result<Sink> new_file(const std::string& path);

  /// The same, but a file of that name is replaced.
  static Result<Sink> replacement(const std::string& path);

  /// The end of a file, which is made if it is not there. A torn last line, such as a killed
  /// process leaves, is cut first. Until the sink is done no other run appends to the file.
  /// @returns an error of kind `in_use` if another run has it for long
  static Result<Sink> append_to(const std::string& path);

  Sink(Sink&& other) noexcept;
  Sink& operator=(Sink&&) = delete;
  ~Sink();

  /// @returns an error of kind `closed_pipe` if nobody reads any more, of kind `io` otherwise
  Result<Done> write(std::string_view bytes);

  /// Writes what is buffered and, for a file (standard output may be one), makes it durable; gives
  /// a new file its name.
  Result<Done> commit();

  /// Whether it is a device or a pipe, standard output among them.
  bool is_stream() const { return kind_ == Kind::stream; }

  /// Gives up: removes a new file, undoes an append. Nothing may be written afterwards.
  void discard();

 private:
  enum class Kind { stream, new_file, replacement, appended };

  Sink(Kind kind, int descriptor, std::string path) noexcept;
  static Result<Sink> stream(const std::string& path);
  static Result<Sink> temporary(Kind kind, const std::string& path);
  Result<Done> flush();
  Error system_error(const std::string& doing) const;

  Kind kind_;
  int descriptor_;
  std::string path_;
  std::string temporary_;      // of a new file or replacement
  std::int64_t old_size_ = 0;  // of an appended one
  bool is_new_ = false;        // of an appended one: there was none
  std::string buffer_;
};

}  // namespace s3rare::files
