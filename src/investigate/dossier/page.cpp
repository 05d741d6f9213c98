#include "investigate/dossier/page.h"

#include <algorithm>

namespace s3rare::investigate {
namespace {

// JSON escapes for text that is not allowed in a script element or in JavaScript source. Valid JSON
// holds these bytes only inside strings.
struct Escape {
  std::string_view bytes;
  std::string_view json;
};
constexpr Escape kEscapes[] = {{"<", "\\u003c"},
                               {">", "\\u003e"},
                               {"&", "\\u0026"},
                               {"\xe2\x80\xa8", "\\u2028"},
                               {"\xe2\x80\xa9", "\\u2029"}};

const Escape* escape_at_front(std::string_view text) {
  const auto* const found =
      std::find_if(std::begin(kEscapes), std::end(kEscapes),
                   [text](const Escape& escape) { return text.starts_with(escape.bytes); });
  return found == std::end(kEscapes) ? nullptr : found;
}

}  // namespace

std::string page_dossier(std::string_view json) {
  constexpr std::string_view kFirstBytes = "<>&\xe2";
  std::string text = "<script type=\"application/json\">";
  text.reserve(json.size() + json.size() / 16 + 64);
  while (!json.empty()) {
    const std::size_t plain = std::min(json.find_first_of(kFirstBytes), json.size());
    text += json.substr(0, plain);
    json.remove_prefix(plain);
    if (json.empty()) break;
    if (const Escape* escape = escape_at_front(json)) {
      text += escape->json;
      json.remove_prefix(escape->bytes.size());
    } else {
      text += json.front();
      json.remove_prefix(1);
    }
  }
  text += "</script>\n";
  return text;
}

}  // namespace s3rare::investigate
