#include "ui/kit/tabs.hpp"

#include "ui/kit/badge.hpp"
#include "ui/kit/paint.hpp"
#include "ui/kit/text.hpp"

namespace pratique::kit {

namespace {

constexpr float kTabGap = 20, kPillGap = 6, kSegmentPad = 12, kSegmentIcon = 16;

[[nodiscard]] float tab_width(Ui& ui, const Tab& tab) {
  float width = text_width(ui, tab.label, theme::Type::Small, Weight::SemiBold) + 1;
  return ui.snap(width + (tab.count.empty() ? 0 : kPillGap + count_pill_width(ui, tab.count)));
}

// Arrows, Home and End inside one focus stop; the choice follows the focus (WAI-ARIA: automatic activation).
[[nodiscard]] std::optional<std::size_t> arrow_choice(Ui& ui, Id focused, std::size_t index, std::size_t count) {
  if (ui.key(focused, Key::End) || ui.key(focused, Key::Down)) return (index + 1) % count;
  if (ui.key(focused, Key::Start) || ui.key(focused, Key::Up)) return (index + count - 1) % count;
  if (ui.key(focused, Key::Home)) return 0;
  if (ui.key(focused, Key::Last)) return count - 1;
  return std::nullopt;
}

}  // namespace

float tabs_width(Ui& ui, std::span<const Tab> tabs) {
  float width = tabs.empty() ? 0 : -kTabGap;
  for (const Tab& tab : tabs) width += tab_width(ui, tab) + kTabGap;
  return width;
}

std::optional<std::size_t> tabs(Ui& ui, Id id, const Box& box, std::span<const Tab> all, std::size_t active, std::string_view name) {
  const theme::Palette& p = ui.palette();
  GroupScope group(ui, id, a11y::Role::TabList, name, box);
  line(ui, box, Edge::Bottom, p.line.divider);
  float gap = kTabGap, wanted = tabs_width(ui, all);
  if (wanted > box.w && all.size() > 1) gap = std::max(8.0F, kTabGap - (wanted - box.w) / static_cast<float>(all.size() - 1));
  ClipScope clip(ui, {box.x - 4, box.y, box.w + 8, box.h, box.direction});
  Box rest = box;
  std::optional<std::size_t> chosen;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const Tab& tab = all[i];
    Box at = rest.take_start(tab_width(ui, tab));
    rest.skip_start(gap);
    Interaction now = ui.interact(tab.id, {at.x - gap / 2, at.y, at.w + gap, at.h, at.direction});
    bool is_active = i == active;
    ui.record({.id = tab.id,
               .role = a11y::Role::Tab,
               .name = std::string(tab.label),
               .description = std::string(tab.count),
               .rect = at.rect(),
               .selected = is_active,
               .focusable = is_active,
               .focus_target = !is_active,
               .set_size = static_cast<std::int64_t>(all.size()),
               .position = static_cast<std::int64_t>(i) + 1});
    Box words = at;
    if (!tab.count.empty()) count_pill(ui, words.take_end(count_pill_width(ui, tab.count)), tab.count);
    text(ui, words, tab.label,
         {.type = theme::Type::Small,
          .color = is_active || now.hovered ? p.text.primary : p.text.secondary,
          .weight = is_active ? Weight::SemiBold : Weight::Regular});
    if (is_active) fill(ui, {at.x, at.bottom() - 2, at.w, 2, at.direction}, p.accent.fill);
    if (now.ring) focus_ring_inside(ui, {at.x - 4, at.y + 8, at.w + 8, at.h - 16, at.direction}, theme::radius::kXs);
    if (now.hovered) ui.set_cursor(Cursor::Hand);
    if (now.clicked) chosen = i;
    if (auto moved = arrow_choice(ui, tab.id, i, all.size())) chosen = *moved, ui.focus(all[*moved].id);
  }
  return chosen && *chosen != active ? chosen : std::nullopt;
}

float segmented_width(Ui& ui, std::span<const Segment> segments) {
  float width = 4;
  for (const Segment& segment : segments)
    width +=
        segment.label.empty() ? kSegmentIcon + 2 * 8 : text_width(ui, segment.label, theme::Type::Meta, Weight::SemiBold) + 2 * kSegmentPad;
  return ui.snap(width);
}

std::optional<std::size_t> segmented(Ui& ui, Id id, const Box& box, std::span<const Segment> segments, std::size_t active,
                                     std::string_view name) {
  const theme::Palette& p = ui.palette();
  GroupScope group(ui, id, a11y::Role::RadioGroup, name, box);
  fill(ui, box, p.surface.chip, theme::radius::kMd - 1);
  if (p.badge_outline) outline(ui, box, p.line.strong, theme::radius::kMd - 1);
  Box rest = box.inset(2);
  float spare = (rest.w - segmented_width(ui, segments) + 4) / static_cast<float>(std::max<std::size_t>(segments.size(), 1));
  std::optional<std::size_t> chosen;
  for (std::size_t i = 0; i < segments.size(); ++i) {
    const Segment& segment = segments[i];
    float width = (segment.label.empty() ? kSegmentIcon + 2 * 8
                                         : text_width(ui, segment.label, theme::Type::Meta, Weight::SemiBold) + 2 * kSegmentPad) +
                  spare;
    Box at = i + 1 == segments.size() ? rest : rest.take_start(width);
    bool is_active = i == active;
    Interaction now = ui.interact(segment.id, at);
    ui.record({.id = segment.id,
               .role = a11y::Role::Radio,
               .name = std::string(segment.label),
               .rect = at.rect(),
               .toggled = is_active ? a11y::Toggled::On : a11y::Toggled::Off,
               .focusable = is_active,
               .focus_target = !is_active});
    theme::Color ink = is_active || now.hovered ? p.text.primary : p.text.secondary;
    if (is_active) fill(ui, at, p.surface.raised, theme::radius::kSm), outline(ui, at, p.line.strong, theme::radius::kSm);
    if (segment.label.empty() || segment.icon != theme::Icon::None)
      icon(ui, at, segment.icon, ink);
    else
      text(ui, at, segment.label,
           {.type = theme::Type::Meta, .color = ink, .weight = is_active ? Weight::SemiBold : Weight::Regular, .align = Align::Center});
    if (now.ring) focus_ring(ui, at, theme::radius::kSm);
    if (now.hovered) ui.set_cursor(Cursor::Hand);
    if (now.clicked) chosen = i;
    if (auto moved = arrow_choice(ui, segment.id, i, segments.size())) chosen = *moved, ui.focus(segments[*moved].id);
  }
  return chosen && *chosen != active ? chosen : std::nullopt;
}

}  // namespace pratique::kit
