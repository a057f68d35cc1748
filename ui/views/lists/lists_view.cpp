#include "ui/views/lists/lists_view.hpp"

#include <algorithm>
#include <array>

#include "ui/strings/format.hpp"
#include "ui/views/message_look.hpp"
#include "ui/views/quarantine/list_states_view.hpp"
#include "ui/views/shortcuts/shortcuts_view.hpp"

namespace pratique::views {
namespace {

constexpr float kRowHeight = 56;
constexpr float kSearchWidth = 320;
constexpr float kNarrow = 620;  // below, a row has two lines and no columns
constexpr float kReach = 170, kUsed = 70, kEnds = 120, kAdded = 120;
constexpr base::MonoTime kTypingPause{400};

std::size_t index(api::ListKind kind) {
  return static_cast<std::size_t>(kind);
}

void go_to_list(Frame& frame, api::ListKind kind, std::string query) {
  store::Route route = frame.state.route;
  route.place = store::Place::Lists;
  route.list = kind;
  route.query = std::move(query);
  frame.push(intents::Navigate{route});
}

void open_new(Frame& frame) {
  api::NewListEntry entry;
  if (const auto& me = frame.state.session.me) {
    entry.applies_to = me->role == api::Role::Email ? (me->addresses.empty() ? me->login : me->addresses.front())
                       : me->domains.empty()        ? std::string()
                                                    : me->domains.front();
  }
  frame.view.lists.address.clear();
  frame.push(intents::OpenListForm{frame.state.lists.kind, std::nullopt, std::move(entry)});
}

void tabs_view(Frame& frame, kit::Box& box) {
  std::array<std::string, 2> counts;
  std::array<kit::Tab, 2> tabs{{{.id = kit::id("list-allow"), .label = frame.text(Key::AllowedTab)},
                                {.id = kit::id("list-block"), .label = frame.text(Key::BlockedTab)}}};
  for (std::size_t i = 0; i < 2; ++i) {
    if (const auto& total = frame.state.lists.totals[i]) counts[i] = strings::number(frame.words(), *total);
    tabs[i].count = counts[i];
  }
  const kit::Box at = box.take_start(kit::tabs_width(frame.ui, tabs));
  box.skip_start(theme::space::k4);
  if (const auto chosen =
          kit::tabs(frame.ui, kit::id("list-tabs"), at, tabs, index(frame.state.route.list), frame.text(Key::AllowAndBlock)))
    go_to_list(frame, static_cast<api::ListKind>(*chosen), {});
}

void search_field_view(Frame& frame, kit::Box box) {
  ListsViewState& view = frame.view.lists;
  if (view.searched != frame.state.route.query) view.words = view.searched = frame.state.route.query;
  const kit::FieldEvents events = kit::text_field(frame.ui, lists_search_id(), box,
                                                  {.name = frame.text(Key::SearchList),
                                                   .value = view.words,
                                                   .placeholder = frame.text(Key::SearchList),
                                                   .kind = ports::TextInputKind::Search,
                                                   .icon = theme::Icon::Search,
                                                   .clear_name = frame.text(Key::SearchClear)});
  if (events.changed) {
    view.words = *events.changed;
    view.due = frame.ui.mono_now() + kTypingPause;
  }
  if (view.due && *view.due > frame.ui.mono_now() && !events.submitted && !events.cleared) {
    frame.ui.redraw_in((*view.due - frame.ui.mono_now()).count());
    return;
  }
  if (!std::exchange(view.due, std::nullopt) || view.words == view.searched) return;
  view.searched = view.words;
  go_to_list(frame, frame.state.route.list, view.words);
}

enum class FileItem : std::uint8_t { Add, Replace, Export };

void file_menu_view(Frame& frame, kit::Box& box) {
  const kit::Id menu = kit::id("list-files");
  const kit::ButtonSpec spec{.label = frame.form == ScreenForm::Three ? frame.text(Key::ImportExport) : std::string_view(),
                             .name = frame.text(Key::ImportExport),
                             .icon = theme::Icon::Upload,
                             .expanded = frame.ui.popup_open(menu)};
  const kit::Box at = box.take_end(kit::button_width(frame.ui, spec)).middle(frame.ui.control_height());
  box.skip_end(theme::space::k2);
  if (kit::button(frame.ui, kit::id("list-files-open"), at, spec)) kit::open_menu(frame.ui, menu);
  const std::array<kit::MenuItem, 3> items{
      {{.id = kit::id("list-import-add"), .label = frame.text(Key::ImportAdd), .icon = theme::Icon::Upload},
       {.id = kit::id("list-import-replace"), .label = frame.text(Key::ImportReplace), .icon = theme::Icon::Refresh},
       {.id = kit::id("list-export"), .label = frame.text(Key::ExportList), .icon = theme::Icon::Download, .separated = true}}};
  const auto picked = kit::menu(frame.ui, menu, at, items, {.name = frame.text(Key::ImportExport), .placement = kit::Placement::BelowEnd});
  if (!picked) return;
  switch (static_cast<FileItem>(*picked)) {
    case FileItem::Add:
      return frame.push(intents::ImportList{false});
    case FileItem::Replace:
      frame.view.lists.import_question = true;
      return;
    case FileItem::Export:
      return frame.push(intents::ExportList{});
  }
}

void add_button_view(Frame& frame, kit::Box& box) {
  const bool words = frame.form != ScreenForm::One;
  const kit::ButtonSpec add{
      .label = words ? frame.text(Key::Add) : std::string_view(), .name = frame.text(Key::Add), .icon = theme::Icon::Plus};
  const kit::Box at = box.take_end(kit::button_width(frame.ui, add)).middle(frame.ui.control_height());
  box.skip_end(theme::space::k2);
  if (kit::button(frame.ui, kit::id("list-add"), at, add)) open_new(frame);
}

void header_view(Frame& frame, kit::Box& box) {
  const float pad = frame.form == ScreenForm::One ? theme::space::k4 : theme::space::k6;
  kit::Box head = box.take_top(header_height(frame));
  kit::line(frame.ui, head, kit::Edge::Bottom, frame.palette().line.divider);
  head = head.inset(pad, 0);
  tabs_view(frame, head);
  add_button_view(frame, head);
  file_menu_view(frame, head);
  const float field = frame.ui.touch() ? theme::size::control::kTouch : 36.0F;
  if (frame.form == ScreenForm::Three) {
    search_field_view(frame, head.take_end(std::min(kSearchWidth, head.w)).middle(field));
    return;
  }
  const kit::Box line = box.take_top(field + theme::space::k4);
  kit::line(frame.ui, line, kit::Edge::Bottom, frame.palette().line.divider);
  search_field_view(frame, line.inset(pad, theme::space::k2));
}

void sentence_view(Frame& frame, kit::Box& box) {
  const Key text = frame.state.route.list == api::ListKind::Allow ? Key::AllowedSentence : Key::BlockedSentence;
  kit::Box line = box.take_top(40);
  kit::line(frame.ui, line, kit::Edge::Bottom, frame.palette().line.divider);
  line = line.inset(frame.form == ScreenForm::One ? theme::space::k4 : theme::space::k6, 0);
  kit::icon(frame.ui, line.take_start(16), theme::Icon::Info, frame.palette().text.muted);
  line.skip_start(10);
  kit::label(frame.ui, kit::id("list-sentence"), line, frame.text(text),
             {.type = theme::Type::Small, .color = frame.palette().text.secondary, .cut_tooltip = true, .id = kit::id("list-sentence")});
}

struct Columns {
  kit::Box tile, sender, reach, used, ends, added;
  bool narrow = false;
};

Columns columns_of(kit::Box row) {
  Columns columns;
  columns.narrow = row.w < kNarrow;
  row.skip_start(theme::space::k2);
  columns.tile = row.take_start(48);
  row.skip_end(theme::space::k4);
  if (!columns.narrow) {
    columns.added = row.take_end(kAdded);
    columns.ends = row.take_end(kEnds);
    columns.used = row.take_end(kUsed);
    columns.used.skip_end(theme::space::k5);
    columns.reach = row.take_end(kReach);
  }
  columns.sender = row;
  return columns;
}

a11y::Toggled all_selected(const Frame& frame, const store::ListRows& rows) {
  const std::size_t count = frame.view.lists.selected.size();
  if (count == 0) return a11y::Toggled::Off;
  return count >= rows.items.size() ? a11y::Toggled::On : a11y::Toggled::Mixed;
}

void select_box_view(Frame& frame, const kit::Box& box, const store::ListRows& rows) {
  const a11y::Toggled value = all_selected(frame, rows);
  if (!kit::checkbox(frame.ui, kit::id("list-select-all"), box.middle(24), {.name = frame.text(Key::SelectAllShown), .value = value}))
    return;
  frame.view.lists.selected.clear();
  if (value != a11y::Toggled::Off) return;
  for (const api::ListEntry& entry : rows.items) frame.view.lists.selected.insert(entry.id);
}

// Pausing, deleting and clearing, where the heads of the columns stood.
void selection_bar_view(Frame& frame, kit::Box box, const store::ListRows& rows) {
  kit::Ui& ui = frame.ui;
  std::set<api::ListEntryId>& selected = frame.view.lists.selected;
  kit::fill(ui, box, frame.palette().surface.selected);
  const kit::GroupScope group(ui, kit::id("list-selection"), a11y::Role::Toolbar, frame.text(Key::Select), box);
  const Columns columns = columns_of(box);
  select_box_view(frame, columns.tile, rows);
  box = {columns.sender.x, box.y, box.right() - columns.sender.x - theme::space::k4, box.h, box.direction};
  const std::vector<api::ListEntryId> ids(selected.begin(), selected.end());
  const bool pause = std::ranges::any_of(rows.items, [&](const auto& row) { return selected.contains(row.id) && !row.entry.paused; });
  struct Do {
    const char* word;
    Key label;
  };
  const std::array<Do, 3> all{
      {{"clear", Key::ClearSelection}, {"delete", Key::DeleteEntries}, {"pause", pause ? Key::Pause : Key::Resume}}};
  int clicked = -1;
  for (int i = 0; i < 3; ++i) {
    const Do& one = all[static_cast<std::size_t>(i)];
    const kit::ButtonSpec spec{.label = frame.text(one.label), .style = kit::ButtonStyle::Link};
    if (kit::button(ui, kit::id("list-do", std::string_view(one.word)), box.take_end(kit::button_width(ui, spec)).middle(28), spec))
      clicked = i;
    box.skip_end(theme::space::k4);
  }
  kit::label(ui, kit::id("list-selected"), box, frame.words().count(Key::EntriesSelected, static_cast<std::int64_t>(ids.size())),
             {.type = theme::Type::Small, .color = frame.palette().accent.soft_on, .weight = kit::Weight::SemiBold});
  if (clicked < 0) return;
  if (clicked == 1) frame.push(intents::DeleteListEntries{ids});
  if (clicked == 2) frame.push(intents::PauseListEntries{ids, pause});
  selected.clear();
}

void head_of_columns_view(Frame& frame, kit::Box box, const store::ListRows& rows) {
  if (!frame.view.lists.selected.empty()) return selection_bar_view(frame, box, rows);
  kit::fill(frame.ui, box, frame.palette().surface.sunken);
  kit::line(frame.ui, box, kit::Edge::Bottom, frame.palette().line.divider);
  const Columns columns = columns_of(box);
  select_box_view(frame, columns.tile, rows);
  const auto head = [&](const kit::Box& at, Key label, kit::Align align = kit::Align::Start) {
    kit::text(frame.ui, at, frame.text(label),
              {.type = theme::Type::Meta, .color = frame.palette().text.secondary, .weight = kit::Weight::SemiBold, .align = align});
  };
  head(columns.sender, Key::SenderAndNote);
  if (columns.narrow) return;
  head(columns.reach, Key::AppliesTo);
  head(columns.used, Key::Used, kit::Align::End);
  head(columns.ends, Key::Ends);
  head(columns.added, Key::Added);
}

class Rows {
 public:
  Rows(Frame& frame, const store::ListRows& rows) : frame_(frame), ui_(frame.ui), rows_(rows) {}

