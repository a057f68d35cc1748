// The reader's own actions, newest first, each with its way back where there still is one; and message by message what failed in one.
#include <algorithm>

#include "ui/strings/format.hpp"
#include "ui/views/actions.hpp"
#include "ui/views/jobs/job_view.hpp"
#include "ui/views/jobs/job_words.hpp"
#include "ui/views/message_look.hpp"
#include "ui/views/quarantine/list_states_view.hpp"

namespace pratique::views {
namespace {

constexpr float kWidth = 640;
constexpr float kHeight = 600;
constexpr float kRowHeight = 64;
constexpr float kFailedHeight = 52;

std::string facts_of(const Frame& frame, const api::Job& job) {
  const strings::Catalog& words = frame.words();
  std::string out = words.localisation().date(job.created_at, ports::Localisation::DateStyle::Full);
  const auto append = [&](const std::string& piece) {
    if (!piece.empty()) out.append(" · ").append(piece);
  };
  append(job_result(words, job));
  if (job.query) append(words.format(Key::HistoryOfQuery, {{"query", *job.query}}));
  const bool retrying = std::ranges::find(job.items, api::ItemState::Retrying, &api::JobItem::state) != job.items.end();
  if (retrying) append(std::string(words.text(Key::JobRetrying)));
  return out;
}

void job_row_view(Frame& frame, kit::Box row, const api::Job& job) {
  kit::Ui& ui = frame.ui;
  const kit::Id id = kit::id("history", job.id);
  const std::string title = job_title(frame.words(), job);
  const std::string facts = facts_of(frame, job);
  kit::line(ui, row, kit::Edge::Bottom, frame.palette().line.divider);
  ui.record({.id = id, .role = a11y::Role::Row, .name = title, .description = facts, .rect = row.rect()});
  kit::icon(ui, row.take_start(20), job_icon(job), frame.palette().text.secondary, theme::size::icon::kLg);
  row.skip_start(12);
  const auto button = [&](const char* word, const kit::ButtonSpec& spec) {
    const bool clicked = kit::button(ui, kit::child(id, word), row.take_end(kit::button_width(ui, spec)).middle(ui.control_height()), spec);
    row.skip_end(4);
    return clicked;
  };
  if (store::is_undoable(job, ui.wall_now())) {
    const std::string name = frame.words().format(Key::UndoWhat, {{"what", title}});
    if (button("undo", {.label = frame.text(Key::Undo), .name = name, .icon = theme::Icon::Undo})) frame.push(intents::UndoJob{job.id});
  }
  if (job.state == api::JobState::Running) {
    const std::string name = frame.words().format(Key::StopJob, {{"what", title}});
    if (button("stop", {.label = frame.text(Key::Stop), .name = name, .style = kit::ButtonStyle::Ghost}))
      frame.push(intents::StopJob{job.id});
  }
  if (job.failed > 0) {
    const std::string label = frame.words().count(Key::ShowFailed, job.failed);
    if (button("failed", {.label = label, .style = kit::ButtonStyle::Link})) frame.push(intents::ShowFailed{job.id});
  }
  kit::Box lines = row.middle(40);
  kit::text(ui, lines.take_top(20), title, {.type = theme::Type::BodyStrong});
  kit::text(ui, lines, facts,
            {.type = theme::Type::Meta, .color = frame.palette().text.muted, .cut_tooltip = true, .id = kit::child(id, "facts")});
}

float history_rows_view(Frame& frame, kit::Box content) {
  const store::History& history = frame.state.history;
  const float top = content.y;
  for (const api::Job& job : history.jobs) {
    const kit::Box row = content.take_top(kRowHeight);
    // Rows out of sight are not drawn; they may be hundreds.
    if (row.overlaps(frame.ui.clip())) job_row_view(frame, row, job);
  }
  const bool more = history.total.value_or(0) > history.asked;
  if (history.jobs.empty() && !more) {
    kit::label(frame.ui, kit::id("history-empty"), content.take_top(kRowHeight), frame.text(Key::HistoryEmpty),
               {.color = frame.palette().text.muted});
  }
  if (history.error) {
    kit::label(frame.ui, kit::id("history-error"), content.take_top(32), error_line(frame, *history.error),
               {.type = theme::Type::Small, .color = frame.palette().danger.text});
  }
  if (more || history.error) {
    const kit::ButtonSpec older{.label = frame.text(history.error ? Key::TryAgain : Key::HistoryOlder),
                                .style = kit::ButtonStyle::Link,
                                .disabled = history.loading};
    kit::Box line = content.take_top(48);
    if (kit::button(frame.ui, kit::id("history-older"), line.take_start(kit::button_width(frame.ui, older)).middle(28), older))
      frame.push(intents::ShowOlderHistory{});
  }
  return content.y - top;
}

void failed_row_view(Frame& frame, kit::Box row, const api::JobItem& item) {
  kit::Ui& ui = frame.ui;
  const kit::Id id = kit::id("failed-item", item.message_id);
  const api::MessageSummary* message = find_message(frame.state, item.message_id);
  const std::string_view reason = item.reply.empty() ? frame.text(Key::FailedNoReason) : std::string_view(item.reply);
  const std::string_view subject = message != nullptr ? shown_subject(frame.words(), *message) : frame.text(Key::OpenRow);
  const kit::Interaction it = ui.interact(id, row);
  if (it.hovered) kit::fill(ui, row, frame.palette().surface.hover);
  if (it.ring) kit::focus_ring_inside(ui, row);
  kit::line(ui, row, kit::Edge::Bottom, frame.palette().line.divider);
  ui.record({.id = id,
             .role = a11y::Role::Link,
             .name = std::string(subject),
             .description = std::string(reason),
             .rect = row.rect(),
             .focusable = true});
  kit::Box lines = row.middle(38);
  kit::text(ui, lines.take_top(19), reason, {.type = theme::Type::Small, .cut_tooltip = true, .id = kit::child(id, "reason")});
  kit::text(ui, lines, subject, {.type = theme::Type::Meta, .color = frame.palette().text.link});
  if (!it.clicked) return;
  frame.push(intents::OpenMessage{item.message_id});
  frame.view.history_open = false;
}

float failed_rows_view(Frame& frame, kit::Box content) {
  const float top = content.y;
  const auto& remote = frame.state.history.failed_items;
  if (const base::Error* error = remote.error()) {
    kit::label(frame.ui, kit::id("failed-error"), content.take_top(32), error_line(frame, *error),
               {.type = theme::Type::Small, .color = frame.palette().danger.text});
  }
  const api::JobItemPage* page = remote.value();
  if (page == nullptr) {
    if (remote.is_loading()) kit::label(frame.ui, kit::id("failed-loading"), content.take_top(32), frame.text(Key::Loading), {});
    return content.y - top;
  }
  for (const api::JobItem& item : page->items) failed_row_view(frame, content.take_top(kFailedHeight), item);
  const auto shown = static_cast<std::int64_t>(page->items.size());
  if (page->total > shown) {
    kit::label(frame.ui, kit::id("failed-more"), content.take_top(32), frame.words().count(Key::FailedMore100, shown),
               {.type = theme::Type::Meta, .color = frame.palette().text.muted});
  }
  return content.y - top;
}

}  // namespace

void open_history(Frame& frame) {
  frame.view.history_open = true;
  frame.view.history_scroll = {};
  frame.ui.close_all_popups();
  frame.push(intents::ShowFailed{std::nullopt});
  frame.push(intents::ShowHistory{});
}

void show_failed(Frame& frame, const api::JobId& id) {
  frame.view.history_open = true;
  frame.view.history_scroll = {};
  frame.push(intents::ShowFailed{id});
}

void history_view(Frame& frame) {
  if (!frame.view.history_open) return;
  const bool failed = frame.state.history.failed_of.has_value();
  const kit::Box screen = frame.ui.safe_screen();
  const std::string_view title = frame.text(failed ? Key::FailedTitle : Key::History);
  const kit::DialogSpec spec{.title = title,
                             .width = std::min(kWidth, screen.w - 2 * theme::space::k3),
                             .height = std::min(kHeight, screen.h - 2 * theme::space::k3),
                             .close_name = frame.text(Key::Close)};
  const kit::DialogResult result = kit::dialog(frame.ui, kit::id("history"), spec, [&](kit::Box box) {
    if (failed) {
      const kit::ButtonSpec back{.label = frame.text(Key::History), .icon = theme::Icon::Back, .style = kit::ButtonStyle::Ghost};
      kit::Box line = box.take_top(frame.ui.control_height() + 4);
      if (kit::button(frame.ui, kit::id("history-back"),
                      line.take_start(kit::button_width(frame.ui, back)).middle(frame.ui.control_height()), back)) {
        frame.view.history_scroll = {};
        frame.push(intents::ShowFailed{std::nullopt});
      }
    }
    kit::scroll_area(frame.ui, kit::id("history-scroll"), box, frame.view.history_scroll, title, [&](kit::Box content) {
      content.h = 1e6F;
      return failed ? failed_rows_view(frame, content) : history_rows_view(frame, content);
    });
  });
  if (result.dismissed) frame.view.history_open = false;
}

}  // namespace pratique::views
