// Draws a view or a widget without a window and uses it as a person would: by role and name. Deterministic: its own clock, Pango text
// with pinned fonts, no animation unless asked for. One at a time (ImGui has one current context). What is not found throws, naming
// what was there.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "shell/native/icu_localisation.hpp"
#include "shell/native/pango_rasterizer.hpp"
#include "tests/ui_harness/picture.hpp"
#include "ui/kit/ui.hpp"
#include "ui/strings/catalog.hpp"

struct ImGuiContext;

namespace pratique::test {

struct HarnessSpec {
  float width = 800;
  float height = 600;
  float density = 1;
  store::Look look{.theme = store::Theme::Light, .reduced_motion = true};
  std::string time_zone = "UTC";
  kit::TextEditing editing = kit::TextEditing::Platform;
  bool coarse_pointer = false;
};

class UiHarness {
 public:
  using Draw = std::function<void(kit::Ui&)>;

  explicit UiHarness(const HarnessSpec& spec = {});
  ~UiHarness();
  UiHarness(const UiHarness&) = delete;
  UiHarness& operator=(const UiHarness&) = delete;

  // What is drawn every frame; draws twice, so that everything can be found and hit.
  void show(Draw draw);
  void step(int frames = 1);
  void advance_ms(std::int64_t ms);  // time passes, then one frame

  // Finding, in the last frame
  [[nodiscard]] const a11y::Node& find(a11y::Role role, std::string_view name) const;
  [[nodiscard]] const a11y::Node& find(std::string_view name) const;
  [[nodiscard]] bool has(a11y::Role role, std::string_view name) const;
  [[nodiscard]] bool has(std::string_view name) const;
  [[nodiscard]] std::vector<std::string> names(a11y::Role role) const;
  [[nodiscard]] const std::vector<a11y::Node>& nodes() const { return ui_->nodes(); }
  [[nodiscard]] std::string focused_name() const;  // "" when nothing has the focus

  // Acting as a person: pointer and keyboard
  void click(std::string_view name);
  void click(a11y::Role role, std::string_view name);
  void click_at(float x, float y, int button = 0);
  void double_click_at(float x, float y);
  void hover(std::string_view name);
  void move_to(float x, float y);
  void drag(float from_x, float from_y, float to_x, float to_y);
  void swipe(float from_x, float from_y, float to_x, float to_y);  // with a finger
  void wheel(float x, float y, float notches);  // positive scrolls down
  void press(kit::Key key, kit::Mods mods = {});
  void type_character(char32_t character);
  void type(std::string_view field, std::string_view text);  // focuses it; the platform's editor reports the text
  // … and as a screen reader
  void act(a11y::Action action);

  [[nodiscard]] kit::Ui& ui() { return *ui_; }
  [[nodiscard]] const kit::FrameOutput& output() const { return output_; }
  [[nodiscard]] text::Engine& text() { return *text_; }
  [[nodiscard]] const ports::Localisation& localisation() const { return localisation_; }
  [[nodiscard]] const strings::Catalog& catalog() const { return catalog_; }
  [[nodiscard]] store::Look& look() { return spec_.look; }
  [[nodiscard]] std::int64_t now_ms() const { return now_ms_; }
  [[nodiscard]] Picture picture();  // of the last frame, in device pixels

 private:
  void frame();
  [[nodiscard]] const a11y::Node& shown(const a11y::Node& node) const;
  [[nodiscard]] std::string inventory() const;

  HarnessSpec spec_;
  ImGuiContext* context_;
  native::PangoRasterizer rasterizer_;
  native::IcuLocalisation localisation_;
  strings::Catalog catalog_;
  std::unique_ptr<text::Engine> text_;
  std::unique_ptr<kit::Ui> ui_;
  kit::FrameOutput output_;
  Draw draw_;
  std::vector<a11y::Action> actions_;
  std::int64_t now_ms_ = 1'000'000;
};

// 2026-11-23 10:42 UTC, a Monday: "now" in every test and golden picture.
inline constexpr std::int64_t kWallNowMs = 1'795'430'520'000;

}  // namespace pratique::test
