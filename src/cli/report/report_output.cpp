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
#include "report/forms/incident_text.h"

namespace s3rare::cli {
namespace {

using Render = std::function<std::string(const report::Incident&)>;

// One output with its form.
struct Form {
  files::Sink sink;
  std::string head;
  Render render;

  Result<Done> write(const std::vector<report::Incident>& incidents) {
    auto written = sink.write(head);
    for (const report::Incident& incident : incidents) {
      if (!written) return written;
      written = sink.write(render(incident));
    }
    return written;
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

}  // namespace

Result<Done> write_report(const options::Options& options,
                          const std::vector<report::Incident>& incidents) {
  std::vector<Form> forms;
  // Files first: standard output may end early, and cannot be taken back.
  const auto add_file = [&](const std::optional<std::string>& path, std::string head,
                            Render render) -> Result<Done> {
    if (!path) return Done();
    auto sink = files::Sink::replacement(*path);
    if (!sink) return sink.error();
    forms.push_back({std::move(*sink), std::move(head), std::move(render)});
    return Done();
  };
  std::optional<SignalHold> hold;
  if (options.output || options.json_file || options.text_file || options.markdown_file ||
      options.csv_file) {
    hold.emplace();
  }
  auto opened = add_file(options.json_file, {}, json_line);
  if (opened) opened = add_file(options.text_file, {}, report::incident_text);
  if (opened) opened = add_file(options.markdown_file, {}, report::incident_markdown);
  if (opened) {
    opened = add_file(options.csv_file, report::csv_head(report::CsvRows::incidents),
                      render_csv(report::CsvRows::incidents));
  }
  if (!opened) return opened;
  auto main_sink = open_output(options);
  if (!main_sink) return main_sink.error();
  if (options.csv) {
    const report::CsvRows rows = rows_of(*options.csv);
    forms.push_back({std::move(*main_sink), report::csv_head(rows), render_csv(rows)});
  } else {
    forms.push_back({std::move(*main_sink), {}, render_as(options.report_format)});
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
