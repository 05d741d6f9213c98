#include "input/recognition/file_list.h"

#include <iterator>

namespace s3rare::input {
namespace {

FileList& list_of(SkippedFiles::Kinds& kinds, std::string_view kind) {
  const auto found = kinds.find(kind);
  return found != kinds.end() ? found->second : kinds[std::string(kind)];
}

}  // namespace

void SkippedFiles::add(std::string_view kind, const std::string& path) {
  list_of(kinds_, kind).add({path});
}

void SkippedFiles::add_extension(std::string_view extension, const std::string& path) {
  if (extension.size() > kLongestExtension) return add("other", path);
  list_of(extensions_, extension).add({path});
  bound_extensions();
}

void SkippedFiles::merge(const SkippedFiles& other) {
  for (const auto& [kind, files] : other.kinds_) list_of(kinds_, kind).merge(files);
  for (const auto& [extension, files] : other.extensions_) {
    list_of(extensions_, extension).merge(files);
    bound_extensions();
  }
}

const FileList* SkippedFiles::find(std::string_view kind) const {
  const auto found = kinds_.find(kind);
  return found == kinds_.end() ? nullptr : &found->second;
}

// An extension that is not among the first of one part is not among the first of all parts either,
// so the result does not depend on the order.
void SkippedFiles::bound_extensions() {
  if (extensions_.size() <= kMostExtensions) return;
  const auto last = std::prev(extensions_.end());
  list_of(kinds_, "other").merge(last->second);
  extensions_.erase(last);
}

}  // namespace s3rare::input
