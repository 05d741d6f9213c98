#include "property/state_runs.h"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "catch.h"
#include "gzip.h"
#include "json/writer.h"
#include "property/program.h"

namespace s3rare::tests {
namespace {

std::string strange(const std::string& text) {
  switch (text.back()) {
    case '0':
      return "AWS Internal " + text;
    case '1':
      return "\"" + text;
    case '2':
      return "\\" + text;
    case '3':
      return "\t\x7f\u00fc\u0085" + text;
    case '4':
      return "\u65e5\U0001f600" + text;
    default:
      return text;
  }
}

bool contains(const std::vector<OracleMatch>& episode, const OracleAlert& alert) {
  const OracleMatch match{alert.term, alert.time, alert.event_id, alert.detail};
  return std::find(episode.begin(), episode.end(), match) != episode.end();
}

template <class Alerts>
bool contains_any(const std::vector<OracleMatch>& episode, const Alerts& alerts) {
  return std::any_of(alerts.begin(), alerts.end(),
                     [&](const OracleAlert& alert) { return contains(episode, alert); });
}

}  // namespace

std::vector<OracleMatch> any_matches(Random& random, Seconds window) {
  auto matches = generate_matches(random, window, true);
  if (pick(random, 3) > 0) return matches;
  for (OracleMatch& match : matches) {
    match.term = strange(match.term);
    match.event_id = strange(match.event_id);
  }
  return matches;
}

std::vector<LogFile> write_logs(Random& random, const TemporaryFolder& folder,
                                const std::string& names, const std::vector<OracleMatch>& matches,
                                std::size_t most) {
  std::vector<LogFile> files(1 + pick(random, most));
  for (const OracleMatch& match : matches) {
    files[pick(random, files.size())].matches.push_back(match);
  }
  std::erase_if(files, [](const LogFile& file) { return file.matches.empty(); });
  std::size_t number = 0;
  for (LogFile& file : files) {
    std::vector<std::string> records;
    for (const OracleMatch& match : file.matches) {
      records.push_back(record_of(match));
      if (pick(random, 3) > 0) continue;
      const Seconds of_day = match.time.seconds % kSecondsPerDay;
      OracleMatch denied = match;
      denied.time =
          match.time - static_cast<Seconds>(pick(random, static_cast<std::uint64_t>(of_day) + 1));
      records.push_back(record_of(denied, true));
    }
    std::shuffle(records.begin(), records.end(), random);
    const std::string text = contained(random, records);
    const bool packed = pick(random, 4) == 0;
    const std::string name = names + std::to_string(pick(random, 1000)) + "-" +
                             std::to_string(number++) + ".json" + (packed ? ".gz" : "");
    file.path = folder.write(name, packed ? gzip(text) : text);
  }
  return files;
}

std::vector<std::string> paths_of(const std::vector<LogFile>& files) {
  std::vector<std::string> paths;
  paths.reserve(files.size());
  for (const LogFile& file : files) paths.push_back(file.path);
  return paths;
}

std::vector<OracleMatch> matches_of(const std::vector<LogFile>& files) {
  std::vector<OracleMatch> matches;
  for (const LogFile& file : files) {
    matches.insert(matches.end(), file.matches.begin(), file.matches.end());
  }
  return matches;
}

std::string How::options() const {
  std::string text = " --retain " + retention;
  if (rescan) text += " --rescan";
  if (oracle.learn) text += " --learn";
  if (oracle.since) text += " --since " + format_utc(*oracle.since);
  if (oracle.until) text += " --until " + format_utc(*oracle.until);
  if (oracle.max_alerts > 0) text += " --max-alerts " + std::to_string(oracle.max_alerts);
  return text;
}

How any_rescan(Random& random) {
  How how;
  how.rescan = pick(random, 4) == 0;
  return how;
}

How any_how(Random& random, const std::vector<OracleMatch>& matches) {
  How how = any_rescan(random);
  const auto any_time = [&] { return matches[pick(random, matches.size())].time; };
  how.oracle.learn = pick(random, 6) == 0;
  if (pick(random, 3) == 0) how.oracle.since = any_time();
  if (pick(random, 4) == 0) how.oracle.until = any_time();
  if (how.oracle.since && how.oracle.until && *how.oracle.since >= *how.oracle.until) {
    how.oracle.until.reset();
  }
  if (pick(random, 2) == 0) how.oracle.max_alerts = 1 + pick(random, 2);
  return how;
}

StateRuns::StateRuns(Random& random, const TemporaryFolder& folder, const std::string& name,
                     Seconds window)
    : random_(random), window_(window), path_((folder.path() / name).string()), oracle_(window) {}

std::string StateRuns::detect(const std::string& options, const std::vector<std::string>& paths) {
  std::string arguments = "detect -q --window " + format_duration(window_) + " --state " + path_ +
                          " --threads " + (pick(random_, 2) == 0 ? "1" : "3") + options;
  for (const std::string& path : paths) arguments += " " + path;
  // Exit code 1: matches before the horizon, which raise no alert.
  return tests::run(arguments, 0, 1);
}

void StateRuns::run(const std::vector<LogFile>& given, const How& how) {
  std::vector<LogFile> read;
  for (const LogFile& file : given) {
    if (how.rescan || !remembered_.contains(file.path)) read.push_back(file);
  }
  const OracleOutcome expected = oracle_.run(matches_of(read), how.oracle);
  const std::string lines = detect(how.options(), paths_of(given));
  const auto alerts = read_alerts(lines);
  CAPTURE(past_.size(), how.options());
  REQUIRE(show(alerts) == show(expected.alerts));

  for (const LogFile& file : read) {
    const auto is_learned = [&](const OracleMatch& match) {
      return how.oracle.learn || (how.oracle.since && match.time < *how.oracle.since);
    };
    const auto exists = [&](const OracleMatch& match) { return oracle_.exists(match, how.oracle); };
    if (std::all_of(file.matches.begin(), file.matches.end(), exists)) {
      remembered_.insert(file.path);
    }
    std::copy_if(file.matches.begin(), file.matches.end(), std::inserter(learned_, learned_.end()),
                 is_learned);
  }
  for (const std::string& line : split_lines(lines)) lines_.push_back(line);
  held_.insert(held_.end(), expected.held.begin(), expected.held.end());
  past_.push_back({alerts, oracle_.seen()});
}

void StateRuns::run_in_any_order(std::vector<LogFile> files, const std::function<How()>& draw_how) {
  std::shuffle(files.begin(), files.end(), random_);
  std::size_t delivered = 0;
  while (delivered < files.size()) {
    std::vector<LogFile> given;
    for (std::size_t old = 0; old < delivered; ++old) {
      if (pick(random_, 4) == 0) given.push_back(files[old]);
    }
    do {
      given.push_back(files[delivered++]);
    } while (delivered < files.size() && pick(random_, 3) == 0);
    run(given, draw_how());
  }
}

void StateRuns::check_outcome() const {
  check_every_episode_is_told();
  check_ids();
  check_alerts_of_one_episode_were_apart();
}

void StateRuns::check_every_episode_is_told() const {
  for (const auto& episode : oracle_episodes(oracle_.seen(), window_)) {
    const bool has_alerted = std::any_of(past_.begin(), past_.end(), [&](const Past& run) {
      return contains_any(episode, run.alerts);
    });
    const bool is_learned = std::any_of(episode.begin(), episode.end(), [&](const auto& match) {
      return learned_.contains(match);
    });
    CHECK((has_alerted || is_learned || contains_any(episode, held_)));
  }
}

void StateRuns::check_ids() const {
  std::string lines = tests::run("state alerts --held " + path_);
  for (const std::string& line : lines_) lines += line + "\n";
  auto ids = values_of(lines, "s3rare.alert_id");
  std::sort(ids.begin(), ids.end());
  CHECK(std::adjacent_find(ids.begin(), ids.end()) == ids.end());
}

void StateRuns::check_alerts_of_one_episode_were_apart() const {
  std::vector<OracleAlert> before;
  for (const Past& run : past_) {
    before.insert(before.end(), run.alerts.begin(), run.alerts.end());
    for (const auto& episode : oracle_episodes(run.seen, window_)) {
      if (!contains_any(episode, run.alerts)) continue;
      // An alerting match is alone in its episode as it is now; later matches may join.
      CHECK(std::count_if(before.begin(), before.end(),
                          [&](const OracleAlert& alert) { return contains(episode, alert); }) == 1);
    }
  }
}

void StateRuns::check_lines() const {
  CHECK(tests::run("state alerts " + path_) == in_order(lines_));
  auto held = held_;
  std::sort(held.begin(), held.end());
  CHECK(show(read_alerts(tests::run("state alerts --held " + path_))) == show(held));
}

std::string in_order(const std::vector<std::string>& lines) {
  std::vector<std::pair<OracleAlert, std::string>> alerts;
  alerts.reserve(lines.size());
  for (const std::string& line : lines) alerts.emplace_back(read_alerts(line).front(), line);
  std::sort(alerts.begin(), alerts.end());
  std::string text;
  for (const auto& [alert, line] : alerts) text += line + "\n";
  return text;
}

std::string export_of(const std::string& state) { return run("state export " + state); }

std::string show_of(const std::string& state) {
  std::string text = run("state show --json " + state);
  const std::size_t last_run = text.find(",\"last_run\":{");
  REQUIRE(last_run != std::string::npos);
  return text.erase(last_run, text.find('}', last_run) + 1 - last_run);
}

std::string export_of(const OracleState& oracle, Seconds window) {
  constexpr std::array<std::string_view, 3> kStatus = {"learned", "held", "alerted"};
  std::map<std::string, std::vector<OracleEpisode>> terms;
  for (const OracleEpisode& episode : oracle.episodes()) terms[episode.term].push_back(episode);
  std::string lines;
  for (const auto& [term, episodes] : terms) {
    json::JsonWriter json;
    json.begin_object().key("terms").begin_object().field("source.address", term).end_object();
    json.field("window", format_duration(window)).field("principal", "both");
    json.key("episodes").begin_array();
    for (const OracleEpisode& episode : episodes) {
      json.begin_object()
          .field("first_seen", format_utc(episode.first))
          .field("last_seen", format_utc(episode.last))
          .field("event_id", episode.event_id)
          .field("status", kStatus.at(static_cast<std::size_t>(episode.status)))
          .end_object();
    }
    lines += json.end_array().end_object().take() + "\n";
  }
  return sorted(lines);
}

std::string sorted(const std::string& lines) {
  auto split = split_lines(lines);
  std::sort(split.begin(), split.end());
  std::string text;
  for (const std::string& line : split) text += line + "\n";
  return text;
}

}  // namespace s3rare::tests
