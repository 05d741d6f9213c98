// Exceptions, slow and obvious: tries each one in turn, compares address bits one by one, and tries
// every length for each star of a pattern.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "property/generate.h"
#include "s3rare/event_time.h"

namespace s3rare::tests {

/// Values by the names of a list: source, bucket, user_agent, action, recipient_account, key.
using OracleTexts = std::map<std::string, std::string>;

struct OracleException {
  OracleTexts conditions;
  std::optional<EventTime> expires;
};

/// @returns the first exception that applies to a match
/// @param match  the fields that the match has
std::optional<std::size_t> oracle_exception(const std::vector<OracleException>& exceptions,
                                            const OracleTexts& match, EventTime time);

/// @returns the system's text for an address of 4 or 16 bytes
std::string address_text(const std::string& bytes);

/// @returns a network, as text, close to others: with the same few bits, of any length
std::string generate_network(Random& random);

/// @returns an address at a border of the network or inside it
std::string generate_address_near(Random& random, const std::string& network);

/// @returns an exception with a few of the conditions, hardly any of which applies to any match
OracleException generate_exception(Random& random);

/// @returns the exception as a line of a list
std::string line_of(const OracleException& exception);

}  // namespace s3rare::tests
