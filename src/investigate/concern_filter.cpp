// The search starts at pairs of bytes: `IP` in "sourceIPAddress", `tN` in "eventName", `"k` in
// "key",
// `"x` in "x-amz-acl" and "x-amz-grant-read".

#include "investigate/concern_filter.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

#include "investigate/access/access_record_reader.h"
#include "json/text.h"

namespace s3rare::investigate {
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

// The position after the opening quote of the string value of the key that ends at `at`; npos if
// the key has no such value.
std::size_t value_behind(std::string_view record, std::size_t at) {
  const auto skip = [&](char expected) {
    while (at < record.size() && json::is_space(record[at])) ++at;
    return at < record.size() && record[at++] == expected;
  };
  return skip(':') && skip('"') ? at : std::string_view::npos;
}

// The same for the key around the pair, if there is one.
template <std::size_t pair_in_key, std::size_t key_room>
std::size_t value_of(std::string_view record, std::size_t pair, const char (&key)[key_room]) {
  constexpr std::size_t kKeyBytes = key_room - 1;
  const std::size_t begin = pair - pair_in_key;
  if (pair < pair_in_key || record.size() - begin < kKeyBytes) return std::string_view::npos;
  if (std::memcmp(record.data() + begin, key, kKeyBytes) != 0) return std::string_view::npos;
  return value_behind(record, begin + kKeyBytes);
}

constexpr std::string_view kCannedHeader = R"("x-amz-acl")";
constexpr std::string_view kGrantHeader = R"("x-amz-grant-)";
// Canned ACLs that give nothing to everyone.
constexpr std::array<std::string_view, 5> kClosedAcls = {
    R"(private")", R"(bucket-owner-full-control")", R"(bucket-owner-read")",
    R"(log-delivery-write")", R"(aws-exec-read")"};

// Whether the text begins with a header that opens the written object.
bool is_opening_header(std::string_view text) {
  if (text.starts_with(kGrantHeader)) return true;
  if (!text.starts_with(kCannedHeader)) return false;
  const std::size_t begin = value_behind(text, kCannedHeader.size());
  if (begin == std::string_view::npos) return true;
  return std::none_of(kClosedAcls.begin(), kClosedAcls.end(), [&](std::string_view closed) {
    return text.substr(begin).starts_with(closed);
  });
}

}  // namespace

ConcernFilter::ConcernFilter(const AlertGroups& sources, const AlertGroups& objects,
                             const json::ByteKernels& kernels)
    : sources_(&sources), objects_(&objects), kernels_(&kernels) {}

template <class Take>
bool ConcernFilter::any_pair(json::FindPairs find_pairs, std::string_view record, Take&& take) {
  // Pieces overlap by one byte, so no pair is cut and none is found twice.
  constexpr std::size_t kStep = json::kMostIndexed - 1;
  for (std::size_t begin = 0; begin < record.size(); begin += kStep) {
    const std::uint16_t* const end =
        find_pairs(record.substr(begin, json::kMostIndexed), pairs_.data());
    for (const std::uint16_t* pair = pairs_.data(); pair != end; ++pair) {
      if (take(begin + *pair)) return true;
    }
  }
  return false;
}

bool ConcernFilter::may_concern(std::string_view record) {
  bool writes = false;
  const auto is_wanted = [&](std::size_t pair) {
    const bool is_source = record[pair] == 'I';
    const std::string_view value =
        string_at(record, is_source ? value_of<kSourcePair>(record, pair, kSourceKey)
                                    : value_of<kActionPair>(record, pair, kActionKey));
    if (value.data() == nullptr) return false;
    if (is_source) return sources_->has(value);
    const bool is_write = is_writing(value);
    writes = writes || is_write;
    return !is_write && may_be_access_record(value);
  };
  if (any_pair(kernels_->find_name_pairs, record, is_wanted)) return true;
  return writes && is_concerned_write(record);
}

bool ConcernFilter::is_concerned_write(std::string_view record) {
  return any_pair(kernels_->find_key_pairs, record, [&](std::size_t pair) {
    if (record[pair + 1] == 'x') return is_opening_header(record.substr(pair));
    const std::string_view key = string_at(record, value_of<0>(record, pair, kKeyKey));
    return key.data() != nullptr && objects_->has(key);
  });
}

// The decoded string that begins there; a view without data if it does not end. Invalid UTF-8
// becomes U+FFFD.
std::string_view ConcernFilter::string_at(std::string_view record, std::size_t begin) {
  if (begin >= record.size()) return {};
  const std::size_t size = json::plain_size(record.substr(begin));
  if (begin + size == record.size()) return {};
  if (record[begin + size] == '"') return record.substr(begin, size);
  const std::string_view raw = json::raw_string_at(record, begin);
  if (raw.data() == nullptr) return {};
  json::decode_string(raw, decoded_);
  return decoded_;
}

}  // namespace s3rare::investigate
