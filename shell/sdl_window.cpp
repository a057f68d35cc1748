#include "shell/sdl_window.hpp"

#include <SDL.h>
#include <imgui.h>

#include <cfloat>
#include <utility>

#include "shell/key_map.hpp"

namespace pratique::shell {
namespace {

int imgui_button(Uint8 button) {
  return button == SDL_BUTTON_RIGHT ? 1 : button == SDL_BUTTON_MIDDLE ? 2 : 0;
}

}  // namespace

SdlWindow::SdlWindow(const char* title, int width, int height, base::UniqueFunction<void()> wake) : wake_(std::move(wake)) {
#ifdef __EMSCRIPTEN__
  // Keys are the page's business (fields, assistive technology); SDL would swallow them for the whole window.
  SDL_SetHint(SDL_HINT_EMSCRIPTEN_KEYBOARD_ELEMENT, "#canvas");
#endif
  SDL_SetHint(SDL_HINT_TOUCH_MOUSE_EVENTS, "0");
  if (SDL_Init(SDL_INIT_VIDEO) != 0) return;
  SDL_GL_SetAttribute(SDL_GL_CONTEXT_PROFILE_MASK, SDL_GL_CONTEXT_PROFILE_ES);
  SDL_GL_SetAttribute(SDL_GL_CONTEXT_MAJOR_VERSION, 3);
  SDL_GL_SetAttribute(SDL_GL_CONTEXT_MINOR_VERSION, 0);
  SDL_GL_SetAttribute(SDL_GL_DOUBLEBUFFER, 1);
  SDL_GL_SetAttribute(SDL_GL_DEPTH_SIZE, 0);
  SDL_GL_SetAttribute(SDL_GL_ALPHA_SIZE, 0);
  window_ = SDL_CreateWindow(title, SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED, width, height,
                             SDL_WINDOW_OPENGL | SDL_WINDOW_RESIZABLE | SDL_WINDOW_ALLOW_HIGHDPI);
  if (!window_) return;
  context_ = SDL_GL_CreateContext(window_);
  SDL_AddEventWatch(watch, this);
}

SdlWindow::~SdlWindow() {
  SDL_DelEventWatch(watch, this);
  if (context_) SDL_GL_DeleteContext(context_);
  if (window_) SDL_DestroyWindow(window_);
  SDL_QuitSubSystem(SDL_INIT_VIDEO);
}

std::string SdlWindow::error() const {
  return SDL_GetError();
}

int SdlWindow::watch(void* self, SDL_Event* event) {
  // Polling itself pushes a sentinel: waking for it would never let the page sleep.
  if (event->type != SDL_POLLSENTINEL) static_cast<SdlWindow*>(self)->wake_();
  return 0;
}

WindowSize SdlWindow::size() const {
  int width = 0, height = 0, device_width = 0;
  SDL_GetWindowSize(window_, &width, &height);
  SDL_GL_GetDrawableSize(window_, &device_width, nullptr);
  const auto logical_width = static_cast<float>(width);
  return {logical_width, static_cast<float>(height), width > 0 ? static_cast<float>(device_width) / logical_width : 1};
}

bool SdlWindow::pump(ImGuiIO& io) {
  SDL_Event event;
  while (SDL_PollEvent(&event)) take(io, event);
  return open_;
}

void SdlWindow::take(ImGuiIO& io, const SDL_Event& event) {
  switch (event.type) {
    case SDL_QUIT:
      open_ = false;
      break;
    case SDL_MOUSEMOTION:
      io.AddMouseSourceEvent(ImGuiMouseSource_Mouse);
      io.AddMousePosEvent(static_cast<float>(event.motion.x), static_cast<float>(event.motion.y));
      break;
    case SDL_MOUSEBUTTONDOWN:
    case SDL_MOUSEBUTTONUP:
      io.AddMouseSourceEvent(ImGuiMouseSource_Mouse);
      io.AddMousePosEvent(static_cast<float>(event.button.x), static_cast<float>(event.button.y));
      io.AddMouseButtonEvent(imgui_button(event.button.button), event.type == SDL_MOUSEBUTTONDOWN);
      break;
    case SDL_MOUSEWHEEL:
      io.AddMouseWheelEvent(-event.wheel.preciseX, event.wheel.preciseY);
      break;
    case SDL_FINGERDOWN:
    case SDL_FINGERMOTION:
    case SDL_FINGERUP:
      take_finger(io, event);
      break;
    case SDL_WINDOWEVENT:
      if (event.window.event == SDL_WINDOWEVENT_LEAVE) io.AddMousePosEvent(-FLT_MAX, -FLT_MAX);
      if (event.window.event == SDL_WINDOWEVENT_CLOSE) open_ = false;
      break;
    case SDL_KEYDOWN:
    case SDL_KEYUP:
      take_key(io, event);
      break;
    case SDL_TEXTINPUT:
      io.AddInputCharactersUTF8(event.text.text);
      break;
    default:
      break;
  }
}

void SdlWindow::take_finger(ImGuiIO& io, const SDL_Event& event) {
  const auto& touch = event.tfinger;
  if (finger_ && *finger_ != touch.fingerId) return;
  const auto window = size();
  io.AddMouseSourceEvent(ImGuiMouseSource_TouchScreen);
  io.AddMousePosEvent(touch.x * window.width, touch.y * window.height);
  if (event.type == SDL_FINGERDOWN) {
    finger_ = touch.fingerId;
    io.AddMouseButtonEvent(0, true);
  } else if (event.type == SDL_FINGERUP) {
    finger_.reset();
    io.AddMouseButtonEvent(0, false);
    io.AddMousePosEvent(-FLT_MAX, -FLT_MAX);  // a finger that left hovers over nothing
  }
}

void SdlWindow::take_key(ImGuiIO& io, const SDL_Event& event) {
  const auto modifiers = event.key.keysym.mod;
  add_key(io, {SDL_GetKeyName(event.key.keysym.sym), SDL_GetScancodeName(event.key.keysym.scancode), event.type == SDL_KEYDOWN,
               (modifiers & KMOD_CTRL) != 0, (modifiers & KMOD_SHIFT) != 0, (modifiers & KMOD_ALT) != 0, (modifiers & KMOD_GUI) != 0});
}

void SdlWindow::swap() {
  SDL_GL_SwapWindow(window_);
}

}  // namespace pratique::shell
