// Collects the nodes of one frame in reading order. Owned by kit::Ui; read by the shell, the mirror and the tests after the frame.
// UI thread.
#pragma once

#include <vector>

#include "ui/a11y/node.hpp"

namespace pratique::a11y {

class Recorder {
 public:
  void begin_frame();
  // The node's parent becomes the innermost open group, unless it names one. The reference lives until the next add().
  Node& add(Node node);
  void open_group(NodeId id) { groups_.push_back(id); }
  void close_group();
  [[nodiscard]] NodeId group() const { return groups_.empty() ? 0 : groups_.back(); }
  [[nodiscard]] const std::vector<Node>& nodes() const { return nodes_; }
  [[nodiscard]] const Node* find(NodeId id) const;

 private:
  std::vector<Node> nodes_;
  std::vector<NodeId> groups_;
};

}  // namespace pratique::a11y
