#include "options/help_format.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <string>
#include <utility>

namespace s3rare::options {
namespace {

constexpr std::size_t kNameColumn = 28;  // see declaration.cpp

class HelpFormat : public CLI::Formatter {
 public:
  explicit HelpFormat(std::vector<std::string_view> most_used) : most_used_(std::move(most_used)) {
    column_width(kNameColumn);
  }

  std::string make_help(const CLI::App* app, std::string name,
                        CLI::AppFormatMode mode) const override {
    if (mode == CLI::AppFormatMode::Sub) return make_expanded(app);
    return make_description(app) + make_usage(app, std::move(name)) + make_positionals(app) +
           groups_of(*app) + make_subcommands(app, mode) + '\n' + make_footer(app);
  }

 private:
  std::string groups_of(const CLI::App& app) const {
    std::vector<const CLI::Option*> first;
    for (const std::string_view name : most_used_) {
      if (const auto* option = app.get_option_no_throw(std::string(name))) first.push_back(option);
    }
    std::string text = first.empty() ? "" : make_group(kMostUsed, false, first);
    std::vector<std::string> groups = app.get_groups();
    // What every subcommand has comes last. CLI11 names its group.
    const std::string own = app.get_help_ptr()->get_group();
    std::stable_partition(groups.begin(), groups.end(),
                          [&](const std::string& group) { return group != own; });
    for (const std::string& group : groups) {
      const auto rest = app.get_options([&](const CLI::Option* option) {
        return option->get_group() == group && option->nonpositional() &&
               std::find(first.begin(), first.end(), option) == first.end();
      });
      if (!rest.empty()) text += make_group(group, false, rest);
    }
    return text;
  }

  std::vector<std::string_view> most_used_;
};

}  // namespace

std::shared_ptr<CLI::FormatterBase> help_format(const std::vector<std::string_view>& most_used) {
  return std::make_shared<HelpFormat>(most_used);
}

}  // namespace s3rare::options
