#include "gzip.h"

#include <zlib.h>

#include <stdexcept>

namespace s3rare::tests {
namespace {

void check(bool done) {
  if (!done) throw std::runtime_error("zlib failed");
}

Bytef* bytes_of(const std::string& text) {
  return reinterpret_cast<Bytef*>(const_cast<char*>(text.c_str()));
}

std::string pack(const std::string& text, int level, gz_header* header) {
  z_stream stream{};
  check(deflateInit2(&stream, level, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) == Z_OK);
  if (header != nullptr) check(deflateSetHeader(&stream, header) == Z_OK);
  std::string packed(deflateBound(&stream, text.size()) + 32, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  check(deflate(&stream, Z_FINISH) == Z_STREAM_END);
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  return packed;
}

}  // namespace

std::string gzip(const std::string& text, int level) { return pack(text, level, nullptr); }

std::string gzip(const std::string& text, const GzipParts& parts) {
  gz_header header{};
  if (parts.extra) {
    header.extra = bytes_of(*parts.extra);
    header.extra_len = static_cast<uInt>(parts.extra->size());
  }
  if (parts.name) header.name = bytes_of(*parts.name);
  if (parts.comment) header.comment = bytes_of(*parts.comment);
  header.hcrc = parts.checksum ? 1 : 0;
  return pack(text, 6, &header);
}

std::string inflate_prefix(const std::string& packed) {
  z_stream stream{};
  check(inflateInit2(&stream, 15 + 16) == Z_OK);
  std::string text(1 << 20, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
  stream.avail_in = static_cast<uInt>(packed.size());
  stream.next_out = reinterpret_cast<Bytef*>(text.data());
  stream.avail_out = static_cast<uInt>(text.size());
  inflate(&stream, Z_SYNC_FLUSH);
  text.resize(stream.total_out);
  inflateEnd(&stream);
  return text;
}

}  // namespace s3rare::tests
