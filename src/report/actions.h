// What to do now about a bucket, in order: each with its reason, and commands to check and to
// close.
//
// Commands are only printed. They are for the AWS CLI and read the bucket's names from the logs,
// quoted for a shell. A bucket that is closed gets no command that closes it; one that may serve a
// website, a question first; no policy is made up, none is deleted, and no bucket is.
// Source: Amazon S3 user guide, "Blocking public access to your Amazon S3 storage"; AWS CLI
// command reference, s3api and s3control.
#pragma once

#include "report/incident.h"

namespace s3rare::report {

/// @param incident  complete but for its actions
std::vector<Action> actions_for(const Incident& incident);

}  // namespace s3rare::report
