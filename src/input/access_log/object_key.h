// The key of an object in an S3 server access log.
#pragma once

#include <string>
#include <string_view>

namespace s3rare::input {

/// Decodes the key of a log entry. S3 logs the URL-encoding of what the request line has, and that
/// is URL-encoded already: the key `a b` is `a%20b` in the request line and `a%2520b` in the log.
/// Where the request line itself has the log's text, or there is nothing to decode the second time,
/// the key is decoded once. Bytes that are not encoded stay as they are, `+` included.
/// @param logged       the key as logged
/// @param request_uri  `METHOD target HTTP/1.1`; empty if there is none: then the key is decoded
///                     twice
/// @returns the key's bytes, which need not be UTF-8
/// Source: Amazon S3 user guide, "Amazon S3 server access log format", Key; Amazon Athena user
/// guide on these logs: decode twice.
std::string object_key(std::string_view logged, std::string_view request_uri);

}  // namespace s3rare::input
