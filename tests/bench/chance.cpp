#include "chance.h"

#include "join.h"

namespace s3rare::bench {

std::uint64_t Chance::next() {
  std::uint64_t bits = state_ += 0x9e3779b97f4a7c15;
  bits = (bits ^ (bits >> 30)) * 0xbf58476d1ce4e5b9;
  bits = (bits ^ (bits >> 27)) * 0x94d049bb133111eb;
  return bits ^ (bits >> 31);
}

std::string Chance::of(std::string_view alphabet, std::size_t length) {
  std::string text(length, '\0');
  for (char& c : text) c = alphabet[below(alphabet.size())];
  return text;
}

std::string Chance::hex(std::size_t length) { return of("0123456789abcdef", length); }

std::string Chance::base64(std::size_t length) {
  return of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/", length);
}

std::string Chance::letters(std::size_t length) {
  return of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", length);
}

std::string Chance::key_id(std::size_t length) {
  return of("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", length);
}

std::string Chance::s3_request_id() { return of("0123456789ABCDEFGHJKMNPQRSTVWXYZ", 16); }

std::string Chance::uuid() {
  return join({hex(8), "-", hex(4), "-4", hex(3), "-a", hex(3), "-", hex(12)});
}

}  // namespace s3rare::bench
