#include "ui/text/run_cache.hpp"

#include <algorithm>
#include <cstring>
#include <vector>

#include "imgui.h"
#include "imgui_internal.h"

namespace pratique::text {

namespace {

// More than any screen shows: a full 4K list of shaped rows takes about half of it.
constexpr std::int64_t kMaxArea = 2'000'000;
constexpr std::size_t kMaxWidths = 4096;
constexpr int kMaxSide = 4000;  // phones' largest texture is 4096

[[nodiscard]] std::uint64_t hash_of(const RunKey& key) {
  std::uint64_t hash = 14695981039346656037ULL;
  for (char c : key.text) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
  auto size = static_cast<std::uint64_t>(key.size_px * 16);
  return (hash ^ (size << 8U | static_cast<std::uint64_t>(key.face) << 4U | static_cast<std::uint64_t>(key.direction))) * 1099511628211ULL;
}

template <class Entry>
[[nodiscard]] bool same(const Entry& entry, const RunKey& key) {
  return entry.face == key.face && entry.size_px == key.size_px && entry.direction == key.direction && entry.text == key.text;
}

constexpr int kMeasureCost = 1, kRunCost = 6;

// Of a run that has to wait: right enough for the frame or two that it is missing.
[[nodiscard]] float guessed_width(const RunKey& key) {
  auto points = std::ranges::count_if(key.text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; });
  return static_cast<float>(points) * key.size_px * 0.5F;
}

}  // namespace

bool RunCache::afford(int cost) {
  if (!hurried_) return true;
  if (budget_ <= 0) return owes_ = true, false;
  budget_ -= cost;
  return true;
}

float RunCache::width(const RunKey& key) {
  std::uint64_t hash = hash_of(key);
  if (auto found = widths_.find(hash); found != widths_.end() && same(found->second, key)) return found->second.width;
  if (!afford(kMeasureCost)) return guessed_width(key);
  if (widths_.size() >= kMaxWidths) widths_.clear();
  float width = rasterizer_->run_width(key.face, key.size_px, key.direction, key.text);
  widths_.insert_or_assign(hash, Measured{std::string(key.text), key.face, key.size_px, key.direction, width});
  return width;
}

Run* RunCache::find(std::uint64_t hash, const RunKey& key, std::uint32_t colour) {
  auto [from, to] = runs_.equal_range(hash);
  for (auto at = from; at != to; ++at)
    if (same(at->second, key) && (!at->second.coloured || at->second.colour == colour)) return &at->second;
  return nullptr;
}

const Run* RunCache::run(const RunKey& key, std::uint32_t text_rgba, bool emoji_only) {
  constexpr std::uint32_t kWhite = 0xFFFFFFFF;
  std::uint64_t hash = hash_of(key);
  std::uint32_t colour = emoji_only ? kWhite : text_rgba;
  if (Run* known = find(hash, key, colour)) {
    known->last_used = frame_;
    return known;
  }
  if (!afford(kRunCost)) {
    blank_.advance = guessed_width(key);
    return &blank_;
  }
  make_room();
  Run made{.text = std::string(key.text), .face = key.face, .size_px = key.size_px, .direction = key.direction};
  Bitmap bitmap = rasterizer_->run(key.face, key.size_px, key.direction, key.text, kWhite);
  if (bitmap.coloured && colour != kWhite) bitmap = rasterizer_->run(key.face, key.size_px, key.direction, key.text, colour);
  made.coloured = bitmap.coloured;
  made.colour = bitmap.coloured ? colour : 0;
  made.last_used = frame_;
  rasterise(made, std::move(bitmap));
  return &runs_.emplace(hash, std::move(made))->second;
}

void RunCache::rasterise(Run& run, Bitmap bitmap) {
  run.advance = bitmap.advance;
  bool has_ink = bitmap.width > 0 && bitmap.height > 0 && bitmap.width <= kMaxSide && bitmap.height <= kMaxSide &&
                 bitmap.rgba.size() >= static_cast<std::size_t>(bitmap.width) * static_cast<std::size_t>(bitmap.height) * 4;
  if (!has_ink) return;
  ImFontAtlasRect rect;
  ImFontAtlasRectId id = atlas_->AddCustomRect(bitmap.width, bitmap.height, &rect);
  if (id == ImFontAtlasRectId_Invalid) return;
  auto row_bytes = static_cast<std::size_t>(bitmap.width) * 4;
  for (int y = 0; y < bitmap.height; ++y) {
    auto* to = static_cast<std::uint8_t*>(atlas_->TexData->GetPixelsAt(rect.x, rect.y + y));
    std::memcpy(to, bitmap.rgba.data() + static_cast<std::size_t>(y) * row_bytes, row_bytes);
    if (!bitmap.coloured)
      for (std::size_t i = 0; i < row_bytes; i += 4) to[i] = to[i + 1] = to[i + 2] = 0xFF;
  }
  if (bitmap.coloured) atlas_->TexData->UseColors = true;
  run.rect = id;
  run.left = bitmap.left, run.top = bitmap.top;
  run.width = static_cast<float>(bitmap.width), run.height = static_cast<float>(bitmap.height);
  area_ += std::int64_t{bitmap.width} * bitmap.height;
}

void RunCache::drop(Run& run) {
  if (run.rect != -1) atlas_->RemoveCustomRect(run.rect);
  area_ -= static_cast<std::int64_t>(run.width) * static_cast<std::int64_t>(run.height);
}

void RunCache::make_room() {
  if (area_ <= kMaxArea) return;
  std::vector<std::int64_t> ages;
  ages.reserve(runs_.size());
  for (const auto& [hash, run] : runs_) ages.push_back(run.last_used);
  std::nth_element(ages.begin(), ages.begin() + static_cast<std::ptrdiff_t>(ages.size() / 2), ages.end());
  std::int64_t oldest_kept = std::min(ages[ages.size() / 2] + 1, frame_);  // what this frame shows stays
  for (auto at = runs_.begin(); at != runs_.end();) {
    if (at->second.last_used >= oldest_kept) {
      ++at;
      continue;
    }
    drop(at->second);
    at = runs_.erase(at);
  }
}

void RunCache::clear() {
  for (auto& [hash, run] : runs_) drop(run);
  runs_.clear();
  widths_.clear();
}

}  // namespace pratique::text
