// A group of options: it declares them, and turns the texts that were given into values.
//
// A new option is one file: the group's, with its text, its declaration, its check and its value. A
// new group is its file, its values among the bases of `Options`, and its name in the rows of the
// subcommands that take it (subcommands.cpp).
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "options/command.h"
#include "options/declaration.h"
#include "s3rare/error.h"
#include "s3rare/event_time.h"

namespace s3rare::options {

struct Options;

/// An error in what was typed.
Error usage(std::string what);

/// `--option: found 'value', expected ...`
Error bad_value(std::string_view option, std::string_view value, std::string_view expected);

/// Keeps the first error of a command line.
class Reading {
 public:
  /// @param now  the time from which ages such as `24h` are counted back
  Reading(Command command, EventTime now) : command_(command), now_(now) {}

  Command command() const { return command_; }
  EventTime now() const { return now_; }
  const std::optional<Error>& error() const { return error_; }

  void fail(Error error) {
    if (!error_) error_ = std::move(error);
  }

  /// Sets a value if its option was given.
  /// @param parse  returns the value of a text, or nothing
  template <class Value, class Parse>
  void take(std::string_view option, const std::optional<std::string>& text, Value& value,
            Parse parse, std::string_view expected) {
    if (!text) return;
    if (auto parsed = parse(*text)) {
      value = *parsed;
    } else {
      fail(bad_value(option, *text, expected));
    }
  }

  /// Takes a time, a date or an age.
  void take_moment(std::string_view option, const std::optional<std::string>& text,
                   std::optional<EventTime>& value);

  /// Refuses the empty name of a file and, with `no_dash`, `-`.
  void check_file(std::string_view option, const std::string& name, std::string_view expected,
                  bool no_dash = false);

 private:
  Command command_;
  EventTime now_;
  std::optional<Error> error_;
};

/// At most ten years, so that no sum of times overflows.
inline constexpr Seconds kLongestLength = 3650 * kSecondsPerDay;

/// @returns a length of at most kLongestLength
std::optional<Seconds> parse_bounded_length(std::string_view text);

/// @returns a whole number
std::optional<std::uint64_t> parse_number(std::string_view text);

class Group {
 public:
  Group() = default;
  Group(const Group&) = delete;
  Group& operator=(const Group&) = delete;
  virtual ~Group() = default;

  virtual void declare(Declaration& to, Command command) = 0;

  /// Sets the values, and checks them against those of the groups before it in the row.
  virtual void read(Options& options, Reading& reading) const = 0;
};

using MakeGroup = std::unique_ptr<Group> (*)();

template <class OneGroup>
std::unique_ptr<Group> make_group() {
  return std::make_unique<OneGroup>();
}

}  // namespace s3rare::options
