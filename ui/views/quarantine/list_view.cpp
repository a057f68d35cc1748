#include "ui/views/quarantine/list_view.hpp"

#include <algorithm>

#include "ui/strings/format.hpp"
#include "ui/views/actions.hpp"
#include "ui/views/quarantine/list_layout.hpp"
#include "ui/views/quarantine/row_menu_view.hpp"
#include "ui/views/quarantine/row_view.hpp"
#include "ui/views/shortcuts/shortcuts_view.hpp"

namespace pratique::views {
namespace {

constexpr float kHeadingHeight = 28;
constexpr float kPillHeight = 28;

class List {
 public:
  List(Frame& frame, kit::Box box)
      : frame_(frame), box_(box), layout_(frame.state, frame.ui.localisation()), look_(row_look(frame, box.w)) {}

  VisibleRows draw() {
    std::vector<kit::ListGroup> groups;
    for (const Section& section : layout_.sections()) groups.push_back({section.first});
    kit::ListSpec spec{.name = frame_.text(Key::ListLabel),
                       .total = layout_.rows(),
                       .row_height = look_.height,
                       .header_height = kHeadingHeight,
                       .groups = groups};
    list_keys(frame_, spec);
    if (frame_.state.list.cursor_rank) spec.cursor = layout_.display_of(*frame_.state.list.cursor_rank);
    if (frame_.state.toast) spec.bottom_padding = kit::kToastHeight + 2 * theme::space::k4;
    const kit::ListEvents events = kit::virtual_list(
        frame_.ui, list_id(), box_, spec, frame_.view.quarantine.list, [&](const kit::ListRow& row) { draw_row(row); },
        [&](std::size_t group, kit::Box at) { draw_heading(layout_.sections()[group], at); });
    take(events);
    return {events.first_visible, events.last_visible};
  }

 private:
  [[nodiscard]] const api::MessageSummary* message_at(std::int64_t display) const {
    return display < 0 || display >= layout_.rows() ? nullptr : frame_.state.list.row(layout_.rank_of(display));
  }

  void draw_row(const kit::ListRow& row) {
    const std::int64_t rank = layout_.rank_of(row.rank);
    const api::MessageSummary* message = frame_.state.list.row(rank);
    if (message == nullptr) {
      draw_missing(row, rank);
      return;
    }
    act(row_view(frame_, row, *message, look_), *message, rank);
    row_menu_view(frame_, *message, row.box);
  }

  // Not loaded, or its page could not be: the first row of such a page offers to try again.
  void draw_missing(const kit::ListRow& row, std::int64_t rank) {
    const std::int64_t number = rank / store::kPageRows;
    const auto page = frame_.state.list.pages.find(number);
    if (page == frame_.state.list.pages.end() || !page->second.error) {
      kit::skeleton_row(frame_.ui, list_id(), row.box, row.rank);
      return;
    }
    const bool whole = row.box.y >= box_.y + kHeadingHeight && row.box.bottom() <= box_.bottom();
    if (!whole || (rank % store::kPageRows != 0 && row.rank != first_drawn_missing_.value_or(row.rank))) return;
    first_drawn_missing_ = row.rank;
    kit::Box box = row.box.inset(theme::space::k4, 0);
    const kit::ButtonSpec retry{.label = frame_.text(Key::TryAgain), .icon = theme::Icon::Refresh};
    const kit::Box button = box.take_end(kit::button_width(frame_.ui, retry)).middle(frame_.ui.control_height());
    box.skip_end(theme::space::k3);
    kit::label(frame_.ui, kit::id("page-failed", number), box, frame_.text(Key::FailedMore),
               {.type = theme::Type::Small, .color = frame_.palette().danger.text});
    if (kit::button(frame_.ui, kit::id("page-retry", number), button, retry)) frame_.push(intents::RetryPage{number});
  }

  void act(RowClick click, const api::MessageSummary& message, std::int64_t rank) {
    switch (click) {
      case RowClick::None:
        return;
      case RowClick::Open:
        if (frame_.ui.pointer_is_touch() && look_.boxes_always) {
          frame_.push(intents::ToggleSelected{message.id});
          return;
        }
        frame_.push(intents::MoveCursor{rank});
        frame_.push(intents::OpenMessage{message.id});
        return;
      case RowClick::Toggle:
        frame_.push(intents::ToggleSelected{message.id});
        return;
      case RowClick::Range:
        frame_.push(intents::SelectRange{message.id});
        return;
      case RowClick::Menu:
        open_row_menu(frame_, message.id);
        return;
      case RowClick::Release:
        release(frame_, {message.id});
        return;
      case RowClick::Remove:
        remove(frame_, {message.id});
        return;
      case RowClick::Wave:
        frame_.push(intents::SelectWave{message.wave.id});
        return;
    }
  }

  void draw_heading(const Section& section, kit::Box box) {
    kit::list_header(frame_.ui, box);
    box = box.inset(theme::space::k4, 0);
    if (section.kind == SectionKind::WorthALook) {
      draw_worth_heading(section, box);
      return;
    }
    const std::string day = strings::day_heading(frame_.words(), section.day, frame_.ui.wall_now());
    const kit::Id id = kit::id("day", section.day);
    const std::string held = frame_.words().count(Key::GroupHeld, section.count);
    const float width = kit::heading(
        frame_.ui, id, box, day, 2, {.type = theme::Type::Meta, .color = frame_.palette().text.secondary, .weight = kit::Weight::SemiBold});
    box.skip_start(width + theme::space::k2);
    kit::text(frame_.ui, box, held, {.type = theme::Type::Meta, .color = frame_.palette().text.muted});
  }

