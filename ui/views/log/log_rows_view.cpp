#include "ui/views/log/log_rows_view.hpp"

#include <algorithm>
#include <array>

#include "ui/strings/format.hpp"
#include "ui/strings/log_codes.hpp"
#include "ui/views/log/log_columns.hpp"
#include "ui/views/log/log_look.hpp"
#include "ui/views/message_look.hpp"
#include "ui/views/quarantine/list_layout.hpp"
#include "ui/views/shortcuts/shortcuts_view.hpp"

namespace pratique::views {
namespace {

constexpr float kHeadingHeight = 28;
constexpr float kHeadHeight = 36;
constexpr float kLineRow = 40, kTwoLineRow = 56, kTouchRow = 72;
constexpr float kTime = 76, kHappened = 116, kReason = 212, kGap = 16;
constexpr float kReasonListWidth = 700;  // narrower lists leave the reason to the detail
constexpr float kNarrow = 520;           // below, what happened stands in the second line

enum class RowForm : std::uint8_t { Table, TwoLines, Narrow };

std::string_view sender_of(const strings::Catalog& words, const api::MessageSummary& message) {
  if (!message.header_from.address.empty()) return message.header_from.address;
  return message.envelope_from.empty() ? shown_sender(words, message) : std::string_view(message.envelope_from);
}

class LogRows {
 public:
  LogRows(Frame& frame, kit::Box box) : frame_(frame), ui_(frame.ui), layout_(frame.state, frame.ui.localisation()) {
    columns_ = shown_columns(frame.state.look);
    form_ = box.w >= table_width(columns_) && !frame.state.open.id ? RowForm::Table
            : box.w >= kNarrow                                     ? RowForm::TwoLines
                                                                   : RowForm::Narrow;
    reason_ = box.w >= kReasonListWidth;
    height_ = ui_.touch() ? kTouchRow : form_ == RowForm::Table ? kLineRow : kTwoLineRow;
    days_ = frame.state.route.sort.key == api::SortKey::ReceivedAt;
  }

  VisibleRows draw(kit::Box box) {
    head(box.take_top(kHeadHeight));
    std::vector<kit::ListGroup> groups;
    for (const Section& section : layout_.sections()) groups.push_back({section.first});
    kit::ListSpec spec{.name = frame_.text(Key::LogListLabel),
                       .total = layout_.rows(),
                       .row_height = height_,
                       .header_height = kHeadingHeight,
                       .groups = groups};
    list_keys(frame_, spec);
    if (frame_.state.list.cursor_rank) spec.cursor = *frame_.state.list.cursor_rank;
    if (frame_.state.toast) spec.bottom_padding = kit::kToastHeight + 2 * theme::space::k4;
    const kit::ListEvents events = kit::virtual_list(
        ui_, list_id(), box, spec, frame_.view.log.list, [&](const kit::ListRow& row) { draw_row(row); },
        [&](std::size_t group, kit::Box at) { heading(layout_.sections()[group], at); });
    take(events);
    return {events.first_visible, events.last_visible};
  }

 private:
  // Headings, and at the end the columns and the switch that follows new mail.
  void head(kit::Box box) {
    kit::fill(ui_, box, frame_.palette().surface.sunken);
    kit::line(ui_, box, kit::Edge::Bottom, frame_.palette().line.divider);
    kit::Box tools = box;
    tools.skip_end(theme::space::k2);
    const kit::Box columns = form_ == RowForm::Table ? tools.take_end(28).middle(28) : kit::Box{};
    tools.skip_end(theme::space::k1);
    const bool follows = frame_.state.log_follows;
    const kit::ButtonSpec live{.label = frame_.text(Key::Live),
                               .name = frame_.text(Key::FollowTop),
                               .icon = theme::Icon::Live,
                               .style = kit::ButtonStyle::Ghost,
                               .tooltip = frame_.text(Key::FollowTop),
                               .toggled = follows ? a11y::Toggled::On : a11y::Toggled::Off,
                               .tint = follows ? frame_.palette().positive.text : frame_.palette().text.muted};
    const kit::Box live_box = tools.take_end(kit::button_width(ui_, live)).middle(28);
    if (form_ == RowForm::Table) {
      table_head(box, live_box.w + columns.w + theme::space::k3);
      columns_menu_view(frame_, columns);
    } else {
      line_head(tools);
    }
    if (kit::button(ui_, kit::id("log-live"), live_box, live)) frame_.push(intents::FollowLog{!follows});
  }

