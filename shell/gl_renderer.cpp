#include "shell/gl_renderer.hpp"

#include <imgui.h>
#include <imgui_impl_opengl3.h>

#ifdef __EMSCRIPTEN__
#include <GLES3/gl3.h>
#else
#include <SDL_opengles2.h>
#endif

namespace pratique::shell {

GlRenderer::GlRenderer() {
  ImGui_ImplOpenGL3_Init("#version 300 es");
}
GlRenderer::~GlRenderer() {
  ImGui_ImplOpenGL3_Shutdown();
}

void GlRenderer::begin_frame() {
  if (stale_) ImGui_ImplOpenGL3_DestroyDeviceObjects();
  stale_ = false;
  ImGui_ImplOpenGL3_NewFrame();
}

void GlRenderer::draw(int device_width, int device_height, unsigned clear_rgb) {
  const auto channel = [&](unsigned shift) { return static_cast<float>((clear_rgb >> shift) & 0xFF) / 255; };
  glViewport(0, 0, device_width, device_height);
  glClearColor(channel(16), channel(8), channel(0), 1);
  glClear(GL_COLOR_BUFFER_BIT);
  ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
}

void GlRenderer::restore() {
  stale_ = true;
}

}  // namespace pratique::shell
