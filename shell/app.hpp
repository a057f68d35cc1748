// The application: composes flows, view state and kit, and runs the frame of ARCHITECTURE.md §4. Owns everything that lives as long as
// the window; the platform (main_web.cpp, main_native.cpp) gives ports and calls frame() when the scheduler asked for one. UI thread.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "client/flows/app_flow.hpp"
#include "client/ports/overlay.hpp"
#include "shell/frame_scheduler.hpp"
#include "shell/gl_renderer.hpp"
#include "shell/key_map.hpp"
#include "shell/sdl_window.hpp"
#include "shell/surface.hpp"
#include "ui/kit/ui.hpp"
#include "ui/strings/catalog.hpp"
#include "ui/text/engine.hpp"
#include "ui/views/root_view.hpp"
#include "ui/views/view_state.hpp"

struct ImGuiContext;

namespace pratique::shell {

struct AppPorts {
  flows::Ports flows;
  text::Rasterizer& rasterizer;
  ports::TextInputSink& text_input;
  ports::MessageFrame& message_frame;
  Surface& surface;
  SdlWindow& window;
  FrameScheduler& scheduler;
  kit::TextEditing text_editing = kit::TextEditing::Platform;
};

struct PointerAndInsets {
  bool coarse_pointer = false;
  kit::Insets safe_area;
};

class App {
 public:
  explicit App(const AppPorts& ports);  // needs the window's GL context to be current
  ~App();
  App(const App&) = delete;
  App& operator=(const App&) = delete;

  void start();
  // False once the window was closed.
  bool frame();

  // What came from outside between frames; each asks for a frame.
  void handle(intents::Intent intent);
  void act(a11y::Action action);
  void press(const KeyPress& key);
  void set_pointer(const PointerAndInsets& pointer);
  void restore_context();
  void forget_glyphs();
  void wake() { ports_.scheduler.request(); }
  [[nodiscard]] const store::AppState& state() const { return flow_.state(); }

 private:
  struct ImGuiOwner {
    ImGuiOwner();
    ~ImGuiOwner();
    ImGuiContext* context;
  };
  void follow_language();
  [[nodiscard]] bool take_texts(strings::Language language);  // false: they are still to come
  void prepare_io();
  enum class Nodes : std::uint8_t { Published, Waiting };
  Nodes publish(const views::Outputs& outputs, const kit::FrameOutput& frame);

  AppPorts ports_;
  ImGuiOwner imgui_;
  GlRenderer renderer_;
  text::Engine engine_;
  strings::Catalog catalog_;
  kit::Ui ui_;
  flows::AppFlow flow_;
  views::ViewState view_state_;
  intents::IntentQueue intents_;
  std::vector<a11y::Action> actions_;
  PointerAndInsets pointer_;
  PageLook page_look_;
  base::MonoTime last_frame_{};
  base::MonoTime flew_at_{-1'000'000};  // the last frame that scrolled
  base::MonoTime nodes_published_at_{-1'000'000};
  kit::Id nodes_focus_ = 0;
  text::Haste haste_ = text::Haste::None;  // of the next frame
  bool left_ = false;                      // signed_out() was called
};

}  // namespace pratique::shell
