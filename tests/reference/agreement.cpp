#include "reference/agreement.h"

#include <algorithm>
#include <set>
#include <sstream>
#include <string_view>
#include <vector>

namespace s3rare::reference {
namespace {

using Kind = Finding::Kind;
using Difference = std::optional<std::string>;

// The range that the reference allows for a count.
struct Bounds {
  std::uint64_t least;
  std::uint64_t most;
};

Difference compare(std::string_view what, Bounds bounds, std::uint64_t actual) {
  if (actual >= bounds.least && actual <= bounds.most) return std::nullopt;
  std::ostringstream text;
  text << what << ": " << actual << " instead of " << bounds.least;
  if (bounds.most != bounds.least) text << " to " << bounds.most;
  return text.str();
}

// Totals over the reference's findings.
struct Totals {
  std::uint64_t of_kind[12] = {};
  std::uint64_t old_spelling = 0;
  std::uint64_t without_time = 0;
  std::uint64_t repaired_matches = 0;
  std::uint64_t invalid_utf8 = 0;
  std::uint64_t may_be_unjudged = 0;

  explicit Totals(const Findings& findings) {
    for (const Finding& finding : findings.all) {
      ++of_kind[static_cast<int>(finding.kind)];
      old_spelling += finding.old_spelling;
      without_time += finding.kind == Kind::matched && !finding.match;
      repaired_matches += finding.kind == Kind::matched && finding.invalid_utf8;
      invalid_utf8 += finding.invalid_utf8;
      may_be_unjudged += finding.may_be_unjudged;
    }
  }

