#include "ui/a11y/recorder.hpp"

#include <utility>

namespace pratique::a11y {

void Recorder::begin_frame() {
  nodes_.clear();
  groups_.clear();
}

Node& Recorder::add(Node node) {
  if (node.parent == 0) node.parent = group();
  return nodes_.emplace_back(std::move(node));
}

void Recorder::close_group() {
  if (!groups_.empty()) groups_.pop_back();
}

const Node* Recorder::find(NodeId id) const {
  for (const Node& node : nodes_)
    if (node.id == id) return &node;
  return nullptr;
}

}  // namespace pratique::a11y
