// Where the lines of a run go, in the format that its options name.
#pragma once

#include <optional>
#include <string_view>

#include "files/sink.h"
#include "options/options.h"
#include "output/table.h"
#include "s3rare/error.h"

namespace s3rare::cli {

class LineOutput {
 public:
  static Result<LineOutput> open(const options::Options& options);

  /// @param line  with its end
  Result<Done> write(std::string_view line);

  /// See Sink.
  Result<Done> commit();

 private:
  explicit LineOutput(files::Sink sink) : sink_(std::move(sink)) {}

  files::Sink sink_;
  std::optional<output::Table> table_;
};

}  // namespace s3rare::cli
