#include "shell/app.hpp"

#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <utility>

namespace pratique::shell {
namespace {

kit::Direction direction_of(const strings::Catalog& catalog) {
  return catalog.right_to_left() ? kit::Direction::RightToLeft : kit::Direction::LeftToRight;
}

constexpr std::int64_t kNodesEveryMs = 400;  // during a fling
constexpr std::int64_t kRestMs = 100;        // after the last step of one

// ImGui takes a press and its release in separate frames; what is left over needs a frame of its own.
bool input_left() {
  return ImGui::GetCurrentContext()->InputEventsQueue.Size > 0;
}

std::optional<std::int64_t> earlier(std::optional<std::int64_t> a, std::optional<std::int64_t> b) {
  if (!a || !b) return a ? a : b;
  return std::min(*a, *b);
}

}  // namespace

App::ImGuiOwner::ImGuiOwner() : context(ImGui::CreateContext()) {
  auto& io = ImGui::GetIO();
  io.IniFilename = nullptr;
  io.LogFilename = nullptr;
  io.ConfigNavCaptureKeyboard = false;  // focus and keys are the kit's
  io.ConfigErrorRecovery = false;
}

App::ImGuiOwner::~ImGuiOwner() {
  ImGui::DestroyContext(context);
}

App::App(const AppPorts& ports)
    : ports_(ports),
      engine_(ports.rasterizer),
      catalog_(strings::Language::English, ports.flows.localisation),
      ui_({engine_, ports.flows.localisation, &catalog_}),
      flow_(ports.flows, [this] { ports_.scheduler.request(); }) {}

App::~App() = default;

void App::start() {
  flow_.start();
  ports_.scheduler.request();
}

void App::handle(intents::Intent intent) {
  flow_.handle(std::move(intent));
  wake();
}

void App::act(a11y::Action action) {
  actions_.push_back(std::move(action));
  wake();
}

void App::press(const KeyPress& key) {
  add_key(ImGui::GetIO(), key);
  wake();
}

void App::set_pointer(const PointerAndInsets& pointer) {
  pointer_ = pointer;
  wake();
}

void App::restore_context() {
  renderer_.restore();
  wake();
}

void App::forget_glyphs() {
  engine_.forget();
  wake();
}

bool App::take_texts(strings::Language language) {
  if (strings::built_in(language) != nullptr) {
    catalog_ = strings::Catalog(language, ports_.flows.localisation);
  } else {
    const std::optional<std::string> file = ports_.surface.texts(strings::to_bcp47(language));
    if (!file) return false;
    catalog_ = strings::Catalog(language, ports_.flows.localisation, *file);
  }
  ui_.set_strings(catalog_);
  return true;
}

// The catalogue and the page follow the language that the reader chose.
void App::follow_language() {
  const auto& look = flow_.state().look;
  PageLook wanted{look.language, page_look_.direction, theme::resolve(look)};
  if (page_look_.language == wanted.language && page_look_.theme == wanted.theme) return;
  if (page_look_.language != wanted.language && !take_texts(strings::language_of(look.language))) {
    wanted.language = page_look_.language.empty() ? "en" : page_look_.language;  // until its texts are there
    if (wanted == page_look_) return;
  }
  wanted.direction = direction_of(catalog_);
  page_look_ = wanted;
  ports_.surface.set_look(page_look_);
}

void App::prepare_io() {
  auto& io = ImGui::GetIO();
  const auto size = ports_.window.size();
  io.DisplaySize = {size.width, size.height};
  io.DisplayFramebufferScale = {size.density, size.density};
  const auto now = ports_.flows.clock.mono_now();
  const auto elapsed_ms = std::clamp<std::int64_t>((now - last_frame_).count(), 1, 100);  // after a sleep no time has passed for the screen
  io.DeltaTime = static_cast<float>(elapsed_ms) / 1000;
  last_frame_ = now;
}

bool App::frame() {
  ports_.scheduler.begin();
  const auto started = std::chrono::steady_clock::now();
  const bool open = ports_.window.pump(ImGui::GetIO());
  if (flow_.state().session.state == store::SessionState::SignedOut) {
    if (!std::exchange(left_, true)) ports_.surface.signed_out();
    return open;
  }
  left_ = false;
  follow_language();
  prepare_io();
  ImGui::NewFrame();
  engine_.begin_frame(ports_.window.size().density, haste_);
  ui_.begin_frame({.look = flow_.state().look,
                   .direction = page_look_.direction,
                   .coarse_pointer = pointer_.coarse_pointer,
                   .editing = ports_.text_editing,
                   .safe_area = pointer_.safe_area,
                   .mono_now = ports_.flows.clock.mono_now(),
                   .wall_now = ports_.flows.clock.wall_now(),
                   .actions = std::exchange(actions_, {})});
  const auto outputs = views::root_view(flow_.state(), view_state_, intents_, ui_);
  const auto frame = ui_.end_frame();
  ImGui::Render();
  for (auto& intent : intents_.take()) flow_.handle(std::move(intent));

  const bool owes = engine_.owes();
  haste_ = frame.flying || owes ? text::Haste::Flying : text::Haste::None;
  const Nodes nodes = publish(outputs, frame);
  const auto size = ports_.window.size();
  const auto device = [&](float logical) { return static_cast<int>(std::lround(logical * size.density)); };
  renderer_.draw(device(size.width), device(size.height), ui_.palette().surface.base.rgba() >> 8);
  ports_.window.swap();
  ports_.surface.frame_drawn(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - started).count());
  const std::optional<std::int64_t> rest_ms = nodes == Nodes::Waiting ? std::optional<std::int64_t>(kRestMs) : std::nullopt;
  ports_.scheduler.end({.right_away = outputs.animating || frame.animating || owes || input_left(),
                        .in_ms = earlier(rest_ms, earlier(outputs.redraw_in_ms, frame.redraw_in_ms))});
  return open;
}

// Building the page's copy of rows that fly past costs more than drawing them, and nobody can read it before they rest: during a
// fling it follows a few times a second, and at once when the focus moves.
App::Nodes App::publish(const views::Outputs& outputs, const kit::FrameOutput& frame) {
  if (frame.flying) flew_at_ = last_frame_;
  const bool flies = (last_frame_ - flew_at_).count() < kRestMs;
  const bool waiting = flies && frame.focused == nodes_focus_ && (last_frame_ - nodes_published_at_).count() < kNodesEveryMs;
  if (!waiting) {
    ports_.surface.publish_nodes(ui_.nodes(), frame.focused);
    nodes_published_at_ = last_frame_;
    nodes_focus_ = frame.focused;
  }
  ports_.surface.set_title(outputs.title);
  ports_.surface.set_cursor(frame.cursor);
  ports_.text_input.publish(frame.text_input);
  ports_.message_frame.publish(outputs.message_frame);
  return waiting ? Nodes::Waiting : Nodes::Published;
}

}  // namespace pratique::shell
