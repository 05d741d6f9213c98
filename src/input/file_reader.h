// The path of a record from a file to a match:
//   open -> decompress -> cut into records -> predicate -> match
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "input/access_log/logged_requests.h"
#include "input/archive/archive.h"
#include "input/containers.h"
#include "input/cut.h"
#include "input/decompress/decompressor.h"
#include "input/file_outcome.h"
#include "input/file_stream.h"
#include "input/find_files.h"
#include "input/read_report.h"
#include "input/read_task.h"
#include "input/record_taker.h"
#include "input/table/csv_rows.h"
#include "input/window.h"
#include "json/padded_text.h"
#include "s3rare/error.h"

namespace s3rare::input {

/// Reads files one after the other and keeps its buffers between them. The members of an archive
/// are read as files, named `archive.zip!member`; they count as files beside the archive. An
/// archive in an archive is read, too, and one in that is named. Not safe for use by two threads at
/// once; each thread has its own reader.
class FileReader {
 public:
  /// @param progress    the reader adds the bytes that it reads from disk; outlives the reader
  /// @param put_before  makes the stream through which a decompressed regular file is read; may be
  ///                    empty
  /// @param kernels     the implementation to use: all give the same results; outlives the reader
  FileReader(ReadTask task, std::atomic<std::uint64_t>& progress, PutBefore put_before = {},
             const json::ByteKernels& kernels = json::byte_kernels().front());

  /// Reads a file to its end, or to the damage that ends it, and passes on each match.
  /// @param number     the file's number in the run, for `Origin`
  /// @param opened     the file, if the caller has already opened it
  /// @param on_record  receives every parsed record, before `on_match` does; may be empty
  FileResult read(const InputFile& file, std::uint32_t number, const OnMatch& on_match,
                  std::optional<FileStream> opened = std::nullopt, const OnRecord& on_record = {});

  /// Reads a file in the same way from `bytes`, which are the bytes of the file on disk.
  FileResult read_bytes(ByteStream& bytes, const InputFile& file, std::uint32_t number,
                        const OnMatch& on_match, const OnRecord& on_record = {});

  /// Reads the fields that an alert reports of a match. Call it only while `on_match` handles that
  /// match.
  std::string read_detail(const Match& match, bool with_original) {
    return taker_.read_detail(match, with_original);
  }

  /// Moves out what the reader has put off.
  PutOff take_put_off() { return std::exchange(put_off_, {}); }

  /// From here on the reader reads what was put off, and leaves out requests that CloudTrail has
  /// recorded.
  void begin_put_off(std::shared_ptr<const LoggedRequests> requests) {
    taker_.leave_out(std::move(requests));
  }

  /// Moves the report out and begins another.
  ReadReport take_report() { return std::exchange(report_, {}); }

  const ReadReport& report() const { return report_; }

 private:
  // What reads one file. There is one for each level of archives, made when it is first needed.
  struct Level {
    explicit Level(const json::ByteKernels& kernels) : cutter(window, kernels) {}
    Decompressor decompressor;
    Window window;
    Cutter cutter;
  };
  // A file, an archive in it, an archive in that.
  static constexpr std::size_t kLevels = 3;

  Result<FileStream> open(const InputFile& file);
  void read_stream(ByteStream& bytes, const InputFile& file, FileOutcome& outcome);
  FileResult finish(FileOutcome& outcome);
  void read_members(ByteStream& bytes, const InputFile& file, FileOutcome& outcome);
  void read_member(const Member& member, ByteStream& bytes, const InputFile& archive,
                   FileOutcome& outcome);
  bool recognise(const InputFile& file, FileOutcome& outcome);
  bool puts_off(const InputFile& file) const;
  void read_pieces(FileOutcome& outcome);
  void read_access_log(FileOutcome& outcome);
  void read_rows(FileOutcome& outcome);
  void take_row(const CsvRow& row, const std::vector<std::size_t>& columns, FileOutcome& outcome);
  FileEnd file_end() const;

  const ReadTask task_;
  std::atomic<std::uint64_t>& progress_;
  PutBefore put_before_;
  const json::ByteKernels& kernels_;
  FileOpener opener_;
  std::array<std::unique_ptr<Level>, kLevels> levels_;
  Level* level_ = nullptr;  // of the file or member that is being read
  Unwrapper unwrapper_;
  json::PaddedText row_;  // of a table, as an object
  PutOff put_off_;
  ReadReport report_;
  RecordTaker taker_;
};

}  // namespace s3rare::input
