#include "ui/views/session/expired_view.hpp"

#include <algorithm>

#include "ui/views/quarantine/list_states_view.hpp"

namespace pratique::views {
namespace {

constexpr float kLineHeight = 20;

void field_label_view(Frame& frame, kit::Box& box, Key label) {
  kit::text(frame.ui, box.take_top(kLineHeight), frame.text(label), {.type = theme::Type::Small, .color = frame.palette().text.secondary});
}

void form_view(Frame& frame, kit::Box box) {
  kit::Ui& ui = frame.ui;
  SessionViewState& state = frame.view.session;
  const store::SessionData& session = frame.state.session;
  const float field_height = ui.touch() ? theme::size::control::kTouch : theme::size::control::kLg;
  const std::string waiting =
      session.actions_waiting > 0 ? frame.words().count(Key::SessionWaiting, session.actions_waiting) + ". " : std::string();
  kit::label(ui, kit::id("session-text"), box.take_top(2 * kLineHeight), waiting + std::string(frame.text(Key::SessionText)),
             {.color = frame.palette().text.secondary, .max_lines = 2});
  box.skip_top(theme::space::k2);
  field_label_view(frame, box, Key::Email);
  // Who signs in again is who was signed in: another person would get this screen.
  kit::text_field(ui, kit::id("session-login"), box.take_top(field_height),
                  {.name = frame.text(Key::Email),
                   .value = session.me ? session.me->login : state.login,
                   .kind = ports::TextInputKind::Email,
                   .disabled = true});
  box.skip_top(theme::space::k3);
  field_label_view(frame, box, Key::Password);
  const std::string error = session.sign_in_error ? error_line(frame, *session.sign_in_error) : std::string();
  const kit::FieldEvents events =
      kit::text_field(ui, kit::id("session-password"), box.take_top(field_height),
                      {.name = frame.text(Key::Password), .value = state.password, .kind = ports::TextInputKind::Password, .error = error});
  if (events.changed) state.password = *events.changed;
  if (!state.asked_focus) ui.focus(kit::id("session-password"));
  state.asked_focus = true;
  if (!error.empty()) {
    kit::label(ui, kit::id("session-error"), box.take_top(kLineHeight), error,
               {.type = theme::Type::Small, .color = frame.palette().danger.text});
  }
  kit::Box foot = box.take_bottom(field_height);
  const kit::ButtonSpec out{.label = frame.text(Key::SignOut), .style = kit::ButtonStyle::Ghost};
  const kit::Box out_box = foot.take_start(kit::button_width(ui, out));
  const kit::ButtonSpec in{
      .label = frame.text(Key::SignIn), .style = kit::ButtonStyle::Filled, .disabled = session.signing_in || state.password.empty()};
  const kit::Box in_box = foot.take_end(kit::button_width(ui, in) + theme::space::k6);
  const bool sign_in = kit::button(ui, kit::id("session-sign-in"), in_box, in) || events.submitted;
  if (kit::button(ui, kit::id("session-sign-out"), out_box, out)) frame.push(intents::SignOut{});
  if (!sign_in || in.disabled) return;
  frame.push(intents::SignIn{session.me ? session.me->login : state.login, state.password});
  state.password.clear();
}

}  // namespace

void session_expired_view(Frame& frame) {
  if (frame.state.session.state != store::SessionState::Expired) {
    frame.view.session = SessionViewState{};
    return;
  }
  kit::Ui& ui = frame.ui;
  const float field_height = ui.touch() ? theme::size::control::kTouch : theme::size::control::kLg;
  const float width = std::min(theme::size::dialog::kSm, ui.safe_screen().w - 2 * theme::space::k4);
  const float height = 72 + 2 * kLineHeight + 2 * (kLineHeight + field_height) + 3 * kLineHeight + field_height + theme::space::k6;
  kit::dialog(ui, kit::id("session-expired"), {.title = frame.text(Key::SessionEnded), .width = width, .height = height, .alert = true},
              [&](kit::Box box) { form_view(frame, box); });
}

}  // namespace pratique::views
