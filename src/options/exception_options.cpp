#include "options/exception_options.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string_view>

#include "options/options.h"

namespace s3rare::options {
namespace {

// The first address or network among several in one text.
std::optional<std::string_view> first_of_several(std::string_view text) {
  constexpr std::string_view kSeparators = ",;| \t\r\n";
  std::optional<std::string_view> found;
  std::size_t count = 0;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of(kSeparators), text.size());
    const std::string_view part = text.substr(0, end);
    if (!part.empty()) ++count;
    if (!found && parse_network(part)) found = part;
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return count > 1 ? found : std::nullopt;
}

// `--except-source` takes one source; a file may hold any text, as records do.
Result<Done> check_one_source(const std::string& text) {
  const auto first = first_of_several(text);
  if (!first) return Done();
  return malformed(fmt::format(
      "found '{}', expected one source: give the option once for each, such as --except-source {}",
      text, *first));
}

class ExceptionGroup : public Group {
  static constexpr const char* kGroup = "Exceptions: what is neither alert nor history; repeatable";

 public:
  void declare(Declaration& to, Command /*command*/) override {
    to.repeatable(
        kGroup, "--exceptions", files_, "FILE",
        "NDJSON, one exception a line; all its conditions must hold: source (address, "
        "network or service name), bucket, user_agent, key (patterns of * and ?), action, "
        "recipient_account; also reason, and expires (a time or a date). s3rare except "
        "writes such lines");
    to.repeatable(
        kGroup, "--except-source", sources_, "CIDR",
        "Except an address, a network such as 192.0.2.0/24, or a service by its whole name");
    to.repeatable(kGroup, "--except-bucket", buckets_, "GLOB",
                  "Except the buckets of that name or pattern, such as 'example-public-*'");
  }

  void read(Options& options, Reading& reading) const override {
    options.exceptions = files_;
    for (const std::string& file : files_) {
      reading.check_file("--exceptions", file, "the name of a file of exceptions");
    }
    give("--except-source", ExceptionField::source, sources_, options, reading);
    give("--except-bucket", ExceptionField::bucket, buckets_, options, reading);
  }

 private:
  static void give(const char* option, ExceptionField field, const std::vector<std::string>& texts,
                   Options& options, Reading& reading) {
    for (const std::string& text : texts) {
      Exception exception;
      auto added = field == ExceptionField::source ? check_one_source(text) : Done();
      if (added) added = add_condition(exception, field, text);
      if (!added) reading.fail(usage(fmt::format("{}: {}", option, added.error().what)));
      options.given_exceptions.emplace_back(fmt::format("{} {}", option, text),
                                            std::move(exception));
    }
  }

  std::vector<std::string> files_;
  std::vector<std::string> sources_;
  std::vector<std::string> buckets_;
};

}  // namespace

std::unique_ptr<Group> exception_group() { return make_group<ExceptionGroup>(); }

}  // namespace s3rare::options
