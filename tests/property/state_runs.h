// Runs of the program with a state, each held against the oracle's, and the logs that they read.
#pragma once

#include <functional>
#include <set>
#include <string>
#include <vector>

#include "property/generate.h"
#include "property/oracle.h"
#include "temporary_folder.h"

namespace s3rare::tests {

struct LogFile {
  std::string path;
  std::vector<OracleMatch> matches;
};

/// Matches as `generate_matches` draws them; a third of the time their sources and event IDs have
/// to be escaped, or sort otherwise than their escapes do.
std::vector<OracleMatch> any_matches(Random& random, Seconds window);

/// Writes matches into files of any container. Records that are no match stand among them, each of
/// the UTC day of a match in its file and not later than it.
/// @param names  what their names begin with, folders too
/// @param most   files
std::vector<LogFile> write_logs(Random& random, const TemporaryFolder& folder,
                                const std::string& names, const std::vector<OracleMatch>& matches,
                                std::size_t most);

std::vector<std::string> paths_of(const std::vector<LogFile>& files);
std::vector<OracleMatch> matches_of(const std::vector<LogFile>& files);

/// How a run goes: what it is told.
struct How {
  OracleRun oracle;
  bool rescan = false;
  std::string retention = "3650d";

  std::string options() const;
};

/// Draws how a run goes: whether it reads again what was read.
How any_rescan(Random& random);

/// Draws that and everything else that decides what becomes of an episode.
/// @param matches  times are drawn from theirs
How any_how(Random& random, const std::vector<OracleMatch>& matches);

/// The runs with one state.
class StateRuns {
 public:
  StateRuns(Random& random, const TemporaryFolder& folder, const std::string& name, Seconds window);

  const std::string& path() const { return path_; }
  const OracleState& oracle() const { return oracle_; }

  /// Runs `detect`, by one thread or several.
  /// @returns its lines
  std::string detect(const std::string& options, const std::vector<std::string>& paths);

  /// Runs `detect` on files, and fails the test unless it alerts as the oracle does.
  void run(const std::vector<LogFile>& given, const How& how);

  /// Gives all files to runs, a few at a time in any order, and some of them again.
  void run_in_any_order(std::vector<LogFile> files, const std::function<How()>& draw_how);

  /// Checks what the definition promises about all alerts together. Asks no oracle.
  void check_outcome() const;

  /// Checks the lines that the state keeps: those that were written, and those that were held.
  void check_lines() const;

 private:
  // A run that is over.
  struct Past {
    std::vector<OracleAlert> alerts;
    std::vector<OracleMatch> seen;  // in it and those before
  };

  void check_every_episode_is_told() const;
  void check_ids() const;
  void check_alerts_of_one_episode_were_apart() const;

  Random& random_;
  Seconds window_;
  std::string path_;
  OracleState oracle_;
  std::set<std::string> remembered_;  // files
  std::vector<Past> past_;
  std::vector<std::string> lines_;  // of all runs
  std::vector<OracleAlert> held_;
  std::set<OracleMatch> learned_;  // given to a run that had to learn them
};

/// @returns the lines in order of event time, event ID and term
std::string in_order(const std::vector<std::string>& lines);

std::string export_of(const std::string& state);

/// @returns `state show --json` without what it tells of the last run
std::string show_of(const std::string& state);

/// @returns the export of a state that holds what the oracle's holds, its lines sorted
std::string export_of(const OracleState& oracle, Seconds window);

std::string sorted(const std::string& lines);

}  // namespace s3rare::tests
