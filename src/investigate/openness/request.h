// A request for which a bucket may be open, and who sends it.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "s3rare/event_time.h"

namespace s3rare::investigate::openness {

/// Kinds of callers that the evaluator tells apart.
enum class Caller : std::uint8_t {
  internet,  ///< not signed, from an address of the internet
  endpoint,  ///< not signed, through a VPC endpoint
  signer     ///< signed by any AWS account outside of the owner's organization
};
inline constexpr std::array kCallers = {Caller::internet, Caller::endpoint, Caller::signer};

/// A permission of an ACL.
enum class AclPermission : std::uint8_t { none, read, write, read_acp, write_acp };

/// What one API operation needs.
struct Need {
  std::string_view permission;  ///< such as `s3:GetObject`
  bool of_object = true;        ///< else of the bucket
  AclPermission acl = AclPermission::none;
  bool acl_of_object = false;  ///< the object's ACL decides, else the bucket's
  /// An ACL's WRITE is documented in two ways for it: any object, or only the caller's own.
  bool acl_is_disputed = false;
};

/// @param event_name    `eventName` of a record
/// @param of_version    the request names a `versionId`
/// @returns nothing for an operation that is not in the table
/// Source: Amazon S3 user guide, "Required permissions for Amazon S3 API operations", "Access
/// control list (ACL) overview".
std::optional<Need> need_of(std::string_view event_name, bool of_version);

/// The three questions about a bucket.
enum class Question : std::uint8_t { list, read, write };
inline constexpr std::array kQuestions = {Question::list, Question::read, Question::write};

struct Request {
  Need need;
  std::optional<std::string> key;  ///< of an object; nothing asks for any object
  EventTime time;
};

}  // namespace s3rare::investigate::openness
