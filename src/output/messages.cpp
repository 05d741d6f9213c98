#include "output/messages.h"

#include <fmt/format.h>

#include <cstdio>

namespace s3rare::output {
namespace {

constexpr std::string_view kRed = "\x1b[31m";
constexpr std::string_view kYellow = "\x1b[33m";
constexpr std::string_view kPlain = "\x1b[0m";

// Length of the valid UTF-8 sequence at the front that is safe to show, or 0.
std::size_t safe_sequence(std::string_view bytes) {
  const auto byte = [&](std::size_t i) {
    return i < bytes.size() ? static_cast<unsigned char>(bytes[i]) : 0U;
  };
  const auto continues = [&](std::size_t i) { return (byte(i) & 0xc0) == 0x80; };
  if (byte(0) < 0x80) return byte(0) >= 0x20 && byte(0) != 0x7f ? 1 : 0;
  if (byte(0) >= 0xc2 && byte(0) <= 0xdf && continues(1)) {
    return byte(0) == 0xc2 && byte(1) < 0xa0 ? 0 : 2;
  }
  if (byte(0) >= 0xe0 && byte(0) <= 0xef && continues(1) && continues(2)) {
    // Neither overlong forms nor surrogates, nor marks that turn the direction of text.
    if (byte(0) == 0xe0 && byte(1) < 0xa0) return 0;
    if (byte(0) == 0xed && byte(1) >= 0xa0) return 0;
    if (byte(0) == 0xe2 && byte(1) == 0x80 && byte(2) >= 0xa8 && byte(2) <= 0xae) return 0;
    if (byte(0) == 0xe2 && byte(1) == 0x81 && byte(2) >= 0xa6 && byte(2) <= 0xa9) return 0;
    return 3;
  }
  if (byte(0) >= 0xf0 && byte(0) <= 0xf4 && continues(1) && continues(2) && continues(3)) {
    if (byte(0) == 0xf0 && byte(1) < 0x90) return 0;
    if (byte(0) == 0xf4 && byte(1) >= 0x90) return 0;
    return 4;
  }
  return 0;
}

void print(std::string_view text) {
  std::fwrite(text.data(), 1, text.size(), stderr);
  std::fflush(stderr);
}

}  // namespace

std::string show_safely(std::string_view bytes) {
  std::string text;
  while (!bytes.empty()) {
    const std::size_t length = safe_sequence(bytes);
    if (length == 0) {
      text += fmt::format("\\x{:02x}", static_cast<unsigned char>(bytes[0]));
      bytes.remove_prefix(1);
    } else {
      text += bytes.substr(0, length);
      bytes.remove_prefix(length);
    }
  }
  return text;
}

std::string describe(const Error& error) {
  std::string text;
  if (!error.path.empty()) text += show_safely(error.path) + ":";
  if (error.offset) text += fmt::format("{}:", *error.offset);
  if (!text.empty()) text += ' ';
  return text + show_safely(error.what);
}

void Messages::line(std::string_view kind, std::string_view color, std::string_view text) const {
  if (color_) {
    print(fmt::format("s3rare: {}{}:{} {}\n", color, kind, kPlain, text));
  } else {
    print(fmt::format("s3rare: {}: {}\n", kind, text));
  }
}

void Messages::error(const Error& error, std::uint64_t others) const {
  std::string text = describe(error);
  if (others > 0) text += fmt::format(" (and {} more in this file)", others);
  line("error", kRed, text);
}

void Messages::error(std::string_view text) const { line("error", kRed, text); }

void Messages::warning(std::string_view text) const { line("warning", kYellow, text); }

void Messages::note(std::string_view text) const {
  if (!quiet_) print(fmt::format("{}\n", text));
}

}  // namespace s3rare::output
