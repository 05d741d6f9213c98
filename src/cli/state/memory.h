// The state as `detect` uses it: what a run knows from earlier runs and stores for later ones.
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
#include "state/runs.h"
#include "state/settle.h"
#include "state/state.h"

namespace s3rare::cli {

class Memory {
 public:
  /// Opens or creates the state that the options name.
  /// @returns an error if the state is unusable, in use, or built with other settings
  static Result<Memory> open(const options::Options& options);

  /// Whether this run creates the state.
  bool is_new() const { return is_new_; }

  /// Sets the fingerprint of the run's exceptions, see `Exceptions::fingerprint`.
  void use_exceptions(std::string fingerprint);

  /// Whether they differ from the exceptions of the previous run.
  bool had_other_exceptions() const { return had_other_exceptions_; }

  /// See TimeRange.
  std::optional<EventTime> horizon() const { return state_->horizon(); }

  /// @returns whether a file can be skipped, and counts it if so
  bool is_remembered(const input::InputFile& file);

  /// Remembers a file that was read. Does nothing for a read-only state or a file without a stamp.
  void remember(const input::InputFile& file, const input::FileResult& result);

  /// @returns the error that `is_remembered` or `remember` met, which ends the run, or `Done`
  Result<Done> outcome() const { return state_->database().outcome(); }

  /// Whether `settle` may be called.
  bool can_settle() const { return settler_ != nullptr; }

  /// Moves out of a history the terms whose matches so far cannot become an alert. Any thread may
  /// call it.
  void settle(History& history, SettledTerms& settled) { settler_->settle(history, settled); }

  /// Adds what earlier runs saw to a run's history and covered days. From then on nobody else can
  /// read the state, unless it is read-only.
  /// @param earliest  the run's earliest record
  Result<Done> recall(History& history, Coverage& coverage, std::optional<EventTime> earliest);

  /// Whether matches before the horizon existed, so that a term without an earlier match may have
  /// had one. Known once `recall` has returned.
  bool forgets() const { return forgets_; }

  /// Adds the matches of settled terms to a recalled history. `store` writes those of terms that
  /// the history lacks.
  void reach(History& history, SettledTerms settled);

  /// Visits the terms that contain a source, with the episodes of earlier runs.
  Result<Done> visit_source(const std::string& source, const state::VisitTerm& visit);

  /// Stores the line of an alert that was written or held. Held ones are stored nowhere else.
  void keep(const Alert& alert, std::string_view line);

  /// Writes what the run saw. `commit` makes it durable and rarely fails.
  Result<Done> store(const History& history, const input::ReadReport& report, std::uint64_t alerts);
  Result<Done> commit();

  /// Rolls back: the state stays as it was.
  void abandon() { state_->abandon(); }

  /// What the runs before found out about S3 data events.
  const state::DataEvents& data_events() const { return data_events_; }

  /// Sets what the next run is to know about them. Stored by `store`.
  void use_data_events(const state::DataEvents& found) { data_events_ = found; }

  /// Counts over the skipped files.
  std::uint64_t remembered_damaged() const { return remembered_damaged_; }
  bool remembered_records() const { return remembered_records_; }

  /// Time of the newest record that this run or an earlier one saw, not later than the run itself.
  /// @param of_this_run  not later either
  std::optional<EventTime> newest(std::optional<EventTime> of_this_run) const;

 private:
  Memory(options::Options options, state::State state, bool is_new);
  const std::string& real_folder(const std::string& folder);
  std::string real_path(const input::InputFile& file);

  options::Options options_;
  bool is_new_;
  std::unique_ptr<state::State> state_;  // on the heap: statements refer to it
  std::unique_ptr<state::Files> files_;
  std::unique_ptr<state::NewFiles> new_files_;  // null for a read-only state
  std::unique_ptr<state::AlertLines> lines_;
  std::unique_ptr<state::Settler> settler_;  // while logs are read; null for a new state
  std::optional<SettledTerms> settled_;
  std::optional<EventTime> newest_;  // of earlier runs
  state::DataEvents data_events_;
  std::string folder_;  // the last argument of `real_folder`
  std::string real_folder_;
  std::string exceptions_;
  bool had_other_exceptions_ = false;
  bool forgets_ = false;
  std::uint64_t remembered_damaged_ = 0;
  bool remembered_records_ = false;
};

}  // namespace s3rare::cli
