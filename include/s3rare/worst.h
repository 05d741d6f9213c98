// The worst request of an episode, on which the priority of its alert rests.
//
// An alert reports the first request of its episode. A stranger who fetches an empty object first
// and a database dump second would hide the dump behind it. So an episode keeps the request that
// did most harm as well. This is a maximum in a total order: `add` and `merge` are commutative,
// associative and idempotent, and the worst request does not depend on the order of the matches.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "s3rare/event_time.h"
#include "s3rare/exposure.h"
#include "s3rare/fetched_objects.h"

namespace s3rare {

/// What a request that succeeded took or changed, mildest first.
enum class Harm : std::uint8_t {
  nothing_sent,  ///< the record reports that no byte was sent
  listed,
  fetched,
  fetched_secret,  ///< the key looks like a secret
  wrote,
  deleted
};

/// The content of one request. Borrowed.
struct Request {
  std::string_view action;  ///< one of the rule's; empty: not known, and never the worst
  std::string_view bucket;
  std::string_view key;
  std::string_view event_id;  ///< of the record; empty if it has none
  /// Sent to the client, or received from it if the request wrote; nothing: unknown.
  std::optional<std::uint64_t> bytes;
};

/// A bounded copy of the worst request: some 160 bytes, at most 6 KB. Beside it, what the requests
/// of an episode did together.
///
/// The order: harm, then the number of bytes (unknown counts as fewest), then the earlier time,
/// then the smaller event ID, action, bucket and key, bytewise.
class Worst {
 public:
  /// Adds a request. Judges its key only if that can matter.
  void add(EventTime time, const Request& request);
  void merge(Worst&& other);

  bool empty() const { return text_.empty(); }
  void clear() { *this = Worst(); }

  // Of a worst that is not empty:
  EventTime time() const { return time_; }
  Harm harm() const { return harm_; }
  std::optional<KeyKind> key_kind() const { return key_kind_; }
  std::optional<std::uint64_t> bytes() const { return bytes_; }

  /// The texts, each cut to a length that real ones never reach. Valid as long as this instance.
  Request request() const;

  /// Whether any of the requests listed a bucket.
  bool any_listed() const { return any_listed_; }

  /// Whether the requests fetched objects in bulk, see `FetchedObjects`.
  bool fetched_in_bulk() const { return fetched_.are_bulk(); }

 private:
  bool is_milder_than(const Worst& other) const;

  std::string text_;  // event ID, action, bucket and key, in one allocation
  EventTime time_;
  std::optional<std::uint64_t> bytes_;
  std::uint16_t event_id_size_ = 0;
  std::uint16_t action_size_ = 0;
  std::uint16_t bucket_size_ = 0;
  Harm harm_ = Harm::nothing_sent;
  bool any_listed_ = false;
  std::optional<KeyKind> key_kind_;
  FetchedObjects fetched_;
};

}  // namespace s3rare
