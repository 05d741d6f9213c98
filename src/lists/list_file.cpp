#include "lists/list_file.h"

#include <cerrno>
#include <fstream>
#include <istream>
#include <system_error>

namespace s3rare::lists {
namespace {

constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";

// Bytes read at a time, so that memory grows with the longest line only.
constexpr std::size_t kPieceSize = std::size_t{64} * 1024;

// Reads a line with its line end, at most `longest` bytes and one more piece. False at the end of
// the file, and if it cannot be read.
bool read_line(std::istream& file, std::size_t longest, std::string& line) {
  line.clear();
  while (line.size() <= longest && !line.ends_with('\n')) {
    const std::size_t before = line.size();
    line.resize(before + kPieceSize);
    file.getline(line.data() + before, static_cast<std::streamsize>(kPieceSize));
    auto size = static_cast<std::size_t>(file.gcount());
    if (!file.fail() && !file.eof()) line[before + size - 1] = '\n';  // counted by gcount
    const bool is_part = file.fail() && !file.bad() && !file.eof() && size > 0;
    if (is_part) file.clear();
    line.resize(before + size);
    if (!is_part) break;
  }
  return !line.empty() && !file.bad();
}

}  // namespace

Error at_line(const std::string& path, std::uint64_t line, const std::string& what) {
  return {ErrorKind::malformed, path, std::nullopt,
          std::string("line ").append(std::to_string(line)).append(": ").append(what)};
}

Result<Done> read_list_file(const std::string& path, std::string_view what, const OnLine& on_line,
                            std::size_t longest) {
  std::ifstream file(path, std::ios::binary);
  if (!file) {
    return Error{ErrorKind::io, path, std::nullopt,
                 std::string("cannot open ")
                     .append(what)
                     .append(": ")
                     .append(std::generic_category().message(errno))};
  }
  std::string line;
  for (std::uint64_t number = 1; read_line(file, longest + 2, line); ++number) {
    std::string_view text(line);
    if (text.ends_with('\n')) text.remove_suffix(1);
    if (text.ends_with('\r')) text.remove_suffix(1);
    if (number == 1 && text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
    if (text.size() > longest) {
      return at_line(path, number,
                     std::string("found more than ")
                         .append(std::to_string(longest / 1024))
                         .append(" KiB, expected a shorter line"));
    }
    if (auto taken = on_line(number, text); !taken) {
      if (!taken.error().path.empty()) return taken;
      return at_line(path, number, taken.error().what);
    }
  }
  if (file.bad()) {
    return Error{ErrorKind::io, path, std::nullopt, std::string("cannot read ").append(what)};
  }
  return Done();
}

}  // namespace s3rare::lists