  kit::ListEvents draw(kit::Box box) {
    ListsViewState& view = frame_.view.lists;
    kit::ListSpec spec{.name = frame_.text(frame_.state.lists.kind == api::ListKind::Allow ? Key::AllowedTab : Key::BlockedTab),
                       .total = rows_.total,
                       .row_height = ui_.touch() ? 64.0F : kRowHeight,
                       .header_height = 0,
                       .cursor = view.cursor};
    list_keys(frame_, spec);
    const kit::ListEvents events = kit::virtual_list(
        ui_, lists_id(), box, spec, view.list, [&](const kit::ListRow& row) { draw_row(row); }, [](std::size_t, kit::Box) {});
    if (events.cursor_to) view.cursor = std::clamp<std::int64_t>(*events.cursor_to, 0, rows_.total - 1);
    const api::ListEntry* at = view.cursor ? entry(*view.cursor) : nullptr;
    if (at != nullptr && events.toggle) toggle(at->id);
    if (at != nullptr && events.activate) edit(*at);
    if (events.last_visible >= static_cast<std::int64_t>(rows_.items.size()) && view.needed != events.last_visible) {
      view.needed = events.last_visible;
      frame_.push(intents::NeedListRows{events.last_visible});
    }
    return events;
  }

 private:
  [[nodiscard]] const api::ListEntry* entry(std::int64_t rank) const {
    return rank >= 0 && rank < static_cast<std::int64_t>(rows_.items.size()) ? &rows_.items[static_cast<std::size_t>(rank)] : nullptr;
  }
  void toggle(const api::ListEntryId& id) {
    if (frame_.view.lists.selected.erase(id) == 0) frame_.view.lists.selected.insert(id);
  }
  void edit(const api::ListEntry& entry) {
    if (!entry.may_change) return;
    frame_.view.lists.address.clear();
    frame_.push(intents::OpenListForm{entry.kind, entry.id, entry.entry});
  }

