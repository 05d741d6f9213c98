#include "input/access_log/access_log_entry.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace s3rare::input {
namespace {

constexpr std::string_view kNone = "-";

// Fields behind the user agent of a line without an end, which may be cut.
constexpr std::size_t kLeastTailOfUnended = 7;
constexpr std::size_t kTailOf18Fields = 1;
constexpr std::size_t kTailOf23Fields = 6;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

template <class Holds>
bool all(std::string_view text, Holds holds) {
  return std::all_of(text.begin(), text.end(), holds);
}

std::string_view value_of(std::string_view word) {
  return word == kNone ? std::string_view() : word;
}

// Takes the field at the front, which ends at a blank. Returns an empty text if there is none.
std::string_view take_word(std::string_view& text) {
  const std::size_t blank = text.find(' ');
  if (blank == std::string_view::npos) return {};
  const std::string_view word = text.substr(0, blank);
  text.remove_prefix(blank + 1);
  return word;
}

bool take(std::string_view& text, std::string_view literal) {
  if (!text.starts_with(literal)) return false;
  text.remove_prefix(literal.size());
  return true;
}

// Whether it is a time such as `06/Feb/2019:00:00:38 +0000`. Its values are checked later.
bool is_time(std::string_view text) {
  constexpr std::string_view kShape = "00/aaa/0000:00:00:00 +0000";
  if (text.size() != kShape.size()) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool fits = kShape[i] == '0'   ? is_digit(c)
                      : kShape[i] == 'a' ? is_letter(c)
                      : kShape[i] == '+' ? c == '+' || c == '-'
                                         : c == kShape[i];
    if (!fits) return false;
  }
  return true;
}

bool take_time(std::string_view& text, std::string_view& time) {
  constexpr std::size_t kTimeBytes = 26;
  if (text.size() < kTimeBytes + 3 || text.front() != '[') return false;
  time = text.substr(1, kTimeBytes);
  text.remove_prefix(1 + kTimeBytes);
  return take(text, "] ") && is_time(time);
}

bool is_number(std::string_view word) {
  return word == kNone || (!word.empty() && all(word, is_digit));
}

// The fields between request line and referer.
struct Numbers {
  std::string_view status;
  std::string_view error_code;
  std::string_view bytes_sent;
  std::string_view object_size;
};

// Takes status, error code, bytes sent, object size, total time and turn-around time.
std::optional<Numbers> take_numbers(std::string_view& text) {
  constexpr std::size_t kStatusDigits = 3;
  std::string_view rest = text;
  Numbers numbers;
  numbers.status = take_word(rest);
  if (!is_number(numbers.status)) return std::nullopt;
  if (numbers.status != kNone && numbers.status.size() != kStatusDigits) return std::nullopt;
  numbers.error_code = take_word(rest);
  const auto is_of_name = [](char c) {
    return is_letter(c) || is_digit(c) || c == '.' || c == '_';
  };
  const bool is_name = numbers.error_code == kNone || all(numbers.error_code, is_of_name);
  if (numbers.error_code.empty() || !is_name) return std::nullopt;
  numbers.bytes_sent = take_word(rest);
  numbers.object_size = take_word(rest);
  const std::array times = {take_word(rest), take_word(rest)};
  for (const std::string_view number :
       {numbers.bytes_sent, numbers.object_size, times[0], times[1]}) {
    if (!is_number(number)) return std::nullopt;
  }
  if (!rest.starts_with('"') && !rest.starts_with("- ")) return std::nullopt;
  text = rest;
  return numbers;
}

// The size of the request line at the front, to its closing quote, if it is
// `METHOD target HTTP/1.1` or, in old logs, `METHOD target`. 0: it is neither.
std::size_t request_line_size(std::string_view text) {
  constexpr std::string_view kProtocol = "HTTP/";
  constexpr std::size_t kLongestVersion = 3;
  const std::size_t method = text.find(' ');
  if (method == 0 || method == std::string_view::npos) return 0;
  const std::size_t target = text.find(' ', method + 1);
  if (target == std::string_view::npos || target == method + 1) return 0;
  if (text[target - 1] == '"') {
    std::string_view behind = text.substr(target + 1);
    if (take_numbers(behind)) return target - 1;
  }
  std::string_view version = text.substr(target + 1);
  if (!take(version, kProtocol)) return 0;
  const std::size_t digits = std::min(version.find_first_not_of(".0123456789"), version.size());
  if (digits == 0 || digits > kLongestVersion || !version.substr(digits).starts_with("\" ")) {
    return 0;
  }
  return static_cast<std::size_t>(version.data() - text.data()) + digits;
}

// The same for other text: the only place that the fields behind a request line can follow. 0:
// there is none, or more than one.
std::size_t other_request_size(std::string_view text) {
  std::size_t found = 0;
  for (std::size_t end = text.find("\" "); end != std::string_view::npos;
       end = text.find("\" ", end + 1)) {
    std::string_view behind = text.substr(end + 2);
    if (end == 0 || !take_numbers(behind)) continue;
    if (found != 0) return 0;
    found = end;
  }
  return found;
}

