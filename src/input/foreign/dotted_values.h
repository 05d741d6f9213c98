// Finds the values of an object at dotted paths, however its keys are written: nested
// (`{"a":{"b":1}}`), dotted (`{"a.b":1}`) or mixed. Arrays of one element are opened on the way.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "json/text.h"

namespace s3rare::input {

/// @returns a value without the arrays of one element around it
json::Child opened(json::Child value);

/// The values found in one object, which must outlive them.
class DottedValues {
 public:
  /// A value below a path: the rest of its path, decoded, and the value.
  using Below = std::vector<std::pair<std::string, json::Child>>;

  /// @param path  its number in the list of `DottedPaths`
  /// @returns the last value at the path, or any value below it if its keys are dotted; nothing if
  ///          there is none, or null
  const std::optional<json::Child>& operator[](std::size_t path) const { return values_[path]; }

  /// @returns the decoded text of a string; of anything but a string, nothing
  std::optional<std::string> string(std::size_t path) const;

  /// @returns what is below a path that ends with `.*`
  const Below& below(std::size_t path) const { return below_[path]; }

 private:
  friend class DottedPaths;

  std::vector<std::optional<json::Child>> values_;
  std::vector<Below> below_;
};

/// The paths to look for.
class DottedPaths {
 public:
  /// @param paths  such as `event.dataset`. One that ends with `.*` finds what is below it only
  explicit DottedPaths(std::span<const std::string_view> paths);

  DottedValues find(std::string_view object) const;

 private:
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);
  struct Node {
    std::string name;
    std::size_t path = kNone;
    bool collects = false;
    std::vector<Node> children = {};

    const Node* find(std::string_view child) const;
  };

  static void walk(std::string_view object, const Node& from, DottedValues& found);
  static void take(std::string_view key, const json::Child& member, const Node& from,
                   DottedValues& found);
  static void collect(const Node& node, std::string_view rest, const json::Child& value,
                      DottedValues& found);

  Node root_;
  std::size_t count_;
};

}  // namespace s3rare::input
