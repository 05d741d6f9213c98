#include "cli/reading/run_report.h"

#include <fmt/format.h>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "files/sink.h"
#include "input/recognition/content_kind.h"
#include "text/quantities.h"
#include "text/terminal_text.h"

namespace s3rare::cli {
namespace {

constexpr std::size_t kShownFiles = 10;

Result<Done> write_summary_file(const std::string& path, const output::Summary& summary) {
  auto sink = files::Sink::replacement(path);
  if (!sink) return sink.error();
  auto written = sink->write(output::summary_json(summary));
  return written ? sink->commit() : written;
}

// Warns of the first files of a list.
// @param what  what is wrong with a file, by the number of its parts
// @param rest  what is wrong with the others: `3 more files ...`
void warn_of(const output::Messages& messages, const input::FileList& files,
             const std::function<std::string(std::uint64_t parts)>& what, std::string_view rest) {
  std::uint64_t shown = 0;
  for (const auto& [path, parts] : files) {
    if (shown == kShownFiles) break;
    messages.warning(text::show_safely(path) + ": " + what(parts));
    ++shown;
  }
  if (files.total() == shown) return;
  const std::uint64_t more = files.total() - shown;
  messages.warning(fmt::format("{} {}", text::count_of(more, "more file", "more files"), rest));
}

// Warns of the files of kinds that are not read. Returns whether there are any.
bool warn_of_kinds(const output::Messages& messages, const input::SkippedFiles& skipped) {
  bool any = false;
  for (const input::ContentRow& row : input::content_rows()) {
    const input::FileList* const files = skipped.find(row.name);
    if (files == nullptr) continue;
    any = true;
    const auto what = [&](std::uint64_t) {
      return fmt::format("found {}, which is not read: {}", row.found, row.advice);
    };
    warn_of(messages, *files, what, fmt::format("of this kind: {}", row.name));
  }
  return any;
}

void warn_of_files(const output::Messages& messages, const input::ReadReport& report) {
  const auto always = [](std::string_view text) {
    return [text](std::uint64_t) { return std::string(text); };
  };
  warn_of(messages, report.unrecognised,
          always("found JSON that is not CloudTrail, expected records"),
          "hold JSON that is not CloudTrail");
  warn_of(
      messages, report.unread,
      always(
          "found JSON with eventSource in a shape that is not read, expected CloudTrail records"),
      "hold JSON with eventSource in a shape that is not read");
  warn_of(
      messages, report.partly_unrecognised,
      [](std::uint64_t parts) {
        return fmt::format(
            "found {} not CloudTrail beside its records, expected only records",
            parts == 1 ? "1 object that is" : text::count_of(parts, "object") + " that are");
      },
      "hold other objects beside their records");
  warn_of(
      messages, report.without_identity,
      [](std::uint64_t parts) {
        return fmt::format(
            "found {} without a usable userIdentity, expected an object with type and accountId: "
            "the rule cannot judge {}",
            text::count_of(parts, "record"), parts == 1 ? "it" : "them");
      },
      "hold records without a usable userIdentity");
}

}  // namespace

ExitCode report_faults(const output::Messages& messages, const input::ReadReport& report,
                       bool remembered_records) {
  for (const input::FileFault& fault : report.faults) messages.error(fault.first, fault.others);
  if (report.faults.left_out() > 0) {
    messages.error(
        fmt::format("{} could not be read completely; the first {}, by path, are named above",
                    text::count_of(report.faults.left_out(), "more file", "more files"),
                    report.faults.total() - report.faults.left_out()));
  }
  warn_of_files(messages, report);
  for (const auto& [form, records] : report.forms) {
    if (form->lacks.empty()) continue;
    messages.warning(fmt::format("{} read from {}: {}", text::count_of(records, "record"),
                                 form->name, form->lacks));
  }
  const bool left_out = warn_of_kinds(messages, report.skipped);
  if (const input::DatedByFolder& dated = report.dated_by_folder; dated.files > 0) {
    messages.warning(fmt::format(
        "left out {} that CloudTrail did not name, for the date of the folder alone, such as {}: "
        "to read such a file, name it or its folder",
        text::count_of(dated.files, "file"), text::show_safely(dated.first)));
  }
  if (report.furthest_ahead && report.counts.records_ahead > 0) {
    messages.warning(fmt::format(
        "found {} later than this machine's clock, up to {}: ignored for covered days, --max-age "
        "and --retain; check the clock",
        text::count_of(report.counts.records_ahead, "record"), format_utc(*report.furthest_ahead)));
  }
  const bool understood = report.unread.empty() && report.partly_unrecognised.empty() &&
                          report.without_identity.empty();
  if (report.counts.judged() == 0 && !remembered_records) {
    messages.warning(
        report.counts.records_without_identity == 0
            ? "no CloudTrail record was read: this run says nothing about what happened"
            : "no record could be judged: this run says nothing about what happened");
    return ExitCode::incomplete;
  }
  return report.faults.empty() && understood && !left_out ? ExitCode::done : ExitCode::incomplete;
}

Result<ExitCode> report_reading(const options::Options& options, const output::Messages& messages,
                                const input::ReadReport& report, const output::Summary& summary,
                                bool remembered_records) {
  const ExitCode code = report_faults(messages, report, remembered_records);
  messages.note(output::summary_text(summary));
  if (options.summary_json) {
    if (auto written = write_summary_file(*options.summary_json, summary); !written) {
      return written.error();
    }
  }
  return code;
}

}  // namespace s3rare::cli
