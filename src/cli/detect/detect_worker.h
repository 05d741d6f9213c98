// What each thread of `detect` has: its reader, and the history of what it has read.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "cli/reading/excepting.h"
#include "cli/reading/reading.h"
#include "cli/state/memory.h"
#include "input/detail_compressor.h"
#include "input/file_reader.h"
#include "options/options.h"
#include "s3rare/history.h"
#include "s3rare/settled.h"

namespace s3rare::cli {

/// Paths of files by their number in the run.
using Paths = std::map<std::uint32_t, std::string>;

/// What the state has been asked of.
struct Asked {
  History history;       ///< of terms that it did not settle
  SettledTerms settled;  ///< of those that it did
  Paths paths;           ///< of the files that this history names
  std::size_t next_at;   ///< it is asked again when so many terms have been met
};

struct DetectWorker {
  input::FileReader reader;
  input::DetailCompressor details;
  History history;  ///< of what the state has not been asked of
  std::vector<std::pair<input::InputFile, input::FileResult>> files;  ///< for the state
  Paths paths;  ///< of the files that this history names, for alerts
  Asked asked;
  std::uint64_t matches_without_term = 0;
  ExceptionHits excepted;

  /// @param dictionary  of all workers, which it outlives
  DetectWorker(const Options& options, const input::TimeRange& range, const HashKey& key,
               input::DetailDictionary& dictionary, std::size_t exceptions, ReadersShare& shared);
};

/// Adds a match to a worker's history, with the detail that an alert of it would tell, unless the
/// state has settled its term.
/// @param path  of the file that is read
void add_match(DetectWorker& worker, const input::Match& match, const std::string& path,
               const Options& options);

/// Asks the state, once enough terms have been met, of those it has not been asked of: details of
/// matches that can become no alert are not kept for long.
void settle(DetectWorker& worker, Memory& memory);

/// Puts together what two workers have met, or, of one with itself, what the state has been asked
/// of and what not.
void gather(DetectWorker& whole, DetectWorker& worker);

}  // namespace s3rare::cli