  void line_head(kit::Box box) {
    const kit::TextSpec spec{.type = theme::Type::Meta, .color = frame_.palette().text.secondary, .weight = kit::Weight::SemiBold};
    box.skip_start(theme::space::k4);
    kit::text(ui_, box.take_start(kTime), frame_.text(Key::ColumnTime), spec);
    if (form_ == RowForm::Narrow) return;
    kit::text(ui_, box.take_start(kHappened), frame_.text(Key::ColumnHappened), spec);
    kit::text(ui_, box, frame_.text(Key::FilterSubject), spec);
  }

  void table_head(kit::Box box, float tools_width) {
    kit::TableState& state = frame_.view.log.columns;
    std::vector<std::string> names;
    for (const LogColumnInfo& info : columns_) names.emplace_back(info.name);
    if (frame_.view.log.columns_of != names) {
      state = {};
      frame_.view.log.columns_of = std::move(names);
    }
    const api::Sort& sort = frame_.state.route.sort;
    const theme::Icon mark = sort.order == api::SortOrder::Descending ? theme::Icon::Down : theme::Icon::Up;
    for (const LogColumnInfo& info : columns_) {
      table_.push_back({.id = kit::id("log-column", info.name),
                        .label = frame_.text(info.label),
                        .width = info.width,
                        .grows = info.column == LogColumn::Subject,
                        .end_aligned = info.column == LogColumn::Size || info.column == LogColumn::Score,
                        .sorts = info.sort.has_value(),
                        .mark = info.sort == sort.key ? mark : theme::Icon::None});
    }
    // The last heading ends before the tools.
    if (!columns_.empty()) table_.back().label_room = tools_width;
    const auto clicked = kit::table_header(ui_, kit::id("log-head"), box, table_, state);
    if (!clicked || !columns_[*clicked].sort) return;
    const api::SortKey key = *columns_[*clicked].sort;
    const bool words = key == api::SortKey::Sender || key == api::SortKey::Subject;
    const bool flip = sort.key == key ? sort.order == api::SortOrder::Descending : words;
    frame_.push(intents::SortBy{{key, flip ? api::SortOrder::Ascending : api::SortOrder::Descending}});
  }

  void heading(const Section& section, kit::Box box) {
    kit::list_header(ui_, box);
    kit::heading(ui_, kit::id("day", section.day), box.inset(theme::space::k4, 0),
                 strings::day_heading(frame_.words(), section.day, ui_.wall_now()), 2,
                 {.type = theme::Type::Meta, .color = frame_.palette().text.secondary, .weight = kit::Weight::SemiBold});
  }

  void draw_row(const kit::ListRow& row) {
    const api::MessageSummary* message = frame_.state.list.row(row.rank);
    if (message == nullptr) return missing(row);
    const strings::Catalog& words = frame_.words();
    const std::string_view happened = frame_.text(strings::status_key(message->status));
    const std::string reason = reason_text(words, *message);
    const std::string name = words.format(Key::LogRowName, {{"what", happened},
                                                            {"subject", shown_subject(words, *message)},
                                                            {"sender", sender_of(words, *message)},
                                                            {"recipient", message->recipient}});
    const std::string when = strings::row_time(words, message->received_at, ui_.wall_now());
    const kit::RowResponse response = kit::list_row(ui_, row,
                                                    {.id = kit::id("row", message->id),
                                                     .name = name,
                                                     .description = reason.empty() ? when : reason + ", " + when,
                                                     .open = frame_.state.open.id == message->id,
                                                     .muted = frame_.state.list.leaving.contains(message->id),
                                                     .tile_width = 0});
    if (response.opened || response.toggled) {
      frame_.push(intents::MoveCursor{row.rank});
      frame_.push(intents::OpenMessage{message->id});
    }
    kit::Box box = row.box;
    box.skip_bottom(1);
    switch (form_) {
      case RowForm::Table:
        return table_row(box, *message, reason);
      case RowForm::TwoLines:
        return two_lines(box.inset(theme::space::k4, 0), *message, reason);
      case RowForm::Narrow:
        return narrow_row(box.inset(theme::space::k4, 0), *message);
    }
  }

