#include "investigate/access/access_record.h"

#include <tuple>

namespace s3rare::investigate {
namespace {

auto rest_of(const AccessRecord& of) {
  return std::tie(of.subject, of.action, of.error_code, of.actor, of.source, of.account, of.region,
                  of.bucket, of.key, of.access_point, of.call, of.content);
}

std::size_t bytes_of(const std::vector<std::string>& texts) {
  std::size_t bytes = 0;
  for (const std::string& text : texts) bytes += sizeof(std::string) + text.size();
  return bytes;
}

std::size_t bytes_of(const openness::PolicySetting& setting) {
  if (setting.policy == nullptr) return 0;
  std::size_t bytes = 0;
  for (const openness::Statement& statement : *setting.policy) {
    bytes += sizeof(statement) + bytes_of(statement.actions) + bytes_of(statement.resources);
    for (const openness::Condition& condition : statement.conditions) {
      bytes += sizeof(condition) + bytes_of(condition.values);
    }
  }
  return bytes;
}

}  // namespace

const openness::Requested* AccessRecord::request() const {
  return shown.empty() ? nullptr : std::get_if<openness::Requested>(&shown.front().content);
}

std::strong_ordering compare(const AccessRecord& a, const AccessRecord& b) {
  if (const auto order = a.time <=> b.time; order != 0) return order;
  if (const auto order = a.evidence.event_id <=> b.evidence.event_id; order != 0) return order;
  if (rest_of(a) < rest_of(b)) return std::strong_ordering::less;
  return rest_of(b) < rest_of(a) ? std::strong_ordering::greater : std::strong_ordering::equal;
}

const KeptRecord& first_read(const KeptRecord& a, const KeptRecord& b) {
  return b->evidence < a->evidence ? b : a;
}

std::size_t bytes_of(const AccessRecord& record) {
  std::size_t bytes = sizeof(AccessRecord) + record.shown.size() * sizeof(openness::Observation);
  for (const std::string* const text :
       {&record.action, &record.error_code, &record.actor, &record.source, &record.account,
        &record.region, &record.bucket, &record.key, &record.access_point, &record.call,
        &record.evidence.event_id}) {
    bytes += text->size();
  }
  if (record.organization != nullptr) {
    const openness::OrganizationEvent& event = *record.organization;
    bytes += sizeof(event) + event.policy.size() + event.target.size() + bytes_of(event.control);
  }
  if (!record.asked) return bytes;
  if (const auto* const set = std::get_if<openness::PolicySet>(&*record.asked)) {
    bytes += bytes_of(set->policy);
  }
  return bytes;
}

}  // namespace s3rare::investigate
