// The exceptions of a run.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "options/group.h"
#include "s3rare/exceptions.h"

namespace s3rare::options {

struct ExceptionOptions {
  std::vector<std::string> exceptions;  ///< files of exceptions
  /// Exceptions from --except-source and --except-bucket, with the option as it was given.
  std::vector<std::pair<std::string, Exception>> given_exceptions;
};

std::unique_ptr<Group> exception_group();

}  // namespace s3rare::options
