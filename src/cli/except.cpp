// `s3rare except`: reads alerts and prints the exceptions that would silence them. It collects all
// lines before it writes, so that each line appears once and the order of the alerts does not
// matter.

#include <fmt/format.h>

#include <array>
#include <set>
#include <vector>

#include "cli/commands.h"
#include "cli/ending.h"
#include "cli/exit_code.h"
#include "cli/reading/run_input.h"
#include "cli/reading/run_output.h"
#include "lists/alerts.h"
#include "lists/exception_lines.h"
#include "text/quantities.h"

namespace s3rare::cli {
namespace {

bool is_pattern(ExceptionField field) {
  return field == ExceptionField::bucket || field == ExceptionField::user_agent ||
         field == ExceptionField::key;
}

// A pattern for what begins as a cut text does. No bucket has a name so long that it is cut, and a
// pattern for buckets would except others.
bool may_be_continued(ExceptionField field) {
  return field == ExceptionField::user_agent || field == ExceptionField::key;
}

// Turns alerts into a sorted set of exception lines.
class Excepting {
 public:
  explicit Excepting(const options::Options& options) : options_(options) {}

  void add(const lists::ReadAlert& alert) {
    lists::ConditionTexts conditions;
    Exception exception;
    std::vector<ExceptionField> continued;
    for (const ExceptionField field : options_.by) {
      const bool is_cut = alert.is_cut(field) || (alert.may_be_cut && alert[field].empty());
      if (is_cut && (alert[field].empty() || !may_be_continued(field))) {
        ++cut_[static_cast<std::size_t>(field)];
        ++left_out_;
        return;
      }
      if (alert[field].empty()) {
        ++lacking_[static_cast<std::size_t>(field)];
        continue;
      }
      std::string text = is_pattern(field) ? glob_of(alert[field]) : alert[field];
      if (is_cut) text += '*';
      if (!add_condition(exception, field, text)) {
        ++left_out_;
        return;
      }
      if (is_cut) continued.push_back(field);
      conditions.emplace(field, std::move(text));
    }
    if (alert.may_be_cut) ++unclear_;
    for (const ExceptionField field : continued) ++continued_[static_cast<std::size_t>(field)];
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
    for (const ExceptionField field : kExceptionFields) {
      const auto place = static_cast<std::size_t>(field);
      if (continued_[place] > 0) {
        messages.warning(
            fmt::format("{0} whose {1} was cut: the exception ends with * and covers every {1} "
                        "that begins the same "
                        "way",
                        text::count_of(continued_[place], "alert"), exception_field_name(field)));
      }
      if (cut_[place] > 0) {
        messages.warning(fmt::format("{} whose {} was cut: no exception can name it",
                                     text::count_of(cut_[place], "alert"),
                                     exception_field_name(field)));
      }
    }
    if (unclear_ > 0) {
      messages.warning(
          fmt::format("{} from an older version, without s3rare.truncated_fields: an exception for "
                      "a text that was "
                      "cut covers nothing",
                      text::count_of(unclear_, "alert")));
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
  using Counts = std::array<std::uint64_t, kExceptionFields.size()>;  // of alerts, by field
  Counts lacking_{};
  Counts continued_{};  // the field is cut, and its exception ends with `*`
  Counts cut_{};        // the field is cut, and there is no exception
  std::uint64_t unclear_ = 0;
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
