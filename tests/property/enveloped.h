// Records as exports hold them: in envelopes, and as the documents that Elastic makes of them.
#pragma once

#include <string>
#include <vector>

#include "property/generate.h"
#include "property/oracle.h"

namespace s3rare::tests {

/// @returns the text of a file in which each record is in an envelope, and some of those in others.
///          One in ten is a single JSON document above the size that is read as a whole, 2 MiB
std::string enveloped(Random& random, const std::vector<std::string>& records);

/// @param denied  see `record_of`
/// @returns the document of Filebeat or Elastic Agent for the record of a match, which it does not
///          hold. Of the bytes that were sent it says nothing
std::string document_of(Random& random, const OracleMatch& match, bool denied);

}  // namespace s3rare::tests
