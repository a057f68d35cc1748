#include <algorithm>
#include <array>

#include "client/base/text.hpp"
#include "ui/views/shortcuts/key_map.hpp"
#include "ui/views/shortcuts/shortcuts_view.hpp"

namespace pratique::views {
namespace {

constexpr float kLineHeight = 32;
constexpr float kTitleHeight = 36;
constexpr float kTwoColumns = 520;
constexpr std::array kGroups{KeyGroup::Move, KeyGroup::Act, KeyGroup::Select, KeyGroup::GetAround};

std::vector<const Binding*> bindings_of(KeyGroup group) {
  std::vector<const Binding*> out;
  for (const Binding& binding : key_map()) {
    if (binding.group == group && binding.shown[0] != '\0') out.push_back(&binding);
  }
  return out;
}

float group_height(KeyGroup group) {
  return kTitleHeight + kLineHeight * static_cast<float>(bindings_of(group).size()) + theme::space::k3;
}

void binding_view(Frame& frame, kit::Box line, const Binding& binding) {
  kit::Ui& ui = frame.ui;
  const std::string keys = shown_keys(frame.words(), binding);
  const std::string_view label = frame.text(binding.label);
  ui.record({.id = kit::id("binding", static_cast<int>(binding.command)),
             .role = a11y::Role::Row,
             .name = std::string(label),
             .value = keys,
             .rect = line.rect()});
  std::string_view rest = keys;
  while (!rest.empty()) {  // from the end edge, so that the caps line up there
    const std::size_t blank = rest.rfind(' ');
    const std::string_view cap = blank == std::string_view::npos ? rest : rest.substr(blank + 1);
    rest = blank == std::string_view::npos ? std::string_view{} : rest.substr(0, blank);
    kit::key_cap(ui, line.take_end(kit::key_cap_width(ui, cap)), cap);
    line.skip_end(4);
  }
  kit::text(ui, line, label, {.type = theme::Type::Small, .color = frame.palette().text.secondary});
}

void group_view(Frame& frame, kit::Box& column, KeyGroup group) {
  const Key label = group_label(group);
  kit::heading(frame.ui, kit::id("binding-group", static_cast<int>(group)), column.take_top(kTitleHeight), frame.text(label), 2,
               {.type = theme::Type::BodyStrong});
  for (const Binding* binding : bindings_of(group)) binding_view(frame, column.take_top(kLineHeight), *binding);
  column.skip_top(theme::space::k3);
}

}  // namespace

void shortcut_sheet_view(Frame& frame) {
  if (!frame.view.shortcuts_open) return;
  kit::Ui& ui = frame.ui;
  const kit::Box screen = ui.safe_screen();
  const float width = std::min(720.0F, screen.w - 2 * theme::space::k4);
  const bool two = width - 2 * theme::space::k6 >= kTwoColumns;
  const float first = group_height(kGroups[0]) + group_height(kGroups[1]);
  const float second = group_height(kGroups[2]) + group_height(kGroups[3]);
  const float wanted = (two ? std::max(first, second) : first + second) + 88;
  const float height = std::min(wanted, screen.h - 2 * theme::space::k4);
  const kit::DialogSpec spec{
      .title = frame.text(Key::ShortcutsTitle), .width = width, .height = height, .close_name = frame.text(Key::Close)};
  const kit::DialogResult result = kit::dialog(ui, kit::id("shortcuts"), spec, [&](kit::Box box) {
    kit::scroll_area(ui, kit::id("shortcuts-scroll"), box, frame.view.shortcuts_scroll, frame.text(Key::ShortcutsTitle),
                     [&](kit::Box content) {
                       const float top = content.y;
                       content.h = 1e5F;
                       kit::Box start = two ? content.take_start((content.w - theme::space::k8) / 2) : content;
                       kit::Box end = two ? content.take_end(start.w) : kit::Box{};
                       for (std::size_t i = 0; i < kGroups.size(); ++i) group_view(frame, two && i >= 2 ? end : start, kGroups[i]);
                       return std::max(start.y, end.y) - top;
                     });
  });
  if (result.dismissed) frame.view.shortcuts_open = false;
}

}  // namespace pratique::views
