// What a run knows from earlier runs and leaves to later ones: the state, as `detect` uses it.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "input/file_reader.h"
#include "input/find_files.h"
#include "options/options.h"
#include "s3rare/alert.h"
#include "s3rare/coverage.h"
#include "s3rare/error.h"
#include "s3rare/history.h"
#include "s3rare/settled.h"
#include "state/alert_lines.h"
#include "state/episodes.h"
#include "state/files.h"
#include "state/settle.h"
#include "state/state.h"

namespace s3rare::cli {

class Memory {
 public:
  /// Opens the state that the options name, or begins it.
  /// @returns an error if it cannot be used, is in use, or was built with other settings
  static Result<Memory> open(const options::Options& options);

  /// Whether the state was not there.
  bool is_new() const { return is_new_; }

  /// Says which exceptions the run has: see `Exceptions::fingerprint`.
  void use_exceptions(std::string fingerprint);

  /// Whether they are others than those of the run before.
  bool had_other_exceptions() const { return had_other_exceptions_; }

  /// See TimeRange.
  std::optional<EventTime> horizon() const { return state_->horizon(); }

  /// @returns whether a file need not be read again; counts it
  bool is_remembered(const input::InputFile& file);

  /// Remembers a file that was read, if it may be.
  void remember(const input::InputFile& file, const input::FileResult& result);

  /// What the two above have met: an error that ends the run, or none.
  Result<Done> outcome() const { return state_->database().outcome(); }

  /// Whether there are terms that `settle` may settle.
  bool can_settle() const { return settler_ != nullptr; }

  /// Moves from a history the terms whose matches so far can become no alert. Any thread may.
  void settle(History& history, SettledTerms& settled) { settler_->settle(history, settled); }

  /// Adds to a run's history, and to the days it has covered, what earlier runs have seen. From
  /// then on nobody else can read a state that is written.
  /// @param earliest  the run's earliest record
  Result<Done> recall(History& history, Coverage& coverage, std::optional<EventTime> earliest);

  /// Adds to a history with what was recalled the matches of settled terms. Those of terms that it
  /// lacks are kept for `store`.
  void reach(History& history, SettledTerms settled);

  /// Hands over the terms that name a source, with what earlier runs have seen of them.
  Result<Done> visit_source(const std::string& source, const state::VisitTerm& visit);

  /// Keeps the line of an alert that was written or held. Held ones are kept only here.
  void keep(const Alert& alert, std::string_view line);

  /// Writes down what the run has seen; `commit` makes it durable and hardly fails any more.
  Result<Done> store(const History& history, const input::ReadReport& report, std::uint64_t alerts);
  Result<Done> commit();

  /// Leaves the state as it was.
  void abandon() { state_->abandon(); }

  /// Of the files that were not read again.
  std::uint64_t remembered_damaged() const { return remembered_damaged_; }
  bool remembered_records() const { return remembered_records_; }

  /// Time of the newest record that this run or an earlier one has seen.
  std::optional<EventTime> newest(std::optional<EventTime> of_this_run) const;

 private:
  Memory(options::Options options, state::State state, bool is_new);
  const std::string& real_folder(const std::string& folder);
  std::string real_path(const input::InputFile& file);
  std::optional<EventTime> past(std::optional<EventTime> time) const;

  options::Options options_;
  bool is_new_;
  std::unique_ptr<state::State> state_;  // where it is, its statements know
  std::unique_ptr<state::Files> files_;
  std::unique_ptr<state::NewFiles> new_files_;  // of a state that is written
  std::unique_ptr<state::AlertLines> lines_;
  std::unique_ptr<state::Settler> settler_;  // while logs are read; of a state that was there
  std::optional<SettledTerms> settled_;
  std::optional<EventTime> newest_;  // of earlier runs
  std::string folder_;               // the last one asked for
  std::string real_folder_;
  std::string exceptions_;
  bool had_other_exceptions_ = false;
  std::uint64_t remembered_damaged_ = 0;
  bool remembered_records_ = false;
};

}  // namespace s3rare::cli
