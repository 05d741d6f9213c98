// The program from outside: writes the logs that it reads, runs it, and reads what it prints.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "property/generate.h"
#include "property/oracle.h"

namespace s3rare::tests {

/// Runs the program, by a shell; fails the test if it ends otherwise than expected.
/// @param arguments  its own, and what the shell makes of them
/// @returns what it prints on standard output
std::string run(const std::string& arguments, int expected_code = 0);

/// The program's name for the shell.
std::string binary();

/// @param denied  with an outcome of failure, the record is no match
/// @returns a record with a match's fields
std::string record_of(const OracleMatch& match, bool denied = false);

/// @returns the records in any container
std::string contained(Random& random, const std::vector<std::string>& records);

/// @returns what each line of `detect` tells of its alert
std::vector<OracleAlert> read_alerts(const std::string& lines);

/// @param path  as `input::JsonReader` takes it
/// @returns one value of each line: a string's text, anything else as it is written
std::vector<std::string> values_of(const std::string& lines, std::string_view path);

std::vector<std::string> split_lines(const std::string& lines);

/// @returns text to compare, and to read when it differs
std::string show(const std::vector<OracleAlert>& alerts);

}  // namespace s3rare::tests
