// What an entry of an S3 server access log says of the account and the region of its bucket. Most
// entries say little: the log has no field for either.
#pragma once

#include <string_view>

#include "input/access_log/access_log_entry.h"

namespace s3rare::input {

/// Borrowed from the entry; empty if not known.
struct RequestPlace {
  std::string_view account;
  std::string_view region;
};

/// Reads the access point ARN (`arn:aws:s3:REGION:ACCOUNT:accesspoint/NAME`), or else the host
/// header: `BUCKET.s3.REGION.amazonaws.com`, with `s3-REGION`, `s3-website`, `dualstack` or
/// `s3-accesspoint` in between (`NAME-ACCOUNT.s3-accesspoint.REGION...`). A global endpoint has no
/// region. The region that newer lines have is where the request came from, so it is not used.
/// Source: Amazon S3 user guide, "Amazon S3 server access log format"; AWS general reference,
/// "Amazon S3 endpoints and quotas".
RequestPlace place_of(const AccessLogEntry& entry);

}  // namespace s3rare::input
