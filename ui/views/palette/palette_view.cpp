#include "ui/views/palette/palette_view.hpp"

#include <algorithm>
#include <array>

#include "ui/strings/format.hpp"
#include "ui/views/actions.hpp"
#include "ui/views/message_look.hpp"
#include "ui/views/nav/nav_places.hpp"
#include "ui/views/quarantine/search_view.hpp"
#include "ui/views/settings/choices.hpp"
#include "ui/views/shortcuts/shortcuts_view.hpp"

namespace pratique::views {
namespace {

constexpr float kTop = 120, kFieldHeight = 56, kFootHeight = 40, kItemHeight = 40, kGroupHeight = 32;
constexpr float kTallest = 560;

// In the order in which they are shown: Enter does what has the words, and searches for them only when nothing has.
enum class Group : std::uint8_t { ThisMessage, ManyMessages, GoTo, Settings, Search };
constexpr std::array kGroupTexts{Key::PaletteThis, Key::PaletteMany, Key::PaletteGo, Key::Settings, Key::PaletteSearch};

enum class Does : std::uint8_t { Command, Place, Choice, SavedSearch, SearchFor, ReleaseAll };

struct Item {
  Group group;
  Does does;
  std::size_t which = 0;  // command, place of the navigation, setting
  std::size_t option = 0;
  theme::Icon icon = theme::Icon::None;
  std::string label;
  std::string note;
  std::string keys;
  PaletteMatch match;
};

class Palette {
 public:
  explicit Palette(Frame& frame) : frame_(frame), ui_(frame.ui), view_(frame.view.palette) { gather(); }

  void draw() {
    const float height = std::min({kTallest, body_height() + kFieldHeight + kFootHeight + 16, ui_.safe_screen().h - 2 * theme::space::k4});
    kit::Box page = ui_.safe_screen().inset(theme::space::k3);
    kit::Box box = page.centered(std::min(theme::size::dialog::kPalette, page.w), height);
    box.y = page.h - height > kTop ? page.y + kTop - theme::space::k3 : page.y;
    box.x = ui_.snap(box.x);
    const kit::Id id = kit::id("palette");
    ui_.push_layer(id, box, kit::LayerKind::Dialog);
    kit::fill(ui_, ui_.screen(), frame_.palette().scrim);
    kit::raised(ui_, box, theme::elevation::kDialog, theme::radius::kLg);
    {
      const kit::GroupScope group(ui_, id, a11y::Role::Dialog, frame_.text(Key::PaletteTitle), box);
      (void)ui_.interact(kit::child(id, "ground"), box, {.focus_on_press = false, .keyboard = false});
      const kit::ClipScope clip(ui_, box);
      field(box.take_top(kFieldHeight));
      foot(box.take_bottom(kFootHeight));
      list(box.inset(0, theme::space::k2));
    }
    const bool away = ui_.raw_key(kit::Key::Escape) || ui_.pressed_outside(id);
    ui_.pop_layer();
    if (away) view_.open = false;
    if (run_ && view_.chosen < items_.size()) run(items_[view_.chosen]);
  }

 private:
  void offer(Item item) {
    auto found = match(item.label, view_.words);
    if (!found) return;
    item.match = *std::move(found);
    items_.push_back(std::move(item));
  }

  void gather() {
    const MessageIds ids = targets(frame_);
    const std::int64_t count = target_count(frame_);
    const api::MessageSummary* one = ids.size() == 1 ? find_message(frame_.state, ids.front()) : nullptr;
    for (const CommandInfo& info : commands()) {
      if (info.icon == theme::Icon::None || info.command == Command::Palette || info.command == Command::Back) continue;
      if (!is_possible(frame_, info.command)) continue;
      const bool acts = info.group == KeyGroup::Act && info.command != Command::Undo;
      Item item{.group = acts ? (count > 1 ? Group::ManyMessages : Group::ThisMessage) : Group::GoTo,
                .does = Does::Command,
                .which = static_cast<std::size_t>(info.command),
                .icon = info.icon,
                .label = std::string(frame_.text(info.label)),
                .keys = std::string(frame_.view.keys.shown(info.command))};
      if (info.command == Command::Release && release_right(frame_, ids) == api::ReleaseRight::Request)
        item.label = frame_.text(Key::AskRelease);
      if (acts && count > 1) item.note = frame_.words().count(Key::MessagesSelected, count);
      if (acts && one != nullptr) item.note = shown_subject(frame_.words(), *one);
      offer(std::move(item));
    }
    gather_many();
    gather_places();
    gather_settings();
    gather_searches();
    std::ranges::stable_sort(items_, {}, [](const Item& item) { return std::pair(item.group, item.match.rank); });
    if (view_.words.empty()) std::erase_if(items_, [](const Item& item) { return item.group == Group::Settings; });
    if (!view_.words.empty()) {
      items_.push_back({.group = Group::Search,
                        .does = Does::SearchFor,
                        .icon = theme::Icon::Search,
                        .label = frame_.words().format(Key::PaletteSearchFor, {{"words", view_.words}}),
                        .match = {}});
    }
    view_.chosen = items_.empty() ? 0 : std::min(view_.chosen, items_.size() - 1);
  }

