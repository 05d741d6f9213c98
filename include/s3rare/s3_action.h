// What is known about the actions of S3: one table, one row per action.
//
// Every question about an action (what an alert says it did, which permission it needs, whether it
// is a data event) reads this table. An action that the rule names without a complete row does not
// compile.
#pragma once

#include <string_view>

namespace s3rare {

/// What an alert's request did to the bucket. `none`: the rule does not name the action.
enum class Effect { none, read, listed, wrote, deleted };

/// What a request does to an object or bucket. Actions of other services: `none`.
enum class S3Use {
  none,
  listing,   ///< of objects or their versions
  fetch,     ///< GetObject
  write,     ///< PutObject and other actions that complete an object
  deletion,  ///< of one object or several
};

/// The permission that an action needs, in lower case; either of the two is enough.
/// Source: Amazon S3 user guide, "Required permissions for Amazon S3 API operations"; AWS service
/// authorization reference, "Actions, resources, and condition keys for Amazon S3".
struct Permission {
  std::string_view name;     ///< s3:getobject; empty: not recorded; `*`: any permission may do
  std::string_view or_name;  ///< s3:getobjectversion; empty: there is no second one
  bool of_object = false;    ///< the resource is an object, not the bucket

  bool is_known() const { return !name.empty() && name != "*"; }
};

struct S3Action {
  std::string_view name;         ///< eventName
  Effect effect = Effect::none;  ///< set for the rule's actions
  std::string_view ecs_type;     ///< event.type of ECS; set for the rule's actions
  S3Use use = S3Use::none;
  Permission permission;
  bool is_data_event = false;  ///< CloudTrail logs it only if data events are enabled
};

/// The event.category of ECS for every action: an object of a bucket counts as a file.
inline constexpr std::string_view kEcsCategory = "file";

/// @param name  exact and case-sensitive
/// @returns the action's row, or null if the table has none. Valid for ever.
const S3Action* find_s3_action(std::string_view name);

/// @returns the effect of one of the rule's actions; `none` for any other action
Effect effect_of(std::string_view action);

/// @returns the use of an action of S3; `none` for an action without a row
S3Use use_of(std::string_view action);

/// @returns the effect's name as alerts show it: `wrote`
std::string_view name_of(Effect effect);

/// @returns whether an action of S3 only reads, judged by its name: Get, Head, List or Select.
/// Holds for actions without a row too.
bool is_read_action(std::string_view action);

}  // namespace s3rare
