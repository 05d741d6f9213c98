// A document of Elastic's for a CloudTrail record, as Filebeat's module `aws` and the integration
// package `aws` store it: https://www.elastic.co/docs/reference/integrations/aws/cloudtrail. By
// default they drop the record itself, so this is what the rule's own indices hold.
//
// A document is CloudTrail if `event.dataset` or `data_stream.dataset` is `aws.cloudtrail`, or if
// it has anything under `aws.cloudtrail`, and `event.provider` and `event.action`. An alert, which
// copies fields of its document, is none.
//
// `aws.s3.bucket.name` and `aws.s3.object.key` say where the log file was, not what was accessed.
//
// Sources: elastic/beats, x-pack/filebeat/module/aws/cloudtrail/ingest/pipeline.yml;
// elastic/integrations, packages/aws/data_stream/cloudtrail/elasticsearch/ingest_pipeline.
#pragma once

#include "input/foreign/form.h"

namespace s3rare::input {

/// The form of a document without the record itself.
Form elastic_document();

/// OpenTelemetry's documents hold the recipient's account where Elastic's hold the requester's:
/// they do not tell whether a request was anonymous.
Form elastic_otel_document();

}  // namespace s3rare::input
