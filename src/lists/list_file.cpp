#include "lists/list_file.h"

#include <cerrno>
#include <fstream>
#include <system_error>
#include <vector>

namespace s3rare::lists {
namespace {

constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";

Error at_line(const std::string& path, std::uint64_t line, const std::string& what) {
  return {ErrorKind::malformed, path, std::nullopt,
          std::string("line ").append(std::to_string(line)).append(": ").append(what)};
}

}  // namespace

Result<Done> read_list_file(const std::string& path, std::string_view what, const OnLine& on_line) {
  std::ifstream file(path, std::ios::binary);
  if (!file) {
    return Error{ErrorKind::io, path, std::nullopt,
                 std::string("cannot open ")
                     .append(what)
                     .append(": ")
                     .append(std::generic_category().message(errno))};
  }
  std::vector<char> room(kMaxLineBytes + 2);  // plus a carriage return and the terminator
  for (std::uint64_t number = 1;; ++number) {
    file.getline(room.data(), static_cast<std::streamsize>(room.size()));
    auto size = static_cast<std::size_t>(file.gcount());
    if (file.bad()) {
      return Error{ErrorKind::io, path, std::nullopt, std::string("cannot read ").append(what)};
    }
    if (file.fail() && size == 0) return Done();
    if (!file.fail() && !file.eof()) --size;  // `gcount` includes the line feed
    std::string_view text(room.data(), size);
    if (text.ends_with('\r')) text.remove_suffix(1);
    if (number == 1 && text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
    if (file.fail() || text.size() > kMaxLineBytes) {
      return at_line(path, number, "found more than 256 KiB, expected a shorter line");
    }
    if (auto taken = on_line(number, text); !taken)
      return at_line(path, number, taken.error().what);
    if (file.eof()) return Done();
  }
}

}  // namespace s3rare::lists
