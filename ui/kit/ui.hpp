// Everything a widget needs this frame: theme, strings, text, input, focus, layers, and the record of accessibility nodes.
// One per window, owned by the shell; widgets get it by reference. Between begin_frame and end_frame only; UI thread; never fails.
//
// Hit-testing uses what the reader saw: the rectangles and layers of the last drawn frame. The innermost (last recorded) widget of
// the topmost layer under the pointer gets the press.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "client/ports/overlay.hpp"
#include "client/ports/platform.hpp"
#include "client/store/app_state.hpp"
#include "ui/a11y/recorder.hpp"
#include "ui/kit/box.hpp"
#include "ui/kit/id.hpp"
#include "ui/kit/keys.hpp"
#include "ui/text/engine.hpp"
#include "ui/theme/theme.hpp"

struct ImDrawList;

namespace pratique::strings {
class Catalog;  // ui/strings/catalog.hpp
}

namespace pratique::kit {

struct Insets {
  float top = 0, bottom = 0, left = 0, right = 0;
};  // the phone's notch and home bar

enum class TextEditing : std::uint8_t { Platform, Kit };  // Platform: a DOM field lies over the focused one and draws its text
enum class Cursor : std::uint8_t { Arrow, Hand, Text, ResizeColumn, Grab };
enum class LayerKind : std::uint8_t {
  Float,
  Popup,
  Dialog
};  // Float lets the rest be used; Popup swallows the press that closes it; Dialog traps focus
enum class FocusVia : std::uint8_t { Keyboard, Pointer };  // only keyboard focus shows a ring
enum class Clip : std::uint8_t { Intersect, Replace };

struct UiPorts {
  text::Engine& text;
  const ports::Localisation& localisation;
  const strings::Catalog* strings = nullptr;  // may be replaced between frames: Ui::set_strings
};

struct FrameInput {  // what the shell knows beside ImGuiIO
  store::Look look;
  Direction direction = Direction::LeftToRight;
  bool coarse_pointer = false;
  TextEditing editing = TextEditing::Platform;
  Insets safe_area;
  base::MonoTime mono_now{};
  base::WallTime wall_now{};
  std::vector<a11y::Action> actions;
};

struct FrameOutput {
  std::optional<ports::TextInputRequest> text_input;
  Cursor cursor = Cursor::Arrow;
  Id focused = 0;
  bool animating = false;                    // draw another frame right away
  std::optional<std::int64_t> redraw_in_ms;  // or after this long
  bool flying = false;                       // something scrolls by wheel or glide: who cannot see it needs it once it rests
};

struct Interaction {     // what the reader does with one widget in this frame
  bool hovered = false;  // pointer on it and not on something inside it
  bool within = false;   // pointer inside its rectangle, in this layer
  bool pressed = false;  // went down on it in this frame
  bool held = false;     // still down
  bool clicked = false;  // released on it, Enter or Space, or the screen reader's click
  bool double_clicked = false;
  bool context = false;  // right button, long press, menu key
  bool focused = false;
  bool ring = false;             // draw the focus ring
  bool dragging = false;         // held and moved past the slop
  float drag_x = 0, drag_y = 0;  // since the press
};

struct Sense {
  bool disabled = false;
  bool focus_on_press = true;
  bool keyboard = true;  // Enter and Space click
};

class Ui {
 public:
  explicit Ui(const UiPorts& ports);
  ~Ui();
  Ui(const Ui&) = delete;
  Ui& operator=(const Ui&) = delete;

  // The shell's: after ImGui::NewFrame, and before ImGui::Render.
  void begin_frame(FrameInput input);
  [[nodiscard]] FrameOutput end_frame();
  [[nodiscard]] const std::vector<a11y::Node>& nodes() const { return recorder_.nodes(); }

  // What to draw with
  [[nodiscard]] const theme::Palette& palette() const { return palette_; }
  [[nodiscard]] const store::Look& look() const { return input_.look; }
  [[nodiscard]] store::Density density() const { return input_.look.density; }
  [[nodiscard]] bool touch() const { return input_.coarse_pointer || density() == store::Density::Touch; }
  [[nodiscard]] bool reduced_motion() const { return input_.look.reduced_motion; }
  [[nodiscard]] Direction direction() const { return input_.direction; }
  [[nodiscard]] const strings::Catalog& strings() const { return *strings_; }
  void set_strings(const strings::Catalog& strings) { strings_ = &strings; }
  [[nodiscard]] const ports::Localisation& localisation() const { return *localisation_; }
  [[nodiscard]] text::Engine& text() const { return *text_; }
  [[nodiscard]] ImDrawList& draw() const { return *draw_; }
  [[nodiscard]] Box screen() const;               // the whole canvas
  [[nodiscard]] Box safe_screen() const;          // without the insets
  [[nodiscard]] float snap(float logical) const;  // to device pixels
  [[nodiscard]] float hairline() const;           // one crisp line
  [[nodiscard]] float control_height() const { return touch() ? theme::size::control::kTouch : theme::size::control::kMd; }

