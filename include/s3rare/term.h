// The term that the rule watches: the value of one field of a match, or of several fields together.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "s3rare/record.h"

namespace s3rare {

/// A field that can be part of a term.
enum class TermField {
  source_address,  ///< source.address, short `source`: sourceIPAddress
  host,            ///< tls.client.server_name, short `host`; without TLS: requestParameters.Host
  bucket,          ///< aws.s3.bucket.name, short `bucket`: requestParameters.bucketName only
  action,          ///< event.action, short `action`
  account,         ///< aws.cloudtrail.recipient_account_id, short `account`
  effect,          ///< s3rare.exposure.effect, short `effect`: read, listed, wrote, deleted
  key_kind,        ///< s3rare.exposure.key_kind, short `key_kind`; `none` for ordinary keys
  /// s3rare.network, short `network`: the source, or the /64 that contains it if it is an IPv6
  /// address. A /64 is one subscriber, who may take a new address for each request.
  /// Source: RFC 6177; RFC 8981.
  network
};

using TermFields = std::vector<TermField>;

/// @returns the ECS name of the field
std::string_view ecs_name(TermField field);

/// @returns the short name of the field, such as `host`
std::string_view brief_name(TermField field);

/// Reads a list such as `source,host`, in long or short names; the order is part of the term.
/// @returns nothing if a name is unknown, given twice, or missing
std::optional<TermFields> parse_term_fields(std::string_view text);

/// Longer than any real term or identity.
inline constexpr std::size_t kLongestText = 4096;

/// Limits the text of a term or an identity, so that memory stays bounded. Cuts text that exceeds
/// `longest` bytes and appends a 32-byte hash of the whole, which keeps different texts apart.
std::string bounded(std::string_view text, std::size_t longest = kLongestText);

/// Makes the term of a match: the decoded field, or for several fields each value prefixed with its
/// length, so that different lists of values never make the same term. Values are `bounded`.
/// @returns nothing if a field is absent, empty or not a string
std::optional<std::string> term_of(const RecordFields& record, const TermFields& fields);

/// @param values  one per field
/// @returns the term of these values, in the form of `term_of`; nothing if a value is missing or
///          empty
std::optional<std::string> make_term(const std::vector<std::string>& values,
                                     const TermFields& fields);

/// @returns the ECS names of the fields, joined by commas; `parse_term_fields` reads them back
std::string term_field_names(const TermFields& fields);

/// @returns the values that `term_of` joined, borrowed from `term`
std::vector<std::string_view> term_values(std::string_view term, const TermFields& fields);

/// @returns whether the source address is among the term's fields and has this value
bool term_holds_source(std::string_view term, const TermFields& fields, std::string_view source);

}  // namespace s3rare
