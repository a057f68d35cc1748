#include "ui/views/root_view.hpp"

#include <algorithm>

#include "ui/strings/format.hpp"
#include "ui/views/actions.hpp"
#include "ui/views/frame.hpp"
#include "ui/views/health/health_view.hpp"
#include "ui/views/jobs/job_view.hpp"
#include "ui/views/lists/lists_view.hpp"
#include "ui/views/log/log_view.hpp"
#include "ui/views/message/action_bar_view.hpp"
#include "ui/views/message/message_view.hpp"
#include "ui/views/nav/nav_view.hpp"
#include "ui/views/nav/saved_searches_view.hpp"
#include "ui/views/nav/strip_view.hpp"
#include "ui/views/palette/palette_view.hpp"
#include "ui/views/quarantine/list_view.hpp"
#include "ui/views/quarantine/quarantine_view.hpp"
#include "ui/views/release_request/release_request_view.hpp"
#include "ui/views/report/report_view.hpp"
#include "ui/views/session/expired_view.hpp"
#include "ui/views/settings/account_view.hpp"
#include "ui/views/settings/choices.hpp"
#include "ui/views/settings/settings_view.hpp"
#include "ui/views/shortcuts/shortcuts_view.hpp"
#include "ui/views/toast/toast_view.hpp"

