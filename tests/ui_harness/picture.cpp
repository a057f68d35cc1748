#include "tests/ui_harness/picture.hpp"

#include <cairo.h>
#include <zlib.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "imgui.h"

namespace pratique::test {

namespace {

struct Canvas {
  int width, height;
  std::vector<float> rgb;
};

struct Sampled {
  float r, g, b, a;
};

[[nodiscard]] Sampled sample(const ImTextureData& texture, float u, float v) {
  float x = u * static_cast<float>(texture.Width) - 0.5F, y = v * static_cast<float>(texture.Height) - 0.5F;
  auto x0 = static_cast<int>(std::floor(x)), y0 = static_cast<int>(std::floor(y));
  float fx = x - static_cast<float>(x0), fy = y - static_cast<float>(y0);
  Sampled sum{0, 0, 0, 0};
  for (int dy = 0; dy < 2; ++dy)
    for (int dx = 0; dx < 2; ++dx) {
      float weight = (dx ? fx : 1 - fx) * (dy ? fy : 1 - fy);
      if (weight < 0.002F) continue;
      int tx = std::clamp(x0 + dx, 0, texture.Width - 1), ty = std::clamp(y0 + dy, 0, texture.Height - 1);
      const unsigned char* texel = texture.Pixels + (static_cast<std::ptrdiff_t>(ty) * texture.Width + tx) * 4;
      sum.r += weight * texel[0], sum.g += weight * texel[1], sum.b += weight * texel[2], sum.a += weight * texel[3];
    }
  return {sum.r / 255, sum.g / 255, sum.b / 255, sum.a / 255};
}

struct Clip {
  int x0, y0, x1, y1;
};

void blend(Canvas& canvas, int x, int y, const Sampled& color) {
  float* pixel = &canvas.rgb[(static_cast<std::size_t>(y) * static_cast<std::size_t>(canvas.width) + static_cast<std::size_t>(x)) * 3];
  pixel[0] += (color.r - pixel[0]) * color.a;
  pixel[1] += (color.g - pixel[1]) * color.a;
  pixel[2] += (color.b - pixel[2]) * color.a;
}

// Pixel centres inside the triangle; a centre on an edge belongs to one of the two triangles that share it (top-left rule).
void triangle(Canvas& canvas, const Clip& clip, const ImTextureData& texture, const ImDrawVert* corner[3], float density) {
  double px[3], py[3];
  for (int i = 0; i < 3; ++i)
    px[i] = std::round(static_cast<double>(corner[i]->pos.x * density) * 256) / 256,
    py[i] = std::round(static_cast<double>(corner[i]->pos.y * density) * 256) / 256;
  double area = (px[1] - px[0]) * (py[2] - py[0]) - (px[2] - px[0]) * (py[1] - py[0]);
  if (area == 0) return;
  if (area < 0) std::swap(px[1], px[2]), std::swap(py[1], py[2]), std::swap(corner[1], corner[2]), area = -area;
  int from_x = std::max(clip.x0, static_cast<int>(std::floor(std::min({px[0], px[1], px[2]})))),
      to_x = std::min(clip.x1, static_cast<int>(std::ceil(std::max({px[0], px[1], px[2]}))));
  int from_y = std::max(clip.y0, static_cast<int>(std::floor(std::min({py[0], py[1], py[2]})))),
      to_y = std::min(clip.y1, static_cast<int>(std::ceil(std::max({py[0], py[1], py[2]}))));
  auto edge = [&](int a, int b, double x, double y) { return (px[b] - px[a]) * (y - py[a]) - (py[b] - py[a]) * (x - px[a]); };
  auto owns = [&](int a, int b) { return py[a] == py[b] ? px[b] > px[a] : py[b] < py[a]; };
  bool own[3] = {owns(1, 2), owns(2, 0), owns(0, 1)};
  bool flat = corner[0]->col == corner[1]->col && corner[1]->col == corner[2]->col;
  for (int y = from_y; y < to_y; ++y)
    for (int x = from_x; x < to_x; ++x) {
      double cx = x + 0.5, cy = y + 0.5;
      double w[3] = {edge(1, 2, cx, cy), edge(2, 0, cx, cy), edge(0, 1, cx, cy)};
      bool inside = true;
      for (int i = 0; i < 3; ++i) inside = inside && (w[i] > 0 || (w[i] == 0 && own[i]));
      if (!inside) continue;
      float share[3] = {static_cast<float>(w[0] / area), static_cast<float>(w[1] / area), static_cast<float>(w[2] / area)};
      float u = 0, v = 0, tint[4] = {0, 0, 0, 0};
      for (int i = 0; i < 3; ++i) u += share[i] * corner[i]->uv.x, v += share[i] * corner[i]->uv.y;
      for (unsigned channel = 0; channel < 4; ++channel)
        for (int i = 0; i < (flat ? 1 : 3); ++i)
          tint[channel] += (flat ? 1 : share[i]) * static_cast<float>(corner[i]->col >> (8 * channel) & 0xFFU) / 255;
      Sampled texel = sample(texture, u, v);
      blend(canvas, x, y, {texel.r * tint[0], texel.g * tint[1], texel.b * tint[2], texel.a * tint[3]});
    }
}

void draw_command(Canvas& canvas, const ImDrawData& data, const ImDrawList& list, const ImDrawCmd& command, float density) {
  const ImTextureData* texture = command.TexRef._TexData;
  if (!texture || !texture->Pixels || command.UserCallback) return;
  Clip clip{std::max(static_cast<int>(std::lround((command.ClipRect.x - data.DisplayPos.x) * density)), 0),
            std::max(static_cast<int>(std::lround((command.ClipRect.y - data.DisplayPos.y) * density)), 0),
            std::min(static_cast<int>(std::lround((command.ClipRect.z - data.DisplayPos.x) * density)), canvas.width),
            std::min(static_cast<int>(std::lround((command.ClipRect.w - data.DisplayPos.y) * density)), canvas.height)};
  for (unsigned i = 0; i + 2 < command.ElemCount; i += 3) {
    const ImDrawVert* corner[3];
    for (unsigned k = 0; k < 3; ++k)
      corner[k] = &list.VtxBuffer[static_cast<int>(list.IdxBuffer[static_cast<int>(command.IdxOffset + i + k)] + command.VtxOffset)];
    triangle(canvas, clip, *texture, corner, density);
  }
}

void put_u32(std::string& out, std::uint32_t value) {
  for (unsigned shift : {24U, 16U, 8U, 0U}) out += static_cast<char>(value >> shift & 0xFFU);
}

void put_chunk(std::string& out, const std::string& kind, const std::string& body) {
  put_u32(out, static_cast<std::uint32_t>(body.size()));
  std::string checked = kind + body;
  out += checked;
  put_u32(out, static_cast<std::uint32_t>(crc32(0, reinterpret_cast<const Bytef*>(checked.data()), static_cast<uInt>(checked.size()))));
}

}  // namespace

Picture rasterise(const ImDrawData& data, float density) {
  Canvas canvas{
      static_cast<int>(std::lround(data.DisplaySize.x * density)), static_cast<int>(std::lround(data.DisplaySize.y * density)), {}};
  canvas.rgb.assign(static_cast<std::size_t>(canvas.width) * static_cast<std::size_t>(canvas.height) * 3, 0);
  for (const ImDrawList* list : data.CmdLists)
    for (const ImDrawCmd& command : list->CmdBuffer) draw_command(canvas, data, *list, command, density);
  Picture picture{canvas.width, canvas.height, {}};
  picture.rgb.reserve(canvas.rgb.size());
  // Five bits a channel: half the size of the file, and every two surfaces of a theme still differ.
  for (float channel : canvas.rgb) {
    auto full = static_cast<unsigned>(std::clamp(channel * 255 + 0.5F, 0.0F, 255.0F));
    picture.rgb.push_back(static_cast<std::uint8_t>((full * 31 + 127) / 255 * 255 / 31));
  }
  return picture;
}

Picture read_png(const std::string& path) {
  cairo_surface_t* surface = cairo_image_surface_create_from_png(path.c_str());
  Picture picture;
  if (cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS) {
    picture.width = cairo_image_surface_get_width(surface), picture.height = cairo_image_surface_get_height(surface);
    const unsigned char* pixels = cairo_image_surface_get_data(surface);
    int stride = cairo_image_surface_get_stride(surface);
    for (int y = 0; y < picture.height; ++y)
      for (int x = 0; x < picture.width; ++x) {
        std::uint32_t argb = reinterpret_cast<const std::uint32_t*>(pixels + static_cast<std::ptrdiff_t>(y) * stride)[x];
        for (unsigned shift : {16U, 8U, 0U}) picture.rgb.push_back(static_cast<std::uint8_t>(argb >> shift & 0xFFU));
      }
  }
  cairo_surface_destroy(surface);
  return picture;
}

// By hand (PNG 1.2), because flat surfaces compress best without a line filter, and Cairo always filters.
void write_png(const Picture& picture, const std::string& path) {
  std::filesystem::create_directories(std::filesystem::path(path).parent_path());
  std::string lines;
  auto line_bytes = static_cast<std::size_t>(picture.width) * 3;
  for (int y = 0; y < picture.height; ++y) {
    lines += '\0';
    lines.append(reinterpret_cast<const char*>(picture.rgb.data()) + static_cast<std::size_t>(y) * line_bytes, line_bytes);
  }
  uLongf packed_bytes = compressBound(static_cast<uLong>(lines.size()));
  std::string packed(packed_bytes, '\0');
  compress2(reinterpret_cast<Bytef*>(packed.data()), &packed_bytes, reinterpret_cast<const Bytef*>(lines.data()),
            static_cast<uLong>(lines.size()), 9);
  packed.resize(packed_bytes);
  std::string header;
  put_u32(header, static_cast<std::uint32_t>(picture.width));
  put_u32(header, static_cast<std::uint32_t>(picture.height));
  header += std::string("\x08\x02\0\0\0", 5);  // eight bits a channel, true colour
  std::string file = "\x89PNG\r\n\x1a\n";
  put_chunk(file, "IHDR", header);
  put_chunk(file, "IDAT", packed);
  put_chunk(file, "IEND", {});
  std::ofstream(path, std::ios::binary) << file;
}

GoldenResult compare_golden(const Picture& picture, const std::string& name) {
  constexpr int kChannelTolerance = 24;
  constexpr double kPixelTolerance = 0.0005;
  std::string golden_path = std::string(PRATIQUE_SOURCE_DIR) + "/tests/golden/" + name + ".png";
  const char* accept = std::getenv("PRATIQUE_GOLDEN_ACCEPT");
  if (accept && *accept) return write_png(picture, golden_path), GoldenResult{true, "taken: " + golden_path};
  Picture golden = read_png(golden_path);
  std::string folder = std::string(PRATIQUE_SOURCE_DIR) + "/build/golden-diff/";
  if (golden.width != picture.width || golden.height != picture.height) {
    write_png(picture, folder + name + ".now.png");
    return {false, golden.rgb.empty() ? "there is no " + golden_path + "; see " + folder
                                      : "the size differs from " + golden_path + "; see " + folder};
  }
  Picture difference = golden;
  std::size_t differing = 0;
  for (std::size_t i = 0; i < golden.rgb.size(); i += 3) {
    int most = 0;
    for (std::size_t c = 0; c < 3; ++c)
      most = std::max(most, std::abs(static_cast<int>(golden.rgb[i + c]) - static_cast<int>(picture.rgb[i + c])));
    bool differs = most > kChannelTolerance;
    differing += differs ? 1 : 0;
    for (std::size_t c = 0; c < 3; ++c)
      difference.rgb[i + c] = static_cast<std::uint8_t>(!differs ? 192 + golden.rgb[i + c] / 4 : c == 0 ? 255 : 0);
  }
  if (static_cast<double>(differing) <= kPixelTolerance * static_cast<double>(golden.rgb.size() / 3)) return {true, {}};
  write_png(picture, folder + name + ".now.png");
  write_png(difference, folder + name + ".diff.png");
  return {false, std::to_string(differing) + " pixels differ from " + golden_path + "; see " + folder + name + ".diff.png"};
}

}  // namespace pratique::test
