// Reads from an alert's match how many bytes were sent and received.
#pragma once

#include "s3rare/detail.h"
#include "s3rare/exposure.h"

namespace s3rare::input {

/// Reads the byte counts from the record's additionalEventData. They are unknown if it has none or
/// was cut.
/// Source: AWS, "Amazon S3 CloudTrail events"; bytesTransferredOut and bytesTransferredIn are
/// numbers in records of data events.
Exposure read_exposure(const DetailReader& detail);

}  // namespace s3rare::input
