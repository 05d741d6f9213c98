// The forms in which others hold CloudTrail records, and how each becomes a record as CloudTrail
// writes it. Everything behind this stage knows CloudTrail's own form only.
//
// A glance says what an object is, and its time. Only what may match is rewritten: the prefilter
// looks at the text as read, so a form must keep the name of the anonymous principal as it is.
#pragma once

#include <span>
#include <string_view>

#include "json/padded_text.h"

namespace s3rare::input {

/// What a form makes of a text at a glance.
struct Glance {
  enum class Kind {
    not_mine,    ///< of another form, or of none
    record,      ///< a record of this form, which can be rewritten
    unreadable,  ///< of this form, but it holds no record: see `fault`
    not_judged   ///< of this form, but it does not tell who made the request
  };
  Kind kind = Kind::not_mine;
  std::string_view fault = {};       ///< what was found, what was expected; static
  std::string_view event_time = {};  ///< part of the text, see `parse_export_time`; may be empty
  bool has_identity = false;         ///< of a record: it tells who made the request
};

struct Form {
  std::string_view name;   ///< for messages, of many: `Elastic documents`
  std::string_view lacks;  ///< what it cannot tell, for a warning; empty if nothing
  std::string_view word;   ///< every text of this form has it, unless it is escaped

  /// @param text  an object, or a line if the form is one of lines; brackets match
  Glance (*glance)(std::string_view text);

  /// Appends the record, as CloudTrail writes it, to an empty text.
  /// @param text  one that is `Glance::Kind::record`
  void (*rewrite)(std::string_view text, json::PaddedText& record);
};

/// All forms, in the order in which they are tried.
std::span<const Form> forms();

}  // namespace s3rare::input