  void draw_row(const kit::ListRow& row) {
    const api::ListEntry* item = entry(row.rank);
    if (item == nullptr) return kit::skeleton_row(ui_, lists_id(), row.box, row.rank);
    const std::string pattern = shown_pattern(item->entry);
    const std::string reach = shown_reach(frame_, item->entry);
    const std::string end = item->entry.paused ? std::string(frame_.text(Key::Paused)) : shown_end(frame_, item->entry);
    const std::string used = frame_.words().count(Key::UsedCount, item->hits);
    const std::string time = strings::row_time(frame_.words(), item->added_at, ui_.wall_now());
    const bool selected = frame_.view.lists.selected.contains(item->id);
    const kit::RowResponse response = kit::list_row(
        ui_, row,
        {.id = kit::id("list-row", item->id),
         .name = pattern,
         .description = reach + ", " + used + ", " + std::string(frame_.text(Key::Ends)) + " " + end + ", " + item->entry.note,
         .selected = selected,
         .open = frame_.state.lists.form && frame_.state.lists.form->id == item->id});
    if (response.toggled || response.ranged) toggle(item->id);
    if (response.opened) edit(*item);
    kit::Box box = row.box;
    box.skip_bottom(1);
    const Columns columns = columns_of(box);
    const bool box_shown = selected || response.hovered || !frame_.view.lists.selected.empty() || response.focused;
    if (box_shown) {
      kit::draw_checkbox(ui_, columns.tile, selected ? a11y::Toggled::On : a11y::Toggled::Off);
    } else {
      const bool domain = item->entry.pattern.find('@') == std::string::npos;
      kit::icon(ui_, columns.tile, domain ? theme::Icon::At : theme::Icon::User, frame_.palette().text.secondary);
    }
    draw_cells(*item, columns, pattern, reach, end, time);
  }

