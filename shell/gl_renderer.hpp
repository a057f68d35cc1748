// Draws ImGui's lists with OpenGL ES 3 (WebGL 2) and owns the textures of its font atlas. Never asks GL for its state: in a browser each
// such question waits for the GPU process, which cost more than all else in a frame. Nothing but this class draws in its context. A lost
// context (the browser may take it at any time) is made good by restore(). Needs a current context. UI thread.
#pragma once

struct ImDrawCmd;
struct ImDrawList;
struct ImTextureData;
struct ImVec2;

namespace pratique::shell {

class GlRenderer {
 public:
  GlRenderer();  // needs an ImGui context
  ~GlRenderer();
  GlRenderer(const GlRenderer&) = delete;
  GlRenderer& operator=(const GlRenderer&) = delete;

  // Clears with 0xRRGGBB first. Needs ImGui::Render() to have run.
  void draw(int device_width, int device_height, unsigned clear_rgb);
  // The context came back empty: shader, buffers and textures are made again by the next draw.
  void restore();

 private:
  void make_device_objects();
  void set_up(int device_width, int device_height, const ImVec2& logical_size);
  void draw_list(const ImDrawList& list, int device_height, const ImVec2& density);
  static void update_texture(ImTextureData& texture);

  unsigned program_ = 0, vertex_array_ = 0, vertices_ = 0, indices_ = 0;
  int projection_at_ = -1, texture_at_ = -1;
};

}  // namespace pratique::shell
