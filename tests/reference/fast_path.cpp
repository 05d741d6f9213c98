#include "reference/fast_path.h"

namespace s3rare::reference {
namespace {

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

}  // namespace

FastPath::FastPath(const json::ByteKernels& kernels, Principal principal)
    : kernels_(kernels), principal_(principal) {}

FastPath::~FastPath() = default;

FastReading FastPath::read(input::ByteStream& bytes, const std::string& path, bool named) {
  if (!reader_) {
    reader_ = std::make_unique<input::FileReader>(input::ReadTask{{principal_}}, progress_,
                                                  input::PutBefore(), kernels_);
  }
  FastReading reading;
  const input::InputFile file{path, named};
  reader_->read_bytes(bytes, file, 0, [&](const input::Match& match) {
    reading.matches.push_back({match.origin.offset, std::string(match.as_read), own(match.fields),
                               match.time.time, match.time.fraction_digits});
    return true;
  });
  const input::ReadReport report = reader_->take_report();
  reading.counts = report.counts;
  for (const input::FileFault& fault : report.faults) {
    reading.first_fault = fault.first;
    reading.other_faults = fault.others;
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