  std::uint64_t operator[](Kind kind) const { return of_kind[static_cast<int>(kind)]; }
};

Difference compare_counts(const Totals& totals, const input::ReadCounts& counts, bool skipped) {
  // Malformed records of a skipped file do not count.
  const std::uint64_t undecided = skipped ? 0 : totals[Kind::undecided];
  const auto exactly = [](std::uint64_t count) { return Bounds{count, count}; };
  const auto about = [&](std::uint64_t count) { return Bounds{count, count + undecided}; };
  const std::uint64_t malformed = skipped ? 0 : totals[Kind::malformed];
  const std::uint64_t records = totals[Kind::matched] + totals[Kind::not_matched] +
                                totals[Kind::without_identity] + malformed + undecided;
  const std::uint64_t scalars = skipped ? 0 : totals[Kind::scalar];
  const std::uint64_t repaired_least = totals.repaired_matches;
  for (const Difference& found : {
           compare("matches", about(totals[Kind::matched]), counts.records_matched),
           compare("records that do not match",
                   {totals[Kind::not_matched],
                    totals[Kind::not_matched] + totals.may_be_unjudged + undecided},
                   counts.records_not_matched),
           compare("records without a usable identity",
                   {totals[Kind::without_identity] - totals.may_be_unjudged,
                    totals[Kind::without_identity] + undecided},
                   counts.records_without_identity),
           compare("S3 notifications", exactly(totals[Kind::notification]),
                   counts.objects_notification),
           compare("bulk actions", exactly(totals[Kind::bulk_action]), counts.objects_bulk_action),
           compare("malformed records", about(malformed), counts.records_malformed),
           compare("records", exactly(records), counts.records()),
           compare("repaired records", {repaired_least, totals.invalid_utf8},
                   counts.records_repaired),
           compare("digests", exactly(totals[Kind::digest]), counts.objects_digest),
           compare("Insights", exactly(totals[Kind::insight]), counts.objects_insight),
           compare("unrecognised objects", exactly(totals[Kind::unrecognised] + scalars),
                   counts.objects_unrecognised),
           compare("matches by the old spelling", about(totals.old_spelling),
                   counts.matches_old_spelling),
           compare("matches without a time", about(totals.without_time),
                   counts.matches_without_time),
       }) {
    if (found) return found;
  }
  return std::nullopt;
}

Difference compare_file(FileKind file, const input::ReadCounts& counts) {
  const auto is = [&](FileKind kind) -> std::uint64_t { return file == kind ? 1 : 0; };
  const auto exactly = [](std::uint64_t count) { return Bounds{count, count}; };
  for (const Difference& found : {
           compare("files read", exactly(is(FileKind::read)), counts.files_read),
           compare("damaged files", exactly(is(FileKind::damaged)), counts.files_damaged),
           compare("files skipped as no JSON", exactly(is(FileKind::not_json)),
                   counts.files_not_json),
           compare("files of other kinds", exactly(is(FileKind::other_kind)),
                   counts.files_other_kind),
           compare("files of digests", exactly(is(FileKind::digests)), counts.files_of_digests),
           compare("files of Insights", exactly(is(FileKind::insights)), counts.files_of_insights),
           compare("files of notifications", exactly(is(FileKind::notifications)),
                   counts.files_of_notifications),
       }) {
    if (found) return found;
  }
  return std::nullopt;
}

std::string show(const OwnMatch& match) {
  std::ostringstream text;
  text << "match at " << match.offset << ": " << match.record << "\n  fields";
  for (const OwnField& field : match.fields) {
    text << ' ' << static_cast<int>(field.kind) << ':' << field.text;
  }
  text << " time " << match.time.seconds << '.' << match.time.nanoseconds << '/'
       << match.fraction_digits;
  return text.str();
}

Difference compare_matches(const Findings& findings, std::vector<OwnMatch> actual) {
  // Only the offset of undecided records is known.
  std::set<std::uint64_t> undecided;
  for (const Finding& finding : findings.all) {
    if (finding.kind == Kind::undecided) undecided.insert(finding.offset);
  }
  const auto is_undecided = [&](const OwnMatch& match) { return undecided.contains(match.offset); };
  std::vector<OwnMatch> expected;
  for (const Finding& finding : findings.all) {
    if (finding.match && !is_undecided(*finding.match)) expected.push_back(*finding.match);
  }
  actual.erase(std::remove_if(actual.begin(), actual.end(), is_undecided), actual.end());
  for (std::size_t i = 0; i < std::max(expected.size(), actual.size()); ++i) {
    if (i == expected.size()) return "unexpected " + show(actual[i]);
    if (i == actual.size()) return "missing " + show(expected[i]);
    if (expected[i] != actual[i]) {
      return show(actual[i]) + "\ninstead of " + show(expected[i]);
    }
  }
  return std::nullopt;
}

// Only if nothing is undecided.
Difference compare_faults(const Reading& reference, const FastReading& fast) {
  std::vector<std::uint64_t> offsets;
  if (reference.file != FileKind::not_json && reference.file != FileKind::other_kind) {
    for (const Finding& finding : reference.findings.all) {
      const bool is_fault = finding.kind == Kind::malformed || finding.kind == Kind::damage ||
                            (finding.kind == Kind::matched && !finding.match);
      if (is_fault) offsets.push_back(finding.offset);
    }
    // A file that holds nothing at all, though it should.
    if (offsets.empty() && reference.file == FileKind::damaged) offsets.push_back(0);
  }
  const std::uint64_t actual = fast.first_fault ? 1 + fast.other_faults : 0;
  if (auto found = compare("faults", {offsets.size(), offsets.size()}, actual)) return found;
  if (offsets.empty()) return std::nullopt;
  return compare("offset of the first fault", {offsets.front(), offsets.front()},
                 fast.first_fault->offset.value_or(static_cast<std::uint64_t>(-1)));
}

}  // namespace

std::optional<std::string> difference(const Reading& reference, const FastReading& fast) {
  const Findings& findings = reference.findings;
  if (findings.too_nested) return std::nullopt;
  const Totals totals(findings);
  if (auto found = compare_matches(findings, fast.matches)) return found;
  const input::ReadCounts& counts = fast.counts;
  if (reference.depends_on_compression) {
    return compare(
        "files", {1, 1},
        counts.files_read + counts.files_damaged + counts.files_not_json + counts.files_other_kind);
  }
  // A reader that skips a file drops its malformed records, all that it has.
  const bool may_be_skipped = !reference.file && !findings.saw_json && findings.may_be_json;
  const bool skipped = reference.file == FileKind::not_json ||
                       reference.file == FileKind::other_kind ||
                       (may_be_skipped && counts.files_not_json + counts.files_other_kind > 0);
  if (auto found = compare_counts(totals, counts, skipped)) return found;
  if (reference.file) {
    if (auto found = compare_file(*reference.file, counts)) return found;
  }
  if (!reference.file || totals[Kind::undecided] > 0) return std::nullopt;
  return compare_faults(reference, fast);
}

}  // namespace s3rare::reference
