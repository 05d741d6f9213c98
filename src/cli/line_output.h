// Writes a run's lines to its output, in the format that the options name.
#pragma once

#include <optional>
#include <string_view>

#include "files/sink.h"
#include "options/options.h"
#include "output/ocsf_event.h"
#include "output/table.h"
#include "s3rare/error.h"

namespace s3rare::cli {

class LineOutput {
 public:
  static Result<LineOutput> open(const options::Options& options);

  /// @param line  including its line end
  Result<Done> write(std::string_view line);

  /// Writes what is left, and completes the output: see Sink.
  Result<Done> commit();

 private:
  explicit LineOutput(files::Sink sink) : sink_(std::move(sink)) {}

  files::Sink sink_;
  std::optional<output::Table> table_;
  std::optional<output::OcsfEvents> ocsf_;
};

}  // namespace s3rare::cli
