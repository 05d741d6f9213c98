#include "investigate/access/sentence.h"

#include <algorithm>

#include "s3rare/term.h"

namespace s3rare::investigate {
namespace {

constexpr std::size_t kLongestListed = 64;
constexpr std::size_t kMostEntries = 10;
constexpr std::string_view kAnd = "and ";
constexpr std::size_t kMostBytes = 2048;

std::string and_more(std::size_t others) {
  return std::string(kAnd).append(std::to_string(others)).append(" more");
}

// Cuts a list to the entries that fit into `room`, at least one, and subtracts their size from it.
void bound(std::vector<std::string>& texts, std::size_t& room) {
  std::size_t kept = 0;
  while (kept < texts.size() && kept < kMostEntries) {
    texts[kept] = bounded(texts[kept], kLongestTold);
    if (kept > 0 && texts[kept].size() > room) break;
    room -= std::min(room, texts[kept].size());
    ++kept;
  }
  const std::size_t others = texts.size() - kept;
  texts.resize(kept);
  if (others > 0) texts.push_back(and_more(others));
}

}  // namespace

std::string sentence_list(const std::vector<std::string>& names) {
  if (names.empty()) return "nothing";
  std::string text;
  const std::size_t count = std::min(names.size(), kMostInSentence);
  for (std::size_t i = 0; i < count; ++i) {
    const bool is_last = i + 1 == names.size();
    if (i > 0) text.append(is_last ? " and " : ", ");
    text += bounded(names[i], kLongestListed);
  }
  return names.size() > count ? text.append(" and more") : text;
}

void bound(std::vector<PublicGrant>& grants) {
  std::size_t room = kMostBytes;
  std::size_t kept = 0;
  while (kept < grants.size() && kept < kMostEntries && (kept == 0 || room > 0)) {
    PublicGrant& grant = grants[kept++];
    bound(grant.actions, room);
    bound(grant.resources, room);
    bound(grant.conditions, room);
  }
  const std::size_t others = grants.size() - kept;
  grants.resize(kept);
  if (others > 0) grants.push_back({and_more(others), {}, {}, {}, false});
}

bool is_and_more(std::string_view entry) { return entry.starts_with(kAnd); }

}  // namespace s3rare::investigate
