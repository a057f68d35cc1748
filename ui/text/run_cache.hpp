// Strings that the platform shaped, kept as rectangles of ImGui's atlas until others need the room. Texts are compared, not only
// hashed: mail must not be able to show one text in the place of another. UI thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>

#include "ui/text/style.hpp"

struct ImFontAtlas;

namespace pratique::text {

struct RunKey {
  std::string_view text;
  Face face;
  float size_px;
  TextDirection direction;
};

struct Run {
  std::string text;
  Face face;
  float size_px = 0;
  TextDirection direction{};
  std::uint32_t colour = 0;                                     // of a coloured run; 0 = any: tinted when drawn
  int rect = -1;                                                // in the atlas; -1 = no ink
  float left = 0, top = 0, width = 0, height = 0, advance = 0;  // device pixels
  bool coloured = false;
  std::int64_t last_used = 0;
};

class RunCache {
 public:
  RunCache(Rasterizer& rasterizer, ImFontAtlas& atlas) : rasterizer_(&rasterizer), atlas_(&atlas) {}
  void begin_frame(Haste haste) {
    ++frame_;
    hurried_ = haste == Haste::Flying;
    budget_ = kBudget;
    owes_ = false;
  }
  // Whether this frame may still ask the platform for something; in no haste it always may. `cost` is about in tenths of a millisecond.
  [[nodiscard]] bool afford(int cost);
  [[nodiscard]] bool owes() const { return owes_; }
  void clear();
  [[nodiscard]] float width(const RunKey& key);
  // `emoji_only`: the text colour does not matter. The pointer lives until the next call.
  [[nodiscard]] const Run* run(const RunKey& key, std::uint32_t text_rgba, bool emoji_only);
  [[nodiscard]] std::size_t size() const { return runs_.size(); }

 private:
  struct Measured {
    std::string text;
    Face face;
    float size_px;
    TextDirection direction;
    float width;
  };
  [[nodiscard]] Run* find(std::uint64_t hash, const RunKey& key, std::uint32_t colour);
  void rasterise(Run& run, Bitmap bitmap);
  void make_room();
  void drop(Run& run);

  static constexpr int kBudget = 24;
  Rasterizer* rasterizer_;
  ImFontAtlas* atlas_;
  bool hurried_ = false;
  bool owes_ = false;
  int budget_ = kBudget;
  Run blank_{};  // what is drawn of a run that has to wait
  std::unordered_multimap<std::uint64_t, Run> runs_;
  std::unordered_map<std::uint64_t, Measured> widths_;
  std::int64_t frame_ = 0;
  std::int64_t area_ = 0;
};

}  // namespace pratique::text
