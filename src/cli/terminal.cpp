#include "cli/terminal.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdlib>

namespace s3rare::cli {
namespace {

constexpr std::size_t kUsualColumns = 100;

}  // namespace

bool is_wanted(options::When when, bool automatic) {
  return when == options::When::always || (when == options::When::automatic && automatic);
}

bool is_terminal(int descriptor) { return ::isatty(descriptor) == 1; }

bool colors_wanted(options::When when, int descriptor) {
  const char* no_color = std::getenv("NO_COLOR");
  return is_wanted(when, is_terminal(descriptor) && (no_color == nullptr || *no_color == '\0'));
}

std::optional<std::size_t> terminal_columns(int descriptor) {
  if (!is_terminal(descriptor)) return std::nullopt;
  struct winsize size {};
  const bool known = ::ioctl(descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
  return known ? size.ws_col : kUsualColumns;
}

}  // namespace s3rare::cli
