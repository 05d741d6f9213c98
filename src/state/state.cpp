#include "state/state.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <system_error>
#include <utility>

#include "files/new_name.h"
#include "files/system_error.h"
#include "state/column_text.h"

namespace s3rare::state {
namespace {

constexpr std::string_view kHorizon = "horizon";
constexpr std::string_view kSeenFrom = "seen_from";

// Resolves a state that is a link: its lock and journal lie beside the target.
std::string real_path(const std::string& path) {
  std::error_code failed;
  const auto real = std::filesystem::weakly_canonical(path, failed);
  return failed ? path : real.string();
}

// The same lock whatever name leads to the state.
std::string lock_path(const std::string& path) { return real_path(path) + ".lock"; }

// Refuses a state that cannot be written, before anything is changed.
Result<Done> check_writable(const std::string& path) {
  const std::string folder = files::folder_of(real_path(path));
  if (::access(folder.c_str(), W_OK | X_OK) != 0) {
    return files::system_error(path, "cannot write in the state's folder " + folder);
  }
  if (::access(path.c_str(), F_OK) == 0 && ::access(path.c_str(), W_OK) != 0) {
    return files::system_error(path, "cannot write to the state; --state-readonly only reads it");
  }
  return Done();
}

Result<Done> sync_file(const std::string& path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  const bool synced = descriptor >= 0 && ::fsync(descriptor) == 0;
  Result<Done> outcome = Done();
  if (!synced) outcome = files::system_error(path, "cannot write the state to disk");
  if (descriptor >= 0) ::close(descriptor);
  return outcome;
}

// Removes a file at the end of a scope, unless its name has been taken over.
struct Unfinished {
  std::string name;

  explicit Unfinished(std::string of_file) : name(std::move(of_file)) {}
  Unfinished(const Unfinished&) = delete;
  Unfinished& operator=(const Unfinished&) = delete;
  ~Unfinished() { remove(); }

  void remove() const {
    if (!name.empty()) ::unlink(name.c_str());
  }
};

}  // namespace

State::State(std::string path, std::optional<Lock> lock, Database database)
    : path_(std::move(path)),
      lock_(std::move(lock)),
      database_(std::make_unique<Database>(std::move(database))) {}

State::State(State&& other) noexcept
    : path_(std::move(other.path_)),
      temporary_(std::exchange(other.temporary_, std::string())),
      lock_(std::move(other.lock_)),
      database_(std::move(other.database_)),
      settings_(std::move(other.settings_)),
      horizon_(other.horizon_),
      horizon_moved_(other.horizon_moved_) {}

State::~State() { abandon(); }

bool State::exists(const std::string& path) {
  struct stat status {};
  return ::lstat(path.c_str(), &status) == 0;
}

Result<State> State::open(const std::string& path, Access access, EventTime started,
                          std::span<const Migration> migrations) {
  const bool write = access == Access::write;
  if (auto looks = looks_like_state(path); !looks) return looks.error();
  std::optional<Lock> lock;
  if (write) {
    if (auto writable = check_writable(path); !writable) return writable.error();
    auto taken = Lock::take(lock_path(path), path, started);
    if (!taken) return taken.error();
    lock = std::move(*taken);
  }
  auto database = Database::open(path, write ? Database::Mode::write : Database::Mode::read);
  if (!database) return database.error();
  State state(path, std::move(lock), std::move(*database));
  if (auto begun = state.begin(access, migrations); !begun) return begun.error();
  return state;
}

Result<Done> State::begin(Access access, std::span<const Migration> migrations) {
  database_->run(access == Access::write ? "BEGIN IMMEDIATE" : "BEGIN");
  // Compare sizes inside a transaction: a run that commits in between would make the file look cut.
  check_size(*database_);
  if (access == Access::glance) database_->run("COMMIT");
  const bool migrated = access == Access::write && migrate(*database_, migrations, kSchemaVersion);
  if (access != Access::write) refuse_older(*database_, migrations, kSchemaVersion);
  check_schema(*database_);
  settings_ = read_settings(*database_);
  if (const auto text = read_setting(*database_, kHorizon)) {
    horizon_ = parse_time_text(*text);
    if (!horizon_) database_->fail(ErrorKind::damaged, "found a horizon that is not a time");
  }
  if (migrated) {
    database_->run("COMMIT");
    database_->run("BEGIN IMMEDIATE");
  }
  return database_->outcome();
}

Result<State> State::create(const std::string& path, const Settings& settings, EventTime started) {
  if (auto writable = check_writable(path); !writable) return writable.error();
  auto lock = Lock::take(lock_path(path), path, started);
  if (!lock) return lock.error();
  if (exists(path)) {
    return Error{ErrorKind::in_use, path, std::nullopt,
                 "another run has just created this state; run again"};
  }
  // SQLite would apply the leftover journal of another state to the new one.
  for (const char* suffix : {"-journal", "-wal"}) {
    if (exists(path + suffix)) {
      return Error{
          ErrorKind::damaged, path + suffix, std::nullopt,
          "found the journal of a killed run whose state is gone; move it to that state and name "
          "it after it, or delete it"};
    }
  }
  // Under the lock no other run uses this name: a killed run left the file.
  Unfinished temporary(path + kNewSuffix);
  temporary.remove();
  auto database = Database::open(temporary.name, Database::Mode::create);
  if (!database) return database.error();
  State state(path, std::move(*lock), std::move(*database));
  state.temporary_ = std::exchange(temporary.name, std::string());
  state.settings_ = settings;
  state.database_->run("BEGIN IMMEDIATE");
  create_schema(*state.database_, settings);
  if (const auto& error = state.database_->error()) return *error;
  return state;
}

void State::set_horizon(EventTime horizon) {
  if (horizon_ && horizon <= *horizon_) return;
  horizon_ = horizon;
  horizon_moved_ = true;
}

std::optional<EventTime> State::seen_from() const {
  return horizon_ ? std::optional(*horizon_ - settings_.window) : std::nullopt;
}

void State::keep_horizon() {
  if (!horizon_moved_) return;
  write_setting(*database_, kHorizon, time_text(*horizon_));
  write_setting(*database_, kSeenFrom, time_text(*seen_from()));
  horizon_moved_ = false;
}

Result<Done> State::claim() {
  database_->run("UPDATE settings SET value = value WHERE name = 'window'");
  database_->flush();
  return database_->outcome();
}

Result<Done> State::commit() {
  keep_horizon();
  database_->run("COMMIT");
  if (const auto& error = database_->error()) return *error;
  if (temporary_.empty()) return Done();
  database_.reset();
  if (auto synced = sync_file(temporary_); !synced) return synced;
  if (auto named = files::give_name(temporary_, path_, files::Taken::refuse); !named) return named;
  temporary_.clear();
  return Done();
}

void State::abandon() {
  if (database_) database_->roll_back();
  if (temporary_.empty()) return;
  database_.reset();
  ::unlink(temporary_.c_str());
  temporary_.clear();
}

}  // namespace s3rare::state
