// One thread of `detect`: its reader, and the history of what it has read.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "cli/detect/match_paths.h"
#include "cli/reading/excepting.h"
#include "cli/reading/readers.h"
#include "cli/reading/run_files.h"
#include "cli/state/memory.h"
#include "input/detail_compressor.h"
#include "input/file_reader.h"
#include "options/options.h"
#include "s3rare/history.h"
#include "s3rare/settled.h"

namespace s3rare::cli {

/// The part of a worker's matches whose terms the state has been asked about.
struct Asked {
  History history;       ///< of the terms that the state did not settle
  SettledTerms settled;  ///< the terms that it did
  MatchPaths paths;      ///< of the files that `history` refers to
  std::size_t next_at;   ///< number of terms at which to ask again
};

/// Matches that lack a field of the term. They can raise no alert.
struct WithoutTerm {
  std::uint64_t matches = 0;
  std::string path;  ///< of the first one, by path and offset
  std::uint64_t offset = 0;

  void add(const std::string& in_path, std::uint64_t at_offset);
  void merge(const WithoutTerm& other);
};

struct DetectWorker {
  input::FileReader reader;
  input::DetailCompressor details;
  History history;  ///< of the terms that the state has not been asked about
  std::vector<std::pair<input::InputFile, input::FileResult>> files;  ///< for the state
  MatchPaths paths;  ///< of the files that `history` refers to
  Asked asked;
  WithoutTerm without_term;
  ExceptionHits excepted;

  /// @param dictionary  shared by all workers; outlives them
  DetectWorker(const options::Options& options, const Predicate& predicate,
               const input::TimeRange& range, const HashKey& key,
               input::DetailDictionary& dictionary, std::size_t exceptions, ReadersShare& shared);
};

/// Adds a match to a worker's history with the detail that an alert needs. Skips a match whose term
/// the state has settled.
void add_match(DetectWorker& worker, const input::Match& match, const options::Options& options);

/// Asks the state about new terms once there are enough of them, so that details of matches that
/// can raise no alert are dropped early.
void settle(DetectWorker& worker, Memory& memory);

/// Hands the files that the workers have read to the state.
/// @returns false if the state has met an error that ends the run
bool remember_files(Readers<DetectWorker>& readers, Memory& memory);

/// Moves what `worker` has met into `whole`. With `worker` being `whole` itself, joins the two
/// parts of its history.
void gather(DetectWorker& whole, DetectWorker& worker);

}  // namespace s3rare::cli
