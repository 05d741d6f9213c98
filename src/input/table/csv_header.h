// The first row of a table in text: the names of its columns.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace s3rare::input {

class CsvHeader {
 public:
  /// @param first  the first bytes of the content; the header must end within them
  /// @returns the header; nothing if the first line is none: it is empty, may be JSON,
  ///          or breaks the rules of `CsvRows`
  static std::optional<CsvHeader> of(std::string_view first);

  /// The first of `,`, `;`, tab and `|` in the header, outside of quotes; `,` if it has one column.
  char delimiter() const { return delimiter_; }

  /// The number of columns.
  std::size_t size() const { return names_.size(); }

  /// The name of a column, without white space around it.
  const std::string& name(std::size_t column) const { return names_[column]; }

  /// @param name  in any case: databases fold the case of names
  /// @returns the first column of that name
  std::optional<std::size_t> find(std::string_view name) const;

 private:
  char delimiter_ = ',';
  std::vector<std::string> names_;
  std::vector<std::string> folded_;  // the same in lower case
};

}  // namespace s3rare::input
