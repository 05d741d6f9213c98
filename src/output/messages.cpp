#include "output/messages.h"

#include <fmt/format.h>

#include <cstdio>

#include "text/terminal_color.h"

namespace s3rare::output {
namespace {

void print(std::string_view text) {
  std::fwrite(text.data(), 1, text.size(), stderr);
  std::fflush(stderr);
}

}  // namespace

std::string describe(const Error& error) {
  std::string text;
  if (!error.path.empty()) text += text::show_safely(error.path) + ":";
  if (error.offset) text += fmt::format("{}:", *error.offset);
  if (!text.empty()) text += ' ';
  return text + text::show_safely(error.what);
}

void Messages::line(std::string_view kind, std::string_view color, std::string_view text) const {
  if (color_) {
    print(fmt::format("s3rare: {}{}:{} {}\n", color, kind, text::kPlain, text));
  } else {
    print(fmt::format("s3rare: {}: {}\n", kind, text));
  }
}

void Messages::error(const Error& error, std::uint64_t others) const {
  std::string text = describe(error);
  if (others > 0) text += fmt::format(" (and {} more in this file)", others);
  line("error", text::kRed, text);
}

void Messages::error(std::string_view text) const { line("error", text::kRed, text); }

void Messages::out_of_memory() {
  print(
      "s3rare: error: out of memory: raise the limit (ulimit -v), or use fewer threads "
      "(--threads)\n");
}

void Messages::warning(std::string_view text) const { line("warning", text::kYellow, text); }

void Messages::note(std::string_view text) const {
  if (!quiet_) print(fmt::format("{}\n", text));
}

}  // namespace s3rare::output
