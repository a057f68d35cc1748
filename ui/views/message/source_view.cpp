// The Source tab: the message as it arrived, byte for byte where that is text, with line numbers.
#include <algorithm>

#include "ui/strings/format.hpp"
#include "ui/views/message/message_view.hpp"
#include "ui/views/message/remote_pane.hpp"

namespace pratique::views {
namespace {

void bar_view(Frame& frame, kit::Box box, const std::string& source, std::int64_t total_bytes) {
  kit::Ui& ui = frame.ui;
  kit::line(ui, box, kit::Edge::Bottom, frame.palette().line.divider);
  box = box.inset(frame.form == ScreenForm::One ? theme::space::k4 : theme::space::k6, 0);
  const kit::ButtonSpec download{.label = frame.text(Key::DownloadEml), .icon = theme::Icon::Download};
  const kit::Box button = box.take_end(std::min(kit::button_width(ui, download), box.w)).middle(ui.control_height());
  box.skip_end(theme::space::k3);
  const auto shown = static_cast<std::int64_t>(source.size());
  const std::string total = strings::size(frame.words(), std::max(total_bytes, shown));
  const std::string text = shown < total_bytes
                               ? frame.words().format(Key::SourceShown, {{"shown", strings::size(frame.words(), shown)}, {"total", total}})
                               : frame.words().format(Key::SourceAll, {{"total", total}});
  kit::label(ui, kit::id("source-size"), box, text, {.type = theme::Type::Small, .color = frame.palette().text.muted});
  if (kit::button(ui, kit::id("download-source"), button, download)) frame.push(intents::DownloadSource{});
}

}  // namespace

void source_view(Frame& frame, kit::Box box, const api::MessageSummary& message) {
  remote_pane(frame, kit::id("source-remote"), box, frame.state.open.source, [&](const std::string& source, kit::Box at) {
    bar_view(frame, at.take_top(theme::size::kSelectionBar), source, message.size_bytes);
    kit::code_view(frame.ui, kit::id("source"), at, source, frame.text(Key::SourceLabel), frame.view.message.source);
  });
}

}  // namespace pratique::views
