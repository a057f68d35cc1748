#include "ui/views/log/export_view.hpp"

#include <algorithm>

#include "ui/strings/format.hpp"
#include "ui/views/quarantine/list_states_view.hpp"

namespace pratique::views {
namespace {

constexpr float kWidth = 340, kHeight = 216;

using Step = store::Export::Step;

std::int64_t promised(const Frame& frame) {
  const std::int64_t matching = frame.state.exported.matching.value_or(frame.state.list.total.value_or(0));
  return std::min(matching, api::kExportRowsMax);
}

std::string said_of(const Frame& frame) {
  const store::Export& now = frame.state.exported;
  const strings::Catalog& words = frame.words();
  switch (now.step) {
    case Step::Running:
      return words.format(Key::ExportRunning, {{"rows", strings::number(words, std::min(now.rows, promised(frame)))},
                                               {"total", strings::number(words, promised(frame))},
                                               {"size", strings::size(words, now.bytes)}});
    case Step::Done:
      return words.count(Key::ExportDone, now.rows, {{"file", now.file_name}});
    case Step::Failed:
      return std::string(words.text(Key::ExportFailed)) + ". " + (now.error ? error_line(frame, *now.error) : std::string());
    case Step::None:
      break;
  }
  const std::int64_t total = frame.state.list.total.value_or(0);
  if (total == 0) return std::string(words.text(Key::ExportNothing));
  std::string said = words.count(Key::ExportMatching, total);
  if (total > api::kExportRowsMax) said += " " + words.count(Key::ExportLimit, api::kExportRowsMax);
  return said;
}

void formats_view(Frame& frame, kit::Box& box) {
  const float height = frame.ui.touch() ? theme::size::control::kTouch : 30.0F;
  struct One {
    api::ExportFormat format;
    Key label;
  };
  constexpr One kBoth[] = {{api::ExportFormat::Csv, Key::ExportCsv}, {api::ExportFormat::Jsonl, Key::ExportJsonl}};
  kit::Box area = box.take_top(2 * height);
  const kit::GroupScope group(frame.ui, kit::id("export-format"), a11y::Role::RadioGroup, frame.text(Key::Export), area);
  for (const One& one : kBoth) {
    const kit::Id id = kit::id("export-format", static_cast<int>(one.format));
    if (kit::radio(frame.ui, id, area.take_top(height), frame.text(one.label), frame.view.log.format == one.format))
      frame.view.log.format = one.format;
  }
}

void panel_view(Frame& frame, kit::Box box) {
  kit::Ui& ui = frame.ui;
  const store::Export& now = frame.state.exported;
  box = box.inset(theme::space::k4);
  kit::heading(ui, kit::id("export-title"), box.take_top(24), frame.text(Key::ExportTitle), 2, {.type = theme::Type::BodyStrong});
  box.skip_top(theme::space::k1);
  kit::Box foot = box.take_bottom(ui.control_height());
  const std::string said = said_of(frame);
  const float height = kit::text_height(ui, said, theme::Type::Small, box.w, 4);
  const kit::Box at = box.take_top(height);
  const bool failed = now.step == Step::Failed;
  const theme::Palette& colors = frame.palette();
  kit::text(ui, at, said, {.type = theme::Type::Small, .color = failed ? colors.danger.text : colors.text.secondary, .max_lines = 4});
  ui.record({.id = kit::id("export-said"), .role = failed ? a11y::Role::Alert : a11y::Role::Status, .name = said, .rect = at.rect()});
  box.skip_top(theme::space::k2);
  if (now.step == Step::Running) {
    const float share = promised(frame) > 0 ? static_cast<float>(now.rows) / static_cast<float>(promised(frame)) : -1;
    kit::progress_line(ui, kit::id("export-progress"), box.take_top(8),
                       {.name = frame.text(Key::Export), .fraction = std::min(share, 1.0F)});
  } else if (now.step == Step::None) {
    formats_view(frame, box);
  }
  const auto button = [&](const char* word, Key label, kit::ButtonStyle style, bool disabled = false) {
    const kit::ButtonSpec spec{.label = frame.text(label), .style = style, .disabled = disabled};
    const kit::Box place = foot.take_end(kit::button_width(ui, spec));
    foot.skip_end(theme::space::k2);
    return kit::button(ui, kit::id("export", std::string_view(word)), place, spec);
  };
  switch (now.step) {
    case Step::None:
      if (button("start", Key::Export, kit::ButtonStyle::Filled, frame.state.list.total.value_or(0) == 0))
        frame.push(intents::StartExport{frame.view.log.format});
      return;
    case Step::Running:
      if (button("stop", Key::Stop, kit::ButtonStyle::Outlined)) frame.push(intents::StopExport{});
      return;
    case Step::Failed:
      if (button("again", Key::TryAgain, kit::ButtonStyle::Filled)) frame.push(intents::StartExport{now.format});
      [[fallthrough]];
    case Step::Done:
      if (button("close", Key::Close, kit::ButtonStyle::Outlined)) {
        frame.push(intents::StopExport{});
        ui.close_all_popups();
      }
  }
}

}  // namespace

kit::ButtonSpec export_button(const Frame& frame) {
  const bool words = frame.form == ScreenForm::Three;
  return {.label = words ? frame.text(Key::Export) : std::string_view(),
          .name = frame.text(Key::Export),
          .icon = theme::Icon::Download,
          .expanded = frame.ui.popup_open(kit::id("export-panel"))};
}

void export_view(Frame& frame, kit::Box button) {
  const kit::Id panel = kit::id("export-panel");
  if (kit::button(frame.ui, kit::id("export"), button, export_button(frame))) frame.ui.open_popup(panel);
  const kit::PopupSpec spec{.name = frame.text(Key::ExportTitle),
                            .width = std::min(kWidth, frame.ui.safe_screen().w - 2 * theme::space::k4),
                            .height = kHeight,
                            .placement = kit::Placement::BelowEnd};
  kit::popup(frame.ui, panel, button, spec, [&](kit::Box box) { panel_view(frame, box); });
}

}  // namespace pratique::views
