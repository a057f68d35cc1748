#include "imgui.h"
#include "imgui_internal.h"
#include "ui/kit/badge.hpp"
#include "ui/kit/paint.hpp"
#include "ui/kit/text.hpp"

namespace pratique::kit {

namespace {
constexpr float kMaxWidth = 320, kPadX = 8, kPadY = 5, kGap = 6;
}

void Ui::tooltip(Id id, const Box& anchor, std::string_view words, std::string_view shortcut) {
  if (words.empty() || pointer_down_) return;
  if (tip_.id != id) tip_.since_ms = input_.mono_now.count();
  tip_.id = id, tip_.anchor = anchor, tip_.text = words, tip_.shortcut = shortcut, tip_.wanted = true;
}

void Ui::draw_tooltip() {
  if (!tip_.wanted) {
    tip_.id = 0;
    return;
  }
  std::int64_t waited = input_.mono_now.count() - tip_.since_ms;
  bool by_keyboard = focus_visible_ && focused_ == tip_.id;
  if (waited < theme::motion::kHoverIntent && !by_keyboard) return redraw_in(theme::motion::kHoverIntent - waited);
  auto& splitter = *static_cast<ImDrawListSplitter*>(splitter_);
  splitter.SetCurrentChannel(draw_, splitter._Count - 1);
  push_clip(screen(), Clip::Replace);
  float key_width = tip_.shortcut.empty() ? 0 : key_cap_width(*this, tip_.shortcut) + kPadX;
  float words_width = std::min(text_width(*this, tip_.text, theme::Type::Meta) + 1, kMaxWidth);
  float words_height = text_height(*this, tip_.text, theme::Type::Meta, words_width, 4);
  float width = words_width + key_width + 2 * kPadX, height = words_height + 2 * kPadY;
  Box page = safe_screen().inset(4);
  Box box{tip_.anchor.center_x() - width / 2, tip_.anchor.bottom() + kGap, width, height, input_.direction};
  if (box.bottom() > page.bottom()) box.y = tip_.anchor.y - kGap - height;
  box.x = snap(std::clamp(box.x, page.x, std::max(page.x, page.right() - width)));
  box.y = snap(box.y);
  fill(*this, box, palette_.surface.inverse, theme::radius::kSm);
  Box inner = box.inset(kPadX, kPadY);
  if (key_width > 0) {
    Box key = inner.take_end(key_width);
    kit::text(*this, key, tip_.shortcut, {.type = theme::Type::Micro, .color = palette_.text.inverse_muted, .align = Align::End});
  }
  kit::text(*this, inner, tip_.text, {.type = theme::Type::Meta, .color = palette_.text.inverse, .max_lines = 4});
  pop_clip();
  splitter.SetCurrentChannel(draw_, 0);
}

}  // namespace pratique::kit
