// `s3rare state import`: lines become history.

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <iostream>
#include <optional>
#include <system_error>

#include "cli/commands.h"
#include "cli/ending.h"
#include "cli/random_key.h"
#include "cli/reading/reading.h"
#include "state/episodes.h"
#include "state/lines.h"
#include "state/runs.h"
#include "text/quantities.h"

namespace s3rare::cli {
namespace {

Result<state::State> open_or_create(const Options& options, const state::Settings& settings) {
  const std::string& path = *options.state;
  return state::State::exists(path)
             ? state::State::open(path, state::State::Access::write, options.started)
             : state::State::create(path, settings, options.started);
}

// Reads lines into a state, which the first of them opens: only then its settings are known.
class Import {
 public:
  Import(const Options& options, const HashKey& key) : options_(options), key_(key) {}

  Result<Done> read(std::istream& file, const std::string& name) {
    std::string text;
    for (std::uint64_t number = 1; std::getline(file, text); ++number) {
      if (text.find_first_not_of(" \t\r") == std::string::npos) continue;
      auto line = state::read_term_line(text);
      const auto refuse = [&](const std::string& what) {
        return Error{ErrorKind::malformed, name, std::nullopt,
                     fmt::format("line {}: {}", number, what)};
      };
      if (!line) return refuse(line.error().what);
      if (!state_) {
        auto opened = open_or_create(options_, line->settings);
        if (!opened) return opened.error();
        state_.emplace(std::move(*opened));
        merge_.emplace(*state_, key_);
      }
      if (line->settings != state_->settings()) {
        return refuse(fmt::format("found {}, expected {} as in the state",
                                  state::first_difference(line->settings, state_->settings()),
                                  state::first_difference(state_->settings(), line->settings)));
      }
      if (auto added = add(*line); !added) return added;
    }
    if (file.bad()) {
      return Error{ErrorKind::io, name, std::nullopt,
                   "cannot read, expected a file of lines or - for standard input"};
    }
    return Done();
  }

  Result<Done> finish() {
    if (!state_) {
      return Error{ErrorKind::usage,
                   {},
                   std::nullopt,
                   "state import: found no lines, expected the output of s3rare state export"};
    }
    if (auto flushed = merge_->flush(); !flushed) return flushed;
    if (newest_) state::see_record(*state_, *newest_);
    return state_->commit();
  }

  std::uint64_t lines() const { return lines_; }
  std::uint64_t forgotten() const { return forgotten_; }

 private:
  Result<Done> add(state::TermLine& line) {
    ++lines_;
    for (Episode& episode : line.episodes) {
      const EventTime end = std::min(episode.end, options_.started);
      newest_ = std::max(newest_.value_or(end), end);
      if (state_->seen_from() && episode.end < *state_->seen_from()) {
        ++forgotten_;
      } else if (auto added = merge_->add(line.term, std::move(episode)); !added) {
        return added;
      }
    }
    return Done();
  }

  const Options& options_;
  HashKey key_;
  std::optional<state::State> state_;
  std::optional<state::EpisodeMerge> merge_;
  std::optional<EventTime> newest_;
  std::uint64_t lines_ = 0;
  std::uint64_t forgotten_ = 0;
};

}  // namespace

int run_state_import(const Options& options) {
  const output::Messages messages = make_messages(options);
  Import import(options, random_key());
  const std::vector<std::string> names =
      options.paths.empty() ? std::vector<std::string>{"-"} : options.paths;
  for (const std::string& name : names) {
    std::ifstream file;
    if (name != "-") file.open(name, std::ios::binary);
    if (!file.is_open() && name != "-") {
      return end_with(messages, Error{ErrorKind::io, name, std::nullopt,
                                      "cannot open: " + std::generic_category().message(errno)});
    }
    const auto read = import.read(name == "-" ? std::cin : file, name);
    if (!read) return end_with(messages, read);
  }
  const auto finished = import.finish();
  if (finished) {
    messages.note(fmt::format("added {}; left out {} before the state's horizon",
                              text::count_of(import.lines(), "line"),
                              text::count_of(import.forgotten(), "episode")));
  }
  return end_with(messages, finished);
}

}  // namespace s3rare::cli
