#include "input/decompress/zstd_stream.h"

#include <zstd.h>
#include <zstd_errors.h>

#include <algorithm>
#include <new>
#include <optional>
#include <utility>

namespace s3rare::input {
namespace {

constexpr int kMaxWindowLog = 23;  // 8 MiB

struct FreeContext {
  void operator()(ZSTD_DCtx* context) const { ZSTD_freeDCtx(context); }
};

Error bad_frame(std::string what) {
  return {ErrorKind::damaged, {}, std::nullopt, std::move(what)};
}

Error damage_of(std::size_t code) {
  switch (ZSTD_getErrorCode(code)) {
    case ZSTD_error_frameParameter_windowTooLarge:
      return bad_frame(
          "found a zstd frame with a window above 8 MiB, expected one made without --long or "
          "--ultra");
    case ZSTD_error_prefix_unknown:
      return bad_frame("found bytes that are not a zstd frame, expected another frame or the end");
    case ZSTD_error_checksum_wrong:
      return bad_frame("found data that does not match the checksum in the zstd frame");
    default:
      return bad_frame("found corrupt zstd data, expected a block");
  }
}

}  // namespace

struct ZstdStream::Decompress {
  InputBuffer* below = nullptr;
  std::unique_ptr<ZSTD_DCtx, FreeContext> context{ZSTD_createDCtx()};
  ZSTD_inBuffer input{};
  std::size_t wanted = 0;  // input bytes to the end of the next block, as libzstd last reported
  bool flushing = false;   // the last call filled its output: more may follow
  bool in_frame = false;
  bool at_end = false;
  std::optional<Error> fault;

  void fill() {
    auto bytes = below->next();
    if (!bytes) {
      fault = std::move(bytes.error());
      return;
    }
    input = {bytes->data(), bytes->size(), 0};
    at_end = bytes->empty();
  }

  void run(ZSTD_outBuffer& output) {
    if (input.pos == input.size && !flushing) fill();
    if (fault) return;
    const std::size_t consumed = input.pos;
    const std::size_t produced = output.pos;
    if (at_end && !in_frame) return;
    // A call that fails drops its output. Give each call at most one block, and none while output
    // of the previous block remains.
    const std::size_t offered =
        flushing ? 0 : std::min(input.size - input.pos, std::max<std::size_t>(wanted, 1));
    ZSTD_inBuffer block{static_cast<const char*>(input.src) + input.pos, offered, 0};
    const std::size_t code = ZSTD_decompressStream(context.get(), &output, &block);
    input.pos += block.pos;
    if (ZSTD_isError(code) != 0) {
      if (ZSTD_getErrorCode(code) == ZSTD_error_memory_allocation) throw std::bad_alloc();
      fault = damage_of(code);
      return;
    }
    in_frame = code != 0;
    wanted = code;
    const bool flushed = std::exchange(flushing, output.pos == output.size);
    if (at_end && in_frame && !flushed && input.pos == consumed && output.pos == produced) {
      fault = bad_frame("found the end of the file inside a zstd frame, expected more of it");
    }
  }
};

ZstdStream::ZstdStream() : decompress_(std::make_unique<Decompress>()) {
  if (!decompress_->context) throw std::bad_alloc();
  ZSTD_DCtx_setParameter(decompress_->context.get(), ZSTD_d_windowLogMax, kMaxWindowLog);
}
ZstdStream::~ZstdStream() = default;

void ZstdStream::reset(InputBuffer& below) {
  decompress_->below = &below;
  decompress_->input = {};
  decompress_->wanted = 0;
  decompress_->flushing = false;
  decompress_->in_frame = false;
  decompress_->at_end = false;
  decompress_->fault.reset();
  ZSTD_DCtx_reset(decompress_->context.get(), ZSTD_reset_session_only);
}

Result<std::size_t> ZstdStream::read(char* to, std::size_t room) {
  ZSTD_outBuffer output{to, room, 0};
  Decompress& decompress = *decompress_;
  while (output.pos == 0 && !decompress.fault && !(decompress.at_end && !decompress.in_frame)) {
    decompress.run(output);
  }
  if (output.pos == 0 && decompress.fault) return *decompress.fault;
  return output.pos;
}

}  // namespace s3rare::input
