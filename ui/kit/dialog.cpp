#include "ui/kit/paint.hpp"
#include "ui/kit/popup.hpp"
#include "ui/kit/text.hpp"

namespace pratique::kit {

namespace {
constexpr float kPad = 24, kTitleHeight = 28, kTitleGap = 12;
}

DialogResult dialog(Ui& ui, Id id, const DialogSpec& spec, FunctionRef<void(Box)> body) {
  Box page = ui.safe_screen().inset(12);
  Box box = page.centered(std::min(spec.width, page.w), std::min(spec.height, page.h));
  box.x = ui.snap(box.x), box.y = ui.snap(box.y);
  DialogResult result;
  bool closable = !spec.close_name.empty();
  ui.push_layer(id, box, LayerKind::Dialog);
  fill(ui, ui.screen(), ui.palette().scrim);
  raised(ui, box, theme::elevation::kDialog, theme::radius::kLg);
  {
    GroupScope group(ui, id, spec.alert ? a11y::Role::AlertDialog : a11y::Role::Dialog, spec.title, box);
    (void)ui.interact(child(id, "ground"), box, {.focus_on_press = false, .keyboard = false});
    ClipScope clip(ui, box);
    Box rest = box.inset(std::min(kPad, box.w / 10), std::min(kPad, box.h / 6));
    Box top = rest.take_top(kTitleHeight);
    Box cross = closable ? top.take_end(theme::size::control::kMd) : Box{};
    heading(ui, child(id, "title"), top, spec.title, 2, {.type = theme::Type::Heading});
    rest.skip_top(kTitleGap);
    body(rest);
    if (closable && icon_button(ui, child(id, "close"), cross.centered(theme::size::control::kMd, theme::size::control::kMd),
                                theme::Icon::Clear, spec.close_name))
      result.dismissed = true;
  }
  if (closable && (ui.raw_key(Key::Escape) || ui.pressed_outside(id))) result.dismissed = true;
  ui.pop_layer();
  return result;
}

}  // namespace pratique::kit