  void draw_cells(const api::ListEntry& item, const Columns& columns, const std::string& pattern, const std::string& reach,
                  const std::string& end, const std::string& time) {
    const theme::Palette& colors = frame_.palette();
    const theme::Color ink = item.entry.paused ? colors.text.muted : colors.text.primary;
    const kit::TextSpec small{.type = theme::Type::Small, .color = colors.text.secondary};
    const kit::TextSpec meta{.type = theme::Type::Meta, .color = colors.text.muted};
    kit::Box sender = columns.sender;
    const std::string below = columns.narrow ? reach + " · " + end : item.entry.note;
    sender = sender.middle(below.empty() ? 20 : 38);
    kit::Box first = sender.take_top(20);
    if (columns.narrow) {
      const std::string used = strings::number(frame_.words(), item.hits);
      kit::text(ui_, first.take_end(kit::text_width(ui_, used, theme::Type::Small) + 1), used, small);
      first.skip_end(theme::space::k2);
    }
    kit::text(ui_, first, pattern, {.color = ink, .cut_tooltip = true, .id = kit::id("list-row-sender", item.id)});
    if (!below.empty()) kit::text(ui_, sender, below, meta);
    if (columns.narrow) return;
    kit::Box reach_box = columns.reach;
    reach_box.skip_end(theme::space::k2);
    kit::text(ui_, reach_box, reach, small);
    kit::text(ui_, columns.used, strings::number(frame_.words(), item.hits), {.type = theme::Type::Small, .align = kit::Align::End});
    kit::Box ends = columns.ends;
    if (item.entry.paused) {
      kit::badge(ui_, ends.take_start(kit::badge_width(ui_, end)), theme::Tone::Spam, end);
    } else {
      kit::text(ui_, ends, end, small);
    }
    kit::Box added = columns.added.middle(36);
    kit::text(ui_, added.take_top(18), time, small);
    kit::text(ui_, added, item.added_by, meta);
  }

