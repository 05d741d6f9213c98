// Exceptions: which matches are neither alert nor history.
//
// All conditions of an exception must hold. A field that the record lacks, or that is empty or no
// string, satisfies none. Comparisons are exact and case-sensitive on decoded strings, with two
// wider ones: an address is compared by its value, however it is spelled, and bucket, user agent
// and key with patterns.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>

#include "s3rare/error.h"
#include "s3rare/event_time.h"
#include "s3rare/glob.h"
#include "s3rare/network.h"
#include "s3rare/record.h"

namespace s3rare {

/// What a condition looks at.
enum class ExceptionField : std::uint8_t {
  source,             ///< sourceIPAddress: an address, a network, or the name of a service
  bucket,             ///< requestParameters.bucketName: a pattern
  user_agent,         ///< userAgent: a pattern
  action,             ///< eventName
  recipient_account,  ///< recipientAccountId
  key                 ///< requestParameters.key: a pattern
};
inline constexpr std::array<ExceptionField, 6> kExceptionFields = {
    ExceptionField::source,
    ExceptionField::bucket,
    ExceptionField::user_agent,
    ExceptionField::action,
    ExceptionField::recipient_account,
    ExceptionField::key};

/// @returns the field's name in a list of exceptions
std::string_view exception_field_name(ExceptionField field);

/// @returns the field of that name
std::optional<ExceptionField> parse_exception_field(std::string_view name);

/// One exception. It has a condition at least.
struct Exception {
  /// Networks are compared with addresses, text with what is no address: `AWS Internal`.
  std::variant<std::monostate, Network, std::string> source;
  std::vector<std::pair<ExceptionField, Glob>> texts;  ///< the other conditions, one for each field
  std::optional<EventTime> expires;  ///< matches at or after this event time are not excepted
  std::string reason;                ///< for people
  std::uint32_t file = 0;            ///< where it was read: see `Exceptions::add_file`
  std::uint32_t line = 0;            ///< 0: the file is no file, but an option

  bool has_condition() const { return source.index() != 0 || !texts.empty(); }
};

/// Adds a condition.
/// @param text  a pattern for bucket, user agent and key
/// @returns an error of kind `malformed`, without path, for a text that cannot be used, or that
///          looks like an address and is none
Result<Done> add_condition(Exception& exception, ExceptionField field, std::string_view text);

/// A set of exceptions in the order in which they were read. A look-up costs the same however many
/// there are: sources are found in a prefix structure, and of those with the same source, or with
/// none, the ones that name one bucket by that bucket. Only others of one source are tried in turn.
/// Each takes some 250 bytes, and its texts.
class Exceptions {
 public:
  Exceptions() : anchors_(1) {}
  Exceptions(Exceptions&&) noexcept = default;
  Exceptions& operator=(Exceptions&&) noexcept = default;

  /// @returns the number of a file (or an option) that exceptions are read from
  std::uint32_t add_file(std::string name);
  void add(Exception exception);

  std::size_t size() const { return exceptions_.size(); }
  bool empty() const { return exceptions_.empty(); }
  const Exception& operator[](std::size_t number) const { return exceptions_[number]; }

  /// @returns the first exception, in the order in which they were read, that holds of a match;
  ///          or nothing: it is not excepted
  /// @param time  of the event
  std::optional<std::size_t> find(const RecordFields& match, EventTime time) const;

  /// @returns where an exception was read: `exceptions.ndjson:3`
  std::string origin(std::size_t number) const;

  /// @returns a hash of what the exceptions mean: neither their order nor their spelling, reasons
  ///          or files change it. Of no exception it is empty
  std::string fingerprint() const;

 private:
  static constexpr std::uint32_t kNone = UINT32_MAX;

  // Numbers of exceptions, ascending; `next_` leads from one to the next.
  struct List {
    std::uint32_t first = kNone;
    std::uint32_t last = kNone;
  };
  // What exceptions with the same source have in common. The first is that of no source.
  struct Anchor {
    List others;                  // those that do not name one bucket
    bool has_of_buckets = false;  // `of_buckets_` has more
  };
  // Those of one source that name one bucket.
  struct BucketKey {
    std::uint32_t anchor;
    std::string_view bucket;  // borrowed from the exception that was first
    friend bool operator==(const BucketKey&, const BucketKey&) = default;
  };
  struct BucketHash {
    std::size_t operator()(const BucketKey& key) const {
      return std::hash<std::string_view>()(key.bucket) ^
             key.anchor * std::size_t{0x9e3779b97f4a7c15};
    }
  };

  std::uint32_t find_anchor(const Exception& exception);
  void append(List& list, std::uint32_t number);
  static bool holds(const Exception& exception, const RecordFields& match, EventTime time);

  std::vector<Exception> exceptions_;
  std::vector<std::uint32_t> next_;
  std::vector<std::string> files_;
  std::vector<Anchor> anchors_;
  NetworkTable networks_;                                 // of anchors
  std::unordered_map<std::string, std::uint32_t> names_;  // of services, to anchors
  std::unordered_map<BucketKey, List, BucketHash> of_buckets_;
};

}  // namespace s3rare