  void gather_many() {
    for (const auto& [number, page] : frame_.state.list.pages) {
      for (const api::MessageSummary& row : page.rows) {
        if (row.worth_a_look && worth_.size() < 5) worth_.push_back(row.id);
      }
    }
    if (worth_.empty() || frame_.state.route.place != store::Place::Quarantine) return;
    offer({.group = Group::ManyMessages,
           .does = Does::ReleaseAll,
           .icon = theme::Icon::Eye,
           .label = frame_.words().count(Key::ReleaseWorth, static_cast<std::int64_t>(worth_.size())),
           .match = {}});
  }

  void gather_places() {
    for (std::size_t i = 1; i < kNavPlaces.size(); ++i) {
      offer({.group = Group::GoTo,
             .does = Does::Place,
             .which = i,
             .icon = kNavPlaces[i].icon,
             .label = std::string(frame_.text(kNavPlaces[i].label)),
             .note = count_of(frame_, kNavPlaces[i]),
             .match = {}});
    }
  }

  void gather_settings() {
    for (std::size_t i = 0; i < settings_choices().size(); ++i) {
      const SettingsChoice& choice = settings_choices()[i];
      for (std::size_t j = 0; j < choice.options.size(); ++j) {
        offer({.group = Group::Settings,
               .does = Does::Choice,
               .which = i,
               .option = j,
               .icon = chosen_option(frame_, choice) == j ? theme::Icon::Check : theme::Icon::Settings,
               .label = std::string(frame_.text(choice.label)) + ": " + option_text(frame_, choice, j),
               .match = {}});
      }
    }
  }

  void gather_searches() {
    const api::SavedSearches* searches = frame_.state.searches.list.value();
    for (std::size_t i = 0; searches != nullptr && i < searches->items.size(); ++i) {
      offer({.group = Group::Search,
             .does = Does::SavedSearch,
             .which = i,
             .icon = theme::Icon::SavedSearch,
             .label = searches->items[i].search.name,
             .match = {}});
    }
  }

  [[nodiscard]] float body_height() const {
    float height = items_.empty() ? kItemHeight : 0;
    std::optional<Group> last;
    for (const Item& item : items_) {
      if (last != item.group) height += kGroupHeight;
      last = item.group;
      height += kItemHeight;
    }
    return height;
  }

  void field(kit::Box box) {
    kit::line(ui_, box, kit::Edge::Bottom, frame_.palette().line.divider);
    kit::Box in = box.inset(theme::space::k3, 0);
    const std::string_view escape = frame_.text(Key::KeyEscape);
    kit::key_cap(ui_, in.take_end(kit::key_cap_width(ui_, escape)).middle(20), escape);
    in.skip_end(theme::space::k2);
    const kit::Id id = kit::id("palette-words");
    const kit::FieldEvents events = kit::text_field(ui_, id, in.middle(40),
                                                    {.name = frame_.text(Key::PaletteHint),
                                                     .value = view_.words,
                                                     .placeholder = frame_.text(Key::PaletteHint),
                                                     .kind = ports::TextInputKind::Search,
                                                     .icon = theme::Icon::Search,
                                                     .frame = false});
    if (!ui_.has_focus(id)) ui_.focus(id, kit::FocusVia::Pointer);
    if (events.changed) {
      view_.words = *events.changed;
      view_.chosen = 0;
      view_.scroll = {};
    }
    const std::size_t count = items_.size();
    if (events.down && count > 0) view_.chosen = (view_.chosen + 1) % count, moved_ = true;
    if (events.up && count > 0) view_.chosen = (view_.chosen + count - 1) % count, moved_ = true;
    run_ = events.submitted;
    if (events.cancelled) view_.open = false;
  }

  void list(const kit::Box& box) {
    if (items_.empty()) {
      kit::label(ui_, kit::id("palette-none"), box.inset(theme::space::k5, 0).middle(20), frame_.text(Key::PaletteNone),
                 {.color = frame_.palette().text.muted});
      return;
    }
    kit::scroll_area(ui_, kit::id("palette-list"), box, view_.scroll, frame_.text(Key::PaletteTitle), [&](kit::Box content) {
      const float top = content.y;
      content.h = 1e5F;
      std::optional<Group> last;
      for (std::size_t i = 0; i < items_.size(); ++i) {
        if (last != items_[i].group) {
          kit::text(ui_, content.take_top(kGroupHeight).inset(theme::space::k5, 0),
                    frame_.text(kGroupTexts[static_cast<std::size_t>(items_[i].group)]),
                    {.type = theme::Type::Meta, .color = frame_.palette().text.secondary, .weight = kit::Weight::SemiBold});
        }
        last = items_[i].group;
        const kit::Box at = content.take_top(kItemHeight);
        if (moved_ && i == view_.chosen) {
          const auto y = static_cast<double>(at.y - top);
          kit::scroll_into_view(box, view_.scroll, i == 0 ? 0 : y, y + static_cast<double>(kItemHeight));
        }
        item(at.inset(theme::space::k2, 0), i);
      }
      return content.y - top;
    });
  }

