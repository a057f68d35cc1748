#include "ui/kit/ui.hpp"

#include <cmath>

#include "imgui.h"
#include "imgui_internal.h"

namespace pratique::kit {

namespace {

constexpr int kLayers = 8;  // the page, seven layers above it, and the tooltip in the last

[[nodiscard]] ImDrawListSplitter& splitter_of(void* splitter) {
  return *static_cast<ImDrawListSplitter*>(splitter);
}

}  // namespace

Ui::Ui(const UiPorts& ports)
    : text_(&ports.text), localisation_(&ports.localisation), strings_(ports.strings), splitter_(new ImDrawListSplitter) {}
Ui::~Ui() {
  delete static_cast<ImDrawListSplitter*>(splitter_);
}

void Ui::begin_frame(FrameInput input) {
  input_ = std::move(input);
  palette_ = theme::palette(input_.look);
  ++frame_;
  recorder_.begin_frame();
  muted_ = 0;
  last_hits_.swap(hits_), hits_.clear();
  last_layers_.swap(layers_), layers_.clear();
  last_stops_.swap(stops_), stops_.clear();
  layer_stack_.clear();
  clips_.assign(1, screen());
  text_input_.reset();
  cursor_ = Cursor::Arrow;
  animating_ = false;
  flying_ = false;
  redraw_in_ms_.reset();
  consumed_.clear();
  consumed_chars_.clear();
  tip_.wanted = false;
  text_field_focused_ = std::exchange(text_field_seen_, false);
  focused_seen_ = false;
  read_pointer();
  keep_focus_in_dialog();
  move_focus_by_tab();
  read_actions();
  open_drawing();
}

void Ui::open_drawing() {
  draw_ = ImGui::GetBackgroundDrawList();
  splitter_of(splitter_).Split(draw_, kLayers + 1);
  splitter_of(splitter_).SetCurrentChannel(draw_, 0);
}

FrameOutput Ui::end_frame() {
  draw_tooltip();
  splitter_of(splitter_).Merge(draw_);
  forget_stale();
  // What lies under a resting pointer may have changed with this frame: then the next one shows it.
  if (!pointer_touch_ && pointer_x_ >= 0) {
    std::swap(hits_, last_hits_), std::swap(layers_, last_layers_);
    if (topmost_hit(pointer_x_, pointer_y_) != hovered_) animating_ = true;
    std::swap(hits_, last_hits_), std::swap(layers_, last_layers_);
  }
  if (ImGui::GetCurrentContext()->InputEventsQueue.Size > 0) animating_ = true;  // ImGui spreads a press and its release over two frames
  if (!text_field_seen_) text_field_focused_ = false;
  FrameOutput output;
  output.text_input = std::move(text_input_);
  output.cursor = cursor_;
  output.focused = focused_;
  output.animating = animating_;
  output.redraw_in_ms = redraw_in_ms_;
  output.flying = flying_;
  return output;
}

// A focused widget that was not drawn is gone; what its group focuses instead is the group's business.
void Ui::forget_stale() {
  if (focused_ != 0 && !focused_seen_) focused_ = 0, focus_visible_ = false;
  if (active_ != 0 && !pointer_down_) active_ = 0;
  auto stale = [this](const auto& entry) { return entry.frame < frame_ - 1; };
  std::erase_if(tweens_, stale);
  std::erase_if(shown_, [this](const Shown& entry) { return entry.frame < frame_; });
  for (std::size_t i = popups_.size(); i-- > 0;)
    if (!popups_[i].seen) popups_.erase(popups_.begin() + static_cast<std::ptrdiff_t>(i));
  for (Popup& popup : popups_) popup.seen = false;
}

Box Ui::screen() const {
  ImVec2 size = ImGui::GetIO().DisplaySize;
  return {0, 0, size.x, size.y, input_.direction};
}

Box Ui::safe_screen() const {
  Box box = screen();
  const Insets& safe = input_.safe_area;
  return {box.x + safe.left, box.y + safe.top, std::max(box.w - safe.left - safe.right, 0.0F),
          std::max(box.h - safe.top - safe.bottom, 0.0F), box.direction};
}

float Ui::snap(float logical) const {
  return std::round(logical * text_->density()) / text_->density();
}
float Ui::hairline() const {
  return std::max(1.0F, std::round(text_->density())) / text_->density();
}

void Ui::redraw_in(std::int64_t ms) {
  redraw_in_ms_ = redraw_in_ms_ ? std::min(*redraw_in_ms_, ms) : ms;
}

float Ui::animate(Id id, float target, int duration_ms) {
  std::int64_t now = input_.mono_now.count();
  Tween* tween = nullptr;
  for (Tween& known : tweens_)
    if (known.id == id) tween = &known;
  if (!tween) return tweens_.push_back({id, target, target, target, now, frame_, 0}), target;  // appears in place
  tween->frame = frame_;
  if (tween->to != target) *tween = {id, tween->value, target, tween->value, now, frame_, reduced_motion() ? 0 : duration_ms};
  float progress =
      tween->duration_ms <= 0 ? 1.0F : std::min(static_cast<float>(now - tween->started_ms) / static_cast<float>(tween->duration_ms), 1.0F);
  float left = 1 - progress;
  tween->value = tween->from + (tween->to - tween->from) * (1 - left * left * left);  // ease-out
  if (progress < 1) animating_ = true;
  return tween->value;
}

std::int64_t Ui::shown_ms(Id id) {
  for (Shown& known : shown_)
    if (known.id == id) return known.frame = frame_, input_.mono_now.count() - known.since_ms;
  shown_.push_back({id, input_.mono_now.count(), frame_});
  return 0;
}

a11y::Node& Ui::record(a11y::Node node) {
  if (muted_ > 0) return unrecorded_ = std::move(node);
  Box seen = Box{node.rect.x, node.rect.y, node.rect.width, node.rect.height}.intersected(clips_.back());
  node.rect = seen.empty() ? base::Rect{} : seen.rect();
  if (node.focusable && !node.disabled) stops_.push_back({node.id, layer_stack_.empty() ? 0 : layer_stack_.back()});
  return recorder_.add(std::move(node));
}

void Ui::push_clip(const Box& box, Clip how) {
  Box next = how == Clip::Replace ? box : box.intersected(clips_.back());
  next.direction = input_.direction;
  clips_.push_back(next);
  draw_->PushClipRect(ImVec2(snap(next.x), snap(next.y)), ImVec2(snap(next.right()), snap(next.bottom())), false);
}

void Ui::pop_clip() {
  clips_.pop_back();
  draw_->PopClipRect();
}

void Ui::push_layer(Id id, const Box& box, LayerKind kind) {
  int z = std::min(static_cast<int>(layers_.size()) + 1, kLayers - 1);
  layers_.push_back({id, box, kind, z});
  layer_stack_.push_back(z);
  splitter_of(splitter_).SetCurrentChannel(draw_, z);
  push_clip(screen(), Clip::Replace);
  bool known = false;
  for (const Layer& layer : last_layers_) known = known || layer.id == id;
  if (!known) animating_ = true;  // hit-testing knows it from the next frame on
}

void Ui::pop_layer() {
  pop_clip();
  layer_stack_.pop_back();
  splitter_of(splitter_).SetCurrentChannel(draw_, layer_stack_.empty() ? 0 : layer_stack_.back());
}

bool Ui::covered(const Box& box) const {
  for (const auto* layers : {&last_layers_, &layers_})
    for (const Layer& layer : *layers)
      if (layer.kind == LayerKind::Dialog || layer.box.overlaps(box)) return true;
  return false;
}

GroupScope::GroupScope(Ui& target, Id id, a11y::Role role, std::string_view name, const Box& box) : ui(target) {
  ui.record({.id = id, .role = role, .name = std::string(name), .rect = box.rect()});
  ui.open_group(id);
}

}  // namespace pratique::kit
