// Runs of the program with a state, each compared with the oracle's, and the logs that they read.
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

/// Matches from `generate_matches`; in a third of the cases their sources and event IDs need
/// escaping, or sort differently from their escaped forms.
std::vector<OracleMatch> any_matches(Random& random, Seconds window);

/// Writes matches into files of any container. Other records are added, each on the UTC day of a
/// match in its file and not later than that match.
/// @param names  the beginning of the file names, including folders
/// @param most   the largest number of files
std::vector<LogFile> write_logs(Random& random, const TemporaryFolder& folder,
                                const std::string& names, const std::vector<OracleMatch>& matches,
                                std::size_t most);

std::vector<std::string> paths_of(const std::vector<LogFile>& files);
std::vector<OracleMatch> matches_of(const std::vector<LogFile>& files);

/// The options of a run.
struct How {
  OracleRun oracle;
  bool rescan = false;
  std::string retention = "3650d";

  std::string options() const;
};

/// Draws whether a run reads again what was already read.
How any_rescan(Random& random);

/// Draws all options that decide the status of an episode.
/// @param matches  times are drawn from theirs
How any_how(Random& random, const std::vector<OracleMatch>& matches);

/// The runs with one state.
class StateRuns {
 public:
  StateRuns(Random& random, const TemporaryFolder& folder, const std::string& name, Seconds window);

  const std::string& path() const { return path_; }
  const OracleState& oracle() const { return oracle_; }

  /// Runs `detect`, with one thread or several.
  /// @returns its lines
  std::string detect(const std::string& options, const std::vector<std::string>& paths);

  /// Runs `detect` on files, and fails the test unless it alerts as the oracle does.
  void run(const std::vector<LogFile>& given, const How& how);

  /// Passes all files to runs, a few at a time in any order, and some of them again.
  void run_in_any_order(std::vector<LogFile> files, const std::function<How()>& draw_how);

  /// Checks what the definition promises about all alerts together, without an oracle.
  void check_outcome() const;

  /// Checks the lines that the state keeps: written ones and held ones.
  void check_lines() const;

 private:
  // A finished run.
  struct Past {
    std::vector<OracleAlert> alerts;
    std::vector<OracleMatch> seen;  // in it and in earlier runs
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
  std::set<OracleMatch> learned_;  // passed to a run that had to learn them
};

/// @returns the lines in order of event time, event ID and term
std::string in_order(const std::vector<std::string>& lines);

std::string export_of(const std::string& state);

/// @returns `state show --json` without the members about the last run
std::string show_of(const std::string& state);

/// @returns the export of a state with the oracle's history, its lines sorted
std::string export_of(const OracleState& oracle, Seconds window);

std::string sorted(const std::string& lines);

}  // namespace s3rare::tests