  // Time. `animate` moves towards the target and asks for frames while it does; `shown_ms` counts since the id was first asked for
  // (forgotten after a frame in which it was not).
  [[nodiscard]] base::MonoTime mono_now() const { return input_.mono_now; }
  [[nodiscard]] base::WallTime wall_now() const { return input_.wall_now; }
  float animate(Id id, float target, int duration_ms);
  [[nodiscard]] std::int64_t shown_ms(Id id);
  void request_frame() { animating_ = true; }
  void mark_flying() { flying_ = true; }
  void redraw_in(std::int64_t ms);

  // Interaction and focus
  Interaction interact(Id id, const Box& box, const Sense& sense = {});
  [[nodiscard]] bool pointer_in(const Box& box) const;  // inside, and nothing of a higher layer covers it
  [[nodiscard]] float pointer_x() const { return pointer_x_; }
  [[nodiscard]] float pointer_y() const { return pointer_y_; }
  [[nodiscard]] bool pointer_is_touch() const { return pointer_touch_; }
  [[nodiscard]] bool pointer_down() const { return pointer_down_; }
  [[nodiscard]] bool pointer_pressed() const { return pointer_pressed_; }
  [[nodiscard]] bool pointer_dragging() const { return pointer_down_ && dragging_; }  // moved past the slop since the press
  [[nodiscard]] float press_x() const { return press_x_; }
  [[nodiscard]] float press_y() const { return press_y_; }
  [[nodiscard]] Mods mods() const;
  [[nodiscard]] float take_wheel(const Box& box);  // logical pixels, down positive; 0 unless the pointer is there
  [[nodiscard]] float take_wheel_sideways(const Box& box);
  void capture_pointer(Id id) { active_ = id; }  // a scroll that became a drag takes the press from the row
  [[nodiscard]] Id captured() const { return active_; }
  void set_cursor(Cursor cursor) { cursor_ = cursor; }
  void focus(Id id, FocusVia via = FocusVia::Keyboard);
  [[nodiscard]] Id focused() const { return focused_; }
  [[nodiscard]] bool has_focus(Id id) const { return id != 0 && focused_ == id; }
  [[nodiscard]] bool focus_visible() const { return focus_visible_; }

  // Keyboard. A chord is seen once: whoever asks first has it. Without Ctrl or Cmd it is not seen while a field has the focus, and
  // never below an open popup or dialog. Widgets with the focus use key() for their own arrows.
  [[nodiscard]] bool shortcut(Chord chord);
  // Whatever was pressed in this frame, once; nothing else hears it. For choosing a key.
  [[nodiscard]] std::optional<KeyPressed> any_press();
  [[nodiscard]] bool typed(char32_t character);  // '?', '*', '!': by what the layout produced
  [[nodiscard]] bool key(Id focused_id, Key key, Mods mods = {});
  [[nodiscard]] bool raw_key(Key key, Mods mods = {});  // whatever has the focus; layers still count
  [[nodiscard]] bool editing_text() const { return text_field_focused_; }
  void mark_editing() { text_field_seen_ = text_field_focused_ = true; }  // by the field that has the focus

  // The screen reader's actions for a widget drawn in this frame
  [[nodiscard]] std::optional<std::string> take_set_value(Id id);
  [[nodiscard]] int take_scroll(Id id);

  // Accessibility. The rectangle is clipped to what is seen.
  a11y::Node& record(a11y::Node node);
  void open_group(Id id) { recorder_.open_group(id); }
  void close_group() { recorder_.close_group(); }
  [[nodiscard]] bool recording() const { return muted_ == 0; }
  void mute() { ++muted_; }  // nothing is recorded: a drawing whose meaning its parent says
  void unmute() { --muted_; }

  // Clipping and layers
  void push_clip(const Box& box, Clip how = Clip::Intersect);
  void pop_clip();
  [[nodiscard]] const Box& clip() const { return clips_.back(); }
  void push_layer(Id id, const Box& box, LayerKind kind);
  void pop_layer();
  [[nodiscard]] bool pressed_outside(Id layer) const;  // a press that no part of this layer, nor one above it, got
  [[nodiscard]] bool covered(const Box& box) const;    // some layer above the page lies over it

  // Popups: open by id, kept here because they die with the focus. Opening remembers who had the focus and closing gives it back.
  void open_popup(Id id);
  void close_popup(Id id);
  void close_all_popups();
  [[nodiscard]] bool popup_open(Id id) const;
  bool keep_popup(Id id);  // the popup is drawn in this frame; one that is not, closes. Answers popup_open
  [[nodiscard]] bool any_popup_open() const { return !popups_.empty(); }

