// The window (in the browser: the page's canvas), its OpenGL context and its pointer: SDL2 events become ImGuiIO events.
// Keys are fed by the caller in the browser (add_key), by SDL in a native window. Sizes are logical pixels; density is device
// pixels per logical one. Creation may fail (no WebGL 2): error() says why. UI thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "client/base/unique_function.hpp"

struct SDL_Window;
union SDL_Event;
struct ImGuiIO;

namespace pratique::shell {

struct WindowSize {
  float width = 0;
  float height = 0;
  float density = 1;
  bool operator==(const WindowSize&) const = default;
};

class SdlWindow {
 public:
  // `wake` is called for every event, to ask for a frame.
  SdlWindow(const char* title, int width, int height, base::UniqueFunction<void()> wake);
  ~SdlWindow();
  SdlWindow(const SdlWindow&) = delete;
  SdlWindow& operator=(const SdlWindow&) = delete;

  [[nodiscard]] bool usable() const { return context_ != nullptr; }
  [[nodiscard]] std::string error() const;
  // Takes the events that came since the last call. False once the window was closed.
  [[nodiscard]] bool pump(ImGuiIO& io);
  [[nodiscard]] WindowSize size() const;
  void swap();

 private:
  static int watch(void* self, SDL_Event* event);
  void take(ImGuiIO& io, const SDL_Event& event);
  void take_finger(ImGuiIO& io, const SDL_Event& event);
  void take_key(ImGuiIO& io, const SDL_Event& event);

  SDL_Window* window_ = nullptr;
  void* context_ = nullptr;
  base::UniqueFunction<void()> wake_;
  std::optional<std::int64_t> finger_;  // the first one down is the pointer; the kit makes taps, scrolls and long presses of it
  bool open_ = true;
};

}  // namespace pratique::shell