  void draw_worth_heading(const Section& section, kit::Box box) {
    kit::Ui& ui = frame_.ui;
    const theme::Palette& colors = frame_.palette();
    const kit::ButtonSpec all{.label = {}, .style = kit::ButtonStyle::Link};
    const std::string label = frame_.words().count(Key::ReleaseAllCount, section.count);
    kit::ButtonSpec named = all;
    named.label = label;
    const kit::Box button = box.take_end(kit::button_width(ui, named));
    if (kit::button(ui, kit::id("release-worth"), button, named)) release_worth(section);
    kit::icon(ui, box.take_start(14), theme::Icon::Eye, colors.text.link, theme::size::icon::kSm);
    box.skip_start(6);
    const float width = kit::heading(ui, kit::id("worth"), box, frame_.text(Key::WorthALook), 2,
                                     {.type = theme::Type::Meta, .color = colors.text.link, .weight = kit::Weight::SemiBold});
    box.skip_start(width + 6);
    kit::text(ui, box, frame_.words().count(Key::WorthHint, section.count), {.type = theme::Type::Meta, .color = colors.text.muted});
  }

  void release_worth(const Section& section) {
    MessageIds ids;
    for (std::int64_t display = section.first; display < section.first + section.count; ++display) {
      if (const api::MessageSummary* message = message_at(display)) ids.push_back(message->id);
    }
    release(frame_, std::move(ids));
  }

  void take(const kit::ListEvents& events) {
    if (events.cursor_to) move_cursor(*events.cursor_to, events.extend);
    const std::optional<std::int64_t> cursor = frame_.state.list.cursor_rank;
    const api::MessageSummary* message = cursor ? frame_.state.list.row(*cursor) : nullptr;
    if (message && events.toggle) frame_.push(intents::ToggleSelected{message->id});
    if (message && events.activate) frame_.push(intents::OpenMessage{message->id});
    if (events.paint_from && events.paint_to) paint(*events.paint_from, *events.paint_to);
    if (events.last_visible >= events.first_visible) need(events.first_visible, events.last_visible);
  }

  void move_cursor(std::int64_t display, bool extend) {
    const api::MessageSummary* message = message_at(display);
    const std::int64_t rank = layout_.rank_of(display);
    const std::optional<api::MessageId>& at = frame_.state.list.cursor;
    if (extend && at && !frame_.state.list.selection.anchor) frame_.push(intents::ToggleSelected{*at});
    frame_.push(intents::MoveCursor{rank});
    if (message == nullptr) return;
    if (extend) {
      frame_.push(intents::SelectRange{message->id});
    } else if (frame_.state.open.id && frame_.form != ScreenForm::One && !frame_.ui.pointer_down()) {
      frame_.push(intents::OpenMessage{message->id});  // an open preview follows the cursor
    }
  }

  void paint(std::int64_t from, std::int64_t to) {
    const api::MessageSummary* first = message_at(from);
    const api::MessageSummary* last = message_at(to);
    if (first == nullptr || last == nullptr) return;
    if (frame_.state.list.selection.anchor != first->id) frame_.push(intents::ToggleSelected{first->id});
    frame_.push(intents::SelectRange{last->id});
  }

  // Display positions to ranks: those pulled to the top are all in the first page, which is kept anyway.
  void need(std::int64_t first, std::int64_t last) {
    const auto pulled = static_cast<std::int64_t>(layout_.pulled().size());
    const std::int64_t from = layout_.rank_of(std::max(first, std::min(pulled, last)));
    const std::int64_t to = layout_.rank_of(last);
    const std::int64_t low = std::min(from, to);
    const std::int64_t high = std::max(from, to);
    QuarantineViewState& view = frame_.view.quarantine;
    // Said again only when other rows came into view, or some of them are neither there nor on their way.
    if (view.needed_first == low && view.needed_last == high && rows_are_known(frame_.state.list, low, high)) return;
    view.needed_first = low;
    view.needed_last = high;
    frame_.push(intents::NeedRows{low, high});
  }

  Frame& frame_;
  kit::Box box_;
  ListLayout layout_;
  RowLook look_;
  std::optional<std::int64_t> first_drawn_missing_;
};

// New mail never moves the list: a pill says how many came.
void arrived_view(Frame& frame, kit::Box box) {
  if (frame.state.list.arrived <= 0) return;
  const std::string label = frame.words().count(Key::NewArrived, frame.state.list.arrived);
  const kit::ButtonSpec spec{.label = label, .icon = theme::Icon::Up, .style = kit::ButtonStyle::Filled};
  const float width = kit::button_width(frame.ui, spec);
  box.skip_top(theme::space::k2);
  const kit::Box at = box.take_top(kPillHeight).centered(width, kPillHeight);
  if (kit::button(frame.ui, kit::id("show-arrived"), at, spec)) {
    frame.push(intents::ShowArrived{});
    frame.view.quarantine.list.scroll.offset = 0;
  }
}

}  // namespace

kit::Id list_id() {
  return kit::id("list");
}

bool rows_are_known(const store::MessageList& list, std::int64_t first_rank, std::int64_t last_rank) {
  for (std::int64_t page = first_rank / store::kPageRows; page <= last_rank / store::kPageRows; ++page) {
    const auto found = list.pages.find(page);
    if (found == list.pages.end()) return false;
    if (found->second.rows.empty() && !found->second.loading && !found->second.error) return false;
  }
  return true;
}

VisibleRows list_view(Frame& frame, kit::Box box) {
  const VisibleRows visible = List(frame, box).draw();
  arrived_view(frame, box);
  return visible;
}

}  // namespace pratique::views
