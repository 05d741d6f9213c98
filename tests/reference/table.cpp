#include "reference/table.h"

#include <optional>
#include <string>
#include <vector>

#include "reference/containers.h"
#include "reference/json.h"
#include "reference/outline.h"
#include "reference/stream.h"

namespace s3rare::reference {
namespace {

using Cells = std::vector<std::string>;

// A row, and where the next one begins. Without cells the row breaks the rules.
struct Row {
  std::optional<Cells> cells;
  std::size_t next = 0;
};

std::size_t line_end(std::string_view text, std::size_t from) {
  const std::size_t newline = text.find('\n', from);
  return newline == std::string_view::npos ? text.size() : newline + 1;
}

Row read_row(std::string_view text, std::size_t start, char delimiter) {
  const Row broken{std::nullopt, line_end(text, start)};
  Cells cells(1);
  enum class In { front, plain, quotes, behind } in = In::front;
  std::size_t at = start;
  for (; at < text.size(); ++at) {
    const char c = text[at];
    const bool ends_line = c == '\n' || (c == '\r' && text.substr(at, 2) == "\r\n") ||
                           (c == '\r' && at + 1 == text.size());
    if (in == In::quotes) {
      if (c != '"') {
        cells.back() += c;
      } else if (text.substr(at, 2) == "\"\"") {
        cells.back() += text[at++];
      } else {
        in = In::behind;
      }
    } else if (ends_line) {
      at += c == '\r' && at + 1 < text.size() ? 1 : 0;
      break;
    } else if (c == delimiter) {
      cells.emplace_back();
      in = In::front;
    } else if (in == In::behind || (c == '"' && in == In::plain && delimiter != '\t')) {
      return broken;
    } else if (c == '"' && in == In::front) {
      in = In::quotes;
    } else {
      cells.back() += c;
      in = In::plain;
    }
  }
  if (in == In::quotes) return broken;
  return {cells, std::min(at + 1, text.size())};
}

std::string folded(std::string name) {
  while (!name.empty() && (name.back() == ' ' || name.back() == '\t')) name.pop_back();
  while (!name.empty() && (name.front() == ' ' || name.front() == '\t')) name.erase(0, 1);
  for (char& c : name) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  return name;
}

std::string_view without_mark(std::string_view text) {
  return text.starts_with("\xef\xbb\xbf") ? text.substr(3) : text;
}

struct Header {
  char delimiter = ',';
  std::size_t columns = 0;
  std::vector<std::size_t> of_records;  // the most certain first
};

// The header of a table of records, or nothing.
std::optional<Header> header_of(std::string_view text) {
  text = without_mark(text.substr(0, std::size_t{64} * 1024));
  std::string line(text.substr(0, text.find('\n')));
  if (line.ends_with('\r')) line.pop_back();
  if (line.empty() || line.find_first_of("{[") != std::string::npos) return std::nullopt;
  Header header;
  bool quoted = false;
  for (const char c : line) {
    if (c == '"') quoted = !quoted;
    if (quoted || std::string_view(",;\t|").find(c) == std::string_view::npos) continue;
    header.delimiter = c;
    break;
  }
  // In a header a quote stands only around a name, whatever the delimiter.
  for (std::size_t at = 1; at < line.size(); ++at) {
    const bool in_name = line[at] == '"' && line[at - 1] != '"' && line[at - 1] != header.delimiter;
    std::size_t quotes = 0;
    for (const char c : line.substr(0, at)) quotes += c == '"' ? 1 : 0;
    if (in_name && quotes % 2 == 0) return std::nullopt;
  }
  const auto cells = read_row(line, 0, header.delimiter).cells;
  if (!cells) return std::nullopt;
  header.columns = cells->size();
  for (const std::string_view name :
       {"event.original", "event_original", "eventjson", "cloudtrailevent", "_raw", "@message",
        "message", "raw", "event", "record", "records"}) {
    for (std::size_t i = 0; i < cells->size(); ++i) {
      if (folded((*cells)[i]) != name) continue;
      header.of_records.push_back(i);
      break;
    }
  }
  if (header.of_records.empty()) return std::nullopt;
  return header;
}

}  // namespace

bool is_table_of_records(std::string_view text) {
  const std::string_view first = text.substr(0, std::size_t{64} * 1024);
  return first.find("eventSource") != std::string_view::npos && header_of(text).has_value();
}

void read_table(std::string_view text, Principal principal, Findings& findings) {
  const Header header = *header_of(text);
  Containers containers(principal, findings);
  const auto add = [&](Finding::Kind kind, std::size_t offset) {
    findings.all.push_back({kind, offset});
  };
  bool is_header = true;
  for (std::size_t at = text.size() - without_mark(text).size(); at < text.size();) {
    if (text[at] == '\n' || text.substr(at, 2) == "\r\n") {
      at += text[at] == '\n' ? 1 : 2;
      continue;
    }
    const std::size_t start = at;
    const Row row = read_row(text, at, header.delimiter);
    at = row.next;
    if (is_header) {
      is_header = false;
      continue;
    }
    if (!row.cells || row.cells->size() != header.columns) {
      add(Finding::Kind::malformed, start);
      continue;
    }
    findings.saw_json = true;
    const std::string* record = nullptr;
    for (const std::size_t column : header.of_records) {
      const std::string& cell = (*row.cells)[column];
      if (record == nullptr && cell.starts_with('{')) record = &cell;
    }
    if (record == nullptr) {
      add(Finding::Kind::unrecognised, start);
      continue;
    }
    const Extent extent = find_end(*record, 0);
    std::size_t behind = extent.end;
    while (behind < record->size() && is_white_space((*record)[behind])) ++behind;
    if (extent.how != Extent::End::closed || behind < record->size() ||
        extent.end > kMaxRecordBytes) {
      add(Finding::Kind::malformed, start);
    } else {
      containers.open(std::string_view(*record).substr(0, extent.end), start);
    }
  }
}

}  // namespace s3rare::reference
