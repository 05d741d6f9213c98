#include "options/options.h"

#include "options/command_line.h"

namespace s3rare::options {

Result<std::variant<Options, Answer>> parse_options(int argc, const char* const* argv,
                                                    EventTime now) {
  using Parsed = std::variant<Options, Answer>;
  auto read = read_command_line(argc, argv);
  if (!read) return read.error();
  if (const auto* answer = std::get_if<Answer>(&*read)) return Parsed(*answer);
  const CommandLine& line = std::get<CommandLine>(*read);
  Options options;
  options.command = line.command;
  options.started = now;
  Reading reading(line.command, now);
  for (const auto& group : line.groups) group->read(options, reading);
  if (reading.error()) return *reading.error();
  return Parsed(std::move(options));
}

}  // namespace s3rare::options
