#include "cli/reading/excepting.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>

#include "lists/exception_lines.h"
#include "text/terminal_text.h"

namespace s3rare::cli {

Result<Exceptions> read_exceptions(const options::Options& options) {
  Exceptions exceptions;
  for (const std::string& file : options.exceptions) {
    if (auto read = lists::read_exceptions(file, exceptions); !read) return std::move(read.error());
  }
  for (const auto& [given, exception] : options.given_exceptions) {
    Exception added = exception;
    added.file = exceptions.add_file(given);
    exceptions.add(std::move(added));
  }
  return exceptions;
}

void add_hits(ExceptionHits& to, const ExceptionHits& from) {
  std::transform(to.begin(), to.end(), from.begin(), to.begin(), std::plus<>());
}

output::ExceptionSummary summarize_exceptions(const Exceptions& exceptions,
                                              const ExceptionHits& hits,
                                              std::optional<EventTime> latest) {
  output::ExceptionSummary summary;
  summary.reserve(exceptions.size());
  for (std::size_t i = 0; i < exceptions.size(); ++i) {
    const Exception& exception = exceptions[i];
    const bool expired = exception.expires && latest && *exception.expires <= *latest;
    summary.push_back(
        {exceptions.origin(i), exception.reason, hits[i], exception.expires, expired});
  }
  return summary;
}

std::vector<output::ListSummary> summarize_lists(const options::Options& options,
                                                 const Exceptions& exceptions,
                                                 const ExceptionHits& hits) {
  std::vector<output::ListSummary> lists(options.exceptions.size());
  for (std::size_t i = 0; i < lists.size(); ++i) {
    lists[i].path = options.exceptions[i];
    lists[i].of_exceptions = true;
  }
  // The files were read first, so theirs are the first numbers; options have the others.
  for (std::size_t i = 0; i < exceptions.size() && exceptions[i].file < lists.size(); ++i) {
    output::ListSummary& list = lists[exceptions[i].file];
    ++list.entries;
    if (hits[i] > 0) ++list.hit;
  }
  return lists;
}

void warn_of_empty_lists(const options::Options& options, const output::Messages& messages,
                         const Exceptions& exceptions) {
  const ExceptionHits no_hits(exceptions.size());
  for (const output::ListSummary& list : summarize_lists(options, exceptions, no_hits)) {
    if (list.entries > 0) continue;
    messages.warning(fmt::format("{}: found no exception, expected one on each line",
                                 text::show_safely(list.path)));
  }
}

}  // namespace s3rare::cli
