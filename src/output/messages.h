// Writes text for people to standard error. Standard output carries only the lines of a run.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "s3rare/error.h"
#include "text/terminal_text.h"

namespace s3rare::output {

class Messages {
 public:
  /// @param quiet  suppresses everything but warnings and errors
  Messages(bool color, bool quiet) : color_(color), quiet_(quiet) {}

  /// `s3rare: error: path:offset: what`
  /// @param others  number of further faults in the same file
  void error(const Error& error, std::uint64_t others = 0) const;
  void error(std::string_view text) const;
  /// The error of a run that gets no more memory. Takes none itself.
  static void out_of_memory();
  void warning(std::string_view text) const;

  /// Writes plain lines, such as the summary.
  void note(std::string_view text) const;

  bool quiet() const { return quiet_; }

 private:
  void line(std::string_view kind, std::string_view color, std::string_view text) const;

  bool color_;
  bool quiet_;
};

/// @returns `path:offset: what`, safe to show
std::string describe(const Error& error);

}  // namespace s3rare::output
