#include "input/gzip_stream.h"

#include <isa-l/igzip_lib.h>

#include <optional>

#include "input/gzip_member.h"

namespace s3rare::input {
namespace {

constexpr std::uint8_t kMagic = 0x1f;  // the first byte of every member

enum class Place { at_member, in_member, in_padding, at_end };

Error damaged(std::string what) { return {ErrorKind::damaged, {}, std::nullopt, std::move(what)}; }

Error damage_of(int isal_code) {
  switch (isal_code) {
    case ISAL_INVALID_WRAPPER:
      return damaged("found a broken gzip header, expected another gzip member or the end");
    case ISAL_UNSUPPORTED_METHOD:
      return damaged("found an unknown gzip compression method, expected deflate");
    case ISAL_INCORRECT_CHECKSUM:
      return damaged("found data that does not match the checksum or length in the gzip trailer");
    default:
      return damaged("found corrupt gzip data, expected a deflate block");
  }
}

}  // namespace

struct GzipStream::Inflate {
  InputBuffer* below = nullptr;
  Place place = Place::at_member;
  bool first_member = true;
  std::optional<Error> fault;
  GzipMember whole_member;
  inflate_state state;

  // Makes sure that input is available. Returns false at the end of the stream below, or at a fault
  // in it.
  bool fill() {
    if (state.avail_in > 0) return true;
    auto bytes = below->next();
    if (!bytes) {
      fault = std::move(bytes.error());
      return false;
    }
    // ISA-L only reads its input, although the pointer is not const.
    state.next_in = reinterpret_cast<std::uint8_t*>(const_cast<char*>(bytes->data()));
    state.avail_in = static_cast<std::uint32_t>(bytes->size());
    return !bytes->empty();
  }

  // Between members: another member, zero padding, or the end.
  void start_member() {
    if (!fill()) {
      place = Place::at_end;
    } else if (!first_member && *state.next_in != 0 && *state.next_in != kMagic) {
      fault = damaged("found bytes that are not a gzip member, expected another member or the end");
    } else if (first_member || *state.next_in != 0) {
      first_member = false;
      if (take_whole_member()) return;
      isal_inflate_reset(&state);
      state.crc_flag = ISAL_GZIP;
      place = Place::in_member;
    } else {
      place = Place::in_padding;
    }
  }

  // A full buffer means that more input follows.
  bool take_whole_member() {
    if (state.avail_in == InputBuffer::kBytes) return false;
    const std::string_view bytes(reinterpret_cast<const char*>(state.next_in), state.avail_in);
    const auto inflated =
        whole_member.inflate(bytes, reinterpret_cast<char*>(state.next_out), state.avail_out);
    if (!inflated) return false;
    state.next_in += inflated->consumed;
    state.avail_in -= static_cast<std::uint32_t>(inflated->consumed);
    state.next_out += inflated->produced;
    state.avail_out -= static_cast<std::uint32_t>(inflated->produced);
    return true;
  }

  void skip_padding() {
    while (fill()) {
      for (; state.avail_in > 0; ++state.next_in, --state.avail_in) {
        if (*state.next_in != 0) {
          fault = damaged("found bytes after the zero padding of a gzip file, expected its end");
          return;
        }
      }
    }
    place = Place::at_end;
  }

  // Inflates into the output buffer set in `state`.
  void run() {
    const bool more = fill();
    if (fault) return;
    const std::uint32_t room = state.avail_out;
    const int code = isal_inflate(&state);
    if (state.block_state == ISAL_BLOCK_FINISH && code >= 0) {
      place = Place::at_member;
    } else if (code < 0) {
      fault = damage_of(code);
    } else if (!more && state.avail_out == room) {
      fault = damaged("found the end of the file inside a gzip member, expected more of it");
    }
  }
};

GzipStream::GzipStream() : inflate_(std::make_unique<Inflate>()) {}
GzipStream::~GzipStream() = default;

void GzipStream::reset(InputBuffer& below) {
  inflate_->below = &below;
  inflate_->place = Place::at_member;
  inflate_->first_member = true;
  inflate_->fault.reset();
  isal_inflate_init(&inflate_->state);
}

Result<std::size_t> GzipStream::read(char* to, std::size_t room) {
  Inflate& inflate = *inflate_;
  inflate_state& state = inflate.state;
  state.next_out = reinterpret_cast<std::uint8_t*>(to);
  state.avail_out = static_cast<std::uint32_t>(room);
  while (state.avail_out == room && !inflate.fault && inflate.place != Place::at_end) {
    switch (inflate.place) {
      case Place::at_member:
        inflate.start_member();
        break;
      case Place::in_member:
        inflate.run();
        break;
      case Place::in_padding:
        inflate.skip_padding();
        break;
      case Place::at_end:
        break;
    }
  }
  const std::size_t count = room - state.avail_out;
  if (count == 0 && inflate.fault) return *inflate.fault;
  return count;
}

}  // namespace s3rare::input
