// The program's own reading of a file in memory, in the terms of the reference: the only place that
// knows how to call the fast path.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "input/byte_stream.h"
#include "input/file_reader.h"
#include "reference/finding.h"

namespace s3rare::reference {

struct FastReading {
  input::ReadCounts counts;
  std::vector<OwnMatch> matches;
  std::optional<Error> first_fault;
  std::uint64_t other_faults = 0;
};

/// One implementation of the fast path. It is reused for the next file, as in the program.
class FastPath {
 public:
  explicit FastPath(const json::ByteKernels& kernels, Principal principal = Principal::both);
  ~FastPath();

  std::string_view name() const { return kernels_.name; }

  /// @param bytes  of the file, not decompressed
  FastReading read(input::ByteStream& bytes, const std::string& path, bool named);

 private:
  json::ByteKernels kernels_;
  Principal principal_;
  std::atomic<std::uint64_t> progress_{0};
  std::unique_ptr<input::FileReader> reader_;
};

/// @returns one for each implementation that this processor supports
std::vector<std::unique_ptr<FastPath>> fast_paths(Principal principal = Principal::both);

}  // namespace s3rare::reference
