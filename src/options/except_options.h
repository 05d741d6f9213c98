// The exceptions that `except` writes.
#pragma once

#include <string>
#include <vector>

#include "options/group.h"
#include "s3rare/exceptions.h"

namespace s3rare::options {

struct ExceptOptions {
  std::vector<ExceptionField> by = {ExceptionField::source, ExceptionField::bucket};
  std::string reason;
  std::string expires;  ///< a time or a date, or empty
};

std::unique_ptr<Group> except_group();

}  // namespace s3rare::options