bool take_request(std::string_view& text, std::string_view& request_uri) {
  if (take(text, "- ") || take(text, "\"-\" ")) return true;
  if (!take(text, "\"")) return false;
  const std::size_t size = request_line_size(text);
  const std::size_t end = size != 0 ? size : other_request_size(text);
  if (end == 0) return false;
  request_uri = text.substr(0, end);
  text.remove_prefix(end + 2);
  return true;
}

// Takes referer and user agent. What stays are the fields without quotes.
bool take_agent(std::string_view& text, std::string_view& user_agent) {
  constexpr std::string_view kBorder = "\" \"";
  const bool has_referer = !take(text, "- ");
  if (!has_referer && take(text, "- ")) return true;
  const std::size_t last = text.rfind('"');
  if (!text.starts_with('"') || last == 0 || !text.substr(last + 1).starts_with(' ')) return false;
  std::string_view quoted = text.substr(1, last - 1);
  text.remove_prefix(last + 2);
  if (has_referer) {
    const std::size_t border = quoted.find(kBorder);
    if (border == std::string_view::npos) return false;
    // Two borders can overlap by a quote.
    const bool is_only = quoted.find(kBorder, border + 1) == std::string_view::npos;
    if (!is_only) return true;
    quoted.remove_prefix(border + kBorder.size());
  }
  user_agent = value_of(quoted);
  return true;
}

bool starts_with_any(std::string_view word, std::initializer_list<std::string_view> starts) {
  return std::any_of(starts.begin(), starts.end(),
                     [&](std::string_view start) { return word.starts_with(start); });
}

// Reads version ID, host ID, signature version, cipher suite, authentication type, host header, TLS
// version, access point ARN, whether an ACL was required, and what may follow.
bool read_tail(std::string_view text, bool is_ended, AccessLogEntry& entry) {
  constexpr std::size_t kKnown = 9;
  std::array<std::string_view, kKnown> words;
  std::size_t count = 0;
  for (bool more = true; more; ++count) {
    const std::size_t blank = text.find(' ');
    more = blank != std::string_view::npos;
    const std::string_view word = text.substr(0, blank);
    if (word.empty()) return false;
    const bool is_sure = more || is_ended;
    if (count < kKnown) words[count] = is_sure ? word : kNone;
    if (more) text.remove_prefix(blank + 1);
  }
  const bool is_whole = is_ended && (count == kTailOf18Fields || count == kTailOf23Fields);
  if (count < kLeastTailOfUnended && !is_whole) return false;
  for (std::string_view& word : words) word = value_of(word);
  const auto& [version, host_id, signature, cipher, type, host, tls, access_point, acl] = words;
  if (!signature.empty() && !signature.starts_with("SigV")) return false;
  if (!all(type, is_letter)) return false;
  if (!tls.empty() && !starts_with_any(tls, {"TLS", "SSL"})) return false;
  if (!access_point.empty() && !access_point.starts_with("arn:")) return false;
  if (!acl.empty() && acl != "Yes") return false;
  entry.host_id = host_id;
  entry.signature_version = signature;
  entry.cipher_suite = cipher;
  entry.authentication_type = type;
  entry.host_header = host;
  entry.tls_version = tls;
  entry.access_point_arn = access_point;
  entry.acl_required = acl;
  return true;
}

// Takes the fields before the request line. `line` is what follows them.
bool take_head(std::string_view& line, AccessLogEntry& entry) {
  const std::string_view owner = take_word(line);
  entry.bucket = take_word(line);
  if (owner.empty() || entry.bucket.empty() || !take_time(line, entry.time)) return false;
  for (std::string_view* const field :
       {&entry.remote_ip, &entry.requester, &entry.request_id, &entry.operation, &entry.key}) {
    *field = take_word(line);
    if (field->empty()) return false;
    *field = value_of(*field);
  }
  entry.bucket = value_of(entry.bucket);
  return entry.operation.find('.') != std::string_view::npos;
}

}  // namespace

bool AccessLogEntry::succeeded() const {
  constexpr std::string_view kNotModified = "304";
  const bool is_2xx = status.size() == kNotModified.size() && status.starts_with('2');
  return error_code.empty() && (is_2xx || status == kNotModified);
}

std::optional<AccessLogEntry> read_access_log_line(std::string_view line, bool is_ended) {
  AccessLogEntry entry;
  if (!take_head(line, entry) || !take_request(line, entry.request_uri)) return std::nullopt;
  const auto numbers = take_numbers(line);
  if (!numbers || !take_agent(line, entry.user_agent)) return std::nullopt;
  entry.status = value_of(numbers->status);
  entry.error_code = value_of(numbers->error_code);
  entry.bytes_sent = value_of(numbers->bytes_sent);
  entry.object_size = value_of(numbers->object_size);
  return read_tail(line, is_ended, entry) ? std::optional(entry) : std::nullopt;
}

bool begins_access_log(std::string_view first) {
  constexpr int kLinesTried = 4;  // the first may be cut, or a heading
  constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";
  take(first, kByteOrderMark);
  for (int tried = 0; tried < kLinesTried; ++tried) {
    const std::size_t end = first.find('\n');
    std::string_view line = first.substr(0, end);
    AccessLogEntry entry;
    if (take_head(line, entry)) return true;
    if (end == std::string_view::npos) return false;
    first.remove_prefix(end + 1);
  }
  return false;
}

}  // namespace s3rare::input
