#include "input/decompress/gzip_stream.h"

#include <isa-l/igzip_lib.h>

#include <optional>

#include "input/decompress/gzip_header.h"
#include "input/decompress/gzip_member.h"

namespace s3rare::input {
namespace {

constexpr std::uint8_t kMagic = 0x1f;  // the first byte of every member

enum class Place { at_member, in_header, in_member, in_padding, at_end };

Error damaged(std::string what) { return {ErrorKind::damaged, {}, std::nullopt, std::move(what)}; }

Error damage_of(int isal_code) {
  if (isal_code == ISAL_INCORRECT_CHECKSUM) {
    return damaged("found data that does not match the checksum or length in the gzip trailer");
  }
  return damaged("found corrupt gzip data, expected a deflate block");
}

Error damage_of(GzipHeader::Outcome header) {
  switch (header) {
    case GzipHeader::Outcome::unknown_method:
      return damaged("found an unknown gzip compression method, expected deflate");
    case GzipHeader::Outcome::wrong_checksum:
      return damaged(
          "found a gzip header that does not match its checksum, expected an intact one");
    default:
      return damaged("found a broken gzip header, expected another gzip member or the end");
  }
}

Error cut_short() {
  return damaged("found the end of the file inside a gzip member, expected more of it");
}

}  // namespace

struct GzipStream::Inflate {
  InputBuffer* below = nullptr;
  Place place = Place::at_member;
  bool first_member = true;
  std::optional<Error> fault;
  GzipMember whole_member;
  GzipHeader header;
  inflate_state state;

  // The input that is in memory and not yet used.
  std::string_view available() const {
    return {reinterpret_cast<const char*>(state.next_in), state.avail_in};
  }

  void skip(std::size_t bytes) {
    state.next_in += bytes;
    state.avail_in -= static_cast<std::uint32_t>(bytes);
  }

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
      header.start();
      place = Place::in_header;
    } else {
      place = Place::in_padding;
    }
  }

  // A full buffer means that more input follows. libdeflate does not check a header's checksum.
  bool take_whole_member() {
    if (state.avail_in == InputBuffer::kBytes || GzipHeader::has_checksum(available()))
      return false;
    const auto inflated =
        whole_member.inflate(available(), reinterpret_cast<char*>(state.next_out), state.avail_out);
    if (!inflated) return false;
    skip(inflated->consumed);
    state.next_out += inflated->produced;
    state.avail_out -= static_cast<std::uint32_t>(inflated->produced);
    return true;
  }

  void read_header() {
    auto outcome = GzipHeader::Outcome::unfinished;
    while (outcome == GzipHeader::Outcome::unfinished && fill()) {
      std::string_view rest = available();
      outcome = header.take(rest);
      skip(state.avail_in - rest.size());
    }
    if (fault) return;
    if (outcome == GzipHeader::Outcome::whole) {
      isal_inflate_reset(&state);
      state.crc_flag = ISAL_GZIP_NO_HDR_VER;  // checks the trailer
      place = Place::in_member;
    } else {
      fault = outcome == GzipHeader::Outcome::unfinished ? cut_short() : damage_of(outcome);
    }
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
      fault = cut_short();
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
      case Place::in_header:
        inflate.read_header();
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
