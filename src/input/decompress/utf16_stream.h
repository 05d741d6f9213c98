// UTF-16 with a byte order mark, as PowerShell's `>` writes it, read as UTF-8.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "input/byte_stream.h"
#include "input/decompress/input_buffer.h"

namespace s3rare::input {

/// @returns whether bytes begin with the byte order mark of UTF-16; the mark of UTF-32, which
/// begins
///          like it, is none. Source: the Unicode Standard, section 23.8
bool begins_utf16(std::string_view bytes);

/// Transcodes the stream below to UTF-8, without the mark. An offset in its output counts bytes of
/// UTF-8: if all text before it is ASCII, offset n is byte 2n + 2 of the file.
///
/// A surrogate without its pair becomes U+FFFD, and the text is read to its end nevertheless. Then
/// comes the fault, which names the first such byte of the UTF-16 text. Half a character at the end
/// is left out, and a fault, too. One object serves many files, one after the other.
class Utf16Stream : public ByteStream {
 public:
  /// Starts another stream, which begins with the mark and must live until the next reset.
  void reset(InputBuffer& below);

  Result<std::size_t> read(char* to, std::size_t room) override;

 private:
  void transcode_more();
  void take(std::string_view bytes);
  void take_unit(std::uint16_t unit);
  void put(std::uint32_t code_point);
  void note_damage(std::uint64_t offset, std::string_view found);
  void finish();

  InputBuffer* below_ = nullptr;
  bool is_big_endian_ = false;
  bool finished_ = false;
  std::uint64_t offset_ = 0;           // in UTF-16, behind the last unit taken
  std::optional<char> half_;           // the first byte of a unit
  std::optional<std::uint16_t> high_;  // a high surrogate that waits for its pair
  std::string text_;                   // UTF-8
  std::size_t returned_ = 0;           // bytes of `text_`
  std::optional<Error> fault_;         // to return after `text_`
};

}  // namespace s3rare::input
