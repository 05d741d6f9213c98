// Reads the text of a struct as Athena (Trino) prints it: `{type=AWSAccount, accountid=anonymous,
// sessioncontext={...}}`. Names and values have neither quotes nor escapes, so a value may look
// like further members.
#pragma once

#include <optional>
#include <string_view>

namespace s3rare::input {

/// What the text says of a member.
struct StructMember {
  /// Without data: missing, `null`, or not certain.
  std::string_view value;
  /// The text has the member twice, or brackets that do not match: nothing of it is certain.
  bool is_ambiguous = false;
};

/// @param text  the whole struct
/// @param name  of a member of the struct itself, not of a struct inside it
StructMember struct_member(std::string_view text, std::string_view name);

}  // namespace s3rare::input
