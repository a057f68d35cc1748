#include "ui/views/log/log_columns.hpp"

#include <algorithm>
#include <array>

namespace pratique::views {
namespace {

constexpr float kGap = 16, kPadding = 16;

constexpr std::array<LogColumnInfo, 9> kColumns{{
    {LogColumn::Time, "time", Key::ColumnTime, 72, true, true, api::SortKey::ReceivedAt},
    {LogColumn::Happened, "happened", Key::ColumnHappened, 124, true, true, std::nullopt},
    {LogColumn::From, "from", Key::FilterFrom, 200, false, true, api::SortKey::Sender},
    {LogColumn::To, "to", Key::FilterTo, 168, false, true, std::nullopt},
    {LogColumn::Subject, "subject", Key::FilterSubject, 200, true, true, api::SortKey::Subject},
    {LogColumn::Reason, "reason", Key::ColumnReason, 212, false, true, std::nullopt},
    {LogColumn::Server, "server", Key::ColumnServer, 150, false, false, std::nullopt},
    {LogColumn::Score, "score", Key::FieldScore, 56, false, false, api::SortKey::Score},
    {LogColumn::Size, "size", Key::FieldSize, 72, false, false, api::SortKey::Size},
}};

void toggle(Frame& frame, const LogColumnInfo& toggled) {
  std::vector<std::string> names;
  for (const LogColumnInfo& info : kColumns) {
    const bool shown = column_shown(frame.state.look, info);
    if (info.column == toggled.column ? !shown : shown) names.emplace_back(info.name);
  }
  frame.push(intents::SetLogColumns{std::move(names)});
}

}  // namespace

std::span<const LogColumnInfo> log_columns() {
  return kColumns;
}

bool column_shown(const store::Look& look, const LogColumnInfo& info) {
  if (info.always) return true;
  if (look.log_columns.empty()) return info.by_default;
  return std::ranges::find(look.log_columns, info.name) != look.log_columns.end();
}

std::vector<LogColumnInfo> shown_columns(const store::Look& look) {
  std::vector<LogColumnInfo> shown;
  for (const LogColumnInfo& info : kColumns) {
    if (column_shown(look, info)) shown.push_back(info);
  }
  return shown;
}

float table_width(std::span<const LogColumnInfo> columns) {
  float width = 2 * kPadding - kGap;
  for (const LogColumnInfo& info : columns) width += info.width + kGap;
  return width;
}

void columns_menu_view(Frame& frame, kit::Box button) {
  const kit::Id id = kit::id("log-columns");
  const kit::Id panel = kit::child(id, "panel");
  if (kit::icon_button(frame.ui, id, button, theme::Icon::Columns, frame.text(Key::ChooseColumns))) frame.ui.open_popup(panel);
  const float line = frame.ui.touch() ? theme::size::control::kTouch : theme::size::control::kSm + 4;
  const auto optional = static_cast<float>(std::ranges::count(kColumns, false, &LogColumnInfo::always));
  const kit::PopupSpec spec{.name = frame.text(Key::ChooseColumns),
                            .width = 220,
                            .height = 2 * theme::space::k3 + optional * line,
                            .placement = kit::Placement::BelowEnd};
  kit::popup(frame.ui, panel, button, spec, [&](kit::Box box) {
    box = box.inset(theme::space::k3);
    for (const LogColumnInfo& info : kColumns) {
      if (info.always) continue;
      const auto shown = column_shown(frame.state.look, info) ? a11y::Toggled::On : a11y::Toggled::Off;
      if (kit::checkbox(frame.ui, kit::child(panel, info.name), box.take_top(line), {.label = frame.text(info.label), .value = shown}))
        toggle(frame, info);
    }
  });
}

}  // namespace pratique::views
