#include "cli/line_output.h"

#include <unistd.h>

#include <utility>

#include "cli/reading/run_output.h"
#include "cli/terminal.h"

namespace s3rare::cli {
namespace {

// A file, unlike a terminal, gets whole values, and colors only if `--color always` asks for them.
output::TableStyle style_of(const options::Options& options) {
  if (options.output) return {std::nullopt, options.color == options::When::always};
  return {terminal_columns(STDOUT_FILENO), colors_wanted(options.color, STDOUT_FILENO)};
}

}  // namespace

Result<LineOutput> LineOutput::open(const options::Options& options) {
  auto sink = open_output(options);
  if (!sink) return sink.error();
  LineOutput output(std::move(*sink));
  if (options.format == options::Format::table) output.table_.emplace(style_of(options));
  if (options.format == options::Format::ocsf) output.ocsf_.emplace();
  return output;
}

Result<Done> LineOutput::write(std::string_view line) {
  if (table_) return sink_.write(table_->add(line));
  if (ocsf_) return sink_.write(ocsf_->event_of(line));
  return sink_.write(line);
}

Result<Done> LineOutput::commit() {
  if (table_) {
    if (auto written = sink_.write(table_->finish()); !written) return written;
  }
  return sink_.commit();
}

}  // namespace s3rare::cli
