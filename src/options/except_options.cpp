#include "options/except_options.h"

#include <algorithm>

#include "lists/exception_lines.h"
#include "options/options.h"

namespace s3rare::options {
namespace {

// A list such as `source,bucket`.
std::optional<std::vector<ExceptionField>> parse_exception_fields(std::string_view text) {
  std::vector<ExceptionField> fields;
  for (;;) {
    const std::size_t comma = text.find(',');
    const auto field = parse_exception_field(text.substr(0, comma));
    if (!field || std::find(fields.begin(), fields.end(), *field) != fields.end()) {
      return std::nullopt;
    }
    fields.push_back(*field);
    if (comma == std::string_view::npos) return fields;
    text.remove_prefix(comma + 1);
  }
}

class ExceptGroup : public Group {
  static constexpr const char* kGroup = "Exceptions";

 public:
  void declare(Declaration& to, Command /*command*/) override {
    to.option(kGroup, "--by", by_, "CONDITIONS",
              "Conditions of each exception, one or several joined by commas: source, bucket, "
              "user_agent, action, recipient_account, key [source,bucket]");
    to.option(kGroup, "--reason", reason_, "TEXT", "Why these are exceptions, for later readers");
    to.option(kGroup, "--expires", expires_, "TIME",
              "The exceptions end at this time, or date (00:00 UTC)");
  }

  void read(Options& options, Reading& reading) const override {
    reading.take("--by", by_, options.by, parse_exception_fields,
                 "source, bucket, user_agent, action, recipient_account or key, or several of them "
                 "joined by commas, such as source,bucket");
    options.reason = reason_.value_or(std::string());
    reading.take(
        "--expires", expires_, options.expires,
        [](std::string_view text) -> std::optional<std::string> {
          if (!lists::parse_expiry(text)) return std::nullopt;
          return std::string(text);
        },
        "a time such as 2025-01-01T12:00:00Z or a date such as 2025-01-01");
  }

 private:
  std::optional<std::string> by_;
  std::optional<std::string> reason_;
  std::optional<std::string> expires_;
};

}  // namespace

std::unique_ptr<Group> except_group() { return make_group<ExceptGroup>(); }

}  // namespace s3rare::options
