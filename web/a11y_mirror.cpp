#include "web/a11y_mirror.hpp"

#include <utility>

#include "web/gate.hpp"
#include "web/json_writer.hpp"

namespace pratique::web {
namespace {

void write_rect(JsonWriter& json, const base::Rect& rect) {
  json.number(rect.x);
  json.number(rect.y);
  json.number(rect.width);
  json.number(rect.height);
}

void write_if_set(JsonWriter& json, std::string_view name, std::string_view value) {
  if (!value.empty()) json.field(name, value);
}

// Attributes at their default are left out; the mirror removes what it does not see.
void write_node(JsonWriter& json, const a11y::Node& node) {
  json.begin_object();
  json.key("id");
  json.id(node.id);
  json.field("role", aria_role(node.role));
  write_if_set(json, "name", node.name);
  write_if_set(json, "description", node.description);
  write_if_set(json, "value", node.value);
  write_if_set(json, "shortcut", node.shortcut);
  write_if_set(json, "href", node.href);
  if (node.lines) json.field("lines", true);
  json.key("rect");
  json.begin_array();
  write_rect(json, node.rect);
  json.end_array();
  if (node.toggled != a11y::Toggled::None)
    json.field("toggled", node.toggled == a11y::Toggled::On ? "true" : node.toggled == a11y::Toggled::Off ? "false" : "mixed");
  if (node.expanded) json.field("expanded", *node.expanded);
  if (node.selected) json.field("selected", true);
  if (node.disabled) json.field("disabled", true);
  if (node.focusable) json.field("focusable", true);
  if (node.focus_target) json.field("focusTarget", true);
  if (node.level != 0) json.field("level", std::int64_t{node.level});
  if (node.set_size != 0) json.field("setSize", node.set_size);
  if (node.position != 0) json.field("position", node.position);
  json.end_object();
}

bool same_but_for_rect(const a11y::Node& known, const a11y::Node& now) {
  a11y::Node moved = known;
  moved.rect = now.rect;
  moved.parent = now.parent;  // parents travel with the order
  return moved == now;
}

}  // namespace

std::string_view aria_role(a11y::Role role) {
  static constexpr std::string_view kNames[] = {
      "button",        "checkbox",  "link",         "tab",    "tablist",     "tabpanel", "listbox",    "option",      "menu",   "menuitem",
      "menuitemradio", "searchbox", "textbox",      "dialog", "alertdialog", "toolbar",  "navigation", "main",        "region", "banner",
      "heading",       "text",      "status",       "alert",  "separator",   "slider",   "img",        "progressbar", "group",  "table",
      "row",           "cell",      "columnheader", "radio",  "radiogroup",  "switch",   "tree",       "treeitem",
  };
  static_assert(std::size(kNames) == static_cast<std::size_t>(a11y::Role::TreeItem) + 1, "one name per role, in the order of the enum");
  return kNames[static_cast<std::size_t>(role)];
}

void A11yMirror::publish(const std::vector<a11y::Node>& nodes, a11y::NodeId focus) {
  std::vector<Place> order;
  order.reserve(nodes.size());
  for (const auto& node : nodes) order.push_back({node.id, node.parent});
  const bool reordered = order != order_;

  JsonWriter changed;
  JsonWriter moved;
  changed.begin_array();
  moved.begin_array();
  bool any = reordered || focus != focus_;
  for (const auto& node : nodes) {
    auto [known, is_new] = known_.try_emplace(node.id);
    if (!is_new && known->second == node) continue;
    any = true;
    if (!is_new && same_but_for_rect(known->second, node)) {
      moved.id(node.id);
      write_rect(moved, node.rect);
    } else {
      write_node(changed, node);
    }
    known->second = node;
  }
  changed.end_array();
  moved.end_array();
  if (!any) return;

  std::string message = "{\"nodes\":" + changed.str() + ",\"moved\":" + moved.str();
  if (reordered) {
    JsonWriter places;
    places.begin_array();
    for (const auto& place : order) {
      places.id(place.id);
      places.id(place.parent);
    }
    places.end_array();
    message += ",\"order\":" + places.str();
    order_ = std::move(order);
    std::unordered_map<a11y::NodeId, a11y::Node> present;
    present.reserve(nodes.size());
    for (const auto& node : nodes) present.insert(known_.extract(node.id));
    known_ = std::move(present);
  }
  JsonWriter focused;
  focused.id(focus);
  message += ",\"focus\":" + focused.str() + "}";
  focus_ = focus;
  pratique_publish_nodes(message.data(), static_cast<int>(message.size()));
}

void A11yMirror::forget() {
  order_.clear();
  known_.clear();
  focus_ = 0;
}

}  // namespace pratique::web
