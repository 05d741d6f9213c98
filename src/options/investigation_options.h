// What is investigated, how far around an alert, and where the dossiers go.
#pragma once

#include <optional>
#include <string>

#include "options/group.h"

namespace s3rare::options {

/// How far around an alert an investigation looks by default.
inline constexpr Seconds kDefaultLookBefore = 30 * kSecondsPerDay;
inline constexpr Seconds kDefaultLookAfter = 7 * kSecondsPerDay;

struct InvestigationOptions {
  std::string alerts;                      ///< of `investigate`: a file; `-` is standard input
  std::optional<std::string> investigate;  ///< of `detect`: the file of dossiers
  std::optional<std::string> html;         ///< the page of dossiers
  Seconds look_before = kDefaultLookBefore;
  Seconds look_after = kDefaultLookAfter;
};

std::unique_ptr<Group> investigation_group();

}  // namespace s3rare::options
