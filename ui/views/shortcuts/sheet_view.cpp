#include <algorithm>
#include <array>

#include "client/base/text.hpp"
#include "ui/views/palette/palette_view.hpp"
#include "ui/views/shortcuts/shortcuts_view.hpp"

namespace pratique::views {
namespace {

constexpr float kLineHeight = 32;
constexpr float kTitleHeight = 36;
constexpr float kFilterHeight = 48;
constexpr float kTwoColumns = 520;
constexpr std::array kGroups{KeyGroup::Move, KeyGroup::Act, KeyGroup::Select, KeyGroup::GetAround};

// The commands of a group that have a key and fit what is typed into the filter; those of the same label with the first of them.
std::vector<const CommandInfo*> shown_of(const Frame& frame, KeyGroup group) {
  std::vector<const CommandInfo*> out;
  for (const CommandInfo& info : commands()) {
    if (info.group != group || frame.view.keys.keys(info.command).empty()) continue;
    if (match(frame.text(info.label), frame.view.shortcuts_filter)) out.push_back(&info);
  }
  return out;
}

float group_height(const Frame& frame, KeyGroup group) {
  const auto count = static_cast<float>(shown_of(frame, group).size());
  return count == 0 ? 0 : kTitleHeight + kLineHeight * count + theme::space::k3;
}

void binding_view(Frame& frame, kit::Box line, const CommandInfo& info) {
  kit::Ui& ui = frame.ui;
  const std::string keys = frame.view.keys.caps(frame.words(), info.command);
  const std::string_view label = frame.text(info.label);
  ui.record({.id = kit::id("binding", static_cast<int>(info.command)),
             .role = a11y::Role::Row,
             .name = std::string(label),
             .value = keys,
             .rect = line.rect()});
  key_caps_view(frame, line, keys);
  kit::text(ui, line, label, {.type = theme::Type::Small, .color = frame.palette().text.secondary});
}

void group_view(Frame& frame, kit::Box& column, KeyGroup group) {
  const auto shown = shown_of(frame, group);
  if (shown.empty()) return;
  kit::heading(frame.ui, kit::id("binding-group", static_cast<int>(group)), column.take_top(kTitleHeight), frame.text(group_label(group)),
               2, {.type = theme::Type::BodyStrong});
  for (const CommandInfo* info : shown) binding_view(frame, column.take_top(kLineHeight), *info);
  column.skip_top(theme::space::k3);
}

// What to look for, and the way to change the keys.
bool filter_view(Frame& frame, kit::Box box) {
  kit::Ui& ui = frame.ui;
  box = box.take_top(theme::size::control::kMd + 4);
  const kit::ButtonSpec change{.label = frame.text(Key::ChangeKeys), .style = kit::ButtonStyle::Link};
  const bool leaves = kit::button(ui, kit::id("shortcuts-change"), box.take_end(kit::button_width(ui, change)), change);
  box.skip_end(theme::space::k4);
  const kit::FieldEvents events = kit::text_field(ui, kit::id("shortcuts-filter"), box,
                                                  {.name = frame.text(Key::FilterKeys),
                                                   .value = frame.view.shortcuts_filter,
                                                   .placeholder = frame.text(Key::FilterKeys),
                                                   .kind = ports::TextInputKind::Search,
                                                   .icon = theme::Icon::Search});
  if (events.changed) frame.view.shortcuts_filter = *events.changed;
  if (events.cancelled) frame.view.shortcuts_open = false;
  return leaves;
}

}  // namespace

void key_caps_view(Frame& frame, kit::Box& line, std::string_view keys) {
  while (!keys.empty()) {  // from the end edge, so that the caps line up there
    const std::size_t blank = keys.rfind(' ');
    const std::string_view cap = blank == std::string_view::npos ? keys : keys.substr(blank + 1);
    keys = blank == std::string_view::npos ? std::string_view{} : keys.substr(0, blank);
    kit::key_cap(frame.ui, line.take_end(kit::key_cap_width(frame.ui, cap)), cap);
    line.skip_end(4);
  }
}

void shortcut_sheet_view(Frame& frame) {
  if (!frame.view.shortcuts_open) {
    frame.view.shortcuts_filter.clear();
    return;
  }
  kit::Ui& ui = frame.ui;
  const kit::Box screen = ui.safe_screen();
  const float width = std::min(720.0F, screen.w - 2 * theme::space::k4);
  const bool two = width - 2 * theme::space::k6 >= kTwoColumns;
  const float first = group_height(frame, kGroups[0]) + group_height(frame, kGroups[1]) + group_height(frame, kGroups[2]);
  const float second = group_height(frame, kGroups[3]);
  const float wanted = (two ? std::max(first, second) : first + second) + 88 + kFilterHeight;
  const float height = std::min(std::max(wanted, 360.0F), screen.h - 2 * theme::space::k4);
  const kit::DialogSpec spec{
      .title = frame.text(Key::ShortcutsTitle), .width = width, .height = height, .close_name = frame.text(Key::Close)};
  bool to_settings = false;
  const kit::DialogResult result = kit::dialog(ui, kit::id("shortcuts"), spec, [&](kit::Box box) {
    to_settings = filter_view(frame, box.take_top(kFilterHeight));
    kit::scroll_area(ui, kit::id("shortcuts-scroll"), box, frame.view.shortcuts_scroll, frame.text(Key::ShortcutsTitle),
                     [&](kit::Box content) {
                       const float top = content.y;
                       content.h = 1e5F;
                       kit::Box start = two ? content.take_start((content.w - theme::space::k8) / 2) : content;
                       kit::Box end = two ? content.take_end(start.w) : kit::Box{};
                       for (std::size_t i = 0; i < kGroups.size(); ++i) group_view(frame, two && i == 3 ? end : start, kGroups[i]);
                       return std::max(start.y, end.y) - top;
                     });
  });
  if (result.dismissed || to_settings) frame.view.shortcuts_open = false;
  if (to_settings) carry_out(frame, Command::GoSettings);
}

}  // namespace pratique::views
