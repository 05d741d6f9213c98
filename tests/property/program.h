// The program from outside: writes its logs, runs it, and reads its output.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "property/generate.h"
#include "property/oracle.h"

namespace s3rare::tests {

/// Runs the program through a shell; fails the test unless it ends as expected.
/// @param arguments  for the program, and redirections for the shell
/// @param or_code    a second exit code that is expected as well
/// @returns the program's standard output
std::string run(const std::string& arguments, int expected_code = 0,
                std::optional<int> or_code = std::nullopt);

/// The program's name, quoted for the shell.
std::string binary();

/// @returns the bytes that the record of a match says were sent; nothing if it does not say
std::optional<std::uint64_t> bytes_sent(const OracleMatch& match);

/// @param denied  the record has an outcome of failure and does not match
/// @returns a record with a match's fields
std::string record_of(const OracleMatch& match, bool denied = false);

/// @returns the records in any container
std::string contained(Random& random, const std::vector<std::string>& records);

/// @returns the alert in each line of `detect`
std::vector<OracleAlert> read_alerts(const std::string& lines);

/// @returns the lines of `detect` without what they say about the run's other matches: priority,
///          its reasons, and the worst request
std::string without_worst(const std::string& lines);

/// @returns the lines of `detect` without what depends on the files that hold the records
std::string without_origins(const std::string& lines);

/// @param path  in the form that `json::JsonReader` takes
/// @returns one value of each line: the text of a string, the JSON text of anything else
std::vector<std::string> values_of(const std::string& lines, std::string_view path);

std::vector<std::string> split_lines(const std::string& lines);

/// @returns text to compare, and to read when it differs
std::string show(const std::vector<OracleAlert>& alerts);

}  // namespace s3rare::tests
