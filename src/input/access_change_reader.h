#pragma once
#include "input/file_reader.h"
#include "s3rare/access_changes.h"
namespace s3rare::input {
class AccessChangeReader { public: std::optional<AccessChange> read(const ParsedRecord&, std::string_view) { return std::nullopt; } };
}
