#include "input/decompress/xz_stream.h"

#include <lzma.h>

#include <new>
#include <optional>
#include <string>
#include <utility>

namespace s3rare::input {
namespace {

Error bad_xz(std::string what) { return {ErrorKind::damaged, {}, std::nullopt, std::move(what)}; }

Error xz_damage(lzma_ret code) {
  switch (code) {
    case LZMA_MEMLIMIT_ERROR:
      return bad_xz("found xz data that needs more than 80 MiB of memory, expected at most xz -9");
    case LZMA_FORMAT_ERROR:
      return bad_xz("found bytes that are not an xz stream, expected another stream or the end");
    case LZMA_OPTIONS_ERROR:
      return bad_xz("found xz data with unknown options, expected those of xz 5");
    case LZMA_BUF_ERROR:
      return bad_xz("found the end of the file inside an xz stream, expected more of it");
    default:
      return bad_xz("found corrupt xz data, expected a block");
  }
}

}  // namespace

struct XzStream::Decompress {
  InputBuffer* below = nullptr;
  lzma_stream stream = LZMA_STREAM_INIT;
  bool at_end = false;    // of the stream below
  bool finished = false;  // nothing is left to decompress
  std::optional<Error> fault;

  Decompress() = default;
  Decompress(const Decompress&) = delete;
  Decompress& operator=(const Decompress&) = delete;
  ~Decompress() { lzma_end(&stream); }

  void fill() {
    auto bytes = below->next();
    if (!bytes) {
      fault = std::move(bytes.error());
      return;
    }
    stream.next_in = reinterpret_cast<const std::uint8_t*>(bytes->data());
    stream.avail_in = bytes->size();
    at_end = bytes->empty();
  }

  void run() {
    if (stream.avail_in == 0 && !at_end) fill();
    if (fault) return;
    const lzma_ret code = lzma_code(&stream, at_end ? LZMA_FINISH : LZMA_RUN);
    if (code == LZMA_MEM_ERROR) throw std::bad_alloc();
    finished = code == LZMA_STREAM_END;
    // Without room for output, liblzma reports the end of the input only in its next call.
    if (code != LZMA_OK && !finished) fault = xz_damage(code);
  }
};

XzStream::XzStream() : decompress_(std::make_unique<Decompress>()) {}
XzStream::~XzStream() = default;

void XzStream::reset(InputBuffer& below) {
  decompress_->below = &below;
  decompress_->stream.next_in = nullptr;
  decompress_->stream.avail_in = 0;
  decompress_->at_end = decompress_->finished = false;
  decompress_->fault.reset();
  if (lzma_stream_decoder(&decompress_->stream, kXzMemoryBytes, LZMA_CONCATENATED) != LZMA_OK) {
    throw std::bad_alloc();
  }
}

Result<std::size_t> XzStream::read(char* to, std::size_t room) {
  Decompress& decompress = *decompress_;
  decompress.stream.next_out = reinterpret_cast<std::uint8_t*>(to);
  decompress.stream.avail_out = room;
  while (decompress.stream.avail_out == room && !decompress.fault && !decompress.finished) {
    decompress.run();
  }
  const std::size_t count = room - decompress.stream.avail_out;
  if (count == 0 && decompress.fault) return *decompress.fault;
  return count;
}

}  // namespace s3rare::input
