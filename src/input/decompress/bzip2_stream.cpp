#include "input/decompress/bzip2_stream.h"

#include <bzlib.h>

#include <new>
#include <optional>
#include <string>
#include <utility>

namespace s3rare::input {
namespace {

Error bad_bzip2(std::string what) {
  return {ErrorKind::damaged, {}, std::nullopt, std::move(what)};
}

}  // namespace

struct Bzip2Stream::Decompress {
  enum class Place { at_stream, in_stream, in_padding, at_end };

  InputBuffer* below = nullptr;
  bz_stream stream{};
  bool is_open = false;  // libbz2 holds memory for a stream
  bool first_stream = true;
  Place place = Place::at_stream;
  std::optional<Error> fault;

  Decompress() = default;
  Decompress(const Decompress&) = delete;
  Decompress& operator=(const Decompress&) = delete;
  ~Decompress() { close(); }

  void close() {
    if (std::exchange(is_open, false)) BZ2_bzDecompressEnd(&stream);
  }

  // Makes sure that input is available. Returns false at the end of the stream below, or at a fault
  // in it.
  bool fill() {
    if (stream.avail_in > 0) return true;
    auto bytes = below->next();
    if (!bytes) {
      fault = std::move(bytes.error());
      return false;
    }
    // libbz2 only reads its input, although the pointer is not const.
    stream.next_in = const_cast<char*>(bytes->data());
    stream.avail_in = static_cast<unsigned int>(bytes->size());
    return !bytes->empty();
  }

  // Between streams: another stream, zero padding, or the end.
  void start_stream() {
    if (!fill()) {
      place = Place::at_end;
    } else if (first_stream || *stream.next_in == 'B') {
      first_stream = false;
      if (BZ2_bzDecompressInit(&stream, 0, 0) != BZ_OK) throw std::bad_alloc();
      is_open = true;
      place = Place::in_stream;
    } else if (*stream.next_in == '\0') {
      place = Place::in_padding;
    } else {
      fault =
          bad_bzip2("found bytes that are not a bzip2 stream, expected another stream or the end");
    }
  }

  void skip_padding() {
    while (fill()) {
      for (; stream.avail_in > 0; ++stream.next_in, --stream.avail_in) {
        if (*stream.next_in == '\0') continue;
        fault = bad_bzip2("found bytes after the zero padding of a bzip2 file, expected its end");
        return;
      }
    }
    place = Place::at_end;
  }

  void run() {
    const bool more = fill();
    if (fault) return;
    const unsigned int room = stream.avail_out;
    const int code = BZ2_bzDecompress(&stream);
    if (code == BZ_STREAM_END) {
      close();
      place = Place::at_stream;
    } else if (code == BZ_MEM_ERROR) {
      throw std::bad_alloc();
    } else if (code != BZ_OK) {
      fault = bad_bzip2(code == BZ_DATA_ERROR_MAGIC
                            ? "found a broken bzip2 header, expected another stream or the end"
                            : "found corrupt bzip2 data, expected a block");
    } else if (!more && stream.avail_out == room) {
      fault = bad_bzip2("found the end of the file inside a bzip2 stream, expected more of it");
    }
  }
};

Bzip2Stream::Bzip2Stream() : decompress_(std::make_unique<Decompress>()) {}
Bzip2Stream::~Bzip2Stream() = default;

void Bzip2Stream::reset(InputBuffer& below) {
  decompress_->close();
  decompress_->below = &below;
  decompress_->stream = {};
  decompress_->first_stream = true;
  decompress_->place = Decompress::Place::at_stream;
  decompress_->fault.reset();
}

Result<std::size_t> Bzip2Stream::read(char* to, std::size_t room) {
  Decompress& decompress = *decompress_;
  decompress.stream.next_out = to;
  decompress.stream.avail_out = static_cast<unsigned int>(room);
  while (decompress.stream.avail_out == room && !decompress.fault &&
         decompress.place != Decompress::Place::at_end) {
    switch (decompress.place) {
      case Decompress::Place::at_stream:
        decompress.start_stream();
        break;
      case Decompress::Place::in_stream:
        decompress.run();
        break;
      case Decompress::Place::in_padding:
        decompress.skip_padding();
        break;
      case Decompress::Place::at_end:
        break;
    }
  }
  const std::size_t count = room - decompress.stream.avail_out;
  if (count == 0 && decompress.fault) return *decompress.fault;
  return count;
}

}  // namespace s3rare::input
