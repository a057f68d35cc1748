#include "ui/views/health/health_view.hpp"

#include <algorithm>
#include <cmath>

#include "ui/strings/format.hpp"
#include "ui/strings/log_codes.hpp"
#include "ui/views/quarantine/list_states_view.hpp"

namespace pratique::views {
namespace {

constexpr float kColumn = 720, kRow = 60, kStateWidth = 132, kValueWidth = 120;

struct Look {
  theme::Icon icon;
  theme::Color ink;
};

Look look_of(const theme::Palette& colors, api::HealthState state) {
  switch (state) {
    case api::HealthState::Fine:
      return {theme::Icon::Ok, colors.positive.text};
    case api::HealthState::Warning:
      return {theme::Icon::Error, colors.warning.text};
    case api::HealthState::Failed:
      return {theme::Icon::Fail, colors.danger.text};
    case api::HealthState::Off:
      return {theme::Icon::Minus, colors.text.muted};
  }
  return {theme::Icon::Info, colors.text.muted};
}

std::string value_text(const Frame& frame, const api::HealthCheck& check) {
  if (!check.value || !std::isfinite(*check.value)) return {};
  const strings::Catalog& words = frame.words();
  const auto whole = static_cast<std::int64_t>(std::llround(std::clamp(*check.value, -1e15, 1e15)));
  if (check.name == "disk") {
    const std::string percent = strings::number(words, static_cast<std::int64_t>(std::llround(std::clamp(*check.value, 0.0, 1.0) * 100)));
    return words.format(Key::ValueFree, {{"percent", percent}});
  }
  if (check.name == "jobs" || check.name == "training") return words.format(Key::ValueWaiting, {{"count", strings::number(words, whole)}});
  return words.count(Key::ValueSeconds, whole);
}

void check_view(Frame& frame, kit::Box row, const api::HealthCheck& check) {
  kit::Ui& ui = frame.ui;
  const theme::Palette& colors = frame.palette();
  kit::line(ui, row, kit::Edge::Bottom, colors.line.divider);
  const auto known = strings::check_key(check.name);
  std::string name = known ? std::string(frame.text(*known)) : check.name;
  if (!check.of.empty()) name += " · " + check.of;
  const std::string_view state = frame.text(strings::health_state_key(check.state));
  std::string said = check.message;
  if (said.empty() && check.state == api::HealthState::Fine) {
    if (const auto fine = strings::check_fine_key(check.name)) said = frame.text(*fine);
  }
  const std::string value = value_text(frame, check);
  const kit::Id id = kit::id("check", std::string_view(check.name), std::string_view(check.of));
  ui.record({.id = id,
             .role = a11y::Role::Row,
             .name = name + ": " + std::string(state),
             .description = said,
             .value = value,
             .rect = row.rect()});
  const Look look = look_of(colors, check.state);
  kit::icon(ui, row.take_start(20), look.icon, look.ink, theme::size::icon::kLg);
  row.skip_start(theme::space::k3);
  if (row.w > kStateWidth + kValueWidth + 240) {
    kit::text(ui, row.take_end(kValueWidth), value, {.type = theme::Type::Small, .color = colors.text.muted, .align = kit::Align::End});
    kit::text(ui, row.take_end(kStateWidth), state, {.type = theme::Type::Small, .color = look.ink, .weight = kit::Weight::SemiBold});
  } else {
    name += " · " + std::string(state);
  }
  kit::Box lines = said.empty() ? row.middle(20) : row.middle(40);
  kit::text(ui, lines.take_top(20), name, {.type = theme::Type::BodyStrong});
  kit::text(ui, lines, said,
            {.type = theme::Type::Small, .color = colors.text.secondary, .cut_tooltip = true, .id = kit::child(id, "said")});
}

float checks_view(Frame& frame, kit::Box content) {
  const float top = content.y;
  content.h = 1e5F;
  const store::Remote<api::Health>& remote = frame.state.health;
  content.skip_top(theme::space::k3);
  kit::label(frame.ui, kit::id("health-sentence"), content.take_top(24), frame.text(Key::HealthSentence),
             {.type = theme::Type::Small, .color = frame.palette().text.secondary});
  if (remote.error() != nullptr) {
    if (failure_view(frame, kit::id("health-failed"), content.take_top(kit::kFailureHeight + theme::space::k4), Key::FailedHealth,
                     *remote.error()))
      frame.push(intents::ReloadHealth{});
  }
  const api::Health* health = remote.value();
  if (health == nullptr) {
    if (kit::skeleton_due(frame.ui, kit::id("health-loading")))
      kit::skeleton_lines(frame.ui, kit::id("health-loading"), content.take_top(320), 8);
    return content.y - top;
  }
  for (const api::HealthCheck& check : health->checks) check_view(frame, content.take_top(kRow), check);
  const std::string at = frame.words().format(Key::HealthAt, {{"time", strings::exact_time(frame.words(), health->at)}});
  kit::label(frame.ui, kit::id("health-at"), content.take_top(32), at, {.type = theme::Type::Meta, .color = frame.palette().text.muted});
  content.skip_top(theme::space::k6);
  return content.y - top;
}

}  // namespace

bool knows_health(const store::AppState& state) {
  return state.session.me && (state.session.me->role == api::Role::Admin || state.session.me->role == api::Role::SuperAdmin);
}

void health_view(Frame& frame, kit::Box box) {
  kit::Ui& ui = frame.ui;
  frame.outputs.title = titled(frame, frame.text(Key::Health));
  kit::fill(ui, box, frame.palette().surface.base);
  const kit::GroupScope group(ui, kit::id("health"), a11y::Role::Main, frame.text(Key::Health), box);
  kit::Box head = box.take_top(header_height(frame));
  kit::line(ui, head, kit::Edge::Bottom, frame.palette().line.divider);
  const float side = std::max((box.w - kColumn) / 2, theme::space::k4);
  head = head.inset(side, 0);
  const kit::Box again = head.take_end(32).middle(32);
  if (kit::icon_button(ui, kit::id("health-again"), again, theme::Icon::Refresh, frame.text(Key::Refresh)))
    frame.push(intents::ReloadHealth{});
  kit::heading(ui, kit::id("health-title"), head, frame.text(Key::Health), 1, {.type = theme::Type::Heading});
  if (const float height = offline_height(frame, box.w); height > 0) offline_view(frame, box.take_top(height));
  kit::scroll_area(ui, kit::id("health-scroll"), box, frame.view.health.scroll, frame.text(Key::Health),
                   [&](kit::Box content) { return checks_view(frame, content.inset(side, 0)); });
}

}  // namespace pratique::views
