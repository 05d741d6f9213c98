// CloudTrail events in the Open Cybersecurity Schema Framework (OCSF), as Amazon Security Lake
// stores them: class API Activity. One event is one record.
//
// | record | event |
// | --- | --- |
// | eventSource, eventName | api.service.name, api.operation |
// | userIdentity.type, .accountId | actor.user.type, actor.user.account.uid |
// | userIdentity.principalId, .arn | actor.user.uid_alt, .uid (older: .uid is the principal) |
// | sourceIPAddress | src_endpoint.ip, or .domain |
// | errorCode, errorMessage | api.response.error, .message |
// | eventTime, eventID, requestID | time (ms), metadata.uid, api.request.uid |
// | awsRegion, userAgent | cloud.region, http_request.user_agent |
// | requestParameters | api.request.data, or unmapped.requestParameters |
// | additionalEventData, recipientAccountId, ... | unmapped, under these names or as dotted paths |
// | resources | resources[]: uid, type, owner.account.uid |
//
// Sources: OCSF schema, class API Activity (6003, in 1.0 rc 3005); Amazon Security Lake user guide,
// "CloudTrail event logs in Security Lake", and its mapping for CloudTrail.
#pragma once

#include "input/foreign/form.h"

namespace s3rare::input {

Glance glance_at_ocsf_event(std::string_view object);
void rewrite_ocsf_event(std::string_view object, json::PaddedText& record);

}  // namespace s3rare::input
