#include "ui/views/settings/settings_view.hpp"

#include <algorithm>
#include <array>

#include "ui/views/quarantine/list_states_view.hpp"
#include "ui/views/settings/choices.hpp"

namespace pratique::views {
namespace {

constexpr float kColumn = 640;
constexpr float kTitle = 48;
constexpr float kLabelWidth = 200;
constexpr float kNarrow = 560;
constexpr std::array kSections{Key::SettingsReading, Key::SettingsLook, Key::Language, Key::SettingsKeyboard};

// A label and its few choices beside each other, below each other where it is narrow.
void choice_view(Frame& frame, kit::Box& box, const SettingsChoice& choice) {
  kit::Ui& ui = frame.ui;
  const std::size_t now = chosen_option(frame, choice);
  const kit::Id id = kit::id("setting", static_cast<int>(choice.label));
  std::array<std::string, 4> labels;
  std::array<kit::Segment, 4> segments{};
  const std::size_t count = choice.options.size();
  for (std::size_t i = 0; i < count; ++i) {
    labels[i] = option_text(frame, choice, i);
    segments[i] = {.id = kit::child(id, "option", i), .label = labels[i]};
  }
  const std::span<const kit::Segment> offered(segments.data(), count);
  const bool narrow = box.w < kNarrow;
  const float width = kit::segmented_width(ui, offered);
  const float height = ui.touch() ? theme::size::control::kTouch : theme::size::control::kMd;
  kit::Box line = box.take_top(narrow ? 24.0F : height);
  kit::text(ui, narrow ? line : line.take_start(kLabelWidth), frame.text(choice.label), {});
  if (narrow) line = box.take_top(height);
  box.skip_top(theme::space::k3);
  if (width > line.w) {  // long words: a menu has room for them
    std::array<kit::MenuItem, 4> items{};
    for (std::size_t i = 0; i < count; ++i)
      items[i] = {.id = segments[i].id, .label = labels[i], .checked = i == now ? a11y::Toggled::On : a11y::Toggled::Off};
    const std::string_view shown = now < count ? std::string_view(labels[now]) : std::string_view();
    const auto picked = kit::dropdown(ui, id, line, std::span<const kit::MenuItem>(items.data(), count),
                                      {.button = {.label = shown, .strong = false}, .name = frame.text(choice.label)});
    if (picked) choose_option(frame, choice, *picked);
    return;
  }
  const auto picked = kit::segmented(ui, id, line.at_start_edge(width, height), offered, now, frame.text(choice.label));
  if (picked) choose_option(frame, choice, *picked);
}

float column_view(Frame& frame, kit::Box content) {
  const float top = content.y;
  content.h = 1e5F;
  content.skip_top(theme::space::k4);
  for (std::size_t i = 0; i < kSections.size(); ++i) {
    const auto section = static_cast<SettingsSection>(i);
    kit::heading(frame.ui, kit::id("settings-section", i), content.take_top(kTitle), frame.text(kSections[i]), 2,
                 {.type = theme::Type::Heading});
    for (const SettingsChoice& choice : settings_choices()) {
      if (choice.section == section) choice_view(frame, content, choice);
    }
    if (section == SettingsSection::Keyboard) keyboard_settings_view(frame, content);
    content.skip_top(theme::space::k2);
    kit::line(frame.ui, content.take_top(theme::space::k3), kit::Edge::Top, frame.palette().line.divider);
  }
  return content.y - top;
}

}  // namespace

void settings_view(Frame& frame, kit::Box box) {
  kit::Ui& ui = frame.ui;
  frame.outputs.title = titled(frame, frame.text(Key::Settings));
  kit::fill(ui, box, frame.palette().surface.base);
  const kit::GroupScope group(ui, kit::id("settings"), a11y::Role::Main, frame.text(Key::Settings), box);
  kit::Box head = box.take_top(header_height(frame));
  kit::line(ui, head, kit::Edge::Bottom, frame.palette().line.divider);
  const float side = std::max((box.w - kColumn) / 2, theme::space::k4);
  kit::heading(ui, kit::id("settings-title"), head.inset(side, 0), frame.text(Key::Settings), 1, {.type = theme::Type::Heading});
  if (const float height = offline_height(frame, box.w); height > 0) offline_view(frame, box.take_top(height));
  kit::scroll_area(ui, kit::id("settings-scroll"), box, frame.view.settings.scroll, frame.text(Key::Settings),
                   [&](kit::Box content) { return column_view(frame, content.inset(side, 0)); });
}

}  // namespace pratique::views
