#include "ui/views/settings/choices.hpp"

#include "client/base/text.hpp"

namespace pratique::views {
namespace {

using enum SettingsSection;

constexpr SettingsOption kAfter[] = {{"next", Key::AfterNext}, {"previous", Key::AfterPrevious}, {"list", Key::AfterList}};
constexpr SettingsOption kOffOn[] = {{"off", Key::Off}, {"on", Key::On}};
constexpr SettingsOption kUndo[] = {{"10", Key::ProductName}, {"30", Key::ProductName}, {"60", Key::ProductName}};
constexpr SettingsOption kThemes[] = {
    {"system", Key::ThemeSystem}, {"light", Key::ThemeLight}, {"dark", Key::ThemeDark}, {"contrast", Key::ThemeContrast}};
constexpr SettingsOption kDensities[] = {
    {"line", Key::DensityLine}, {"compact", Key::DensityCompact}, {"comfortable", Key::DensityComfortable}, {"touch", Key::DensityTouch}};
constexpr SettingsOption kLanguages[] = {{"en", Key::LanguageEnglish}, {"de", Key::LanguageGerman}};

constexpr SettingsChoice kChoices[] = {
    {Reading, Key::AfterAction, &api::Settings::after_action, kAfter},
    {Reading, Key::GroupWaves, &api::Settings::group_waves, kOffOn},
    {Reading, Key::UndoTime, nullptr, kUndo},
    {Look, Key::Theme, &api::Settings::theme, kThemes},
    {Look, Key::Density, &api::Settings::density, kDensities, 2},
    {Language, Key::Language, &api::Settings::language, kLanguages},
    {Keyboard, Key::SingleKeys, &api::Settings::single_keys, kOffOn, 1},
};

}  // namespace

std::span<const SettingsChoice> settings_choices() {
  return kChoices;
}

const api::Settings* settings_of(const store::AppState& state) {
  return state.session.me ? &state.session.me->settings : nullptr;
}

std::string option_text(const Frame& frame, const SettingsChoice& choice, std::size_t option) {
  const SettingsOption& one = choice.options[option];
  if (one.label != Key::ProductName) return std::string(frame.text(one.label));
  return frame.words().count(Key::Seconds, base::parse_integer(one.word).value_or(0));
}

std::size_t chosen_option(const Frame& frame, const SettingsChoice& choice) {
  const api::Settings* settings = settings_of(frame.state);
  if (settings == nullptr) return choice.initial;
  std::string now;
  if (choice.field == nullptr) {
    base::append_integer(now, frame.state.session.me->undo_window_secs);
  } else {
    now = settings->*choice.field;
  }
  for (std::size_t i = 0; i < choice.options.size(); ++i) {
    if (now == choice.options[i].word) return i;
  }
  return now.empty() ? choice.initial : choice.options.size();  // one that this build does not offer
}

void choose_option(Frame& frame, const SettingsChoice& choice, std::size_t option) {
  const api::Settings* now = settings_of(frame.state);
  if (now == nullptr) return;
  api::Settings settings = *now;
  if (choice.field == nullptr) {
    settings.undo_window_secs = base::parse_integer(choice.options[option].word).value_or(0);
  } else {
    settings.*choice.field = choice.options[option].word;
  }
  frame.push(intents::ChangeSettings{std::move(settings)});
}

}  // namespace pratique::views
