// What an alert tells of its match beyond term and time, packed into one string: one allocation
// for each episode, and an order for ties that depends on nothing but the record.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace s3rare {

/// The parts of a detail. JSON means minified JSON text of the record itself; everything else is
/// a decoded string. A field that the record lacks is not in the detail.
enum class DetailField : std::uint8_t {
  event_version,
  event_type,
  event_id,         ///< absent where it is the match's identity, see `Earliest`
  no_event_id,      ///< present, and empty, when the record's was missing, empty or no string
  fraction_digits,  ///< of the event time, as a decimal number
  action,
  source_address,
  user_agent,
  identity_type,
  identity_account,
  region,
  bucket,
  key,
  host,
  tls_version,
  tls_cipher,
  recipient_account,
  request_id,
  shared_event_id,
  vpc_endpoint_id,
  read_only,  ///< JSON: true or false
  resource,   ///< empty: begins a resource, whose fields follow
  resource_arn,
  resource_type,
  resource_account,
  request_parameters,          ///< JSON: an object or array
  additional_event_data,       ///< JSON: an object or array
  request_parameters_text,     ///< instead of it: a string, no JSON, or cut
  additional_event_data_text,  ///< instead of it: a string, no JSON, or cut
  original,                    ///< the record as read, minified
  truncated                    ///< present, and empty, when something was cut or left out
};
inline constexpr std::size_t kDetailFields = static_cast<std::size_t>(DetailField::truncated) + 1;

/// A detail, and with it the memory that one new source costs, is at most this long (the
/// original, where it is asked for, may take as much again).
inline constexpr std::size_t kMaxDetailBytes = 16 * 1024;

/// Packs fields in the order in which they are appended. What exceeds the limit is cut at a
/// UTF-8 border and marked as `truncated`.
class DetailWriter {
 public:
  void append(DetailField field, std::string_view value);

  /// Appends JSON text, whole or not at all.
  /// @returns whether it fitted
  bool append_json(DetailField field, std::string_view json);

  /// Says that something was left out.
  void mark_truncated() { truncated_ = true; }

  /// Appends the record as read, with a limit of its own.
  void append_original(std::string_view record);

  /// @returns the packed detail; the writer is empty afterwards
  std::string take();

 private:
  void put(DetailField field, std::string_view value);
  std::size_t room() const;

  std::string packed_;
  bool truncated_ = false;
};

/// Reads a packed detail. Borrows it.
class DetailReader {
 public:
  explicit DetailReader(std::string_view packed);

  /// @returns the field's (first) value, or a view without data (`data() == nullptr`) if it is
  /// absent
  std::string_view find(DetailField wanted) const {
    return first_[static_cast<std::size_t>(wanted)];
  }
  bool has(DetailField field) const { return find(field).data() != nullptr; }

  /// Calls `visit(DetailField, std::string_view)` for every field, in order.
  template <class Visit>
  void for_each(Visit&& visit) const {
    for (std::string_view rest = packed_; !rest.empty();) {
      const DetailField field = static_cast<DetailField>(rest[0]);
      visit(field, take_value(rest));
    }
  }

 private:
  // Takes a field off the front and returns its value.
  static std::string_view take_value(std::string_view& rest);

  std::string_view packed_;
  std::array<std::string_view, kDetailFields> first_{};
};

}  // namespace s3rare
