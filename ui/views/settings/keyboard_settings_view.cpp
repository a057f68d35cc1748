#include "ui/views/settings/choices.hpp"
#include "ui/views/settings/settings_view.hpp"
#include "ui/views/shortcuts/shortcuts_view.hpp"

namespace pratique::views {
namespace {

constexpr float kLine = 36;

void set_keys(Frame& frame, const CommandInfo& info, const std::string* keys) {
  const api::Settings* now = settings_of(frame.state);
  if (now == nullptr) return;
  api::Settings settings = *now;
  if (keys == nullptr) {
    settings.keys.erase(info.word);
  } else {
    settings.keys[info.word] = *keys;
  }
  frame.push(intents::ChangeSettings{std::move(settings)});
}

bool is_changed(const Frame& frame, const CommandInfo& info) {
  const api::Settings* settings = settings_of(frame.state);
  return settings != nullptr && settings->keys.contains(info.word);
}

// Escape ends it; a key that another command has is refused with that command's name.
void listen(Frame& frame, const CommandInfo& info) {
  SettingsViewState& view = frame.view.settings;
  const auto pressed = frame.ui.any_press();
  if (!pressed) return;
  if (pressed->character == 0 && pressed->chord == kit::Chord{kit::Key::Escape, {}}) {
    view.listening = -1;
    return;
  }
  const Stroke stroke{pressed->chord, pressed->character};
  const std::string text = to_text(stroke);
  if (text.empty()) return;
  view.listening = -1;
  if (const auto owner = frame.view.keys.owner(stroke, info.command)) {
    view.conflict = frame.words().format(Key::KeyTaken, {{"key", text}, {"command", frame.text(info_of(*owner).label)}});
    view.conflict_at = static_cast<int>(info.command);
    return;
  }
  if (text == info.keys) return set_keys(frame, info, nullptr);
  set_keys(frame, info, &text);
}

void line_view(Frame& frame, kit::Box& box, const CommandInfo& info) {
  kit::Ui& ui = frame.ui;
  SettingsViewState& view = frame.view.settings;
  const int at = static_cast<int>(info.command);
  kit::Box line = box.take_top(ui.touch() ? 48.0F : kLine);
  kit::line(ui, line, kit::Edge::Bottom, frame.palette().line.divider);
  const bool listening = view.listening == at;
  const std::string_view name = frame.text(info.label);
  const auto button = [&](const char* word, std::string_view label, Key description) {
    const std::string said = std::string(frame.text(description)) + ": " + std::string(name);
    const kit::ButtonSpec spec{.label = label, .name = said, .style = kit::ButtonStyle::Link};
    const bool clicked = kit::button(ui, kit::id("key", std::string_view(word), at), line.take_end(kit::button_width(ui, spec)), spec);
    line.skip_end(theme::space::k3);
    return clicked;
  };
  if (info.listens != Listens::Fixed) {
    if (listening) listen(frame, info);
    if (button("change", frame.text(listening ? Key::Cancel : Key::ChangeKey), Key::ChangeKey)) {
      view.listening = listening ? -1 : at;
      view.conflict.clear();
    }
    if (is_changed(frame, info)) {
      if (button("reset", frame.text(Key::ResetKey), Key::ResetKey)) set_keys(frame, info, nullptr);
    } else if (!frame.view.keys.keys(info.command).empty()) {
      const std::string none;
      if (button("none", frame.text(Key::NoKey), Key::NoKey)) set_keys(frame, info, &none);
    }
  }
  const std::string caps = frame.view.keys.caps(frame.words(), info.command);
  ui.record({.id = kit::id("key-row", at), .role = a11y::Role::Row, .name = std::string(name), .value = caps, .rect = line.rect()});
  if (listening) {
    const kit::Box words = line.take_end(line.w / 2);
    kit::text(ui, words, frame.text(Key::PressKey),
              {.type = theme::Type::Small, .color = frame.palette().text.link, .align = kit::Align::End});
    ui.record(
        {.id = kit::id("key-listens"), .role = a11y::Role::Status, .name = std::string(frame.text(Key::PressKey)), .rect = words.rect()});
  } else {
    key_caps_view(frame, line, caps);
  }
  kit::text(ui, line, name, {.type = theme::Type::Small});
  if (view.conflict_at == at && !view.conflict.empty()) {
    const kit::StripSpec spec{
        .tone = kit::StripTone::Warning, .icon = theme::Icon::Mismatch, .text = view.conflict, .announce = true, .card = true};
    kit::strip(ui, kit::id("key-conflict"), box.take_top(kit::strip_height(ui, spec, box.w)), spec);
  }
}

}  // namespace

bool key_is_chosen(const Frame& frame) {
  return frame.view.settings.listening >= 0 && frame.state.route.place == store::Place::Settings;
}

void keyboard_settings_view(Frame& frame, kit::Box& box) {
  kit::label(frame.ui, kit::id("keys-text"), box.take_top(24), frame.text(Key::SingleKeysText),
             {.type = theme::Type::Small, .color = frame.palette().text.secondary, .cut_tooltip = true, .id = kit::id("keys-text")});
  for (const KeyGroup group : {KeyGroup::Move, KeyGroup::Act, KeyGroup::Select, KeyGroup::GetAround}) {
    kit::heading(frame.ui, kit::id("keys-group", static_cast<int>(group)), box.take_top(40), frame.text(group_label(group)), 3,
                 {.type = theme::Type::BodyStrong});
    for (const CommandInfo& info : commands()) {
      if (info.group == group) line_view(frame, box, info);
    }
  }
  if (const api::Settings* settings = settings_of(frame.state); settings != nullptr && !settings->keys.empty()) {
    box.skip_top(theme::space::k3);
    const kit::ButtonSpec all{.label = frame.text(Key::ResetAllKeys)};
    if (kit::button(frame.ui, kit::id("keys-reset"), box.take_top(frame.ui.control_height()).take_start(kit::button_width(frame.ui, all)),
                    all)) {
      api::Settings changed = *settings;
      changed.keys.clear();
      frame.push(intents::ChangeSettings{std::move(changed)});
    }
  }
}

}  // namespace pratique::views
