#include "state/import.h"

#include <algorithm>
#include <utility>

#include "state/runs.h"

namespace s3rare::state {
namespace {

// 0001-01-01: the lines do not say what the exported state had forgotten.
constexpr EventTime kLongAgo{-62'135'596'800, 0};

}  // namespace

Result<Done> LineImport::read(std::istream& file, const std::string& name) {
  std::string text;
  for (std::uint64_t number = 1; std::getline(file, text); ++number) {
    if (text.find_first_not_of(" \t\r") == std::string::npos) continue;
    auto line = read_term_line(text);
    const auto refuse = [&](const std::string& what) {
      return Error{ErrorKind::malformed, name, std::nullopt,
                   "line " + std::to_string(number) + ": " + what};
    };
    if (!line) return refuse(line.error().what);
    if (!state_) {
      if (auto opened = open(line->settings); !opened) return opened;
    }
    if (line->settings != state_->settings()) {
      return refuse("found " + first_difference(line->settings, state_->settings()) +
                    ", expected " + first_difference(state_->settings(), line->settings) +
                    " as in the state");
    }
    if (auto added = add(*line); !added) return added;
  }
  if (file.bad()) {
    return Error{ErrorKind::io, name, std::nullopt,
                 "cannot read, expected a file of lines or - for standard input"};
  }
  return Done();
}

Result<Done> LineImport::finish() {
  if (!state_) {
    return Error{ErrorKind::usage,
                 {},
                 std::nullopt,
                 "state import: found no lines, expected the output of s3rare state export"};
  }
  if (auto flushed = merge_->flush(); !flushed) return flushed;
  if (newest_) see_record(*state_, *newest_);
  see_oldest_record(*state_, kLongAgo);
  return state_->commit();
}

Result<Done> LineImport::open(const Settings& settings) {
  auto opened = State::exists(path_) ? State::open(path_, State::Access::write, started_)
                                     : State::create(path_, settings, started_);
  if (!opened) return opened.error();
  state_.emplace(std::move(*opened));
  merge_.emplace(*state_, key_);
  return Done();
}

Result<Done> LineImport::add(TermLine& line) {
  ++lines_;
  for (Episode& episode : line.episodes) {
    // A match later than the machine's clock is not the newest record.
    for (const EventTime time : {episode.start, episode.end}) {
      if (time <= started_) newest_ = std::max(newest_.value_or(time), time);
    }
    if (state_->seen_from() && episode.end < *state_->seen_from()) {
      ++forgotten_;
    } else if (auto added = merge_->add(line.term, std::move(episode)); !added) {
      return added;
    }
  }
  return Done();
}

}  // namespace s3rare::state
