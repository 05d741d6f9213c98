// A strict validator for the few values that are printed again as JSON. It keeps every line of
// output one JSON document, whatever the values contain.

#include <algorithm>

#include "json/text.h"

namespace s3rare::json {
namespace {

class Grammar {
 public:
  Grammar(std::string_view text, std::size_t max_depth) : rest_(text), max_depth_(max_depth) {}

  bool is_value() { return value(0) && (space(), rest_.empty()); }

 private:
  bool take(char c) {
    if (rest_.empty() || rest_.front() != c) return false;
    rest_.remove_prefix(1);
    return true;
  }

  bool take(std::string_view literal) {
    if (rest_.substr(0, literal.size()) != literal) return false;
    rest_.remove_prefix(literal.size());
    return true;
  }

  bool take_any(std::string_view characters) {
    if (rest_.empty() || characters.find(rest_.front()) == std::string_view::npos) return false;
    rest_.remove_prefix(1);
    return true;
  }

  void space() {
    while (take_any(" \n\r\t")) {
    }
  }

  bool digits() {
    if (!take_any("0123456789")) return false;
    while (take_any("0123456789")) {
    }
    return true;
  }

  bool number() {
    take('-');
    if (!take('0') && !digits()) return false;
    if (take('.') && !digits()) return false;
    if (take_any("eE")) {
      take_any("+-");
      return digits();
    }
    return true;
  }

  bool string() {
    if (!take('"')) return false;
    for (;;) {
      const auto* const end = std::find_if(rest_.begin(), rest_.end(), [](char c) {
        return c == '"' || c == '\\' || static_cast<unsigned char>(c) < 0x20;
      });
      rest_.remove_prefix(static_cast<std::size_t>(end - rest_.begin()));
      if (take('"')) return true;
      if (!take('\\')) return false;
      if (take('u')) {
        for (int i = 0; i < 4; ++i) {
          if (!take_any("0123456789abcdefABCDEF")) return false;
        }
      } else if (!take_any("\"\\/bfnrt")) {
        return false;
      }
    }
  }

  bool members(std::size_t depth) {
    space();
    if (take('}')) return true;
    do {
      space();
      if (!string()) return false;
      space();
      if (!take(':') || !value(depth)) return false;
      space();
    } while (take(','));
    return take('}');
  }

  bool elements(std::size_t depth) {
    space();
    if (take(']')) return true;
    do {
      if (!value(depth)) return false;
      space();
    } while (take(','));
    return take(']');
  }

  bool value(std::size_t depth) {
    space();
    if (rest_.empty()) return false;
    switch (rest_.front()) {
      case '{':
        return depth < max_depth_ && take('{') && members(depth + 1);
      case '[':
        return depth < max_depth_ && take('[') && elements(depth + 1);
      case '"':
        return string();
      case 't':
        return take("true");
      case 'f':
        return take("false");
      case 'n':
        return take("null");
      default:
        return number();
    }
  }

  std::string_view rest_;
  std::size_t max_depth_;
};

}  // namespace

bool is_json(std::string_view text, std::size_t max_depth) {
  return Grammar(text, max_depth).is_value();
}

}  // namespace s3rare::json
