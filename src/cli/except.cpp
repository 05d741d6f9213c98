// `s3rare except`: reads alerts and prints the exceptions that would silence them. It collects all
// lines before it writes, so that each line appears once and the order of the alerts does not
// matter.

#include <fmt/format.h>

#include <array>
#include <set>

#include "cli/commands.h"
#include "cli/ending.h"
#include "cli/exit_code.h"
#include "cli/reading/reading.h"
#include "lists/alerts.h"
#include "lists/exception_lines.h"
#include "text/quantities.h"

namespace s3rare::cli {
namespace {

// Returns the text of a condition that an alert meets.
std::string condition_of(ExceptionField field, const lists::ReadAlert& alert) {
  switch (field) {
    case ExceptionField::bucket:
    case ExceptionField::user_agent:
    case ExceptionField::key:
      // The text of a truncated alert may be cut: accept any continuation.
      return glob_of(alert[field]) + (alert.truncated ? "*" : "");
    default:
      return alert[field];
  }
}

// Turns alerts into a sorted set of exception lines.
class Excepting {
 public:
  explicit Excepting(const options::Options& options) : options_(options) {}

  void add(const lists::ReadAlert& alert) {
    lists::ConditionTexts conditions;
    Exception exception;
    for (const ExceptionField field : options_.by) {
      if (alert[field].empty()) {
        ++lacking_[static_cast<std::size_t>(field)];
        continue;
      }
      std::string text = condition_of(field, alert);
      if (!add_condition(exception, field, text)) {
        ++left_out_;
        return;
      }
      conditions.emplace(field, std::move(text));
    }
    if (conditions.empty()) {
      ++left_out_;
    } else {
      lines_.insert(lists::exception_line(conditions, options_.reason, options_.expires));
    }
  }

  const std::set<std::string>& lines() const { return lines_; }

  // Warns about alerts that lack a requested condition or have no exception. Returns whether every
  // alert has an exception.
  bool report(const output::Messages& messages) const {
    for (const ExceptionField field : kExceptionFields) {
      const std::uint64_t count = lacking_[static_cast<std::size_t>(field)];
      if (count == 0) continue;
      messages.warning(fmt::format("{} without {}: an exception leaves that condition out",
                                   text::count_of(count, "alert"), exception_field_name(field)));
    }
    if (left_out_ == 0) return true;
    messages.warning(
        fmt::format("{} cannot be excepted by these conditions, expected others (--by)",
                    text::count_of(left_out_, "alert")));
    return false;
  }

 private:
  const options::Options& options_;
  std::set<std::string> lines_;
  std::array<std::uint64_t, kExceptionFields.size()> lacking_{};
  std::uint64_t left_out_ = 0;
};

Result<Done> read_alerts(const std::string& name, Excepting& excepting) {
  auto reader = lists::AlertReader::open(name);
  if (!reader) return reader.error();
  for (;;) {
    auto alert = reader->next();
    if (!alert) return std::move(alert.error());
    if (!*alert) return Done();
    excepting.add(**alert);
  }
}

Result<Done> write_lines(const options::Options& options, const std::set<std::string>& lines) {
  auto sink = open_output(options);
  if (!sink) return sink.error();
  for (const std::string& line : lines) {
    if (auto written = sink->write(line + "\n"); !written) return written;
  }
  return sink->commit();
}

}  // namespace

int run_except(const options::Options& options) {
  const output::Messages messages = make_messages(options);
  if (auto usable = check_output(options); !usable) return end_with(messages, usable);
  auto names = input_paths(options);
  if (!names) return end_with(messages, names.error());
  Excepting excepting(options);
  for (const std::string& name : *names) {
    if (auto read = read_alerts(name, excepting); !read) return end_with(messages, read);
  }
  if (auto written = write_lines(options, excepting.lines()); !written) {
    return end_with(messages, written);
  }
  return value_of(excepting.report(messages) ? ExitCode::done : ExitCode::incomplete);
}

}  // namespace s3rare::cli
