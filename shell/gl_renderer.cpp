#include "shell/gl_renderer.hpp"

#include <GLES3/gl3.h>
#include <imgui.h>

#include <cstddef>
#include <cstdint>
#include <initializer_list>

namespace pratique::shell {
namespace {

enum Attribute : GLuint { kPosition = 0, kTexCoord = 1, kColour = 2 };

constexpr const char* kVertexShader = R"(#version 300 es
layout(location=0) in vec2 position;
layout(location=1) in vec2 tex_coord;
layout(location=2) in vec4 colour;
uniform vec4 projection;
out vec2 at;
out vec4 tint;
void main() {
  at = tex_coord;
  tint = colour;
  gl_Position = vec4(position * projection.xy + projection.zw, 0.0, 1.0);
})";

constexpr const char* kFragmentShader = R"(#version 300 es
precision mediump float;
uniform sampler2D atlas;
in highp vec2 at;
in vec4 tint;
out vec4 colour;
void main() { colour = tint * texture(atlas, at); })";

GLuint compile(GLenum kind, const char* source) {
  const GLuint shader = glCreateShader(kind);
  glShaderSource(shader, 1, &source, nullptr);
  glCompileShader(shader);
  return shader;
}

ImTextureID to_id(GLuint texture) {
  return static_cast<ImTextureID>(texture);
}
GLuint to_texture(ImTextureID id) {
  return static_cast<GLuint>(id);
}
const void* at_offset(std::size_t bytes) {
  return reinterpret_cast<const void*>(bytes);
}

// `first` is where the vertices of a command begin: ES 3 has no base vertex, so the pointers move instead.
void point_at_vertices(unsigned first) {
  const std::size_t base = first * sizeof(ImDrawVert);
  glVertexAttribPointer(kPosition, 2, GL_FLOAT, GL_FALSE, sizeof(ImDrawVert), at_offset(base + offsetof(ImDrawVert, pos)));
  glVertexAttribPointer(kTexCoord, 2, GL_FLOAT, GL_FALSE, sizeof(ImDrawVert), at_offset(base + offsetof(ImDrawVert, uv)));
  glVertexAttribPointer(kColour, 4, GL_UNSIGNED_BYTE, GL_TRUE, sizeof(ImDrawVert), at_offset(base + offsetof(ImDrawVert, col)));
}

}  // namespace

GlRenderer::GlRenderer() {
  ImGuiIO& io = ImGui::GetIO();
  io.BackendRendererName = "pratique";
  io.BackendFlags |= ImGuiBackendFlags_RendererHasVtxOffset | ImGuiBackendFlags_RendererHasTextures;
}

GlRenderer::~GlRenderer() {
  for (ImTextureData* texture : ImGui::GetPlatformIO().Textures) {
    const GLuint name = to_texture(texture->GetTexID());
    glDeleteTextures(1, &name);
    texture->SetTexID(ImTextureID_Invalid);
    texture->SetStatus(ImTextureStatus_Destroyed);
  }
  glDeleteBuffers(1, &vertices_);
  glDeleteBuffers(1, &indices_);
  glDeleteVertexArrays(1, &vertex_array_);
  glDeleteProgram(program_);
  ImGui::GetIO().BackendFlags &= ~(ImGuiBackendFlags_RendererHasVtxOffset | ImGuiBackendFlags_RendererHasTextures);
}

void GlRenderer::restore() {
  program_ = vertex_array_ = vertices_ = indices_ = 0;  // they went with the context
  for (ImTextureData* texture : ImGui::GetPlatformIO().Textures) {
    if (texture->Status == ImTextureStatus_Destroyed || texture->Pixels == nullptr) continue;
    texture->SetTexID(ImTextureID_Invalid);
    texture->SetStatus(ImTextureStatus_WantCreate);
  }
}

void GlRenderer::make_device_objects() {
  const GLuint vertex_shader = compile(GL_VERTEX_SHADER, kVertexShader);
  const GLuint fragment_shader = compile(GL_FRAGMENT_SHADER, kFragmentShader);
  program_ = glCreateProgram();
  glAttachShader(program_, vertex_shader);
  glAttachShader(program_, fragment_shader);
  glLinkProgram(program_);
  glDeleteShader(vertex_shader);
  glDeleteShader(fragment_shader);
  projection_at_ = glGetUniformLocation(program_, "projection");
  texture_at_ = glGetUniformLocation(program_, "atlas");
  glGenVertexArrays(1, &vertex_array_);
  glGenBuffers(1, &vertices_);
  glGenBuffers(1, &indices_);
  glBindVertexArray(vertex_array_);
  glBindBuffer(GL_ARRAY_BUFFER, vertices_);
  glBindBuffer(GL_ELEMENT_ARRAY_BUFFER, indices_);
  for (const GLuint attribute : {kPosition, kTexCoord, kColour}) glEnableVertexAttribArray(attribute);
}

