#include "ui/views/nav/saved_searches_view.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "client/base/text.hpp"
#include "ui/strings/format.hpp"
#include "ui/views/quarantine/search_view.hpp"

namespace pratique::views {
namespace {

constexpr float kItemHeight = 36;
constexpr float kGap = 2;
constexpr float kHeadHeight = 36;
constexpr float kMoreSize = 28;
constexpr std::size_t kNameLength = 80;  // code points, as the node takes

std::string first_points(std::string_view text, std::size_t most) {
  std::size_t bytes = 0;
  for (std::size_t points = 0; points < most && bytes < text.size(); ++points) {
    ++bytes;
    while (bytes < text.size() && (static_cast<unsigned char>(text[bytes]) & 0xC0U) == 0x80U) ++bytes;
  }
  return std::string(text.substr(0, bytes));
}

void ask_name(Frame& frame, std::optional<api::SearchId> id, api::NewSavedSearch search) {
  frame.view.nav.naming = SearchNaming{.id = std::move(id), .search = std::move(search)};
  frame.ui.close_all_popups();
}

void head_view(Frame& frame, kit::Box line) {
  kit::Ui& ui = frame.ui;
  line.skip_start(10);
  const kit::Box add = line.take_end(kMoreSize).middle(kMoreSize);
  kit::heading(ui, kit::id("saved-searches"), line, frame.text(Key::SavedSearches), 2,
               {.type = theme::Type::Meta, .color = frame.palette().text.secondary, .weight = kit::Weight::SemiBold});
  const std::string& query = frame.state.route.query;
  const kit::ButtonSpec spec{.name = frame.text(Key::SaveSearch),
                             .icon = theme::Icon::Plus,
                             .style = kit::ButtonStyle::Ghost,
                             .disabled = query.empty() || !store::lists_messages(frame.state.route.place)};
  if (kit::button(ui, kit::id("save-search"), add, spec)) save_search(frame);
}

// Where the pointer would put the dragged search.
std::size_t place_under(float drag_y, std::size_t from, std::size_t count) {
  const auto steps = static_cast<std::ptrdiff_t>(std::lround(drag_y / (kItemHeight + kGap)));
  return static_cast<std::size_t>(
      std::clamp<std::ptrdiff_t>(static_cast<std::ptrdiff_t>(from) + steps, 0, static_cast<std::ptrdiff_t>(count) - 1));
}

void take_drag(Frame& frame, const kit::Interaction& it, const api::SearchId& id, std::size_t place, std::size_t count) {
  NavViewState& view = frame.view.nav;
  if (it.dragging) {
    view.dragged = id;
    view.dragged_to = place_under(it.drag_y, place, count);
    frame.ui.set_cursor(kit::Cursor::Grab);
  } else if (view.dragged == id && !frame.ui.pointer_down()) {
    if (view.dragged_to != place) frame.push(intents::MoveSearch{id, view.dragged_to});
    view.dragged.reset();
  }
}

void menu_view(Frame& frame, kit::Id menu, const kit::Box& anchor, const api::SavedSearch& search, std::size_t place, std::size_t count) {
  const std::array<kit::MenuItem, 4> items{{
      {.id = kit::child(menu, "rename"), .label = frame.text(Key::RenameSearch), .icon = theme::Icon::Pencil},
      {.id = kit::child(menu, "up"), .label = frame.text(Key::MoveSearchUp), .icon = theme::Icon::Up, .disabled = place == 0},
      {.id = kit::child(menu, "down"), .label = frame.text(Key::MoveSearchDown), .icon = theme::Icon::Down, .disabled = place + 1 >= count},
      {.id = kit::child(menu, "delete"), .label = frame.text(Key::DeleteSearch), .icon = theme::Icon::Remove, .separated = true},
  }};
  const auto picked = kit::menu(frame.ui, menu, anchor, items, {.name = search.search.name});
  if (!picked) return;
  if (*picked == 0) ask_name(frame, search.id, search.search);
  if (*picked == 1) frame.push(intents::MoveSearch{search.id, place - 1});
  if (*picked == 2) frame.push(intents::MoveSearch{search.id, place + 1});
  if (*picked == 3) frame.push(intents::DeleteSearch{search.id});
}

void item_view(Frame& frame, kit::Box box, const api::SavedSearch& search, std::size_t place, std::size_t count) {
  kit::Ui& ui = frame.ui;
  const kit::Id id = kit::id("saved-search", search.id);
  const kit::Id menu = kit::child(id, "menu");
  const kit::Interaction it = ui.interact(id, box, {.keyboard = false});
  if (ui.key(id, kit::Key::Up, kit::kAlt) && place > 0) frame.push(intents::MoveSearch{search.id, place - 1});
  if (ui.key(id, kit::Key::Down, kit::kAlt) && place + 1 < count) frame.push(intents::MoveSearch{search.id, place + 1});
  const bool dragged_before = frame.view.nav.dragged.has_value();
  take_drag(frame, it, search.id, place, count);
  // The button keeps standing while it has the focus itself, else Tab would fall back to the top of the page.
  const bool more = it.within || it.focused || ui.focused() == kit::child(id, "more") || ui.popup_open(menu);
  const auto counted = frame.state.searches.counts.find(search.id);
  const std::string held = counted == frame.state.searches.counts.end() ? std::string() : strings::number(frame.words(), counted->second);
  const bool current = store::lists_messages(frame.state.route.place) && frame.state.route.query == search.search.query;
  const bool clicked = kit::nav_item(ui, id, box,
                                     {.icon = theme::Icon::SavedSearch,
                                      .label = search.search.name,
                                      .count = more ? std::string_view() : std::string_view(held),
                                      .active = current});
  if (frame.view.nav.dragged == search.id) kit::outline(ui, box, frame.palette().accent.fill, theme::radius::kMd);
  if (clicked && !dragged_before) search_for(frame, search.search.query);
  if (it.context) kit::open_menu(ui, menu);
  kit::Box end = box;
  const kit::Box button = end.take_end(kMoreSize + 4).centered(kMoreSize, kMoreSize);
  const std::string name = frame.words().format(Key::MoreForSearch, {{"name", search.search.name}});
  if (more && kit::icon_button(ui, kit::child(id, "more"), button, theme::Icon::More, name)) kit::open_menu(ui, menu);
  menu_view(frame, menu, box, search, place, count);
}

}  // namespace

void save_search(Frame& frame) {
  const std::string& query = frame.state.route.query;
  ask_name(frame, std::nullopt, {first_points(query, kNameLength), query});
}

void saved_searches_view(Frame& frame, kit::Box& box) {
  if (frame.state.session.state != store::SessionState::SignedIn || box.h < kHeadHeight + theme::space::k3) return;
  box.skip_top(theme::space::k3);
  head_view(frame, box.take_top(kHeadHeight));
  const api::SavedSearches* known = frame.state.searches.list.value();
  if (known == nullptr) return;
  const std::size_t count = known->items.size();
  for (std::size_t i = 0; i < count && box.h >= kItemHeight; ++i) {
    const kit::Box item = box.take_top(kItemHeight);
    box.skip_top(kGap);
    item_view(frame, item, known->items[i], i, count);
    const NavViewState& view = frame.view.nav;
    if (!view.dragged || view.dragged_to != i || view.dragged == known->items[i].id) continue;
    kit::Box mark = item;  // where it would go
    kit::fill(frame.ui, mark.take_top(2), frame.palette().accent.fill);
  }
}

void search_naming_view(Frame& frame) {
  if (!frame.view.nav.naming) return;
  kit::Ui& ui = frame.ui;
  SearchNaming& naming = *frame.view.nav.naming;
  bool save = false;
  bool done = false;
  const std::string_view title = frame.text(naming.id ? Key::RenameSearch : Key::SaveSearch);
  const kit::DialogResult result = kit::dialog(
      ui, kit::id("search-naming"),
      {.title = title, .width = theme::size::dialog::kSm + 40, .height = 184, .close_name = frame.text(Key::Close)}, [&](kit::Box box) {
        const kit::Box field = box.take_top(ui.control_height());
        const kit::Id id = kit::id("search-name");
        if (!naming.asked_focus) ui.focus(id);
        naming.asked_focus = true;
        const kit::FieldEvents events = kit::text_field(ui, id, field, {.name = frame.text(Key::SearchName), .value = naming.search.name});
        if (events.changed) naming.search.name = first_points(*events.changed, kNameLength);
        kit::Box buttons = box.take_bottom(ui.control_height());
        const kit::ButtonSpec ok{
            .label = frame.text(Key::Save), .style = kit::ButtonStyle::Filled, .disabled = base::trim(naming.search.name).empty()};
        const kit::ButtonSpec cancel{.label = frame.text(Key::Cancel)};
        const kit::Box ok_box = buttons.take_end(kit::button_width(ui, ok));
        buttons.skip_end(theme::space::k2);
        save = kit::button(ui, kit::id("search-name-save"), ok_box, ok) || (events.submitted && !ok.disabled);
        done = kit::button(ui, kit::id("search-name-cancel"), buttons.take_end(kit::button_width(ui, cancel)), cancel) || events.cancelled;
      });
  if (save) {
    naming.search.name = base::trim(naming.search.name);
    if (naming.id) {
      frame.push(intents::ChangeSearch{{*naming.id, naming.search}});
    } else {
      frame.push(intents::SaveSearch{naming.search});
    }
  }
  if (save || done || result.dismissed) frame.view.nav.naming.reset();
}

}  // namespace pratique::views
