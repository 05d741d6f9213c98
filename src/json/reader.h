// Parses a JSON object and reads selected values from it. The only user of simdjson.
#pragma once

#include <array>
#include <cstddef>
#include <initializer_list>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "json/brackets.h"

namespace s3rare::json {

/// A value that the reader was asked for.
struct JsonValue {
  enum class Kind { absent, null, boolean, number, string, object, array };
  Kind kind = Kind::absent;
  /// Of a string: its decoded text. Of anything else: its JSON text as written.
  std::string_view text;

  /// The text of a string; empty for anything else.
  std::string_view string() const { return kind == Kind::string ? text : std::string_view(); }
};

/// Reads the values at fixed paths from one object after another, each in one pass. Keys are
/// decoded before the comparison. If an object has a key twice, the last value counts.
class JsonReader {
 public:
  using Paths = std::span<const std::string_view>;

  /// @param paths  keys, or two keys joined by a dot (`userIdentity.type`)
  /// @param more   further paths, numbered after those of `paths`
  explicit JsonReader(Paths paths, Paths more = {});
  JsonReader(std::initializer_list<std::string_view> paths)
      : JsonReader(Paths(paths.begin(), paths.size())) {}
  JsonReader(JsonReader&& other) noexcept;
  ~JsonReader();

  /// Reads an object. Values stay valid until the next call, and as long as `object` does.
  /// @param object  followed by kPaddingBytes readable bytes: see PaddedText
  /// @returns false if it is not JSON. Of the values that were not asked for, only the tokens and
  ///          the UTF-8 are validated. Invalid UTF-8 is read as U+FFFD, see `repaired`.
  bool read(std::string_view object);

  /// @param path  its number in the list given to the constructor
  const JsonValue& operator[](std::size_t path) const { return values_[path]; }

  /// Whether the last object held invalid UTF-8.
  bool repaired() const { return repaired_; }

 private:
  void ask_for(Paths paths);

  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);
  struct Key;

  // The wanted keys of one object. Every member of the object is looked up here.
  class Keys {
   public:
    const Key* find(std::string_view name) const;
    Key& find_or_add(std::string_view name);
    const std::vector<Key>& all() const { return keys_; }

   private:
    static std::size_t place_of(std::string_view name);

    std::vector<Key> keys_;
    std::array<std::size_t, 64> first_ = {};  // by the hash of the name: the key's number plus 1
  };

  // A wanted key: a path itself, or the first half of other paths.
  struct Key {
    std::string name;
    std::size_t path = kNone;  // its number
    std::size_t next = 0;      // the next key with the same hash
    Keys members = {};
  };

  struct Parser;
  void clear(const Key& key);

  Keys keys_;
  std::vector<JsonValue> values_;
  std::vector<std::string> decoded_;  // of strings with escapes, one for each path
  BracketScan brackets_;
  std::string repaired_text_;
  bool repaired_ = false;
  std::unique_ptr<Parser> parser_;
};

}  // namespace s3rare::json
