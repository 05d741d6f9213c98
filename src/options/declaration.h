// Declares the options of one subcommand. Hides CLI11 from the groups of options.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace CLI {
class App;
}

namespace s3rare::options {

inline constexpr const char* kTimeGroup =
    "Time: RFC 3339, a date (00:00 UTC), or an age such as 24h";

/// The values of options that take one of a few words, by the first long name of the option.
using Choices = std::map<std::string, std::vector<std::string>>;

/// Help lists options under the heading of their group, in the order in which they are declared.
/// The texts that options write to must outlive the parse; a text that is not given stays absent.
class Declaration {
 public:
  Declaration(CLI::App& command, Choices& choices) : command_(command), choices_(choices) {}

  /// An option with a value, at most once.
  /// @param type  the name of the value in help, such as `FILE`
  void option(const char* group, const char* names, std::optional<std::string>& text,
              const char* type, std::string_view about);

  /// The same, with a value that is one of a few words; completions offer them.
  void choice(const char* group, const char* names, std::optional<std::string>& text,
              const char* type, std::vector<std::string> words, std::string_view about);

  /// An option with a value, any number of times.
  void repeatable(const char* group, const char* names, std::vector<std::string>& texts,
                  const char* type, std::string_view about);

  void flag(const char* group, const char* names, bool& given, std::string_view about);

  /// Arguments that are no options.
  void positional(const char* name, std::optional<std::string>& text, std::string_view about);
  void positionals(const char* name, std::vector<std::string>& texts, std::string_view about);

 private:
  CLI::App& command_;
  Choices& choices_;
};

}  // namespace s3rare::options
