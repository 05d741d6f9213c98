// Exceptions, slowly and obviously: each one is tried in turn, address bits are compared one by
// one, and each star of a pattern tries every length.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "property/generate.h"
#include "s3rare/event_time.h"

namespace s3rare::tests {

/// By the names of a list: source, bucket, user_agent, action, recipient_account, key.
using OracleTexts = std::map<std::string, std::string>;

struct OracleException {
  OracleTexts conditions;
  std::optional<EventTime> expires;
};

/// @returns the first exception that holds of a match
/// @param match  the fields that it has
std::optional<std::size_t> oracle_exception(const std::vector<OracleException>& exceptions,
                                            const OracleTexts& match, EventTime time);

/// @returns what the system writes for an address of 4 or 16 bytes
std::string address_text(const std::string& bytes);

/// @returns a network, as text, near others: of the same few bits, of any length
std::string generate_network(Random& random);

/// @returns an address at a border of the network or inside of it
std::string generate_address_near(Random& random, const std::string& network);

/// @returns an exception of a few of the conditions, hardly any of which any match satisfies
OracleException generate_exception(Random& random);

/// @returns the exception as a line of a list
std::string line_of(const OracleException& exception);

}  // namespace s3rare::tests
