// Documents of Elastic's for CloudTrail records, without the records themselves.
#pragma once

#include <optional>
#include <string_view>

#include "reference/finding.h"

namespace s3rare::reference {

/// What a document says.
struct Document {
  enum class Kind {
    record,
    unreadable,  ///< its pipeline failed
    not_judged   ///< it cannot say who made the request
  };
  Kind kind = Kind::record;
  OwnFields fields;
  std::optional<EventTime> time;
  bool tells_identity = false;
};

/// @param text  an object by outline
/// @returns nothing unless the object is such a document
std::optional<Document> read_document(std::string_view text);

}  // namespace s3rare::reference
