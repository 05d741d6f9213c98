// A pair of bytes is the start of a search: `IP` of "sourceIPAddress", `tN` of "eventName", `"k` of
// "key".

#include "input/concern_filter.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

#include "input/json_text.h"

namespace s3rare::input {
namespace {

constexpr char kSourceKey[] = R"("sourceIPAddress")";
constexpr char kActionKey[] = R"("eventName")";
constexpr char kKeyKey[] = R"("key")";
constexpr std::size_t kSourcePair = std::string_view(kSourceKey).find("IP");
constexpr std::size_t kActionPair = std::string_view(kActionKey).find("tN");

constexpr std::array<std::string_view, 3> kWritingActions = {"PutObject", "CopyObject",
                                                             "CreateMultipartUpload"};

bool is_writing(std::string_view action) {
  const bool may_be = action.starts_with('P') || action.starts_with('C');
  return may_be &&
         std::find(kWritingActions.begin(), kWritingActions.end(), action) != kWritingActions.end();
}

// Where the string begins, behind its quote, that is the value of the key that ends at `at`; npos
// if there is none.
std::size_t value_behind(std::string_view record, std::size_t at) {
  const auto skip = [&](char expected) {
    while (at < record.size() && is_space(record[at])) ++at;
    return at < record.size() && record[at++] == expected;
  };
  return skip(':') && skip('"') ? at : std::string_view::npos;
}

// The same of the key around the pair, if there is such a key.
template <std::size_t pair_in_key, std::size_t key_room>
std::size_t value_of(std::string_view record, std::size_t pair, const char (&key)[key_room]) {
  constexpr std::size_t kKeyBytes = key_room - 1;
  const std::size_t begin = pair - pair_in_key;
  if (pair < pair_in_key || record.size() - begin < kKeyBytes) return std::string_view::npos;
  if (std::memcmp(record.data() + begin, key, kKeyBytes) != 0) return std::string_view::npos;
  return value_behind(record, begin + kKeyBytes);
}

constexpr std::string_view kHeaders = R"("x-amz-)";
constexpr std::string_view kCannedHeader = R"(acl")";
constexpr std::string_view kGrantHeader = "grant-";
// Canned ACLs for some that the owner knows.
constexpr std::array<std::string_view, 5> kClosedAcls = {
    R"(private")", R"(bucket-owner-full-control")", R"(bucket-owner-read")",
    R"(log-delivery-write")", R"(aws-exec-read")"};

// Whether the text behind "x-amz- opens what is written.
bool is_opening_header(std::string_view text) {
  if (text.starts_with(kGrantHeader)) return true;
  if (!text.starts_with(kCannedHeader)) return false;
  const std::size_t begin = value_behind(text, kCannedHeader.size());
  if (begin == std::string_view::npos) return true;
  return std::none_of(kClosedAcls.begin(), kClosedAcls.end(), [&](std::string_view closed) {
    return text.substr(begin).starts_with(closed);
  });
}

bool opens_object(std::string_view record) {
  while (!record.empty()) {
    const void* const found =
        ::memmem(record.data(), record.size(), kHeaders.data(), kHeaders.size());
    if (found == nullptr) return false;
    record.remove_prefix(static_cast<std::size_t>(static_cast<const char*>(found) - record.data()) +
                         kHeaders.size());
    if (is_opening_header(record)) return true;
  }
  return false;
}

}  // namespace

ConcernFilter::ConcernFilter(IsWanted is_source, IsWanted is_action, IsWanted is_key,
                             FindPair find_key_pair)
    : is_source_(std::move(is_source)),
      is_action_(std::move(is_action)),
      is_key_(std::move(is_key)),
      find_key_pair_(find_key_pair) {}

bool ConcernFilter::may_concern(std::string_view record) {
  bool writes = false;
  for (std::size_t at = find_key_pair_(record, 0); at != std::string_view::npos;
       at = find_key_pair_(record, at + 1)) {
    if (record[at] == '"') continue;
    const bool is_source = record[at] == 'I';
    const std::string_view value =
        string_at(record, is_source ? value_of<kSourcePair>(record, at, kSourceKey)
                                    : value_of<kActionPair>(record, at, kActionKey));
    if (value.data() == nullptr) continue;
    if (is_source ? is_source_(value) : !is_writing(value) && is_action_(value)) return true;
    writes = writes || (!is_source && is_writing(value));
  }
  return writes && (holds_wanted_key(record) || opens_object(record));
}

bool ConcernFilter::holds_wanted_key(std::string_view record) {
  for (std::size_t at = find_key_pair_(record, 0); at != std::string_view::npos;
       at = find_key_pair_(record, at + 1)) {
    if (record[at] != '"') continue;
    const std::string_view value = string_at(record, value_of<0>(record, at, kKeyKey));
    if (value.data() != nullptr && is_key_(value)) return true;
  }
  return false;
}

// What the string that begins there stands for; a view without data if it does not end. Bytes
// beyond ASCII may be invalid UTF-8, which is read as U+FFFD.
std::string_view ConcernFilter::string_at(std::string_view record, std::size_t begin) {
  for (std::size_t at = begin; at < record.size(); ++at) {
    const char c = record[at];
    if (c == '"') return record.substr(begin, at - begin);
    if (c == '\\' || static_cast<signed char>(c) < 0) {
      const std::string_view raw = raw_string_at(record, begin);
      if (raw.data() == nullptr) return {};
      decode_string(raw, decoded_);
      return decoded_;
    }
  }
  return {};
}

}  // namespace s3rare::input
