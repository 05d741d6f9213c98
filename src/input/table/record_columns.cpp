#include "input/table/record_columns.h"

#include <array>
#include <string_view>

namespace s3rare::input {
namespace {

constexpr std::array<std::string_view, 11> kRecordColumns = {
    "event.original", "event_original", "eventJson", "CloudTrailEvent",
    "_raw",           "@message",       "message",   "raw",
    "event",          "record",         "Records"};

}  // namespace

std::vector<std::size_t> record_columns(const CsvHeader& header) {
  std::vector<std::size_t> columns;
  for (const std::string_view name : kRecordColumns) {
    if (const auto column = header.find(name)) columns.push_back(*column);
  }
  return columns;
}

}  // namespace s3rare::input
