// Sends what changed of the accessibility tree to web/a11y_mirror.js, which keeps DOM nodes with ARIA roles over the canvas.
// publish() is called after every drawn frame with all nodes in reading order; nothing crosses the gate when nothing changed. UI thread.
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "ui/a11y/node.hpp"

namespace pratique::web {

class A11yMirror {
 public:
  // `focus` is the node that has the keyboard, 0 = none.
  void publish(const std::vector<a11y::Node>& nodes, a11y::NodeId focus);
  // The next publish sends everything (the DOM was thrown away).
  void forget();

 private:
  struct Place {
    a11y::NodeId id;
    a11y::NodeId parent;
    bool operator==(const Place&) const = default;
  };
  std::vector<Place> order_;
  std::unordered_map<a11y::NodeId, a11y::Node> known_;
  a11y::NodeId focus_ = 0;
};

// The name of a role as WAI-ARIA spells it; "" where the mirror uses plain HTML.
[[nodiscard]] std::string_view aria_role(a11y::Role role);

}  // namespace pratique::web
