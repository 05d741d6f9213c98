// Exceptions: matches that raise no alert and are not kept in the history.
//
// All conditions of an exception must hold. A field that is missing, empty or not a string
// satisfies no condition. Comparisons are exact and case-sensitive on decoded strings, except that
// addresses are compared by value, in any spelling, and bucket, user agent and key by pattern.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
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

/// The field that a condition tests.
enum class ExceptionField : std::uint8_t {
  source,             ///< sourceIPAddress: an address, a network, or a service name
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

/// @returns the field with that name, or nothing
std::optional<ExceptionField> parse_exception_field(std::string_view name);

/// One exception. It has at least one condition.
struct Exception {
  /// A network matches addresses; a text matches sources that are not addresses: `AWS Internal`.
  std::variant<std::monostate, Network, std::string> source;
  std::vector<std::pair<ExceptionField, Glob>> texts;  ///< other conditions, at most one per field
  std::optional<EventTime> expires;  ///< the exception ignores matches at or after this event time
  std::string reason;                ///< free text for the user
  std::uint32_t file = 0;            ///< number from `Exceptions::add_file`
  std::uint32_t line = 0;            ///< 0: the exception comes from an option, not a file

  bool has_condition() const { return source.index() != 0 || !texts.empty(); }
};

/// Adds a condition.
/// @param text  a pattern for bucket, user agent and key
/// @returns an error of kind `malformed`, without a path, if the text is unusable or looks like an
///          address but is not one
Result<Done> add_condition(Exception& exception, ExceptionField field, std::string_view text);

class PatternIndex;

/// A set of exceptions in reading order. The cost of a look-up does not grow with their number: a
/// prefix structure finds the source, a hash table finds the exceptions of that source (or of no
/// source) that name exactly one bucket, and an index of the bytes that their patterns require
/// finds those that may apply. Only exceptions of one source that require no byte of any field,
/// such as `{"key":"*"}`, are tried in turn. Each exception takes about 350 bytes plus its texts.
class Exceptions {
 public:
  Exceptions();
  Exceptions(Exceptions&& other) noexcept;
  Exceptions& operator=(Exceptions&& other) noexcept;
  ~Exceptions();

  /// Registers a file or an option that exceptions come from.
  /// @returns its number
  std::uint32_t add_file(std::string name);
  void add(Exception exception);

  std::size_t size() const { return exceptions_.size(); }
  bool empty() const { return exceptions_.empty(); }
  const Exception& operator[](std::size_t number) const { return exceptions_[number]; }

  /// @returns the number of the first exception, in reading order, that applies to a match, or
  ///          nothing
  /// @param time  event time of the match
  std::optional<std::size_t> find(const RecordFields& match, EventTime time) const;

  /// @returns where an exception comes from: `exceptions.ndjson:3`
  std::string origin(std::size_t number) const;

  /// @returns a hash of the meaning of the exceptions. Order, spelling, reasons and files do not
  ///          change it. Empty if there are no exceptions
  std::string fingerprint() const;

 private:
  static constexpr std::uint32_t kNone = UINT32_MAX;

  // A linked list of exception numbers, ascending; `next_` holds the links.
  struct List {
    std::uint32_t first = kNone;
    std::uint32_t last = kNone;
  };
  // Exceptions with the same source, and perhaps the same bucket. An index holds those that it can,
  // once there are several; the list holds the others.
  struct Group {
    List list;
    std::uint32_t in_list = 0;
    std::unique_ptr<PatternIndex> index;
  };
  // Exceptions with the same source. Anchor 0 holds the exceptions without a source.
  struct Anchor {
    Group others;                 // exceptions that do not name exactly one bucket
    bool has_of_buckets = false;  // `of_buckets_` holds more exceptions
  };
  // Source and bucket of exceptions that name exactly one bucket.
  struct BucketKey {
    std::uint32_t anchor;
    std::string_view bucket;  // borrowed from the first such exception
    friend bool operator==(const BucketKey&, const BucketKey&) = default;
  };
  struct BucketHash {
    std::size_t operator()(const BucketKey& key) const {
      return std::hash<std::string_view>()(key.bucket) ^
             key.anchor * std::size_t{0x9e3779b97f4a7c15};
    }
  };

  std::uint32_t find_anchor(const Exception& exception);
  void append(Group& group, std::uint32_t number);
  void file(Group& group, std::uint32_t number);
  void make_index(Group& group);
  static bool holds(const Exception& exception, const RecordFields& match, EventTime time);

  std::vector<Exception> exceptions_;
  std::vector<std::uint32_t> next_;
  std::vector<std::string> files_;
  std::vector<Anchor> anchors_;
  NetworkTable networks_;                                 // network -> anchor
  std::unordered_map<std::string, std::uint32_t> names_;  // service name -> anchor
  std::unordered_map<BucketKey, Group, BucketHash> of_buckets_;
};

}  // namespace s3rare
