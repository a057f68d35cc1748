// Draws ImGui's lists with OpenGL ES 3 (WebGL 2), by Dear ImGui's own backend, which also owns the textures of the font atlas.
// A lost context (the browser may take it at any time) is made good by restore(). Needs a current context. UI thread.
#pragma once

namespace pratique::shell {

class GlRenderer {
 public:
  GlRenderer();  // needs an ImGui context
  ~GlRenderer();
  GlRenderer(const GlRenderer&) = delete;
  GlRenderer& operator=(const GlRenderer&) = delete;

  void begin_frame();
  // Clears with 0xRRGGBB first. Needs ImGui::Render() to have run.
  void draw(int device_width, int device_height, unsigned clear_rgb);
  // The context came back empty: shaders and textures are made again by the next frame.
  void restore();

 private:
  bool stale_ = false;
};

}  // namespace pratique::shell
