#include "cli/reading/ahead.h"

#include <algorithm>
#include <array>
#include <condition_variable>
#include <cstring>
#include <exception>
#include <mutex>
#include <new>
#include <optional>
#include <system_error>
#include <thread>
#include <utility>

namespace s3rare::cli {
namespace {

// Streams from this size on are read ahead. Shorter ones do not repay the start of a thread, some
// ten microseconds, and the copy of each chunk.
constexpr std::size_t kLongBytes = 4 * 1024 * 1024;

constexpr std::size_t kChunkBytes = 256 * 1024;
constexpr std::size_t kChunks = 4;

// A ring of chunks that were read and not yet taken. Its thread fills chunks, the caller takes
// them.
class Chunks {
 public:
  explicit Chunks(input::ByteStream& below) : below_(below), thread_([this] { fill(); }) {}
  Chunks(const Chunks&) = delete;
  Chunks& operator=(const Chunks&) = delete;
  ~Chunks() {
    {
      const std::lock_guard lock(mutex_);
      stopped_ = true;
    }
    changed_.notify_all();
    thread_.join();
  }

  Result<std::size_t> read(char* to, std::size_t room) {
    Chunk& chunk = chunks_[taken_ % kChunks];
    {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [&] { return filled_ > taken_; });
    }
    if (chunk.failure) std::rethrow_exception(chunk.failure);
    if (!chunk.size || *chunk.size == 0) return chunk.size;  // every later call returns it again
    const std::size_t count = std::min(room, *chunk.size - begin_);
    std::memcpy(to, chunk.bytes.get() + begin_, count);
    begin_ += count;
    if (begin_ == *chunk.size) {
      begin_ = 0;
      const std::lock_guard lock(mutex_);
      ++taken_;
      changed_.notify_all();
    }
    return count;
  }

 private:
  struct Chunk {
    std::unique_ptr<char[]> bytes{new char[kChunkBytes]};
    Result<std::size_t> size{std::size_t{0}};  // or the error at this point of the stream
    std::exception_ptr failure;                // of the stream, instead of bytes
  };

  void fill() {
    for (bool goes_on = true; goes_on;) {
      {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return stopped_ || filled_ < taken_ + kChunks; });
        if (stopped_) return;
      }
      Chunk& chunk = chunks_[filled_ % kChunks];
      try {
        chunk.size = below_.read(chunk.bytes.get(), kChunkBytes);
      } catch (...) {
        chunk.failure = std::current_exception();
      }
      goes_on = !chunk.failure && chunk.size && *chunk.size > 0;
      const std::lock_guard lock(mutex_);
      ++filled_;
      changed_.notify_all();
    }
  }

  input::ByteStream& below_;
  std::array<Chunk, kChunks> chunks_;
  std::size_t begin_ = 0;  // offset of the first byte not yet taken in the first chunk
  std::mutex mutex_;       // guards filled_, taken_ and stopped_
  std::condition_variable changed_;
  std::size_t filled_ = 0;  // chunks filled since the start
  std::size_t taken_ = 0;   // chunks taken since the start
  bool stopped_ = false;
  std::thread thread_;  // the last member, because it uses the others
};

class AheadStream : public input::ByteStream {
 public:
  AheadStream(input::ByteStream& below, SpareThreads& spare) : below_(below), spare_(spare) {}
  ~AheadStream() override {
    if (!chunks_) return;
    chunks_.reset();
    spare_.give();
  }

  Result<std::size_t> read(char* to, std::size_t room) override {
    if (!chunks_ && passed_ >= kLongBytes && spare_.take()) begin();
    if (chunks_) return chunks_->read(to, room);
    auto count = below_.read(to, room);
    if (count) passed_ += *count;
    return count;
  }

 private:
  void begin() {
    try {
      chunks_.emplace(below_);
    } catch (const std::system_error&) {
      go_on_without();
    } catch (const std::bad_alloc&) {
      go_on_without();
    }
  }

  // The system has no more threads, or no memory for one.
  void go_on_without() {
    spare_.give();
    passed_ = 0;
  }

  input::ByteStream& below_;
  SpareThreads& spare_;
  std::size_t passed_ = 0;
  std::optional<Chunks> chunks_;
};

}  // namespace

std::unique_ptr<input::ByteStream> read_ahead(input::ByteStream& below, SpareThreads& spare) {
  return std::make_unique<AheadStream>(below, spare);
}

}  // namespace s3rare::cli
