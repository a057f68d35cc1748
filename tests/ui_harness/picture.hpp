// Pictures of a frame without a graphics card: a small rasteriser for ImGui's draw lists, PNG files, and comparison with a golden one.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

struct ImDrawData;

namespace pratique::test {

struct Picture {
  int width = 0;
  int height = 0;
  std::vector<std::uint8_t> rgb;  // rows from the top, three bytes a pixel
};

[[nodiscard]] Picture rasterise(const ImDrawData& data, float density);
[[nodiscard]] Picture read_png(const std::string& path);  // empty when it cannot be read
void write_png(const Picture& picture, const std::string& path);

// Compares with tests/golden/<name>.png: small differences of anti-aliasing are allowed, a moved or missing thing is not. On a difference
// writes <name>.now.png and <name>.diff.png into build/golden-diff and says so. With PRATIQUE_GOLDEN_ACCEPT set, takes the new picture.
struct GoldenResult {
  bool same = false;
  std::string report;
};
[[nodiscard]] GoldenResult compare_golden(const Picture& picture, const std::string& name);

}  // namespace pratique::test
