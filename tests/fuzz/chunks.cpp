// A stream must be cut into the same pieces however it arrives: whole, or in chunks of any size.

#include <cstdint>
#include <string>
#include <vector>

#include "fuzz/agree.h"
#include "input/cut.h"
#include "memory_stream.h"

namespace {

using namespace s3rare;
using namespace s3rare::input;

struct CutPiece {
  Piece::Kind kind;
  std::string text;
  std::uint64_t offset;
  std::size_t max_depth;
  std::size_t first_inner_end;

  friend bool operator==(const CutPiece&, const CutPiece&) = default;
};

std::vector<CutPiece> cut(const std::string& text, std::size_t chunk) {
  tests::MemoryStream stream(text, chunk);
  static Window window;  // reused, as in the program
  Cutter cutter(window);
  window.reset(stream);
  cutter.reset();
  std::vector<CutPiece> pieces;
  while (const auto piece = cutter.next()) {
    const bool is_object = piece->kind == Piece::Kind::object;
    pieces.push_back({piece->kind, std::string(is_object ? piece->text : piece->fault),
                      piece->offset, piece->scanned.max_depth, piece->scanned.first_inner_end});
  }
  return pieces;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  const auto whole = cut(text, text.size() + 1);
  for (const std::size_t chunk : {1, 2, 13, 64}) {
    s3rare::fuzz::agree(cut(text, chunk) == whole, "pieces of chunks and of the whole");
  }
  return 0;
}
