#include "ui/views/settings/look_view.hpp"

#include <algorithm>
#include <array>

namespace pratique::views {
namespace {

constexpr float kTitleHeight = 24;
constexpr float kGap = 12;
constexpr float kPadding = 16;

struct RowField {
  std::string_view name;
  Key label;
};
constexpr std::array<RowField, 5> kFields{{{kFieldRecipient, Key::FieldRecipient},
                                           {kFieldSnippet, Key::FieldSnippet},
                                           {kFieldScore, Key::FieldScore},
                                           {kFieldFiles, Key::FieldFiles},
                                           {kFieldSize, Key::FieldSize}}};

float choice_height(const Frame& frame) {
  return frame.ui.touch() ? 40.0F : 28.0F;
}

void title_view(Frame& frame, kit::Box& box, Key title) {
  kit::text(frame.ui, box.take_top(kTitleHeight), frame.text(title), {.type = theme::Type::Micro, .color = frame.palette().text.muted});
}

struct Choice {
  Key label;
  bool chosen;
};

// Radio buttons in two columns; answers the one that was chosen now.
template <std::size_t N>
std::optional<std::size_t> choices_view(Frame& frame, kit::Box& box, Key title, const std::array<Choice, N>& choices) {
  title_view(frame, box, title);
  const float height = choice_height(frame);
  kit::Box area = box.take_top(static_cast<float>((N + 1) / 2) * height);
  const kit::GroupScope group(frame.ui, kit::id("look", static_cast<int>(title)), a11y::Role::RadioGroup, frame.text(title), area);
  std::optional<std::size_t> chosen;
  for (std::size_t i = 0; i < N; i += 2) {
    kit::Box line = area.take_top(height);
    for (std::size_t j = i; j < std::min(i + 2, N); ++j) {
      const kit::Box cell = line.take_start(j == i ? line.w / 2 : line.w);
      const kit::Id id = kit::id("look-choice", static_cast<int>(title), static_cast<int>(j));
      if (kit::radio(frame.ui, id, cell, frame.text(choices[j].label), choices[j].chosen)) chosen = j;
    }
  }
  box.skip_top(kGap);
  return chosen;
}

void theme_view(Frame& frame, kit::Box& box) {
  constexpr std::array kOrder{store::Theme::System, store::Theme::Light, store::Theme::Dark, store::Theme::Contrast};
  constexpr std::array kLabels{Key::ThemeSystem, Key::ThemeLight, Key::ThemeDark, Key::ThemeContrast};
  std::array<Choice, 4> choices{};
  for (std::size_t i = 0; i < 4; ++i) choices[i] = {kLabels[i], frame.state.look.theme == kOrder[i]};
  if (const auto chosen = choices_view(frame, box, Key::Theme, choices)) frame.push(intents::SetTheme{kOrder[*chosen]});
}

void density_view(Frame& frame, kit::Box& box) {
  constexpr std::array kOrder{store::Density::Line, store::Density::Compact, store::Density::Comfortable, store::Density::Touch};
  constexpr std::array kLabels{Key::DensityLine, Key::DensityCompact, Key::DensityComfortable, Key::DensityTouch};
  std::array<Choice, 4> choices{};
  for (std::size_t i = 0; i < 4; ++i) choices[i] = {kLabels[i], frame.state.look.density == kOrder[i]};
  if (const auto chosen = choices_view(frame, box, Key::Density, choices)) frame.push(intents::SetDensity{kOrder[*chosen]});
}

void language_view(Frame& frame, kit::Box& box) {
  const strings::Language now = strings::language_of(frame.state.look.language);
  const std::array<Choice, 2> choices{
      {{Key::LanguageEnglish, now == strings::Language::English}, {Key::LanguageGerman, now == strings::Language::German}}};
  if (const auto chosen = choices_view(frame, box, Key::Language, choices)) frame.push(intents::SetLanguage{*chosen == 0 ? "en" : "de"});
}

void set_field(Frame& frame, std::string_view name, bool shown) {
  std::vector<std::string> columns;
  for (const RowField& field : kFields) {
    if (field.name == name ? shown : field_shown(frame.state.look, field.name)) columns.emplace_back(field.name);
  }
  if (columns.empty()) columns.emplace_back("none");  // an empty list would mean the default
  frame.push(intents::SetColumns{std::move(columns)});
}

void fields_view(Frame& frame, kit::Box& box) {
  title_view(frame, box, Key::Fields);
  const float height = choice_height(frame);
  for (std::size_t i = 0; i < kFields.size(); i += 2) {
    kit::Box line = box.take_top(height);
    for (std::size_t j = i; j < std::min(i + 2, kFields.size()); ++j) {
      const bool shown = field_shown(frame.state.look, kFields[j].name);
      const kit::Box cell = line.take_start(j == i ? line.w / 2 : line.w);
      if (kit::checkbox(frame.ui, kit::id("look-field", kFields[j].name), cell,
                        {.label = frame.text(kFields[j].label), .value = shown ? a11y::Toggled::On : a11y::Toggled::Off})) {
        set_field(frame, kFields[j].name, !shown);
      }
    }
  }
  box.skip_top(kGap);
}

}  // namespace

bool field_shown(const store::Look& look, std::string_view field) {
  if (look.columns.empty()) return field != kFieldSize;
  return std::ranges::find(look.columns, field) != look.columns.end();
}

float look_panel_height(const Frame& frame) {
  const float lines = 2 + 2 + 1 + 3;
  return 2 * kPadding + 4 * (kTitleHeight + kGap) + lines * choice_height(frame) + frame.ui.control_height() + theme::space::k2;
}

void look_panel_view(Frame& frame, kit::Box box) {
  box = box.inset(kPadding);
  kit::Box foot = box.take_bottom(frame.ui.control_height());
  theme_view(frame, box);
  density_view(frame, box);
  language_view(frame, box);
  fields_view(frame, box);
  const kit::ButtonSpec sign_out{.label = frame.text(Key::SignOut), .icon = theme::Icon::SignOut};
  if (kit::button(frame.ui, kit::id("sign-out"), foot.take_start(kit::button_width(frame.ui, sign_out)), sign_out)) {
    frame.push(intents::SignOut{});
    frame.ui.close_all_popups();
  }
  if (frame.form != ScreenForm::One) return;
  // The phone's bar has no room for it.
  const kit::ButtonSpec settings{.label = frame.text(Key::Settings), .icon = theme::Icon::Settings};
  if (kit::button(frame.ui, kit::id("look-settings"), foot.take_end(kit::button_width(frame.ui, settings)), settings)) {
    store::Route route;
    route.place = store::Place::Settings;
    frame.push(intents::Navigate{std::move(route)});
    frame.ui.close_all_popups();
  }
}

}  // namespace pratique::views
