// Pointer, focus and keyboard of kit::Ui.
#include <algorithm>
#include <cmath>

#include "imgui.h"
#include "imgui_internal.h"
#include "ui/kit/ui.hpp"

namespace pratique::kit {

namespace {

constexpr float kDragSlop = 4, kTouchSlop = 10;
constexpr std::int64_t kLongPressMs = 500;
constexpr float kWheelStep = 60;  // logical pixels a notch

[[nodiscard]] ImGuiKey to_imgui(Key key, Direction direction) {
  bool rtl = direction == Direction::RightToLeft;
  if (key >= Key::A && key <= Key::Z) return static_cast<ImGuiKey>(ImGuiKey_A + static_cast<int>(key) - static_cast<int>(Key::A));
  if (key >= Key::Digit1) return static_cast<ImGuiKey>(ImGuiKey_1 + static_cast<int>(key) - static_cast<int>(Key::Digit1));
  switch (key) {
    case Key::Up:
      return ImGuiKey_UpArrow;
    case Key::Down:
      return ImGuiKey_DownArrow;
    case Key::Start:
      return rtl ? ImGuiKey_RightArrow : ImGuiKey_LeftArrow;
    case Key::End:
      return rtl ? ImGuiKey_LeftArrow : ImGuiKey_RightArrow;
    case Key::PageUp:
      return ImGuiKey_PageUp;
    case Key::PageDown:
      return ImGuiKey_PageDown;
    case Key::Home:
      return ImGuiKey_Home;
    case Key::Last:
      return ImGuiKey_End;
    case Key::Enter:
      return ImGuiKey_Enter;
    case Key::Escape:
      return ImGuiKey_Escape;
    case Key::Space:
      return ImGuiKey_Space;
    case Key::Tab:
      return ImGuiKey_Tab;
    case Key::Backspace:
      return ImGuiKey_Backspace;
    case Key::Delete:
      return ImGuiKey_Delete;
    case Key::F6:
      return ImGuiKey_F6;
    case Key::Slash:
      return ImGuiKey_Slash;
    case Key::Menu:
      return ImGuiKey_Menu;
    default:
      return ImGuiKey_None;
  }
}

[[nodiscard]] bool pressed_now(Key key, Direction direction) {
  return ImGui::IsKeyPressed(to_imgui(key, direction), true) || (key == Key::Enter && ImGui::IsKeyPressed(ImGuiKey_KeypadEnter, true));
}

}  // namespace

Mods Ui::mods() const {
  const ImGuiIO& io = ImGui::GetIO();
  return {io.KeyShift, io.KeyCtrl || io.KeySuper, io.KeyAlt};
}

int Ui::layer_at(float px, float py) const {
  for (std::size_t i = last_layers_.size(); i-- > 0;) {
    const Layer& layer = last_layers_[i];
    if (layer.kind != LayerKind::Float || layer.box.contains(px, py))
      return layer.z;  // a popup or dialog keeps the pointer from what is below
  }
  return 0;
}

Id Ui::topmost_hit(float px, float py) const {
  int layer = layer_at(px, py);
  for (std::size_t i = last_hits_.size(); i-- > 0;)
    if (last_hits_[i].layer == layer && last_hits_[i].box.contains(px, py)) return last_hits_[i].id;
  return 0;
}

void Ui::read_pointer() {
  const ImGuiIO& io = ImGui::GetIO();
  bool inside = ImGui::IsMousePosValid();
  pointer_touch_ = io.MouseSource == ImGuiMouseSource_TouchScreen;
  pointer_x_ = inside ? io.MousePos.x : -1, pointer_y_ = inside ? io.MousePos.y : -1;
  pointer_pressed_ = io.MouseClicked[0], pointer_released_ = io.MouseReleased[0], pointer_down_ = io.MouseDown[0];
  context_pressed_ = io.MouseClicked[1];
  wheel_ = -io.MouseWheel * kWheelStep;
  wheel_sideways_ = -io.MouseWheelH * kWheelStep;
  pointer_layer_ = layer_at(pointer_x_, pointer_y_);
  bool may_hover = inside && (!pointer_touch_ || pointer_down_ || pointer_released_);
  hovered_ = may_hover ? topmost_hit(pointer_x_, pointer_y_) : 0;
  released_on_ = context_on_ = 0;
  if (pointer_pressed_) {
    active_ = hovered_, press_x_ = pointer_x_, press_y_ = pointer_y_, dragging_ = long_press_done_ = false;
    pressed_at_ms_ = input_.mono_now.count();
    focus_visible_ = false;
    if (active_ == 0) focused_ = 0;
  }
  if (pointer_down_ && std::hypot(pointer_x_ - press_x_, pointer_y_ - press_y_) > (pointer_touch_ ? kTouchSlop : kDragSlop))
    dragging_ = true;
  if (pointer_released_ && active_ != 0 && active_ == hovered_ && !long_press_done_) released_on_ = active_;
  if (context_pressed_) context_on_ = hovered_;
  if (pointer_touch_ && pointer_down_ && !dragging_ && !long_press_done_ && active_ != 0) {
    std::int64_t held_ms = input_.mono_now.count() - pressed_at_ms_;
    if (held_ms >= kLongPressMs)
      context_on_ = active_, long_press_done_ = true;
    else
      redraw_in(kLongPressMs - held_ms);
  }
}

// Focus first, so that a click action finds its widget focused.
void Ui::read_actions() {
  for (const a11y::Action& action : input_.actions) {
    if (const auto* wanted = std::get_if<a11y::Focus>(&action)) focus(wanted->id);
    if (const auto* clicked = std::get_if<a11y::Click>(&action)) released_on_ = clicked->id;
  }
}

int Ui::top_trap() const {
  for (std::size_t i = last_layers_.size(); i-- > 0;)
    if (last_layers_[i].kind != LayerKind::Float) return last_layers_[i].z;
  return 0;
}

void Ui::move_focus_by_tab() {
  if (!ImGui::IsKeyPressed(ImGuiKey_Tab, true) || mods().command || mods().alt) return;
  int trap = top_trap();
  std::vector<Id> order;
  for (const FocusStop& stop : last_stops_)
    if (stop.layer >= trap) order.push_back(stop.id);
  if (order.empty()) return;
  auto at = std::find(order.begin(), order.end(), focused_);
  bool backwards = mods().shift;
  Id next = 0;
  if (at == order.end())
    next = backwards ? order.back() : order.front();
  else if (backwards)
    next = at == order.begin() ? order.back() : *(at - 1);
  else
    next = at + 1 == order.end() ? order.front() : *(at + 1);
  focus(next);
}

// A dialog takes the focus when it opens and gives it back when it is gone.
void Ui::keep_focus_in_dialog() {
  const Layer* dialog = nullptr;
  for (const Layer& layer : last_layers_)
    if (layer.kind != LayerKind::Float) dialog = &layer;
  bool trapped = dialog && dialog->kind == LayerKind::Dialog;
  if (!trapped) {
    if (!dialog && dialog_opener_ != 0) focus(std::exchange(dialog_opener_, 0), focus_visible_ ? FocusVia::Keyboard : FocusVia::Pointer);
    return;
  }
  Id first = 0;
  for (const FocusStop& stop : last_stops_) {
    if (stop.layer < dialog->z) continue;
    if (stop.id == focused_) return;
    if (first == 0) first = stop.id;
  }
  if (first == 0) return;
  if (dialog_opener_ == 0) dialog_opener_ = focused_;
  focus(first, focus_visible_ ? FocusVia::Keyboard : FocusVia::Pointer);
}

void Ui::focus(Id id, FocusVia via) {
  focused_ = id;
  focused_seen_ = true;  // it may have been drawn before in this frame; the next one checks
  focus_visible_ = via == FocusVia::Keyboard;
  animating_ = true;
}

Interaction Ui::interact(Id id, const Box& box, const Sense& sense) {
  Interaction now;
  Box seen = box.intersected(clips_.back());
  int layer = layer_stack_.empty() ? 0 : layer_stack_.back();
  if (!seen.empty()) hits_.push_back({id, seen, layer});
  if (has_focus(id)) focused_seen_ = true;
  now.within = pointer_in(seen) && (!pointer_touch_ || pointer_down_);
  if (sense.disabled) return now;
  now.hovered = hovered_ == id && (active_ == 0 || active_ == id || !pointer_down_);
  now.pressed = pointer_pressed_ && active_ == id;
  if (now.pressed && sense.focus_on_press) focus(id, FocusVia::Pointer);
  now.held = pointer_down_ && active_ == id;
  now.clicked = released_on_ == id;
  now.double_clicked = now.pressed && ImGui::GetIO().MouseClickedCount[0] == 2;
  now.context = context_on_ == id || (has_focus(id) && (key(id, Key::Menu) || key(id, Key::Enter, kAlt)));
  now.dragging = now.held && dragging_;
  if (now.held) now.drag_x = pointer_x_ - press_x_, now.drag_y = pointer_y_ - press_y_;
  now.focused = has_focus(id);
  now.ring = now.focused && focus_visible_;
  if (now.focused && sense.keyboard && (key(id, Key::Enter) || key(id, Key::Space))) now.clicked = true;
  return now;
}

bool Ui::pointer_in(const Box& box) const {
  int layer = layer_stack_.empty() ? 0 : layer_stack_.back();
  return pointer_x_ >= 0 && pointer_layer_ == layer && box.intersected(clips_.back()).contains(pointer_x_, pointer_y_);
}

float Ui::take_wheel(const Box& box) {
  return pointer_in(box) ? std::exchange(wheel_, 0.0F) : 0.0F;
}

float Ui::take_wheel_sideways(const Box& box) {
  return pointer_in(box) ? std::exchange(wheel_sideways_, 0.0F) : 0.0F;
}

bool Ui::pressed_outside(Id layer_id) const {
  if (!pointer_pressed_) return false;
  std::size_t below = last_layers_.size();
  for (std::size_t i = 0; i < last_layers_.size(); ++i)
    if (last_layers_[i].id == layer_id) below = i;
  for (std::size_t i = below; i < last_layers_.size(); ++i)
    if (last_layers_[i].box.contains(pointer_x_, pointer_y_)) return false;
  return below < last_layers_.size();
}

// Keys belong to the topmost popup or dialog.
bool Ui::keyboard_reaches_layer() const {
  return (layer_stack_.empty() ? 0 : layer_stack_.back()) >= top_trap();
}

bool Ui::raw_key(Key key, Mods wanted) {
  if (!keyboard_reaches_layer() || !(mods() == wanted) || !pressed_now(key, input_.direction)) return false;
  Chord chord{key, wanted};
  if (std::find(consumed_.begin(), consumed_.end(), chord) != consumed_.end()) return false;
  consumed_.push_back(chord);
  return true;
}

bool Ui::key(Id focused_id, Key wanted, Mods wanted_mods) {
  return has_focus(focused_id) && raw_key(wanted, wanted_mods);
}

bool Ui::shortcut(Chord chord) {
  if (text_field_focused_ && !chord.mods.command && !chord.mods.alt && chord.key != Key::F6) return false;
  return raw_key(chord.key, chord.mods);
}

bool Ui::typed(char32_t character) {
  if (text_field_focused_ || !keyboard_reaches_layer() || mods().command) return false;
  if (std::find(consumed_chars_.begin(), consumed_chars_.end(), character) != consumed_chars_.end()) return false;
  for (ImWchar c : ImGui::GetIO().InputQueueCharacters)
    if (c == character) return consumed_chars_.push_back(character), true;
  return false;
}

std::optional<KeyPressed> Ui::any_press() {
  if (!keyboard_reaches_layer()) return std::nullopt;
  for (ImWchar c : ImGui::GetIO().InputQueueCharacters) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '1' && c <= '5') || c <= ' ' || c > '~';
    if (letter || mods().command || mods().alt) continue;
    consumed_chars_.push_back(c);
    return KeyPressed{.chord = {Key::Slash, {}}, .character = c};
  }
  for (int k = 0; k <= static_cast<int>(Key::Digit5); ++k) {
    const Key key = static_cast<Key>(k);
    if (key == Key::Tab || key == Key::Slash || !raw_key(key, mods())) continue;
    return KeyPressed{.chord = {key, mods()}};
  }
  return std::nullopt;
}

