#include "tests/ui_harness/ui_harness.hpp"

#include <algorithm>
#include <stdexcept>

#include "imgui.h"
#include "imgui_internal.h"

namespace pratique::test {

namespace {

constexpr std::int64_t kFrameMs = 16;

// The null backend: textures are "uploaded" by leaving them where they are.
void accept_textures() {
  for (ImTextureData* texture : ImGui::GetPlatformIO().Textures) {
    if (texture->Status == ImTextureStatus_WantDestroy) {
      texture->SetTexID(ImTextureID_Invalid);
      texture->SetStatus(ImTextureStatus_Destroyed);
    } else if (texture->Status != ImTextureStatus_OK) {
      texture->SetTexID(static_cast<ImTextureID>(texture->UniqueID + 1));
      texture->SetStatus(ImTextureStatus_OK);
    }
  }
}

[[nodiscard]] ImGuiKey imgui_key(kit::Key key) {
  using kit::Key;
  if (key >= Key::A && key <= Key::Z) return static_cast<ImGuiKey>(ImGuiKey_A + static_cast<int>(key) - static_cast<int>(Key::A));
  if (key >= Key::Digit1) return static_cast<ImGuiKey>(ImGuiKey_1 + static_cast<int>(key) - static_cast<int>(Key::Digit1));
  constexpr ImGuiKey kKeys[] = {ImGuiKey_UpArrow,  ImGuiKey_DownArrow, ImGuiKey_LeftArrow, ImGuiKey_RightArrow, ImGuiKey_PageUp,
                                ImGuiKey_PageDown, ImGuiKey_Home,      ImGuiKey_End,       ImGuiKey_Enter,      ImGuiKey_Escape,
                                ImGuiKey_Space,    ImGuiKey_Tab,       ImGuiKey_Backspace, ImGuiKey_Delete,     ImGuiKey_F6,
                                ImGuiKey_Slash,    ImGuiKey_Menu};
  return kKeys[static_cast<std::size_t>(key)];
}

}  // namespace

UiHarness::UiHarness(const HarnessSpec& spec)
    : spec_(spec),
      context_(ImGui::CreateContext()),
      rasterizer_(std::string(PRATIQUE_BINARY_DIR) + "/fonts"),
      localisation_(spec.look.language, spec.time_zone),
      catalog_(strings::language_of(spec.look.language), localisation_) {
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr;
  io.BackendFlags |= ImGuiBackendFlags_RendererHasTextures | ImGuiBackendFlags_RendererHasVtxOffset;
  text_ = std::make_unique<text::Engine>(rasterizer_);
  ui_ = std::make_unique<kit::Ui>(kit::UiPorts{*text_, localisation_, &catalog_});
}

UiHarness::~UiHarness() {
  ui_.reset();
  text_.reset();
  for (ImTextureData* texture : ImGui::GetPlatformIO().Textures) texture->SetStatus(ImTextureStatus_Destroyed);
  ImGui::DestroyContext(context_);
}

void UiHarness::show(Draw draw) {
  draw_ = std::move(draw);
  step(2);
}

void UiHarness::frame() {
  ImGuiIO& io = ImGui::GetIO();
  io.DisplaySize = ImVec2(spec_.width, spec_.height);
  io.DisplayFramebufferScale = ImVec2(spec_.density, spec_.density);
  io.DeltaTime = static_cast<float>(kFrameMs) / 1000;
  now_ms_ += kFrameMs;
  ImGui::NewFrame();
  text_->begin_frame(spec_.density);
  kit::FrameInput input;
  input.look = spec_.look;
  input.direction = catalog_.right_to_left() ? kit::Direction::RightToLeft : kit::Direction::LeftToRight;
  input.coarse_pointer = spec_.coarse_pointer;
  input.editing = spec_.editing;
  input.mono_now = base::MonoTime(now_ms_);
  input.wall_now = base::WallTime(std::chrono::milliseconds(kWallNowMs));
  input.actions = std::exchange(actions_, {});
  ui_->begin_frame(std::move(input));
  if (draw_) draw_(*ui_);
  output_ = ui_->end_frame();
  ImGui::Render();
  accept_textures();
}

void UiHarness::step(int frames) {
  for (int i = 0; i < frames; ++i) frame();
}

void UiHarness::advance_ms(std::int64_t ms) {
  now_ms_ += ms;
  frame();
}

bool UiHarness::has(a11y::Role role, std::string_view name) const {
  return std::ranges::any_of(nodes(), [&](const a11y::Node& node) { return node.role == role && node.name == name; });
}

bool UiHarness::has(std::string_view name) const {
  return std::ranges::any_of(nodes(), [&](const a11y::Node& node) { return node.name == name; });
}

const a11y::Node& UiHarness::find(a11y::Role role, std::string_view name) const {
  for (const a11y::Node& node : nodes())
    if (node.role == role && node.name == name) return node;
  throw std::runtime_error("nothing with that role is called “" + std::string(name) + "”; there are: " + inventory());
}

const a11y::Node& UiHarness::find(std::string_view name) const {
  for (const a11y::Node& node : nodes())
    if (node.name == name && (node.focusable || node.focus_target)) return node;
  for (const a11y::Node& node : nodes())
    if (node.name == name) return node;
  throw std::runtime_error("nothing is called “" + std::string(name) + "”; there are: " + inventory());
}

std::vector<std::string> UiHarness::names(a11y::Role role) const {
  std::vector<std::string> found;
  for (const a11y::Node& node : nodes())
    if (node.role == role) found.push_back(node.name);
  return found;
}

std::string UiHarness::inventory() const {
  std::string text;
  for (const a11y::Node& node : nodes()) text += "“" + node.name + "” ";
  return text;
}

std::string UiHarness::focused_name() const {
  for (const a11y::Node& node : nodes())
    if (node.id == ui_->focused()) return node.name;
  return {};
}

const a11y::Node& UiHarness::shown(const a11y::Node& node) const {
  if (node.rect.width <= 0 || node.rect.height <= 0) throw std::runtime_error("“" + node.name + "” is not on the screen");
  return node;
}

void UiHarness::click(std::string_view name) {
  const base::Rect rect = shown(find(name)).rect;
  click_at(rect.x + rect.width / 2, rect.y + rect.height / 2);
}

void UiHarness::click(a11y::Role role, std::string_view name) {
  const base::Rect rect = shown(find(role, name)).rect;
  click_at(rect.x + rect.width / 2, rect.y + rect.height / 2);
}

void UiHarness::move_to(float x, float y) {
  ImGui::GetIO().AddMousePosEvent(x, y);
  step(2);
}

void UiHarness::click_at(float x, float y, int button) {
  move_to(x, y);
  ImGui::GetIO().AddMouseButtonEvent(button, true);
  step();
  ImGui::GetIO().AddMouseButtonEvent(button, false);
  step(3);
}

void UiHarness::double_click_at(float x, float y) {
  click_at(x, y);
  click_at(x, y);
}

void UiHarness::hover(std::string_view name) {
  const base::Rect rect = shown(find(name)).rect;
  move_to(rect.x + rect.width / 2, rect.y + rect.height / 2);
}

void UiHarness::drag(float from_x, float from_y, float to_x, float to_y) {
  ImGuiIO& io = ImGui::GetIO();
  move_to(from_x, from_y);
  io.AddMouseButtonEvent(0, true);
  step();
  constexpr int kSteps = 6;
  for (int i = 1; i <= kSteps; ++i) {
    float share = static_cast<float>(i) / kSteps;
    io.AddMousePosEvent(from_x + (to_x - from_x) * share, from_y + (to_y - from_y) * share);
    step();
  }
  io.AddMouseButtonEvent(0, false);
  step(3);
}

void UiHarness::swipe(float from_x, float from_y, float to_x, float to_y) {
  ImGui::GetIO().AddMouseSourceEvent(ImGuiMouseSource_TouchScreen);
  drag(from_x, from_y, to_x, to_y);
  ImGui::GetIO().AddMouseSourceEvent(ImGuiMouseSource_Mouse);
}

void UiHarness::wheel(float x, float y, float notches) {
  move_to(x, y);
  ImGui::GetIO().AddMouseWheelEvent(0, -notches);
  step(2);
}

void UiHarness::press(kit::Key key, kit::Mods mods) {
  ImGuiIO& io = ImGui::GetIO();
  auto set_mods = [&](bool down) {
    if (mods.shift) io.AddKeyEvent(ImGuiMod_Shift, down);
    if (mods.command) io.AddKeyEvent(ImGuiMod_Ctrl, down);
    if (mods.alt) io.AddKeyEvent(ImGuiMod_Alt, down);
  };
  set_mods(true);
  io.AddKeyEvent(imgui_key(key), true);
  step(2);
  io.AddKeyEvent(imgui_key(key), false);
  set_mods(false);
  step(3);
}

void UiHarness::type_character(char32_t character) {
  ImGui::GetIO().AddInputCharacter(static_cast<unsigned>(character));
  step(3);
}

void UiHarness::type(std::string_view field, std::string_view text) {
  const a11y::NodeId id = find(field).id;
  act(a11y::Focus{id});
  act(a11y::SetValue{id, std::string(text)});
}

void UiHarness::act(a11y::Action action) {
  actions_.push_back(std::move(action));
  step(3);
}

Picture UiHarness::picture() {
  return rasterise(*ImGui::GetDrawData(), spec_.density);
}

}  // namespace pratique::test