  // Tooltip of the widget the pointer rests on; drawn above everything at the end of the frame.
  void tooltip(Id id, const Box& anchor, std::string_view text, std::string_view shortcut = {});
  // The field being edited: the page lays its own input over this rectangle.
  void request_text_input(ports::TextInputRequest request) { text_input_ = std::move(request); }
  [[nodiscard]] TextEditing text_editing() const { return input_.editing; }
  // Native editing only: what was typed in this frame, UTF-8.
  [[nodiscard]] std::string typed_text() const;

 private:
  struct Hit {
    Id id;
    Box box;
    int layer;
  };
  struct Layer {
    Id id;
    Box box;
    LayerKind kind;
    int z;
  };
  struct Popup {
    Id id;
    Id opener;
    bool seen;
  };
  struct Tween {
    Id id;
    float from, to, value;
    std::int64_t started_ms;
    std::int64_t frame;
    int duration_ms;
  };
  struct Shown {
    Id id;
    std::int64_t since_ms;
    std::int64_t frame;
  };
  struct FocusStop {
    Id id;
    int layer;
  };
  struct Tip {
    Id id = 0;
    Box anchor;
    std::string text, shortcut;
    std::int64_t since_ms = 0;
    bool wanted = false;
  };

  void read_pointer();
  void read_actions();
  void move_focus_by_tab();
  void keep_focus_in_dialog();
  void open_drawing();
  void draw_tooltip();
  void forget_stale();
  [[nodiscard]] Id topmost_hit(float px, float py) const;
  [[nodiscard]] int layer_at(float px, float py) const;
  [[nodiscard]] int top_trap() const;
  [[nodiscard]] bool keyboard_reaches_layer() const;

  text::Engine* text_;
  const ports::Localisation* localisation_;
  const strings::Catalog* strings_;
  theme::Palette palette_ = theme::kLight;  // of this frame
  FrameInput input_;
  ImDrawList* draw_ = nullptr;
  void* splitter_ = nullptr;
  a11y::Recorder recorder_;
  a11y::Node unrecorded_;  // what a muted widget writes into
  int muted_ = 0;
  std::int64_t frame_ = 0;

  std::vector<Hit> hits_, last_hits_;
  std::vector<Layer> layers_, last_layers_;  // layers_: all pushed in this frame
  std::vector<int> layer_stack_;             // z of the open ones; empty = the page
  std::vector<Box> clips_;
  std::vector<FocusStop> stops_, last_stops_;

  float pointer_x_ = -1, pointer_y_ = -1, press_x_ = 0, press_y_ = 0;
  bool pointer_down_ = false, pointer_touch_ = false, pointer_pressed_ = false, pointer_released_ = false, dragging_ = false,
       context_pressed_ = false;
  std::int64_t pressed_at_ms_ = 0;
  bool long_press_done_ = false;
  float wheel_ = 0, wheel_sideways_ = 0;
  Id hovered_ = 0, active_ = 0, released_on_ = 0, context_on_ = 0;
  int pointer_layer_ = 0;

  Id focused_ = 0;
  bool focus_visible_ = false, focused_seen_ = false;
  Id dialog_opener_ = 0;  // who had the focus before the dialog; it gets it back
  bool text_field_focused_ = false, text_field_seen_ = false;
  std::vector<Chord> consumed_;
  std::vector<char32_t> consumed_chars_;

  std::vector<Popup> popups_;
  std::vector<Tween> tweens_;
  std::vector<Shown> shown_;
  Tip tip_;
  std::optional<ports::TextInputRequest> text_input_;
  Cursor cursor_ = Cursor::Arrow;
  bool animating_ = false;
  bool flying_ = false;
  std::optional<std::int64_t> redraw_in_ms_;
};

// Scopes, so that nothing is left open on an early return.
struct ClipScope {
  ClipScope(Ui& target, const Box& box) : ui(target) { ui.push_clip(box); }
  ~ClipScope() { ui.pop_clip(); }
  ClipScope(const ClipScope&) = delete;
  Ui& ui;
};
struct MuteScope {
  explicit MuteScope(Ui& target) : ui(target) { ui.mute(); }
  ~MuteScope() { ui.unmute(); }
  MuteScope(const MuteScope&) = delete;
  Ui& ui;
};
// Records a container node and makes it the parent of what follows.
struct GroupScope {
  GroupScope(Ui& target, Id id, a11y::Role role, std::string_view name, const Box& box);
  ~GroupScope() { ui.close_group(); }
  GroupScope(const GroupScope&) = delete;
  Ui& ui;
};

}  // namespace pratique::kit
