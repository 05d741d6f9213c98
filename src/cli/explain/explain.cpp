// `s3rare explain`: the reasons for the number of alerts, or the outcome of one record (--record)
// or of one source's matches (--source). All three read the logs once before they answer.

#include "cli/commands.h"
#include "cli/ending.h"
#include "cli/exit_code.h"
#include "cli/explain/explain_reading.h"
#include "cli/explain/explaining.h"
#include "cli/reading/excepting.h"
#include "cli/reading/run_output.h"
#include "cli/reading/run_report.h"
#include "explain/explained.h"

namespace s3rare::cli {
namespace {

std::string explain_logs(const options::Options& options, const ReadLogs& logs) {
  const explain::Question question = question_of(options);
  const explain::Explained explained{question, logs.explanation, logs.summary, logs.outside_range};
  return options.json ? explain::explanation_json(explained) : explain::explanation_text(explained);
}

Result<std::string> explanation_for(const options::Options& options, const Exceptions& exceptions,
                                    Memory* memory, ReadLogs& logs) {
  if (options.record) return explain_record(options, exceptions, logs);
  if (options.source) return explain_source(options, memory, logs);
  return explain_logs(options, logs);
}

}  // namespace

int run_explain(const options::Options& given) {
  options::Options options = given;
  options.state_readonly = true;
  const output::Messages messages = make_messages(options);
  const auto exceptions = read_exceptions(options);
  if (!exceptions) return end_with(messages, exceptions.error());
  std::optional<Memory> memory;
  if (options.state) {
    auto opened = Memory::open(options);
    if (!opened) return end_with(messages, opened.error());
    memory.emplace(std::move(*opened));
  }
  Memory* const state = memory ? &*memory : nullptr;
  auto logs = read_to_explain(options, *exceptions, state);
  if (!logs) return end_with(messages, logs.error());
  warn_of_empty_lists(options, messages, *exceptions);
  int code = value_of(report_faults(messages, logs->report));
  if (logs->found && logs->found->count() == 0) {
    messages.error("--record: found no record with the event ID " +
                   text::show_safely(*options.record) + ", expected one in these logs");
    return value_of(ExitCode::incomplete);
  }
  auto text = explanation_for(options, *exceptions, state, *logs);
  if (!text) {
    messages.error(text.error());
    return text.error().kind == ErrorKind::damaged ? value_of(ExitCode::incomplete)
                                                   : exit_code_of(text.error());
  }
  auto sink = files::Sink::standard_output();
  auto written = sink.write(*text);
  if (written) written = sink.commit();
  return std::max(code, end_with(messages, written));
}

}  // namespace s3rare::cli
