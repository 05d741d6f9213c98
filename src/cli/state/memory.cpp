#include "cli/state/memory.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>

#include "state/lock.h"
#include "state/retention.h"
#include "state/runs.h"

namespace s3rare::cli {
namespace {

// The error names the setting that differs and what to do about it.
Error other_settings(const std::string& path, const state::Settings& has,
                     const state::Settings& wants) {
  return {
      ErrorKind::usage, path, std::nullopt,
      fmt::format("found a state built with {0}, expected the same settings in every run; run with "
                  "{0}, or use another state file",
                  state::first_difference(has, wants))};
}

std::string resolve(const std::string& path) {
  std::error_code failed;
  const auto real = std::filesystem::canonical(path, failed);
  return failed ? path : real.string();
}

}  // namespace

Memory::Memory(options::Options options, state::State state, bool is_new)
    : options_(std::move(options)),
      is_new_(is_new),
      state_(std::make_unique<state::State>(std::move(state))),
      files_(std::make_unique<state::Files>(*state_)),
      new_files_(options_.state_readonly ? nullptr : std::make_unique<state::NewFiles>(*state_)),
      lines_(std::make_unique<state::AlertLines>(*state_)),
      newest_(state::newest_record(*state_)),
      data_events_(state::data_events_of(*state_)) {
  // An earlier run whose clock was ahead may have taken a later record for the newest.
  if (newest_ && *newest_ > options_.started) newest_.reset();
}

Result<Memory> Memory::open(const options::Options& options) {
  const std::string& path = *options.state;
  const state::Settings settings{options.term_fields, options.window, options.principal};
  const bool is_new = !state::State::exists(path);
  if (is_new && options.state_readonly) {
    return Error{ErrorKind::usage, path, std::nullopt,
                 "found no state, expected an existing one: --state-readonly does not create it"};
  }
  auto state = is_new ? state::State::create(path, settings, options.started)
                      : state::State::open(path,
                                           options.state_readonly ? state::State::Access::glance
                                                                  : state::State::Access::write,
                                           options.started);
  if (!state) return state.error();
  if (state->settings() != settings) return other_settings(path, state->settings(), settings);
  Memory memory(options, std::move(*state), is_new);
  if (is_new) return memory;
  auto settler = state::Settler::open(*memory.state_);
  if (!settler) return settler.error();
  memory.settler_ = std::move(*settler);
  return memory;
}

void Memory::use_exceptions(std::string fingerprint) {
  exceptions_ = std::move(fingerprint);
  had_other_exceptions_ = !is_new_ && state::exceptions_of(*state_) != exceptions_;
}

const std::string& Memory::real_folder(const std::string& folder) {
  if (folder != folder_ || real_folder_.empty()) {
    folder_ = folder;
    real_folder_ = resolve(folder.empty() ? "." : folder);
    if (!real_folder_.ends_with('/')) real_folder_ += '/';
  }
  return real_folder_;
}

// Only files that the command line names may be links; files found in a folder are not.
std::string Memory::real_path(const input::InputFile& file) {
  if (file.named) return resolve(file.path);
  const std::size_t name = file.path.rfind('/') + 1;
  return real_folder(file.path.substr(0, name)) + file.path.substr(name);
}

bool Memory::is_remembered(const input::InputFile& file) {
  if (options_.rescan) return false;
  const auto known = files_->find(real_path(file), file.stamp.size, file.stamp.modified);
  if (!known) return false;
  remembered_damaged_ += known->damaged ? 1 : 0;
  remembered_records_ = remembered_records_ || known->had_records;
  return true;
}

void Memory::remember(const input::InputFile& file, const input::FileResult& result) {
  if (!new_files_ || !result.stamp) return;
  new_files_->add({real_path(file), result.stamp->size, result.stamp->modified, result.damaged,
                   result.records, result.newest});
}

Result<Done> Memory::recall(History& history, Coverage& coverage,
                            std::optional<EventTime> earliest) {
  settler_.reset();
  if (!options_.state_readonly) {
    if (auto claimed = state_->claim(); !claimed) return claimed;
  }
  if (earliest) {
    const EventTime horizon = state::horizon_of(*earliest, options_.retain);
    if (options_.state_readonly) {
      state_->set_horizon(horizon);
    } else if (auto retained = state::retain(*state_, horizon, options_.retain); !retained) {
      return retained;
    }
  }
  if (const auto horizon = state_->horizon()) {
    const auto oldest = state::oldest_record(*state_);
    forgets_ = (oldest && *oldest < *horizon) || (earliest && *earliest < *horizon);
  }
  if (auto days = state::recall_days(*state_, coverage); !days) return days;
  return state::recall(*state_, history);
}

void Memory::reach(History& history, SettledTerms settled) {
  settled.for_each([&](std::string_view term, const SettledTime& time) {
    history.reach(term, time.start, time.end);
  });
  settled_.emplace(std::move(settled));
}

Result<Done> Memory::visit_source(const std::string& source, const state::VisitTerm& visit) {
  return state::visit_source(*state_, source, visit);
}

void Memory::keep(const Alert& alert, std::string_view line) {
  if (options_.state_readonly) return;
  if (line.ends_with('\n')) line.remove_suffix(1);
  lines_->keep(alert, line);
}

Result<Done> Memory::store(const History& history, const input::ReadReport& report,
                           std::uint64_t alerts) {
  if (options_.state_readonly) return Done();
  const input::ReadCounts& counts = report.counts;
  const state::Run run{options_.started,
                       state::host_name(),
                       ::getpid(),
                       counts.files_read + counts.files_damaged,
                       counts.records(),
                       counts.records_matched,
                       alerts,
                       report.coverage.earliest(),
                       report.coverage.latest()};
  if (auto stored = state::store(*state_, history); !stored) return stored;
  if (settled_) {
    if (auto stored = state::store_settled(*state_, *settled_, history); !stored) return stored;
  }
  if (auto kept = new_files_->keep(); !kept) return kept;
  state_->keep_horizon();
  state::keep_exceptions(*state_, exceptions_);
  state::keep_data_events(*state_, data_events_);
  if (auto stored = state::store_run(*state_, run, report.coverage); !stored) return stored;
  state_->database().flush();
  return outcome();
}

Result<Done> Memory::commit() {
  // Statements must go before the database closes.
  files_.reset();
  new_files_.reset();
  lines_.reset();
  if (options_.state_readonly) return Done();
  return state_->commit();
}

std::optional<EventTime> Memory::newest(std::optional<EventTime> of_this_run) const {
  return std::max(newest_, of_this_run);
}

}  // namespace s3rare::cli
