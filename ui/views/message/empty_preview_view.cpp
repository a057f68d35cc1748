// Nothing is open: says so, and teaches three keys.
#include <array>

#include "ui/views/message/message_view.hpp"

namespace pratique::views {
namespace {

constexpr float kWidth = 260;
constexpr float kLineHeight = 32;

struct Hint {
  Key label;
  std::array<std::string_view, 2> keys;
};
constexpr std::array<Hint, 3> kHints{
    {{Key::ShortcutMove, {"J", "K"}}, {Key::ShortcutRelease, {"R", "D"}}, {Key::ShortcutSearch, {"/", ""}}}};

void hint_view(Frame& frame, kit::Box line, const Hint& hint) {
  kit::Ui& ui = frame.ui;
  for (std::size_t i = hint.keys.size(); i-- > 0;) {
    if (hint.keys[i].empty()) continue;
    kit::key_cap(ui, line.take_end(kit::key_cap_width(ui, hint.keys[i])), hint.keys[i]);
    line.skip_end(6);
  }
  kit::text(ui, line, frame.text(hint.label), {.type = theme::Type::Small, .color = frame.palette().text.muted});
}

}  // namespace

void empty_preview_view(Frame& frame, kit::Box box) {
  kit::Ui& ui = frame.ui;
  const theme::Palette& colors = frame.palette();
  const bool hints = !ui.touch();
  const float height = 64 + 20 + 28 + 40 + (hints ? kLineHeight * static_cast<float>(kHints.size()) : 0);
  box = box.inset(theme::space::k6, 0);
  kit::Box column = box.centered(std::min(box.w, 420.0F), std::min(height, box.h));
  kit::tinted_tile(ui, column.take_top(64).centered(64, 64), colors.surface.chip, colors.text.muted, theme::Icon::Mail,
                   theme::size::icon::kXl);
  column.skip_top(theme::space::k4);
  kit::heading(ui, kit::id("choose"), column.take_top(28), frame.text(Key::ChooseMessage), 1,
               {.type = theme::Type::Heading, .align = kit::Align::Center});
  kit::label(ui, kit::id("choose-hint"), column.take_top(24), frame.text(Key::ChooseHint),
             {.type = theme::Type::Small, .color = colors.text.muted, .align = kit::Align::Center});
  column.skip_top(theme::space::k4);
  if (!hints) return;
  for (const Hint& hint : kHints) hint_view(frame, column.take_top(kLineHeight).centered(std::min(kWidth, column.w), kLineHeight), hint);
}

}  // namespace pratique::views
