#include "reference/access_log.h"

#include <algorithm>
#include <cstddef>
#include <regex>
#include <vector>

namespace s3rare::reference {
namespace {

using Words = std::vector<std::string>;

bool fits(const std::string& text, const char* pattern) {
  return std::regex_match(text, std::regex(pattern));
}

Words split(std::string_view line) {
  Words words(1);
  for (const char c : line) {
    if (c == ' ') {
      words.emplace_back();
    } else {
      words.back() += c;
    }
  }
  return words;
}

std::string join(const Words& words, std::size_t begin, std::size_t end) {
  std::string text;
  for (std::size_t i = begin; i < end; ++i) text += (i == begin ? "" : " ") + words[i];
  return text;
}

// Whether status, error code, four numbers and the begin of a referer are at `at`.
bool has_numbers(const Words& words, std::size_t at) {
  if (at + 6 >= words.size()) return false;
  if (!fits(words[at], "-|[0-9]{3}") || !fits(words[at + 1], "-|[A-Za-z0-9._]+")) return false;
  for (std::size_t i = at + 2; i < at + 6; ++i) {
    if (!fits(words[i], "-|[0-9]+")) return false;
  }
  return words[at + 6].starts_with('"') || (words[at + 6] == "-" && at + 7 < words.size());
}

// The word behind the request line that begins at word 9.
std::optional<std::size_t> end_of_request(const Words& words) {
  if (words[9] == "-" || words[9] == "\"-\"") return 10;
  if (!words[9].starts_with('"')) return std::nullopt;
  if (words[9].size() > 1 && words.size() > 11 && !words[10].empty()) {
    if (words[10].ends_with('"') && has_numbers(words, 11)) return 11;
    if (words.size() > 12 && fits(words[11], "HTTP/[.0-9]{1,3}\"")) return 12;
  }
  std::vector<std::size_t> found;
  for (std::size_t end = 10; end < words.size(); ++end) {
    const std::string request = join(words, 9, end);
    if (request.size() > 2 && request.ends_with('"') && has_numbers(words, end)) {
      found.push_back(end);
    }
  }
  return found.size() == 1 ? std::optional(found.front()) : std::nullopt;
}

// Reads what is between the last number and the version ID; returns the text behind it.
std::optional<std::string> read_agent(const Words& words, std::size_t at, std::string& agent) {
  const bool has_referer = words[at] != "-";
  if (!has_referer) ++at;
  if (!has_referer && words[at] == "-" && at + 1 < words.size()) {
    return join(words, at + 1, words.size());
  }
  const std::string text = join(words, at, words.size());
  const std::size_t last = text.rfind('"');
  if (!text.starts_with('"') || last == 0 || last + 1 >= text.size() || text[last + 1] != ' ') {
    return std::nullopt;
  }
  agent = text.substr(1, last - 1);
  if (has_referer) {
    std::vector<std::size_t> borders;
    for (std::size_t i = 0; i + 3 <= agent.size(); ++i) {
      if (agent.substr(i, 3) == "\" \"") borders.push_back(i);
    }
    if (borders.empty()) return std::nullopt;
    agent = borders.size() == 1 ? agent.substr(borders.front() + 3) : "";
  }
  return text.substr(last + 2);
}

}  // namespace

std::optional<AccessLogFields> read_access_log_line(std::string_view line, bool is_ended) {
  const Words words = split(line);
  if (words.size() < 18) return std::nullopt;
  for (std::size_t i = 0; i < 9; ++i) {
    if (words[i].empty()) return std::nullopt;
  }
  if (!fits(words[2] + " " + words[3],
            "\\[[0-9]{2}/[A-Za-z]{3}/[0-9]{4}:[0-9]{2}:[0-9]{2}:[0-9]{2} [+-][0-9]{4}\\]") ||
      words[7] == "-" || words[7].find('.') == std::string::npos) {
    return std::nullopt;
  }
  const auto end = end_of_request(words);
  if (!end || !has_numbers(words, *end)) return std::nullopt;
  AccessLogFields fields;
  const auto rest = read_agent(words, *end + 6, fields["user_agent"]);
  if (!rest) return std::nullopt;

  Words tail = split(*rest);
  for (const std::string& word : tail) {
    if (word.empty()) return std::nullopt;
  }
  const std::size_t count = tail.size();
  if (count < 7 && !(is_ended && (count == 1 || count == 6))) return std::nullopt;
  if (!is_ended) tail.back() = "-";
  tail.resize(std::max<std::size_t>(count, 9), "-");
  if (!fits(tail[2], "-|SigV[^]*") || !fits(tail[4], "-|[A-Za-z]+") ||
      !fits(tail[6], "-|(TLS|SSL)[^]*") || !fits(tail[7], "-|arn:[^]*") ||
      !fits(tail[8], "-|Yes")) {
    return std::nullopt;
  }
  fields["bucket"] = words[1];
  fields["time"] = words[2].substr(1) + " " + words[3].substr(0, words[3].size() - 1);
  fields["remote_ip"] = words[4];
  fields["requester"] = words[5];
  fields["request_id"] = words[6];
  fields["operation"] = words[7];
  fields["key"] = words[8];
  const std::string request = join(words, 9, *end);
  fields["request_uri"] = request.size() > 2 ? request.substr(1, request.size() - 2) : "-";
  fields["status"] = words[*end];
  fields["error_code"] = words[*end + 1];
  fields["bytes_sent"] = words[*end + 2];
  fields["object_size"] = words[*end + 3];
  fields["host_id"] = tail[1];
  fields["signature_version"] = tail[2];
  fields["cipher_suite"] = tail[3];
  fields["authentication_type"] = tail[4];
  fields["host_header"] = tail[5];
  fields["tls_version"] = tail[6];
  fields["access_point_arn"] = tail[7];
  fields["acl_required"] = tail[8];
  for (auto& [name, value] : fields) {
    if (value == "-") value.clear();
  }
  return fields;
}

}  // namespace s3rare::reference
