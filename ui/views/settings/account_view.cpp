#include "ui/views/settings/account_view.hpp"

#include "ui/views/settings/look_view.hpp"

namespace pratique::views {
namespace {

std::string login_of(const Frame& frame) {
  return frame.state.session.me ? frame.state.session.me->login : std::string();
}

std::string what_it_sees(const Frame& frame) {
  if (!frame.state.session.me) return {};
  const api::Me& me = *frame.state.session.me;
  if (me.role == api::Role::Email) {
    const auto aliases = static_cast<std::int64_t>(me.addresses.size()) - 1;
    return aliases > 0 ? frame.words().count(Key::AndAliases, aliases) : std::string();
  }
  if (me.domains.size() == 1) return frame.words().format(Key::AllOfDomain, {{"domain", me.domains.front()}});
  return std::string(frame.text(Key::AllMail));
}

kit::Interaction opener(Frame& frame, kit::Id id, const kit::Box& box) {
  kit::Ui& ui = frame.ui;
  const kit::Interaction it = ui.interact(id, box);
  if (it.clicked) kit::open_menu(ui, account_menu_id());
  ui.record({.id = id,
             .role = a11y::Role::Button,
             .name = frame.words().format(Key::AccountMenu, {{"login", login_of(frame)}}),
             .description = what_it_sees(frame),
             .rect = box.rect(),
             .expanded = ui.popup_open(account_menu_id()),
             .focusable = true});
  return it;
}

}  // namespace

kit::Id account_menu_id() {
  return kit::id("account-menu");
}

void account_row_view(Frame& frame, kit::Box box) {
  kit::Ui& ui = frame.ui;
  const theme::Palette& colors = frame.palette();
  kit::line(ui, box, kit::Edge::Top, colors.line.divider);
  const kit::Box whole = box;
  const kit::Interaction it = opener(frame, kit::id("account"), box);
  if (it.hovered) kit::fill(ui, box.inset(0, 1), colors.surface.hover);
  if (it.ring) kit::focus_ring_inside(ui, box);
  box = box.inset(14, 0);
  const std::string login = login_of(frame);
  const std::string sees = what_it_sees(frame);
  kit::initial(ui, box.take_start(28).middle(28), login);
  box.skip_start(10);
  kit::icon(ui, box.take_end(16), theme::Icon::Switcher, colors.text.muted);
  box.skip_end(8);
  kit::Box lines = box.middle(sees.empty() ? 18 : 34);
  kit::text(ui, lines.take_top(18), login, {.type = theme::Type::Small, .weight = kit::Weight::SemiBold});
  if (!sees.empty()) kit::text(ui, lines, sees, {.type = theme::Type::Meta, .color = colors.text.muted});
  account_menu_view(frame, whole.inset(8, 0), kit::Placement::AboveStart);
}

void account_button_view(Frame& frame, kit::Box box) {
  kit::Ui& ui = frame.ui;
  const kit::Interaction it = opener(frame, kit::id("account"), box);
  if (it.hovered) kit::fill(ui, box, frame.palette().surface.hover, theme::radius::kPill);
  if (it.ring) kit::focus_ring_inside(ui, box, theme::radius::kPill);
  kit::initial(ui, box.centered(28, 28), login_of(frame));
  account_menu_view(frame, box, kit::Placement::AboveStart);
}

void account_menu_view(Frame& frame, kit::Box anchor, kit::Placement placement) {
  const kit::PopupSpec spec{
      .name = frame.text(Key::Settings), .width = kLookPanelWidth, .height = look_panel_height(frame), .placement = placement};
  kit::popup(frame.ui, account_menu_id(), anchor, spec, [&](kit::Box box) { look_panel_view(frame, box); });
}

}  // namespace pratique::views
