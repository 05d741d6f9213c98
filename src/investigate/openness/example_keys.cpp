#include "investigate/openness/example_keys.h"

#include <array>

namespace s3rare::investigate::openness {
namespace {

// The part of a resource that names bucket and key.
std::string_view name_part(std::string_view resource) {
  constexpr std::string_view kEndOfFront = ":::";
  const std::size_t at = resource.find(kEndOfFront);
  if (at != std::string_view::npos) return resource.substr(at + kEndOfFront.size());
  const std::size_t star = resource.find('*');
  return star == std::string_view::npos ? std::string_view() : resource.substr(star);
}

// Appends the key of `bucket/key`, if `text` has that form.
void add_key_of(std::string_view text, std::string_view bucket, std::vector<std::string>& keys) {
  if (!text.starts_with(bucket)) return;
  text.remove_prefix(bucket.size());
  if (text.size() > 1 && text.front() == '/') keys.emplace_back(text.substr(1));
}

}  // namespace

void add_example_keys(const Pattern& resource, std::string_view bucket,
                      std::vector<std::string>& keys) {
  constexpr std::array<std::string_view, 3> kRuns = {"", "~", kUnnamedKey};
  const std::string_view name = name_part(resource.text());
  // What stands before the first star must be the front of the bucket's name, or hold it all.
  std::size_t at = 0;
  while (at < name.size() && at < bucket.size() && name[at] != '*' &&
         (name[at] == bucket[at] || name[at] == '?')) {
    ++at;
  }
  const std::string named(bucket.substr(0, at));
  if (at == bucket.size()) {
    for (const std::string_view run : kRuns) {
      add_key_of(named + Pattern(name.substr(at)).example(run), bucket, keys);
      // A star that follows the bucket's name at once covers the slash as well.
      const std::string longer = std::string("/").append(run);
      if (name.substr(at).starts_with('*')) {
        add_key_of(named + longer + Pattern(name.substr(at + 1)).example(run), bucket, keys);
      }
    }
    return;
  }
  if (at == name.size() || name[at] != '*') return;
  // The star covers a part of the bucket's name, or its rest and more.
  const Pattern rest(name.substr(at + 1));
  for (const std::string_view run : kRuns) {
    const std::string example = rest.example(run);
    for (std::size_t size = 0; size <= bucket.size() - at; ++size) {
      add_key_of(std::string(named).append(bucket.substr(at, size)).append(example), bucket, keys);
    }
    std::string behind_bucket(named);
    behind_bucket.append(bucket.substr(at)).append("/").append(run).append(example);
    add_key_of(behind_bucket, bucket, keys);
  }
}

}  // namespace s3rare::investigate::openness
