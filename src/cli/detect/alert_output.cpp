#include "cli/detect/alert_output.h"

#include <optional>
#include <utility>

#include "cli/line_output.h"
#include "cli/signals.h"
#include "json/text.h"
#include "s3rare/detail.h"

namespace s3rare::cli {
namespace {

// Writes the alerts' lines to the output and the state; those held back to the state alone.
Result<Done> write_alerts(const options::Options& options, LineOutput& output,
                          const AlertRenderer& renderer, RunAlerts& found, Memory* memory) {
  for (const Alert& alert : found.alerts) {
    const AlertLine line = renderer.render(alert);
    found.priorities.add(line.priority);
    if (memory != nullptr) memory->keep(alert, line.text);
    if (options.investigate || options.reports_too()) found.printed += line.text;
    if (auto written = output.write(line.text); !written) return written;
  }
  if (memory == nullptr) return Done();
  for (const Alert& alert : found.held.alerts) memory->keep(alert, renderer.render(alert).text);
  return Done();
}

}  // namespace

AlertLine AlertRenderer::render(const Alert& alert) const {
  const Earliest& match = alert.episode->earliest;
  const std::string detail = details.expand(match.detail());
  const DetailReader reader(detail);
  const Enrichment enrichment = enricher.enrich(reader, alert.episode->worst);
  std::string path;
  json::repair_utf8(paths.of(match.origin()), path);
  std::string text = output::render_alert(alert, reader, context, enrichment, path);
  text += '\n';
  return {std::move(text), enrichment.assessment.priority};
}

Result<Done> write_all(const options::Options& options, const output::Messages& messages,
                       const AlertRenderer& renderer, RunAlerts& found, const History& history,
                       const input::ReadReport& report, Memory* memory) {
  // A file is written whole or not at all, also when a signal arrives meanwhile.
  std::optional<SignalHold> hold;
  if (options.output) hold.emplace();
  auto output = LineOutput::open(options);
  auto written = output ? write_alerts(options, *output, renderer, found, memory) : output.error();
  if (written && memory != nullptr) {
    written = memory->store(history, report, found.alerts.size());
  }
  if (written) written = output->commit();
  if (memory == nullptr) {
    const bool reader_left = !written && written.error().kind == ErrorKind::closed_pipe;
    if (!written && !reader_left) messages.error(written.error());
    if (written && hold) hold->keep();
    return written;
  }
  if (!written) {
    messages.error(written.error());
    messages.error("the state is unchanged: the next run raises these alerts again");
    return written;
  }
  // From here on the alerts are written.

  if (!hold) hold.emplace();
  auto committed = memory->commit();
  if (!committed) {
    messages.error(committed.error());
    messages.error(
        "the alerts are written but the state is unchanged: the next run repeats them with the "
        "same "
        "ids");
  }
  // A caller that sees exit code 130 may discard the alerts, so a late signal no longer counts.
  if (committed) hold->keep();
  return committed;
}

}  // namespace s3rare::cli
