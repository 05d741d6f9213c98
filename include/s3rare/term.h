// The value that the rule watches: one field of a match, or several together.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "s3rare/record.h"

namespace s3rare {

/// A field that a term can be made of.
enum class TermField {
  source_address,  ///< source.address, short `source`: sourceIPAddress
  host,            ///< tls.client.server_name, short `host`
  bucket,          ///< aws.s3.bucket.name, short `bucket`: requestParameters.bucketName only
  action           ///< event.action, short `action`
};

using TermFields = std::vector<TermField>;

/// @returns the ECS name of the field
std::string_view ecs_name(TermField field);

/// Reads a list such as `source,host`, in long or short names; the order is part of the term.
/// @returns nothing if a name is unknown, given twice, or missing
std::optional<TermFields> parse_term_fields(std::string_view text);

/// Longer than any real term or identity.
inline constexpr std::size_t kLongestText = 4096;

/// Text for a term or an identity. What exceeds `longest` bytes is cut, so that memory stays
/// bounded, and a hash of the whole, 32 bytes, keeps it apart from others.
std::string bounded(std::string_view text, std::size_t longest = kLongestText);

/// The term of a match: the decoded field itself, or of several fields each value behind its
/// length, so that no two different lists of values make the same term. Values are `bounded`.
/// @returns nothing if a field is absent, empty or no string
std::optional<std::string> term_of(const RecordFields& record, const TermFields& fields);

/// @returns the term of these values, one for each field, as `term_of` makes it; nothing if one is
///          missing or empty
std::optional<std::string> make_term(const std::vector<std::string>& values,
                                     const TermFields& fields);

/// @returns the names of the fields, joined by commas, as `parse_term_fields` reads them
std::string term_field_names(const TermFields& fields);

/// @returns the values that `term_of` put together, borrowed from `term`
std::vector<std::string_view> term_values(std::string_view term, const TermFields& fields);

/// @returns whether the source address is among the term's fields and has this value
bool term_holds_source(std::string_view term, const TermFields& fields, std::string_view source);

}  // namespace s3rare
