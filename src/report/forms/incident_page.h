// Incidents as one self-contained web page, to keep, mail or print.
//
// The page is the head, any number of incidents, and the end, in this order. Its style and script
// are in src/report/page, and shared ones in src/investigate/page; the build embeds them into the
// program. Text of strangers stays data, as on the page of dossiers: see
// `investigate/dossier/page.h`.
//
// The page is to be opened and mailed: with many incidents it lists fewer sources and objects of
// each than the other forms, and counts the others. Names of files are written once.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "report/incident.h"

namespace s3rare::report {

/// What the incidents rest on.
struct PageHead {
  std::vector<std::string> paths;                             ///< of the logs
  std::vector<std::pair<std::string, std::string>> settings;  ///< names and values
  std::optional<Span> logs;                                   ///< the first and the last record
  std::uint64_t records = 0;
  std::uint64_t files = 0;
  std::uint64_t damaged_files = 0;
};

/// The text of the page up to the first element, and behind the last one: made by the build.
std::string_view page_begin();
std::string_view page_end();

class IncidentPage {
 public:
  /// @param incidents  how many follow
  explicit IncidentPage(std::size_t incidents);

  static std::string head(const PageHead& head);
  std::string incident(const Incident& incident);
  std::string end() const;

 private:
  std::string with_numbered_files(std::string_view json);

  std::size_t most_listed_;
  std::map<std::string, std::size_t, std::less<>> numbers_;  // of the files, as JSON strings
  std::vector<std::string> files_;
};

}  // namespace s3rare::report
