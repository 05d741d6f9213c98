#include "input/foreign/dotted_values.h"

#include <algorithm>

namespace s3rare::input {

json::Child opened(json::Child value) {
  while (value.is_array()) {
    json::Children elements(value.value);
    const auto only = elements.next();
    if (!only || elements.next() || elements.malformed()) break;
    value = *only;
  }
  return value;
}

std::optional<std::string> DottedValues::string(std::size_t path) const {
  const auto& value = values_[path];
  if (!value || !value->is_string()) return std::nullopt;
  std::string text;
  json::decode_string(value->raw_string(), text);
  return text;
}

const DottedPaths::Node* DottedPaths::Node::find(std::string_view child) const {
  for (const Node& node : children) {
    if (node.name == child) return &node;
  }
  return nullptr;
}

DottedPaths::DottedPaths(std::span<const std::string_view> paths) : count_(paths.size()) {
  for (std::size_t i = 0; i < paths.size(); ++i) {
    std::string_view path = paths[i];
    const bool collects = path.ends_with(".*");
    if (collects) path.remove_suffix(2);
    Node* node = &root_;
    while (!path.empty()) {
      const std::string_view name = path.substr(0, path.find('.'));
      path.remove_prefix(std::min(path.size(), name.size() + 1));
      const auto child = std::find_if(node->children.begin(), node->children.end(),
                                      [&](const Node& each) { return each.name == name; });
      if (child != node->children.end()) {
        node = &*child;
      } else {
        node = &node->children.emplace_back(Node{std::string(name)});
      }
    }
    node->path = i;
    node->collects = collects;
  }
}

DottedValues DottedPaths::find(std::string_view object) const {
  DottedValues found;
  found.values_.resize(count_);
  found.below_.resize(count_);
  walk(object, root_, found);
  return found;
}

// Recursion is as deep as the longest path.
void DottedPaths::walk(std::string_view object, const Node& from, DottedValues& found) {
  json::Children members(object);
  std::string decoded;
  while (const auto member = members.next()) {
    std::string_view key = member->key;
    if (key.find('\\') != std::string_view::npos) {
      json::decode_string(key, decoded);
      key = decoded;
    }
    take(key, *member, from, found);
  }
}

void DottedPaths::take(std::string_view key, const json::Child& member, const Node& from,
                       DottedValues& found) {
  const Node* node = &from;
  for (bool is_last = false; !is_last;) {
    const std::size_t dot = key.find('.');
    is_last = dot == std::string_view::npos;
    node = node->find(key.substr(0, dot));
    if (node == nullptr) return;
    key.remove_prefix(is_last ? key.size() : dot + 1);
    if (node->collects) return collect(*node, key, member, found);
    if (!is_last && node->path != kNone) found.values_[node->path] = member;
  }
  const json::Child value = opened(member);
  if (node->path != kNone) {
    found.values_[node->path] = value.value == "null" ? std::nullopt : std::optional(value);
  }
  if (!node->children.empty() && value.is_object()) walk(value.value, *node, found);
}

// @param rest  of the key; empty if the value is at the node itself
void DottedPaths::collect(const Node& node, std::string_view rest, const json::Child& value,
                          DottedValues& found) {
  if (!rest.empty()) {
    found.below_[node.path].emplace_back(rest, value);
    return;
  }
  const json::Child object = opened(value);
  if (!object.is_object()) return;
  json::Children members(object.value);
  std::string key;
  while (const auto member = members.next()) {
    json::decode_string(member->key, key);
    found.below_[node.path].emplace_back(key, *member);
  }
}

}  // namespace s3rare::input
