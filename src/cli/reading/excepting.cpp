#include "cli/reading/excepting.h"

#include <algorithm>
#include <functional>

#include "lists/exception_lines.h"

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

}  // namespace s3rare::cli
