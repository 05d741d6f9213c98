// Logs, a state and outputs, for tests that disturb a run with a state and check the result.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "run_with_faults.h"
#include "temporary_folder.h"

namespace s3rare::tests {

/// A record that matches the rule.
struct Event {
  int source;
  std::int64_t seconds;  ///< since 2024-05-01T00:00:00Z
  std::string id;
};

/// @returns the complete lines of a text, without a torn line at its end
std::vector<std::string> whole_lines(const std::string& text);

/// The logs of two runs, the earlier and the later, and the results of undisturbed runs.
class Logs {
 public:
  /// Runs the program, and compares its alerts with a slow search for new sources.
  Logs(const std::vector<Event>& earlier, const std::vector<Event>& later);

  /// The folders that a run reads: the first run reads everything.
  std::vector<std::string> folders(bool has_state) const;

  /// The result of an undisturbed run over these logs, in a state's own folder.
  struct Undisturbed {
    std::optional<std::string> before;  ///< the state's history as lines; no value: no state
    std::string after;
    std::string lines;  ///< the run's alerts
    std::string kept;   ///< all alerts in the state afterwards
  };
  const Undisturbed& undisturbed(bool has_state) const { return has_state ? later_ : first_; }

  /// The state after the earlier run, and the alerts of that run.
  std::string state() const { return path("earlier.db"); }
  std::string alerts() const { return path("earlier.ndjson"); }
  std::string path(const std::string& name) const { return (folder_.path() / name).string(); }
  const TemporaryFolder& folder() const { return folder_; }

 private:
  Undisturbed run(bool has_state) const;

  TemporaryFolder folder_;
  Undisturbed first_;
  Undisturbed later_;
};

/// Where the run writes its alerts.
enum class Way { new_file, appended, pipe };

/// A state, or none, with its own outputs, on which runs are disturbed.
class Trial {
 public:
  Trial(const Logs& logs, bool has_state, Way way);

  std::string state() const { return path("state.db"); }
  std::string path(const std::string& name) const { return (folder_.path() / name).string(); }
  const TemporaryFolder& folder() const { return folder_; }
  const Logs::Undisturbed& undisturbed() const { return logs_.undisturbed(has_state_); }

  /// The arguments of the next run; a new file gets an unused name.
  std::vector<std::string> detect() const;

  /// Collects the output of a run, if alerts are printed: of a killed run, the complete lines.
  void take(const Ended& ended);

  /// Everything that runs have written, in all outputs, after the old content of an appended one.
  std::string written() const;

  /// The history, read from a copy, so that the transaction of a killed run is undone only there.
  /// Checks that the copy is sound.
  std::optional<std::string> look() const;

  /// Whether the state's file has changed, and a journal beside it holds the old content.
  bool is_torn() const;

  /// Runs again, undisturbed: checks that no alert is missing at the end, that a repeated alert is
  /// the same, and that the state is as if nothing had happened.
  void check_recovery();

 private:
  std::vector<std::string> output_names() const;
  bool is_as_before() const;

  const Logs& logs_;
  bool has_state_;
  Way way_;
  TemporaryFolder folder_;
  std::string printed_;
};

}  // namespace s3rare::tests