std::string Ui::typed_text() const {
  std::string text;
  if (mods().command) return text;
  for (ImWchar c : ImGui::GetIO().InputQueueCharacters) {
    char buffer[5];
    if (c >= 0x20 && c != 0x7F) text.append(buffer, static_cast<std::size_t>(ImTextCharToUtf8(buffer, c)));
  }
  return text;
}

std::optional<std::string> Ui::take_set_value(Id id) {
  std::optional<std::string> newest;
  for (a11y::Action& action : input_.actions)
    if (auto* set = std::get_if<a11y::SetValue>(&action); set && set->id == id) newest = std::move(set->text), set->id = 0;
  return newest;
}

int Ui::take_scroll(Id id) {
  int steps = 0;
  for (a11y::Action& action : input_.actions)
    if (auto* scroll = std::get_if<a11y::Scroll>(&action); scroll && scroll->id == id) steps += std::exchange(scroll->step, 0);
  return steps;
}

void Ui::open_popup(Id id) {
  if (!popup_open(id)) popups_.push_back({id, focused_, true});
  animating_ = true;
}

void Ui::close_popup(Id id) {
  for (std::size_t i = 0; i < popups_.size(); ++i) {
    if (popups_[i].id != id) continue;
    Id opener = popups_[i].opener;
    popups_.erase(popups_.begin() + static_cast<std::ptrdiff_t>(i), popups_.end());  // and what it had opened
    if (opener != 0) focused_ = opener, focused_seen_ = true;
    animating_ = true;
    return;
  }
}

void Ui::close_all_popups() {
  if (!popups_.empty()) close_popup(popups_.front().id);
}

bool Ui::keep_popup(Id id) {
  for (Popup& popup : popups_)
    if (popup.id == id) return popup.seen = true;
  return false;
}

bool Ui::popup_open(Id id) const {
  return std::any_of(popups_.begin(), popups_.end(), [id](const Popup& popup) { return popup.id == id; });
}

}  // namespace pratique::kit
