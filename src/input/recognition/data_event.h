// Recognises S3 data events by the bytes of a record. Logs without any show no access to objects.
#pragma once

#include "input/containers.h"

namespace s3rare::input {

/// Whether a record is an S3 data event, see `s3rare::is_s3_data_event`. Where AWS writes the keys,
/// a record of another service costs one comparison. Of a source that a record holds twice, the
/// first value may count.
bool is_data_event(const Found& record);

}  // namespace s3rare::input