void GlRenderer::update_texture(ImTextureData& texture) {
  if (texture.Status == ImTextureStatus_WantCreate) {
    GLuint name = 0;
    glGenTextures(1, &name);
    glBindTexture(GL_TEXTURE_2D, name);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_LINEAR);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_LINEAR);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
    glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA, texture.Width, texture.Height, 0, GL_RGBA, GL_UNSIGNED_BYTE, texture.GetPixels());
    texture.SetTexID(to_id(name));
    texture.SetStatus(ImTextureStatus_OK);
  } else if (texture.Status == ImTextureStatus_WantUpdates) {
    glBindTexture(GL_TEXTURE_2D, to_texture(texture.GetTexID()));
    glPixelStorei(GL_UNPACK_ROW_LENGTH, texture.Width);
    for (const ImTextureRect& part : texture.Updates) {
      glTexSubImage2D(GL_TEXTURE_2D, 0, part.x, part.y, part.w, part.h, GL_RGBA, GL_UNSIGNED_BYTE, texture.GetPixelsAt(part.x, part.y));
    }
    glPixelStorei(GL_UNPACK_ROW_LENGTH, 0);
    texture.SetStatus(ImTextureStatus_OK);
  } else if (texture.Status == ImTextureStatus_WantDestroy && texture.UnusedFrames > 0) {
    const GLuint name = to_texture(texture.GetTexID());
    glDeleteTextures(1, &name);
    texture.SetTexID(ImTextureID_Invalid);
    texture.SetStatus(ImTextureStatus_Destroyed);
  }
}

void GlRenderer::set_up(int device_width, int device_height, const ImVec2& logical_size) {
  glViewport(0, 0, device_width, device_height);
  glEnable(GL_BLEND);
  glBlendFuncSeparate(GL_SRC_ALPHA, GL_ONE_MINUS_SRC_ALPHA, GL_ONE, GL_ONE_MINUS_SRC_ALPHA);
  glDisable(GL_CULL_FACE);
  glDisable(GL_DEPTH_TEST);
  glEnable(GL_SCISSOR_TEST);
  glUseProgram(program_);
  glUniform4f(projection_at_, 2 / logical_size.x, -2 / logical_size.y, -1, 1);
  glUniform1i(texture_at_, 0);
  glActiveTexture(GL_TEXTURE0);
  glBindVertexArray(vertex_array_);
  glBindBuffer(GL_ARRAY_BUFFER, vertices_);
}

void GlRenderer::draw_list(const ImDrawList& list, int device_height, const ImVec2& density) {
  glBufferData(GL_ARRAY_BUFFER, static_cast<GLsizeiptr>(list.VtxBuffer.size_in_bytes()), list.VtxBuffer.Data, GL_STREAM_DRAW);
  glBufferData(GL_ELEMENT_ARRAY_BUFFER, static_cast<GLsizeiptr>(list.IdxBuffer.size_in_bytes()), list.IdxBuffer.Data, GL_STREAM_DRAW);
  constexpr GLenum kIndexType = sizeof(ImDrawIdx) == 2 ? GL_UNSIGNED_SHORT : GL_UNSIGNED_INT;
  unsigned pointed_at = 0;
  point_at_vertices(pointed_at);
  for (const ImDrawCmd& command : list.CmdBuffer) {
    const auto left = static_cast<int>(command.ClipRect.x * density.x), top = static_cast<int>(command.ClipRect.y * density.y);
    const auto right = static_cast<int>(command.ClipRect.z * density.x), bottom = static_cast<int>(command.ClipRect.w * density.y);
    if (command.ElemCount == 0 || right <= left || bottom <= top) continue;
    glScissor(left, device_height - bottom, right - left, bottom - top);
    if (command.VtxOffset != pointed_at) point_at_vertices(pointed_at = command.VtxOffset);
    glBindTexture(GL_TEXTURE_2D, to_texture(command.GetTexID()));
    glDrawElements(GL_TRIANGLES, static_cast<GLsizei>(command.ElemCount), kIndexType, at_offset(command.IdxOffset * sizeof(ImDrawIdx)));
  }
}

void GlRenderer::draw(int device_width, int device_height, unsigned clear_rgb) {
  const ImDrawData* data = ImGui::GetDrawData();
  if (data == nullptr || device_width <= 0 || device_height <= 0) return;
  if (program_ == 0) make_device_objects();
  if (data->Textures != nullptr) {
    for (ImTextureData* texture : *data->Textures) {
      if (texture->Status != ImTextureStatus_OK) update_texture(*texture);
    }
  }
  const auto channel = [&](unsigned shift) { return static_cast<float>((clear_rgb >> shift) & 0xFF) / 255; };
  glDisable(GL_SCISSOR_TEST);
  glClearColor(channel(16), channel(8), channel(0), 1);
  glClear(GL_COLOR_BUFFER_BIT);
  set_up(device_width, device_height, data->DisplaySize);
  for (const ImDrawList* list : data->CmdLists) draw_list(*list, device_height, data->FramebufferScale);
}

}  // namespace pratique::shell
