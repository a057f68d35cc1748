#include "ui/views/message/auth_view.hpp"

#include <algorithm>
#include <array>

namespace pratique::views {
namespace {

constexpr float kCellPadding = 12;
constexpr float kMinCell = 150;

struct Method {
  std::string_view wire;
  Key label;
};
constexpr std::array<Method, 4> kMethods{
    {{"spf", Key::AuthSpf}, {"dkim", Key::AuthDkim}, {"dmarc", Key::AuthDmarc}, {"arc", Key::AuthArc}}};

enum class Tone : std::uint8_t { Good, Bad, Plain };

struct Said {
  Key result;
  Key text;
  Tone tone;
};

Said said_of(const api::AuthResult* result) {
  if (result == nullptr) return {Key::AuthNotChecked, Key::AuthNotCheckedText, Tone::Plain};
  const std::string_view word = result->result;
  // A pass for another domain than the one shown proves nothing about the sender (RFC 7489 §3.1).
  if (word == "pass")
    return result->aligned ? Said{Key::AuthPass, Key::AuthPassText, Tone::Good}
                           : Said{Key::AuthPassOther, Key::AuthPassOtherText, Tone::Plain};
  if (word == "fail") return {Key::AuthFail, Key::AuthFailText, Tone::Bad};
  if (word == "softfail") return {Key::AuthSoftFail, Key::AuthFailText, Tone::Bad};
  if (word == "neutral") return {Key::AuthNeutral, Key::AuthNoneText, Tone::Plain};
  if (word == "temperror") return {Key::AuthTempError, Key::AuthErrorText, Tone::Plain};
  if (word == "permerror") return {Key::AuthPermError, Key::AuthErrorText, Tone::Plain};
  return {Key::AuthNone, Key::AuthNoneText, Tone::Plain};
}

struct Cell {
  kit::Id id;
  std::string title;
  std::string text;
  Tone tone;
};

// The worst result of a method is the one that matters when a mail has several signatures, but one aligned pass suffices.
const api::AuthResult* result_of(const api::Why& why, std::string_view method) {
  const api::AuthResult* found = nullptr;
  for (const api::AuthResult& result : why.authentication) {
    if (result.method != method) continue;
    if (result.result == "pass" && result.aligned) return &result;
    if (found == nullptr) found = &result;
  }
  return found;
}

std::vector<Cell> cells_of(const Frame& frame, const api::Why& why) {
  std::vector<Cell> cells;
  for (const Method& method : kMethods) {
    const api::AuthResult* result = result_of(why, method.wire);
    if (result == nullptr && method.wire == "arc") continue;
    const Said said = said_of(result);
    const std::string domain = result && !result->domain.empty() ? result->domain : std::string("?");
    cells.push_back({kit::id("auth", method.wire),
                     frame.words().format(Key::AuthResult, {{"method", frame.text(method.label)}, {"result", frame.text(said.result)}}),
                     frame.words().format(said.text, {{"domain", domain}}), said.tone});
  }
  return cells;
}

float cell_height(Frame& frame, const Cell& cell, float width) {
  return 2 * kCellPadding + 20 + kit::text_height(frame.ui, cell.text, theme::Type::Meta, width - 2 * kCellPadding, 4);
}

void cell_view(Frame& frame, kit::Box box, const Cell& cell) {
  kit::Ui& ui = frame.ui;
  const theme::Palette& colors = frame.palette();
  const theme::Color color = cell.tone == Tone::Good  ? colors.positive.text
                             : cell.tone == Tone::Bad ? colors.danger.text
                                                      : colors.text.primary;
  const theme::Icon icon = cell.tone == Tone::Good ? theme::Icon::Ok : cell.tone == Tone::Bad ? theme::Icon::Fail : theme::Icon::Minus;
  ui.record({.id = cell.id, .role = a11y::Role::Cell, .name = cell.title, .description = cell.text, .rect = box.rect()});
  box = box.inset(kCellPadding);
  kit::Box title = box.take_top(20);
  kit::icon(ui, title.take_start(16), icon, color, theme::size::icon::kMd);
  title.skip_start(6);
  kit::text(ui, title, cell.title,
            {.type = theme::Type::Small, .color = color, .weight = kit::Weight::SemiBold, .cut_tooltip = true, .id = cell.id});
  kit::text(ui, box, cell.text, {.type = theme::Type::Meta, .color = colors.text.secondary, .max_lines = 4});
}

}  // namespace

void auth_view(Frame& frame, kit::Box& box, const api::Why& why) {
  kit::Ui& ui = frame.ui;
  const std::vector<Cell> cells = cells_of(frame, why);
  const auto columns = static_cast<std::size_t>(std::clamp(box.w / kMinCell, 1.0F, static_cast<float>(cells.size())));
  const float width = box.w / static_cast<float>(columns);
  const theme::Palette& colors = frame.palette();
  kit::Box whole = box;
  float total = 0;
  for (std::size_t first = 0; first < cells.size(); first += columns) {
    const std::size_t last = std::min(first + columns, cells.size());
    float height = 0;
    for (std::size_t i = first; i < last; ++i) height = std::max(height, cell_height(frame, cells[i], width));
    kit::Box line = box.take_top(height);
    total += height;
    if (first > 0) kit::line(ui, line, kit::Edge::Top, colors.line.divider);
    for (std::size_t i = first; i < last; ++i) {
      const kit::Box cell = line.take_start(width);
      if (i > first) kit::line(ui, cell, kit::Edge::Start, colors.line.divider);
      cell_view(frame, cell, cells[i]);
    }
  }
  kit::outline(ui, whole.take_top(total), colors.line.divider, theme::radius::kMd);
  box.skip_top(theme::space::k4);
}

}  // namespace pratique::views
