// JSON text for a reader: owns its bytes and the padding after them.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include "json/padding.h"

namespace s3rare::json {

/// Text that is always followed by `kPaddingBytes` readable bytes, also after appending. Copying a
/// string drops the padding, so this class cannot be copied.
class PaddedText {
 public:
  PaddedText() { pad(); }
  explicit PaddedText(std::string text) : text_(std::move(text)) { pad(); }
  PaddedText(const PaddedText&) = delete;
  PaddedText& operator=(const PaddedText&) = delete;
  PaddedText(PaddedText&&) noexcept = default;
  PaddedText& operator=(PaddedText&&) noexcept = default;
  ~PaddedText() = default;

  /// Reserves memory for a text of this size: appending up to it allocates nothing.
  void reserve(std::size_t size_bytes) { text_.reserve(size_bytes + kPaddingBytes); }

  void assign(std::string_view text) {
    reserve(text.size());
    text_.assign(text);
  }
  void append(std::string_view text) {
    reserve(text_.size() + text.size());
    text_.append(text);
  }
  void clear() { text_.clear(); }

  std::size_t size() const { return text_.size(); }
  // NOLINTNEXTLINE(google-explicit-constructor): a text is what it holds
  operator std::string_view() const { return text_; }

 private:
  // Allocated bytes are readable, which is all that the padding needs.
  void pad() { reserve(text_.size()); }

  std::string text_;
};

}  // namespace s3rare::json
