// Writes one JSON document, minified.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace s3rare::json {

/// Appends `text` as a JSON string. Escapes control characters, and those that terminals or line
/// readers might obey, see `obeyed_at_front`. `text` is valid UTF-8.
void append_json_string(std::string& to, std::string_view text);

/// Builds a document member by member; the writer adds commas and quotes.
class JsonWriter {
 public:
  JsonWriter& begin_object() { return open('{'); }
  JsonWriter& end_object() { return close('}'); }
  JsonWriter& begin_array() { return open('['); }
  JsonWriter& end_array() { return close(']'); }

  JsonWriter& key(std::string_view name);
  JsonWriter& string(std::string_view text);
  JsonWriter& number(std::uint64_t value) { return raw(std::to_string(value)); }
  JsonWriter& boolean(bool value) { return raw(value ? "true" : "false"); }
  JsonWriter& null() { return raw("null"); }

  /// Appends a value that is JSON already.
  JsonWriter& raw(std::string_view json);

  /// Appends the members of a JSON object, which must not be empty.
  JsonWriter& members(std::string_view json);

  /// A member whose value is a string; left out if the view has no data.
  JsonWriter& field(std::string_view name, std::string_view text) {
    return text.data() == nullptr ? *this : key(name).string(text);
  }

  /// An array of strings.
  template <class Strings>
  JsonWriter& strings(std::string_view name, const Strings& texts) {
    key(name).begin_array();
    for (const auto& text : texts) string(text);
    return end_array();
  }

  /// Allocates memory for a document of about that size.
  void reserve(std::size_t bytes) { text_.reserve(bytes); }

  const std::string& text() const { return text_; }
  std::string take() { return std::move(text_); }

 private:
  JsonWriter& open(char bracket);
  JsonWriter& close(char bracket);
  void separate();

  std::string text_;
  bool needs_comma_ = false;
};

}  // namespace s3rare::json
