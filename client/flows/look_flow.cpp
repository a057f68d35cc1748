#include "client/flows/look_flow.hpp"

#include <array>

namespace pratique::flows {
namespace {

using store::Density;
using store::Theme;

constexpr std::array<std::string_view, 4> kThemes = {"system", "light", "dark", "contrast"};
constexpr std::array<std::string_view, 4> kDensities = {"line", "compact", "comfortable", "touch"};

template <class E>
void take_word(const std::array<std::string_view, 4>& words, std::string_view word, E& out) {
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i] == word) out = static_cast<E>(i);
  }
}

}  // namespace

void LookFlow::start() {
  const auto kept = context_.ports.storage.get(kLookKey);
  if (!kept) return;
  if (const auto settings = api::decode_settings(*kept)) apply(*settings);  // what cannot be read is as good as nothing kept
}

void LookFlow::apply(const api::Settings& settings) {
  store::Look& look = context_.state.look;
  take_word(kThemes, settings.theme, look.theme);
  take_word(kDensities, settings.density, look.density);
  if (!settings.language.empty()) look.language = settings.language;
  if (!settings.columns.empty()) look.columns = settings.columns;
  if (!settings.log_columns.empty()) look.log_columns = settings.log_columns;
}

void LookFlow::take(const api::Settings& settings) {
  apply(settings);
  context_.ports.storage.set(kLookKey, api::encode(this->settings()));
  context_.changed();
}

api::Settings LookFlow::settings() const {
  const store::Look& look = context_.state.look;
  api::Settings out;
  if (context_.state.session.me) out = context_.state.session.me->settings;
  out.language = look.language;
  out.theme = kThemes[static_cast<std::size_t>(look.theme)];
  out.density = kDensities[static_cast<std::size_t>(look.density)];
  out.columns = look.columns;
  out.log_columns = look.log_columns;
  return out;
}

void LookFlow::set_theme(Theme theme) {
  context_.state.look.theme = theme;
  save();
}

void LookFlow::set_density(Density density) {
  context_.state.look.density = density;
  save();
}

void LookFlow::set_language(std::string language) {
  context_.state.look.language = std::move(language);
  save();
}

void LookFlow::set_columns(std::vector<std::string> columns) {
  context_.state.look.columns = std::move(columns);
  save();
}

void LookFlow::set_log_columns(std::vector<std::string> columns) {
  context_.state.look.log_columns = std::move(columns);
  save();
}

void LookFlow::change(api::Settings settings) {
  if (api::Me* me = context_.state.session.me ? &*context_.state.session.me : nullptr) {
    me->settings = settings;
    if (settings.undo_window_secs > 0) me->undo_window_secs = settings.undo_window_secs;
  }
  apply(settings);
  save();
}

void LookFlow::set_group_waves(bool grouped) {
  if (!context_.state.session.me) return;
  context_.state.session.me->settings.group_waves = grouped ? "on" : "off";
  save();
}

void LookFlow::system_changed(bool dark, bool contrast, bool reduced_motion, bool embedded) {
  store::Look& look = context_.state.look;
  look.system_is_dark = dark;
  look.system_wants_contrast = contrast;
  look.reduced_motion = reduced_motion;
  look.embedded = embedded;
  context_.changed();
}

void LookFlow::set_brand(store::Brand brand) {
  context_.state.look.brand = std::move(brand);
  context_.changed();
}

void LookFlow::save() {
  context_.ports.storage.set(kLookKey, api::encode(settings()));
  if (context_.state.session.me) context_.state.session.me->settings = settings();
  context_.changed();
  send();
}

// One at a time, so that two quick changes cannot overtake each other. A failure is not worth a word: this browser has it,
// and the next change sends everything.
void LookFlow::send() {
  if (!context_.signed_in()) return;
  if (sending_) {
    send_again_ = true;
    return;
  }
  sending_ = context_.api.save_settings(settings(), [this](const base::Result<std::string>&) {
    const ports::Pending finished = std::move(sending_);
    if (std::exchange(send_again_, false)) send();
  });
}

}  // namespace pratique::flows