namespace pratique::views {
namespace {

constexpr float kTwoListMin = 336;
constexpr float kTwoListMax = 420;
constexpr float kSelectionFootHeight = 68;

// The first stop of the focus: past the navigation to the rows. Only seen when it has the focus.
void skip_link_view(Frame& frame, kit::Box screen) {
  kit::Ui& ui = frame.ui;
  const kit::Id id = kit::id("skip");
  const kit::GroupScope group(ui, kit::id("skip-banner"), a11y::Role::Banner, frame.text(Key::SkipToList), screen);
  const kit::ButtonSpec spec{.label = frame.text(Key::SkipToList), .style = kit::ButtonStyle::Filled, .role = a11y::Role::Link};
  const kit::Box at = screen.inset(theme::space::k2).take_top(theme::size::control::kMd).take_start(kit::button_width(ui, spec));
  bool clicked = false;
  if (ui.has_focus(id)) {
    clicked = kit::button(ui, id, at, spec);
  } else {
    const kit::Box speck{at.x, at.y, 1, 1, at.direction};
    clicked = ui.interact(id, speck).clicked;
    ui.record(
        {.id = id, .role = a11y::Role::Link, .name = std::string(frame.text(Key::SkipToList)), .rect = speck.rect(), .focusable = true});
  }
  if (clicked) ui.focus(list_id());
}

float two_pane_list(float width) {
  return std::clamp(width * 0.42F, kTwoListMin, kTwoListMax);
}

void list_divider_view(Frame& frame, kit::Box line, float max) {
  kit::fill(frame.ui, line, frame.palette().line.divider);
  const kit::DividerSpec spec{.name = frame.text(Key::ListLabel),
                              .value = frame.view.list_width,
                              .min = theme::size::list::kMin,
                              .max = max,
                              .initial = theme::size::list::kIdeal};
  if (const auto width = kit::divider(frame.ui, kit::id("list-divider"), line, spec)) frame.view.list_width = *width;
}

// The places that have the whole width beside the navigation; false: the quarantine's panes are to be drawn.
bool place_view(Frame& frame, kit::Box box) {
  switch (frame.state.route.place) {
    case store::Place::Lists:
      lists_view(frame, box);
      break;
    case store::Place::Requests:
      release_requests_view(frame, box);
      break;
    case store::Place::Report:
      report_view(frame, box);
      break;
    case store::Place::Settings:
      settings_view(frame, box);
      break;
    case store::Place::Log:
      log_view(frame, box);
      break;
    case store::Place::Health:
      health_view(frame, box);
      break;
    default:
      return false;
  }
  box.skip_bottom(theme::size::kStatusBar);
  toast_view(frame, box);
  return true;
}

void three_view(Frame& frame, kit::Box box) {
  const float nav = frame.view.nav.collapsed ? theme::size::nav::kRail : theme::size::nav::kFull;
  nav_view(frame, box.take_start(nav));
  if (place_view(frame, box)) return;
  const float max = std::max(std::min(theme::size::list::kMax, box.w - theme::size::preview::kMin), theme::size::list::kMin);
  const kit::Box list = box.take_start(std::clamp(frame.view.list_width, theme::size::list::kMin, max));
  quarantine_view(frame, list);
  list_divider_view(frame, box.take_start(1), max);
  preview_view(frame, box);
  kit::Box over = list;
  over.skip_bottom(theme::size::kStatusBar + job_strip_height(frame));  // what runs stays in sight
  toast_view(frame, over);
}

void two_view(Frame& frame, kit::Box box) {
  const float width = box.w;
  if (!frame.state.look.embedded) nav_view(frame, box.take_start(theme::size::nav::kRail));
  if (place_view(frame, box)) return;
  const kit::Box list = box.take_start(two_pane_list(width));
  quarantine_view(frame, list);
  kit::fill(frame.ui, box.take_start(1), frame.palette().line.divider);
  preview_view(frame, box);
  kit::Box over = list;
  over.skip_bottom(theme::size::kStatusBar + job_strip_height(frame));  // what runs stays in sight
  toast_view(frame, over);
}

void one_view(Frame& frame, kit::Box box) {
  const bool selecting = !frame.state.list.selection.empty();
  kit::Box over = box;
  over.skip_bottom(kSelectionFootHeight + job_strip_height(frame));
  const bool bar = !frame.state.look.embedded;  // else the strip on top leads to the places
  if (frame.state.route.place != store::Place::Quarantine) {
    if (bar) bottom_bar_view(frame, box.take_bottom(kBottomBarHeight));
    if (place_view(frame, box)) return;
  }
  if (frame.state.open.id && !selecting) {
    phone_message_view(frame, box);
  } else {
    const kit::Box foot = selecting || bar ? box.take_bottom(selecting ? kSelectionFootHeight : kBottomBarHeight) : kit::Box{};
    quarantine_view(frame, box);
    if (selecting) {
      phone_action_bar_view(frame, foot);
    } else if (bar) {
      bottom_bar_view(frame, foot);
    }
  }
  toast_view(frame, over);
}

std::string list_title(const Frame& frame) {
  std::string title;
  if (frame.state.list.total) title = frame.words().count(Key::HeldCount, *frame.state.list.total) + " · ";
  return title + std::string(product_name(frame));
}

}  // namespace

Outputs root_view(const store::AppState& state, ViewState& view_state, intents::IntentQueue& intents, kit::Ui& ui) {
  Outputs outputs;
  kit::Box screen = ui.safe_screen();
  Frame frame{state, view_state, intents, ui, outputs, form_of(ui.screen().w, state.look.embedded)};
  view_state.keys.follow(settings_of(state), ui.strings());
  kit::fill(ui, ui.screen(), frame.palette().surface.base);
  outputs.title = list_title(frame);
  skip_link_view(frame, screen);
  if (state.look.embedded) strip_view(frame, screen.take_top(kEmbeddedHeader));
  switch (frame.form) {
    case ScreenForm::Three:
      three_view(frame, screen);
      break;
    case ScreenForm::Two:
      two_view(frame, screen);
      break;
    case ScreenForm::One:
      one_view(frame, screen);
      break;
  }
  handle_shortcuts(frame);
  release_question_view(frame);
  ask_release_view(frame);
  paste_view(frame);
  list_form_dialog_view(frame);
  import_question_view(frame);
  doubt_question_view(frame);
  decision_view(frame);
  palette_view(frame);
  history_view(frame);
  search_naming_view(frame);
  shortcut_sheet_view(frame);
  session_expired_view(frame);
  return outputs;
}

}  // namespace pratique::views