  [[nodiscard]] std::string time_of(const api::MessageSummary& message) const {
    return days_ ? strings::exact_time(frame_.words(), message.received_at)
                 : strings::row_time(frame_.words(), message.received_at, ui_.wall_now());
  }

  void happened(kit::Box box, const api::MessageSummary& message) {
    const theme::Color ink = text_color(frame_.palette(), message.status);
    kit::icon(ui_, box.take_start(16), icon_of(message.status), ink);
    box.skip_start(6);
    kit::text(ui_, box, frame_.text(strings::status_key(message.status)),
              {.type = theme::Type::Small, .color = ink, .weight = kit::Weight::SemiBold});
  }

  void table_row(const kit::Box& box, const api::MessageSummary& message, const std::string& reason) {
    std::array<kit::Box, 9> cells;
    kit::column_boxes(table_, frame_.view.log.columns, box, cells);
    const theme::Palette& colors = frame_.palette();
    const kit::Id row = kit::id("row", message.id);
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      const auto say = [&](std::string_view text, theme::Color color, kit::Align align = kit::Align::Start) {
        const kit::Id id = kit::child(row, columns_[i].name);
        kit::text(ui_, cells[i], text, {.type = theme::Type::Small, .color = color, .align = align, .cut_tooltip = true, .id = id});
      };
      switch (columns_[i].column) {
        case LogColumn::Time:
          say(time_of(message), colors.text.secondary);
          break;
        case LogColumn::Happened:
          happened(cells[i], message);
          break;
        case LogColumn::From:
          say(sender_of(frame_.words(), message), colors.text.secondary);
          break;
        case LogColumn::To:
          say(message.recipient, colors.text.secondary);
          break;
        case LogColumn::Subject:
          say(shown_subject(frame_.words(), message), message.subject.empty() ? colors.text.muted : colors.text.primary);
          break;
        case LogColumn::Reason:
          say(reason, colors.text.secondary);
          break;
        case LogColumn::Server:
          say(message.sender_host.empty() ? message.sender_ip : message.sender_host, colors.text.secondary);
          break;
        case LogColumn::Score:
          if (message.score) say(strings::score(frame_.words(), *message.score), colors.text.secondary, kit::Align::End);
          break;
        case LogColumn::Size:
          if (message.size_bytes > 0) say(strings::size(frame_.words(), message.size_bytes), colors.text.secondary, kit::Align::End);
          break;
      }
    }
  }

  // Sender → recipient, the arrow drawn so that it points the way the page reads.
  void way(kit::Box line, const api::MessageSummary& message) {
    const kit::TextSpec spec{.type = theme::Type::Small, .color = frame_.palette().text.muted};
    const std::string_view from = sender_of(frame_.words(), message);
    const float from_width = std::min(kit::text_width(ui_, from, theme::Type::Small) + 1, std::max((line.w - 26) * 0.6F, 0.0F));
    kit::text(ui_, line.take_start(from_width), from, spec);
    kit::Box arrow = line.take_start(26);
    kit::icon(ui_, arrow, theme::Icon::To, spec.color, theme::size::icon::kSm);
    kit::text(ui_, line, message.recipient, spec);
  }

  void subject(const kit::Box& line, const api::MessageSummary& message) {
    kit::text(ui_, line, shown_subject(frame_.words(), message),
              {.color = message.subject.empty() ? frame_.palette().text.muted : theme::Color{}});
  }

