#include "reference/fast_path.h"

namespace s3rare::reference {
namespace {

// The counts of a reader continue from file to file.
input::ReadCounts operator-(const input::ReadCounts& after, const input::ReadCounts& before) {
  input::ReadCounts counts;
  const auto subtract = [&](std::uint64_t input::ReadCounts::*count) {
    counts.*count = after.*count - before.*count;
  };
  using Counts = input::ReadCounts;
  for (const auto count :
       {&Counts::files_read, &Counts::files_damaged, &Counts::files_failed, &Counts::files_not_json,
        &Counts::files_of_digests, &Counts::files_of_insights, &Counts::records_matched,
        &Counts::records_not_matched, &Counts::records_malformed, &Counts::records_repaired,
        &Counts::objects_digest, &Counts::objects_insight, &Counts::objects_unrecognised,
        &Counts::matches_old_spelling, &Counts::matches_without_time,
        &Counts::matches_outside_range, &Counts::matches_before_retention, &Counts::bytes_on_disk,
        &Counts::bytes_decompressed}) {
    subtract(count);
  }
  return counts;
}

OwnFields own(const RecordFields& fields) {
  OwnFields copy;
  std::size_t i = 0;
  for (const Field& field :
       {fields.event_source, fields.event_name, fields.error_code, fields.error_message,
        fields.identity_type, fields.identity_account, fields.event_time, fields.event_id,
        fields.request_id, fields.source_address, fields.host, fields.bucket, fields.key,
        fields.user_agent, fields.recipient_account}) {
    copy[i++] = {field.kind, std::string(field.text)};
  }
  return copy;
}

// A report grows with every fault, so a reader is replaced from time to time.
constexpr std::size_t kMaxFaults = 1000;

}  // namespace

FastPath::FastPath(const json::ByteKernels& kernels, Principal principal)
    : kernels_(kernels), principal_(principal) {}

FastPath::~FastPath() = default;

FastReading FastPath::read(input::ByteStream& bytes, const std::string& path, bool named) {
  if (!reader_ || reader_->report().faults.size() > kMaxFaults) {
    reader_ = std::make_unique<input::FileReader>(input::ReadTask{{principal_}}, progress_,
                                                  input::PutBefore(), kernels_);
  }
  const input::ReadCounts before = reader_->report().counts;
  const std::size_t faults_before = reader_->report().faults.size();
  FastReading reading;
  const input::InputFile file{path, named};
  reader_->read_bytes(bytes, file, 0, [&](const input::Match& match) {
    reading.matches.push_back({match.origin.offset, std::string(match.record), own(match.fields),
                               match.time.time, match.time.fraction_digits});
    return true;
  });
  reading.counts = reader_->report().counts - before;
  if (reader_->report().faults.size() > faults_before) {
    reading.first_fault = reader_->report().faults.back().first;
    reading.other_faults = reader_->report().faults.back().others;
  }
  return reading;
}

std::vector<std::unique_ptr<FastPath>> fast_paths(Principal principal) {
  std::vector<std::unique_ptr<FastPath>> all;
  for (const json::ByteKernels& kernels : json::byte_kernels()) {
    all.push_back(std::make_unique<FastPath>(kernels, principal));
  }
  return all;
}

}  // namespace s3rare::reference
