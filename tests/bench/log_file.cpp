#include "log_file.h"

#include <zlib.h>

#include <array>
#include <stdexcept>

namespace s3rare::bench {

struct LogFile::Deflate {
  z_stream stream{};
  std::array<Bytef, 64 * 1024> output;

  Deflate() {
    constexpr int kLevel = 6;
    constexpr int kGzip = 15 + 16;  // window bits; 16 more mean a gzip header and trailer
    constexpr int kMemory = 8;      // zlib's default
    if (deflateInit2(&stream, kLevel, Z_DEFLATED, kGzip, kMemory, Z_DEFAULT_STRATEGY) != Z_OK) {
      throw std::runtime_error("cannot start zlib");
    }
  }
  ~Deflate() { deflateEnd(&stream); }
};

LogFile::LogFile(const std::filesystem::path& path, bool compress) {
  std::filesystem::create_directories(path.parent_path());
  file_.reset(std::fopen(path.c_str(), "wb"));
  if (!file_) throw std::runtime_error("cannot create " + path.string());
  if (!compress) return;
  static Deflate shared;  // one file is written at a time
  deflateReset(&shared.stream);
  deflate_ = &shared;
}

LogFile::~LogFile() = default;

void LogFile::write(std::string_view text) {
  inflated_bytes_ += text.size();
  if (deflate_ != nullptr) {
    deflate(text, false);
  } else {
    put(text.data(), text.size());
  }
}

void LogFile::close() {
  if (deflate_ != nullptr) deflate({}, true);
  if (std::fclose(file_.release()) != 0) throw std::runtime_error("cannot write");
}

void LogFile::deflate(std::string_view text, bool last) {
  z_stream& stream = deflate_->stream;
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  do {
    stream.next_out = deflate_->output.data();
    stream.avail_out = static_cast<uInt>(deflate_->output.size());
    if (::deflate(&stream, last ? Z_FINISH : Z_NO_FLUSH) == Z_STREAM_ERROR) {
      throw std::runtime_error("cannot deflate");
    }
    put(deflate_->output.data(), deflate_->output.size() - stream.avail_out);
  } while (stream.avail_out == 0);
}

void LogFile::put(const void* bytes, std::size_t count) {
  if (std::fwrite(bytes, 1, count, file_.get()) != count) {
    throw std::runtime_error("cannot write");
  }
  disk_bytes_ += count;
}

}  // namespace s3rare::bench
