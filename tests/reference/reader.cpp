#include "reference/reader.h"

#include <algorithm>

#include "reference/content.h"
#include "reference/stream.h"
#include "reference/table.h"

namespace s3rare::reference {
namespace {

// Returns a name in lower case, without the extension of a compression.
std::string plain_name(std::string_view path) {
  std::string name(path);
  for (char& c : name) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  for (const std::string_view packed : {".gz", ".zst", ".xz", ".bz2"}) {
    if (!name.ends_with(packed)) continue;
    name.resize(name.size() - packed.size());
    break;
  }
  return name;
}

bool promises_lines(std::string_view path) {
  const std::string name = plain_name(path);
  return name.ends_with(".jsonl") || name.ends_with(".ndjson");
}

bool promises_json(std::string_view path) {
  return plain_name(path).ends_with(".json") || promises_lines(path);
}

std::size_t count(const Findings& findings, Finding::Kind kind) {
  return static_cast<std::size_t>(
      std::count_if(findings.all.begin(), findings.all.end(),
                    [&](const Finding& finding) { return finding.kind == kind; }));
}

}  // namespace

Reading read(std::string_view bytes, std::string_view path, bool named, Principal principal) {
  using Kind = Finding::Kind;
  Reading reading;
  Findings& findings = reading.findings;
  const bool has_object = begins_object(bytes);
  if (!has_object && is_other_kind(bytes)) {
    reading.file = FileKind::other_kind;
    return reading;
  }
  if (!has_object && is_table_of_records(bytes)) {
    read_table(bytes, principal, findings);
  } else {
    TextStream(bytes, principal, findings).read();
  }

  const std::size_t others = count(findings, Kind::digest) + count(findings, Kind::insight) +
                             count(findings, Kind::notification);
  std::size_t unrecognised = count(findings, Kind::unrecognised);
  const std::size_t bulk_actions = count(findings, Kind::bulk_action);
  const std::size_t scalars = count(findings, Kind::scalar);
  const bool has_fault =
      std::any_of(findings.all.begin(), findings.all.end(), [](const Finding& finding) {
        return finding.kind == Kind::malformed || finding.kind == Kind::damage;
      });
  const bool is_json = findings.saw_json || others + unrecognised + bulk_actions > 0 ||
                       (findings.saw_array && scalars == 0 && !has_fault);
  if (!is_json && !findings.broke_off) {
    if (findings.may_be_json) return reading;
    if (!has_object && mentions_cloudtrail(bytes)) {
      reading.file = FileKind::other_kind;
      return reading;
    }
    reading.depends_on_compression = path.ends_with(".gz") || path.ends_with(".zst") ||
                                     path.ends_with(".xz") || path.ends_with(".bz2");
    if (bytes.empty() && promises_lines(path)) {
      reading.file = FileKind::read;
      return reading;
    }
    reading.file =
        named || has_object || promises_json(path) ? FileKind::damaged : FileKind::not_json;
    return reading;
  }
  const std::size_t undecided = count(findings, Kind::undecided);
  const std::size_t malformed = count(findings, Kind::malformed);
  const std::size_t records = count(findings, Kind::matched) + count(findings, Kind::not_matched) +
                              count(findings, Kind::without_identity) + malformed + undecided;
  unrecognised += scalars + (records == 0 ? bulk_actions : 0);
  const bool is_damaged =
      malformed + count(findings, Kind::damage) > 0 ||
      std::any_of(findings.all.begin(), findings.all.end(), [](const Finding& finding) {
        return finding.kind == Kind::matched && !finding.match;  // a match without a time
      });
  if (is_damaged) {
    reading.file = FileKind::damaged;
  } else if (undecided > 0) {
    reading.file = std::nullopt;
  } else if (records + unrecognised > 0 || others == 0) {
    reading.file = FileKind::read;
  } else {
    reading.file = count(findings, Kind::digest) > 0    ? FileKind::digests
                   : count(findings, Kind::insight) > 0 ? FileKind::insights
                                                        : FileKind::notifications;
  }
  return reading;
}

}  // namespace s3rare::reference