  void item(kit::Box box, std::size_t index) {
    const Item& item = items_[index];
    const theme::Palette& colors = frame_.palette();
    const bool chosen = index == view_.chosen;
    const kit::Id id = kit::id("palette-item", static_cast<int>(item.does), item.which, item.option);
    const kit::Interaction it = ui_.interact(id, box, {.focus_on_press = false});
    ui_.record({.id = id,
                .role = a11y::Role::Option,
                .name = item.label,
                .description = item.note,
                .rect = box.rect(),
                .selected = chosen,
                .focus_target = true,
                .set_size = static_cast<std::int64_t>(items_.size()),
                .position = static_cast<std::int64_t>(index) + 1,
                .shortcut = item.keys});
    if (chosen) kit::fill(ui_, box, colors.accent.soft, theme::radius::kMd);
    if (it.hovered && !chosen) kit::fill(ui_, box, colors.surface.hover, theme::radius::kMd);
    if (it.clicked) view_.chosen = index, run_ = true;
    box = box.inset(theme::space::k3, 0);
    kit::icon(ui_, box.take_start(16), item.icon, chosen ? colors.accent.soft_on : colors.text.secondary);
    box.skip_start(theme::space::k3);
    key_caps_view(frame_, box, item.keys);
    const theme::Color ink = chosen ? colors.accent.soft_on : colors.text.primary;
    std::vector<kit::Span> pieces;
    std::size_t from = 0;
    for (const kit::Highlight& piece : item.match.pieces) {
      if (piece.begin > from) pieces.push_back({std::string_view(item.label).substr(from, piece.begin - from), kit::Weight::Regular, ink});
      pieces.push_back({std::string_view(item.label).substr(piece.begin, piece.end - piece.begin), kit::Weight::SemiBold, ink});
      from = piece.end;
    }
    pieces.push_back({std::string_view(item.label).substr(from), kit::Weight::Regular, ink});
    const float width = kit::spans(ui_, box.middle(20), pieces);
    box.skip_start(width + theme::space::k3);
    kit::text(ui_, box, item.note, {.type = theme::Type::Small, .color = colors.text.muted});
  }

  void foot(kit::Box box) {
    kit::line(ui_, box, kit::Edge::Top, frame_.palette().line.divider);
    box = box.inset(theme::space::k5, 0);
    const kit::TextSpec meta{.type = theme::Type::Meta, .color = frame_.palette().text.muted};
    const auto hint = [&](std::string_view cap, Key words) {
      kit::key_cap(ui_, box.take_start(kit::key_cap_width(ui_, cap)).middle(20), cap);
      box.skip_start(6);
      const float width = kit::text(ui_, box, frame_.text(words), meta);
      box.skip_start(width + theme::space::k4);
    };
    hint("↑↓", Key::PaletteChoose);
    hint(frame_.text(Key::KeyEnter), Key::PaletteDo);
    const std::string_view end = frame_.text(Key::PaletteFoot);
    if (kit::text_width(ui_, end, theme::Type::Meta) <= box.w)
      kit::text(ui_, box, end, {.type = theme::Type::Meta, .color = frame_.palette().text.muted, .align = kit::Align::End});
  }

  void run(const Item& item) {
    view_.open = false;
    switch (item.does) {
      case Does::Command:
        return carry_out(frame_, static_cast<Command>(item.which));
      case Does::Place:
        return go_to(frame_, kNavPlaces[item.which]);
      case Does::Choice:
        return choose_option(frame_, settings_choices()[item.which], item.option);
      case Does::SavedSearch:
        return search_for(frame_, frame_.state.searches.list.value()->items[item.which].search.query);
      case Does::SearchFor:
        return frame_.push(intents::Search{view_.words});
      case Does::ReleaseAll:
        return release(frame_, worth_);
    }
  }

  Frame& frame_;
  kit::Ui& ui_;
  PaletteViewState& view_;
  std::vector<Item> items_;
  MessageIds worth_;
  bool run_ = false;
  bool moved_ = false;
};

}  // namespace

void open_palette(Frame& frame) {
  frame.view.palette = {};
  frame.view.palette.open = true;
  frame.ui.close_all_popups();
}

void palette_view(Frame& frame) {
  if (frame.view.palette.open) Palette(frame).draw();
}

}  // namespace pratique::views
