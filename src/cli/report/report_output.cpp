#include <functional>
#include <optional>
#include <utility>

#include "cli/reading/run_output.h"
#include "cli/report/reporting.h"
#include "cli/signals.h"
#include "files/sink.h"
#include "report/forms/csv.h"
#include "report/forms/incident_json.h"
#include "report/forms/incident_markdown.h"
#include "report/forms/incident_page.h"
#include "report/forms/incident_text.h"
#include "s3rare/event_time.h"
#include "s3rare/term.h"

namespace s3rare::cli {
namespace {

using Render = std::function<std::string(const report::Incident&)>;
using RenderEnd = std::function<std::string()>;

// One output with its form.
struct Form {
  files::Sink sink;
  std::string head;
  Render render;
  RenderEnd end = {};

  Result<Done> write(const std::vector<report::Incident>& incidents) {
    auto written = sink.write(head);
    for (const report::Incident& incident : incidents) {
      if (!written) return written;
      written = sink.write(render(incident));
    }
    return written && end ? sink.write(end()) : written;
  }
};

std::string json_line(const report::Incident& incident) {
  return report::incident_json(incident) + "\n";
}

Render render_as(options::ReportFormat format) {
  switch (format) {
    case options::ReportFormat::json:
      return json_line;
    case options::ReportFormat::text:
      return report::incident_text;
    case options::ReportFormat::markdown:
      return report::incident_markdown;
  }
  return json_line;
}

report::CsvRows rows_of(options::CsvTable table) {
  switch (table) {
    case options::CsvTable::incidents:
      return report::CsvRows::incidents;
    case options::CsvTable::objects:
      return report::CsvRows::objects;
    case options::CsvTable::requests:
      return report::CsvRows::requests;
    case options::CsvTable::sources:
      return report::CsvRows::sources;
  }
  return report::CsvRows::incidents;
}

Render render_csv(report::CsvRows rows) {
  return [rows](const report::Incident& incident) { return report::csv_rows(rows, incident); };
}

// What decides the incidents; not how they are computed and written.
report::PageHead page_head(const options::Options& options, const input::ReadReport* read) {
  report::PageHead head;
  head.paths = options.paths;
  if (head.paths.empty()) head.paths.emplace_back("-");
  const auto add = [&](std::string name, std::string value) {
    head.settings.emplace_back(std::move(name), std::move(value));
  };
  if (!options.report_alerts.empty()) {
    add("--alerts", options.report_alerts);
  } else if (options.report_state) {
    add("--state", *options.report_state);
  } else {
    add("--term", term_field_names(options.term_fields));
    add("--window", format_duration(options.window));
  }
  if (options.since) add("--since", format_utc(*options.since));
  if (options.until) add("--until", format_utc(*options.until));
  if (read == nullptr) return head;
  if (const auto first = read->coverage.earliest()) {
    head.logs = report::Span{*first, *read->coverage.latest()};
  }
  const input::ReadCounts& counts = read->counts;
  head.records = counts.records_matched + counts.records_not_matched;
  head.files = counts.files_read + counts.files_damaged;
  head.damaged_files = counts.files_damaged + counts.files_failed;
  return head;
}

}  // namespace

Result<Done> write_report(const options::Options& options,
                          const std::vector<report::Incident>& incidents,
                          const input::ReadReport* read) {
  std::vector<Form> forms;
  // Files first: standard output may end early, and cannot be taken back.
  const auto add_file = [&](const std::optional<std::string>& path, std::string head, Render render,
                            RenderEnd end = {}) -> Result<Done> {
    if (!path) return Done();
    auto sink = files::Sink::replacement(*path);
    if (!sink) return sink.error();
    forms.push_back({std::move(*sink), std::move(head), std::move(render), std::move(end)});
    return Done();
  };
  std::optional<SignalHold> hold;
  if (options.output || options.json_file || options.text_file || options.markdown_file ||
      options.csv_file || options.page_file) {
    hold.emplace();
  }
  auto opened = add_file(options.json_file, {}, json_line);
  if (opened) opened = add_file(options.text_file, {}, report::incident_text);
  if (opened) opened = add_file(options.markdown_file, {}, report::incident_markdown);
  if (opened) {
    opened = add_file(options.csv_file, report::csv_head(report::CsvRows::incidents),
                      render_csv(report::CsvRows::incidents));
  }
  report::IncidentPage page(incidents.size());
  if (opened && options.page_file) {
    opened = add_file(
        options.page_file, report::IncidentPage::head(page_head(options, read)),
        [&](const report::Incident& incident) { return page.incident(incident); },
        [&] { return page.end(); });
  }
  if (!opened) return opened;
  if (options.command == options::Command::report) {
    auto main_sink = open_output(options);
    if (!main_sink) return main_sink.error();
    if (options.csv) {
      const report::CsvRows rows = rows_of(*options.csv);
      forms.push_back({std::move(*main_sink), report::csv_head(rows), render_csv(rows)});
    } else {
      forms.push_back({std::move(*main_sink), {}, render_as(options.report_format)});
    }
  }
  for (Form& form : forms) {
    if (auto written = form.write(incidents); !written) return written;
  }
  for (Form& form : forms) {
    if (auto committed = form.sink.commit(); !committed) return committed;
  }
  if (hold) hold->keep();
  return Done();
}

}  // namespace s3rare::cli
