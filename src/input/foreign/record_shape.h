// Databases and exports flatten records, or change the types of their values. This puts a record
// back into the shape in which CloudTrail writes it.
//
//   "userIdentity.type": "x"            an object is spread over dotted keys
//   "userIdentity": "{\"type\":...}"    an object is a string that holds JSON
//   "sourceIPAddress": ["192.0.2.1"]    a value is in an array of one element
//   "eventTime": "2024-05-09 03:34:58"  a time is written as databases do, see `parse_export_time`
//
// A value that has CloudTrail's shape wins over dotted keys. Everything that is not named here
// stays as it is: `resources` is an array of one element in CloudTrail itself.
//
// Sources: AWS CloudTrail user guide, "CloudTrail record contents"; Elasticsearch reference, "The
// fields option" (values in arrays).
#pragma once

#include <string_view>

#include "json/padded_text.h"

namespace s3rare::input {

/// Decides from the time whether a record may need another shape, without looking at anything else.
/// @param raw_time  the text between the quotes of its `eventTime`; empty if that is no string
inline bool has_usual_time(std::string_view raw_time) {
  constexpr std::size_t kBytes = 20;  // of 2024-05-09T03:34:58Z
  return raw_time.size() == kBytes && raw_time.back() == 'Z';
}

/// Writes a record in CloudTrail's shape.
/// @param record  an object; brackets need not match
/// @param shaped  replaced by the record, if it had another shape
/// @returns whether it had another shape; if not, `shaped` is unspecified
bool shape_record(std::string_view record, json::PaddedText& shaped);

}  // namespace s3rare::input
