// What an alert reports about its match besides term and time, packed into one string. That costs
// one allocation per episode, and ties are ordered by the record alone.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace s3rare {

/// The fields of a detail. "JSON" marks minified JSON text of the record; all other fields are
/// decoded strings. A field that is missing from the record is missing from the detail.
enum class DetailField : std::uint8_t {
  event_version,
  event_type,
  event_id,         ///< absent if it equals the match's identity, see `Earliest`
  no_event_id,      ///< present and empty if the record's ID is missing, empty or not a string
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
  resource,   ///< empty; starts a resource, whose fields follow
  resource_arn,
  resource_type,
  resource_account,
  request_parameters,          ///< JSON: an object or array
  additional_event_data,       ///< JSON: an object or array
  request_parameters_text,     ///< replaces it: a string, invalid JSON, or cut
  additional_event_data_text,  ///< replaces it: a string, invalid JSON, or cut
  addendum_reason,             ///< why CloudTrail delivered the record late or again
  addendum_fields,  ///< the fields that the record corrects, if it corrects an earlier one
  addendum_request_id,
  addendum_event_id,  ///< of that earlier record
  access_log,         ///< present and empty if an S3 server access log holds the request
  origin_path,        ///< the file from which an export took the record
  origin_offset,      ///< of the record in that file, as a decimal number
  original,           ///< the record as read, minified
  truncated           ///< present if something was cut or omitted: see `is_cut`
};
inline constexpr std::size_t kDetailFields = static_cast<std::size_t>(DetailField::truncated) + 1;
static_assert(kDetailFields <= 64, "each field has a bit in a word");

/// The longest detail, which bounds the memory that one new source costs. The original, if
/// requested, may take the same amount again.
inline constexpr std::size_t kMaxDetailBytes = 16 * 1024;

/// Packs fields in the order in which they are appended. Cuts a value that exceeds the limit at a
/// UTF-8 character boundary, marks the detail as `truncated` and records which fields were cut.
class DetailWriter {
 public:
  void append(DetailField field, std::string_view value);

  /// Appends JSON text if it fits as a whole.
  /// @returns whether the text was appended
  bool append_json(DetailField field, std::string_view json);

  /// Marks the detail as truncated, without a field that was cut.
  void mark_truncated() { truncated_ = true; }

  /// Appends the record as read. It has a separate limit of `kMaxDetailBytes`.
  void append_original(std::string_view record);

  /// @returns the packed detail; the writer is empty afterwards
  std::string take();

 private:
  void put(DetailField field, std::string_view value);
  void mark_cut(DetailField field);
  std::size_t room() const;

  std::string packed_;
  bool truncated_ = false;
  std::uint64_t cut_ = 0;  // a bit for each field
};

/// Reads a packed detail, which must outlive the reader.
class DetailReader {
 public:
  explicit DetailReader(std::string_view packed);

  /// @returns the field's first value, or a view with `data() == nullptr` if the field is absent
  std::string_view find(DetailField wanted) const {
    return first_[static_cast<std::size_t>(wanted)];
  }
  bool has(DetailField field) const { return find(field).data() != nullptr; }

  /// @returns whether a value of the field was cut or omitted because it was too long
  bool is_cut(DetailField field) const {
    return (cut_ >> static_cast<std::size_t>(field) & 1) != 0;
  }

  /// Calls `visit(DetailField, std::string_view)` for every field, in order.
  template <class Visit>
  void for_each(Visit&& visit) const {
    for (std::string_view rest = packed_; !rest.empty();) {
      const DetailField field = static_cast<DetailField>(rest[0]);
      visit(field, take_value(rest));
    }
  }

 private:
  // Removes the first field and returns its value.
  static std::string_view take_value(std::string_view& rest);

  std::string_view packed_;
  std::array<std::string_view, kDetailFields> first_{};
  std::uint64_t cut_ = 0;  // a bit for each field
};

}  // namespace s3rare