  void two_lines(kit::Box box, const api::MessageSummary& message, const std::string& reason) {
    kit::text(ui_, box.take_start(kTime), time_of(message), {.type = theme::Type::Small, .color = frame_.palette().text.secondary});
    happened(box.take_start(kHappened), message);
    if (reason_) {
      const kit::Id id = kit::child(kit::id("row", message.id), "reason");
      kit::text(ui_, box.take_end(kReason), reason,
                {.type = theme::Type::Small, .color = frame_.palette().text.secondary, .cut_tooltip = true, .id = id});
      box.skip_end(kGap);
    }
    box = box.middle(40);
    subject(box.take_top(20), message);
    way(box, message);
  }

  void narrow_row(kit::Box box, const api::MessageSummary& message) {
    box = box.middle(40);
    kit::Box first = box.take_top(20);
    const std::string time = strings::row_time(frame_.words(), message.received_at, ui_.wall_now());
    const float width = kit::text_width(ui_, time, theme::Type::Meta) + 8;
    kit::text(ui_, first.take_end(width), time,
              {.type = theme::Type::Meta, .color = frame_.palette().text.muted, .align = kit::Align::End});
    subject(first, message);
    const std::string_view word = frame_.text(strings::status_key(message.status));
    happened(box.take_start(kit::text_width(ui_, word, theme::Type::Small, kit::Weight::SemiBold) + 34), message);
    way(box, message);
  }

  // Not loaded, or its page could not be: the first row of such a page offers to try again.
  void missing(const kit::ListRow& row) {
    const std::int64_t number = row.rank / store::kPageRows;
    const auto page = frame_.state.list.pages.find(number);
    if (page == frame_.state.list.pages.end() || !page->second.error) {
      kit::skeleton_row(ui_, list_id(), row.box, row.rank);
      return;
    }
    if (row.rank % store::kPageRows != 0) return;
    kit::Box box = row.box.inset(theme::space::k4, 0);
    const kit::ButtonSpec retry{.label = frame_.text(Key::TryAgain), .icon = theme::Icon::Refresh};
    const kit::Box button = box.take_end(kit::button_width(ui_, retry)).middle(std::min(ui_.control_height(), box.h));
    kit::label(ui_, kit::id("page-failed", number), box, frame_.text(Key::FailedMore),
               {.type = theme::Type::Small, .color = frame_.palette().danger.text});
    if (kit::button(ui_, kit::id("page-retry", number), button, retry)) frame_.push(intents::RetryPage{number});
  }

  void take(const kit::ListEvents& events) {
    if (events.cursor_to) {
      frame_.push(intents::MoveCursor{*events.cursor_to});
      const api::MessageSummary* message = frame_.state.list.row(*events.cursor_to);
      const bool follows = frame_.state.open.id && frame_.form != ScreenForm::One && !ui_.pointer_down();
      if (message != nullptr && follows) frame_.push(intents::OpenMessage{message->id});
    }
    const std::optional<std::int64_t> cursor = frame_.state.list.cursor_rank;
    const api::MessageSummary* message = cursor ? frame_.state.list.row(*cursor) : nullptr;
    if (message != nullptr && events.activate) frame_.push(intents::OpenMessage{message->id});
    LogViewState& view = frame_.view.log;
    if (events.last_visible < events.first_visible) return;
    // Said again only when other rows came into view, or some of them are neither there nor on their way.
    if (view.needed_first == events.first_visible && view.needed_last == events.last_visible &&
        rows_are_known(frame_.state.list, events.first_visible, events.last_visible))
      return;
    view.needed_first = events.first_visible;
    view.needed_last = events.last_visible;
    frame_.push(intents::NeedRows{events.first_visible, events.last_visible});
  }

  Frame& frame_;
  kit::Ui& ui_;
  ListLayout layout_;
  std::vector<LogColumnInfo> columns_;
  std::vector<kit::Column> table_;
  RowForm form_ = RowForm::Table;
  bool reason_ = false;
  bool days_ = true;  // headings say the day, so that rows need the time alone
  float height_ = kLineRow;
};

}  // namespace

VisibleRows log_rows_view(Frame& frame, kit::Box box) {
  return LogRows(frame, box).draw(box);
}

}  // namespace pratique::views