  Frame& frame_;
  kit::Ui& ui_;
  const store::ListRows& rows_;
};

void status_bar_view(Frame& frame, kit::Box box, const kit::ListEvents& visible, std::int64_t total) {
  kit::line(frame.ui, box, kit::Edge::Top, frame.palette().line.divider);
  box = box.inset(theme::space::k4, 0);
  const kit::TextSpec meta{.type = theme::Type::Meta, .color = frame.palette().text.muted};
  const auto number = [&](std::int64_t value) { return strings::number(frame.words(), value); };
  const std::string range = frame.words().format(
      Key::RowsOfTotal,
      {{"first", number(visible.first_visible + 1)}, {"last", number(visible.last_visible + 1)}, {"total", number(total)}});
  const float width = kit::label(frame.ui, kit::id("list-range"), box, range, meta);
  const std::string_view order = frame.text(Key::ListOrder);
  box.skip_start(width + theme::space::k4);
  const float order_width = kit::text_width(frame.ui, order, theme::Type::Meta);
  if (order_width <= box.w) kit::text(frame.ui, box.take_end(order_width + 1), order, meta);
}

void nothing_view(Frame& frame, const kit::Box& box) {
  const bool searching = !frame.state.lists.query.empty();
  const bool allow = frame.state.lists.kind == api::ListKind::Allow;
  const std::string title = searching ? frame.words().format(Key::EmptyTitle, {{"query", frame.state.lists.query}})
                                      : std::string(frame.text(allow ? Key::NoneAllowed : Key::NoneBlocked));
  const kit::EmptyClick click = kit::empty_state(frame.ui, kit::id("list-nothing"), box,
                                                 {.icon = searching ? theme::Icon::Search : theme::Icon::Lists,
                                                  .title = title,
                                                  .text = searching ? std::string_view() : frame.text(Key::NoneListedText),
                                                  .action = frame.text(searching ? Key::EmptyClear : Key::Add),
                                                  .action_filled = true});
  if (click != kit::EmptyClick::Action) return;
  if (searching) {
    go_to_list(frame, frame.state.route.list, {});
  } else {
    open_new(frame);
  }
}

void rows_view(Frame& frame, kit::Box box, const store::ListRows& rows) {
  if (rows.total == 0) return nothing_view(frame, box);
  head_of_columns_view(frame, box.take_top(frame.ui.touch() ? 44.0F : 36.0F), rows);
  const kit::Box status = frame.form == ScreenForm::One ? kit::Box{} : box.take_bottom(theme::size::kStatusBar);
  const kit::ListEvents visible = Rows(frame, rows).draw(box);
  if (!status.empty()) status_bar_view(frame, status, visible, rows.total);
}

}  // namespace

kit::Id lists_id() {
  return kit::id("entries");
}
kit::Id lists_search_id() {
  return kit::id("entries-search");
}

std::string shown_pattern(const api::NewListEntry& entry) {
  return entry.pattern.find('@') == std::string::npos ? "*@" + entry.pattern : entry.pattern;
}

std::string shown_reach(const Frame& frame, const api::NewListEntry& entry) {
  if (entry.applies_to.find('@') == std::string::npos) return frame.words().format(Key::AllOf, {{"domain", entry.applies_to}});
  const auto& me = frame.state.session.me;
  const bool mine = me && me->role == api::Role::Email && me->addresses.size() < 2;
  return mine ? std::string(frame.text(Key::OnlyMe)) : entry.applies_to;
}

std::string shown_end(const Frame& frame, const api::NewListEntry& entry) {
  if (!entry.expires_at) return std::string(frame.text(Key::Never));
  return frame.words().localisation().date(*entry.expires_at, ports::Localisation::DateStyle::DayMonthYear);
}

void lists_view(Frame& frame, kit::Box box) {
  kit::Ui& ui = frame.ui;
  ListsViewState& view = frame.view.lists;
  if (view.of != frame.state.lists.kind) {
    view.of = frame.state.lists.kind;
    view.selected.clear();
    view.cursor.reset();
    view.list = {};
  }
  frame.outputs.title = titled(frame, frame.text(Key::AllowAndBlock));
  kit::fill(ui, box, frame.palette().surface.base);
  const kit::GroupScope group(ui, kit::id("lists"), a11y::Role::Main, frame.text(Key::AllowAndBlock), box);
  header_view(frame, box);
  if (const float height = offline_height(frame, box.w); height > 0) offline_view(frame, box.take_top(height));
  if (frame.state.lists.form && form_is_beside(frame)) list_form_view(frame, box.take_end(340));
  sentence_view(frame, box);
  const store::Remote<store::ListRows>& rows = frame.state.lists.rows;
  if (rows.error() && rows.value() == nullptr) {
    if (failure_view(frame, kit::id("list-failed"), box.take_top(kit::kFailureHeight + theme::space::k4), Key::FailedEntries,
                     *rows.error()))
      frame.push(intents::ReloadLists{});
    return;
  }
  const kit::RemoteClick click =
      kit::remote_view(ui, kit::id("list-rows"), box, rows,
                       {.loading_name = frame.text(Key::LoadingEntries),
                        .failure = {.title = frame.text(Key::FailedEntries), .retry = frame.text(Key::TryAgain)}},
                       [&](const store::ListRows& known, const kit::Box& at) { rows_view(frame, at, known); });
  if (click == kit::RemoteClick::Retry) frame.push(intents::ReloadLists{});
}

}  // namespace pratique::views
