#include "ui/views/quarantine/search_view.hpp"

#include <algorithm>

#include "ui/views/quarantine/list_view.hpp"
#include "ui/views/quarantine/suggestions.hpp"

namespace pratique::views {
namespace {

constexpr std::int64_t kPauseMs = 400;  // of typing, before the list follows
constexpr float kChipGap = 6;
constexpr float kErrorHeight = 28;
constexpr float kChipsShare = 0.7F;  // of the field; older chips scroll out at the start

api::query::Parsed parse(const Frame& frame, std::string_view query) {
  const QueryReader reader = query_reader(frame);
  return api::query::parse(query, reader.now, reader.zone_offset_minutes);
}

// The route may have changed under the draft: by a chip elsewhere, the histogram, back and forward.
void follow_route(Frame& frame) {
  SearchDraft& draft = frame.view.quarantine.search;
  const std::string& query = frame.state.route.query;
  if (draft.query == query) return;
  if (draft.sent != query) draft = split_query(query, query_reader(frame));
  draft.query = query;
  draft.sent = query;
}

void submit(Frame& frame, bool make_chips) {
  SearchDraft& draft = frame.view.quarantine.search;
  std::string query = join_query(draft);
  if (make_chips) {
    draft = split_query(query, query_reader(frame));
    draft.query = frame.state.route.query;
  }
  draft.due.reset();
  draft.sent = query;
  if (query != frame.state.route.query && parse(frame, query).ok()) frame.push(intents::Search{std::move(query)});
}

void search_when_paused(Frame& frame) {
  SearchDraft& draft = frame.view.quarantine.search;
  if (!draft.due) return;
  const std::int64_t left = (*draft.due - frame.ui.mono_now()).count();
  if (left > 0) {
    frame.ui.redraw_in(left);
  } else if (parse(frame, join_query(draft)).ok()) {
    submit(frame, false);
  } else {
    draft.due.reset();
  }
}

Chip shown(const Frame& frame, const std::string& chip) {
  const api::query::Term term = term_of(chip, query_reader(frame));
  const std::string field = term.shown_operator + ':';
  return {term.negated ? frame.words().format(Key::ChipNot, {{"operator", field}}) : field, term.shown_value};
}

struct ShownChips {
  std::vector<Chip> chips;  // the last ones that fit
  std::size_t first = 0;    // index of chips.front() in the draft
  float width = 0;
};

ShownChips fit_chips(Frame& frame, float width) {
  const std::vector<std::string>& all = frame.view.quarantine.search.chips;
  ShownChips out;
  out.first = all.size();
  while (out.first > 0) {
    Chip chip = shown(frame, all[out.first - 1]);
    const float needed = kit::chip_width(frame.ui, {.field = chip.field, .value = chip.value, .remove_name = " "}) + kChipGap;
    if (!out.chips.empty() && out.width + needed > width) break;
    out.width += needed;
    out.chips.insert(out.chips.begin(), std::move(chip));
    --out.first;
  }
  out.width = std::min(out.width, width);
  return out;
}

void chips_view(Frame& frame, kit::Box box, const ShownChips& shown_chips) {
  SearchDraft& draft = frame.view.quarantine.search;
  std::optional<std::size_t> taken;
  bool edit = false;
  const kit::ClipScope clip(frame.ui, box);
  for (std::size_t i = 0; i < shown_chips.chips.size(); ++i) {
    const Chip& chip = shown_chips.chips[i];
    const std::string name = frame.words().format(Key::ChipRemove, {{"operator", chip.field}, {"value", chip.value}});
    const kit::ChipSpec spec{.field = chip.field, .value = chip.value, .remove_name = name};
    const kit::Box at = box.take_start(kit::chip_width(frame.ui, spec)).middle(kit::kChipHeight);
    box.skip_start(kChipGap);
    const std::size_t index = shown_chips.first + i;
    const kit::ChipClick click = kit::chip(frame.ui, kit::id("search-chip", std::string_view(draft.chips[index])), at, spec);
    if (click == kit::ChipClick::None) continue;
    taken = index;
    edit = click == kit::ChipClick::Edit;
  }
  if (!taken) return;
  if (edit) {
    draft.words = draft.chips[*taken] + (draft.words.empty() ? "" : " ") + draft.words;
    frame.ui.focus(search_field_id(), kit::FocusVia::Pointer);
  }
  draft.chips.erase(draft.chips.begin() + static_cast<std::ptrdiff_t>(*taken));
  if (!edit) submit(frame, true);
}

// Taken: an operator waits for its value, the others are searched for at once.
void take_suggestion(Frame& frame, const Suggestion& taken) {
  SearchDraft& draft = frame.view.quarantine.search;
  frame.view.quarantine.suggest.at.reset();
  if (taken.kind == Suggestion::Kind::Search) {
    frame.view.quarantine.suggest.dismissed = true;
    search_for(frame, taken.words);
    return;
  }
  draft.words = taken.words;
  draft.due.reset();
  if (taken.kind == Suggestion::Kind::Operator) {
    draft.due = frame.ui.mono_now() + base::MonoTime(kPauseMs);
  } else {
    submit(frame, true);
  }
}

// Draws them and moves among them; answers whether a key was theirs and not the field's.
bool suggest(Frame& frame, const kit::Box& field, const kit::FieldEvents& events) {
  SuggestState& state = frame.view.quarantine.suggest;
  if (!events.focused) state = {};
  if (events.changed) state = {};
  if (!events.focused || state.dismissed) return false;
  SearchDraft draft = frame.view.quarantine.search;
  if (events.changed) draft.words = *events.changed;
  const std::vector<Suggestion> offered = suggestions(frame, draft);
  if (offered.empty()) return state.at.reset(), false;
  if (state.at && *state.at >= offered.size()) state.at.reset();
  const std::size_t count = offered.size();
  if (events.down) state.at = state.at ? (*state.at + 1) % count : 0;
  if (events.up) state.at = state.at ? (*state.at + count - 1) % count : count - 1;
  std::optional<std::size_t> chosen = suggestions_view(frame, field, offered);
  const bool entered = events.submitted && state.at;
  if (entered) chosen = state.at;
  if (chosen) take_suggestion(frame, offered[*chosen]);
  if (events.cancelled) state = {.at = std::nullopt, .dismissed = true};
  return entered || events.cancelled;
}

void take_field_events(Frame& frame, const kit::FieldEvents& events, bool key_taken) {
  SearchDraft& draft = frame.view.quarantine.search;
  if (events.cleared) {
    search_for(frame, {});
    return;
  }
  if (events.changed) {
    draft.words = *events.changed;
    draft.due = frame.ui.mono_now() + base::MonoTime(kPauseMs);
  }
  if (events.submitted && !key_taken) {
    frame.view.quarantine.suggest.dismissed = true;
    submit(frame, true);
  }
  if (events.backspace_at_start && draft.words.empty() && !draft.chips.empty()) {
    draft.words = std::move(draft.chips.back());
    draft.chips.pop_back();
  }
  if (events.cancelled && !key_taken) frame.ui.focus(list_id());
}

const char* expected_of(const api::query::ParseError& error) {
  return error.expected.c_str();
}

Key expected_key(const api::query::ParseError& error) {
  if (error.code == "unknown_operator") return Key::ExpectedOperator;
  if (error.code == "unclosed_quote") return Key::ExpectedQuote;
  if (error.code == "too_long" || error.code == "too_deep") return Key::ExpectedShorter;
  return error.code == "bad_value" ? Key::ExpectedValue : Key::ExpectedParenthesis;
}

std::optional<api::query::ParseError> first_error(const Frame& frame) {
  const SearchDraft& draft = frame.view.quarantine.search;
  if (draft.due || draft.words.empty()) return std::nullopt;  // not while typing
  api::query::Parsed parsed = parse(frame, draft.words);
  if (parsed.ok()) return std::nullopt;
  return std::move(parsed.errors.front());
}

std::string error_text(const Frame& frame, const api::query::ParseError& error) {
  const std::string& words = frame.view.quarantine.search.words;
  const std::size_t begin = std::min(error.span.begin, words.size());
  const std::string wrong = words.substr(begin, error.span.end - begin);
  const bool parser_speaks = frame.words().language() == strings::Language::English && !error.expected.empty();
  const std::string_view expected = parser_speaks ? std::string_view(expected_of(error)) : frame.text(expected_key(error));
  return frame.words().format(Key::SearchInvalid, {{"text", wrong.empty() ? words : wrong}, {"expected", expected}});
}

// Under the wrong bytes; the field's text starts after icon and chips.
void underline_view(Frame& frame, const kit::Box& text_box, const api::query::ParseError& error) {
  const std::string_view words = frame.view.quarantine.search.words;
  const std::size_t begin = std::min(error.span.begin, words.size());
  const std::size_t end = std::clamp(error.span.end, begin, words.size());
  const float from = kit::text_width(frame.ui, words.substr(0, begin), theme::Type::Body);
  const float width = std::max(kit::text_width(frame.ui, words.substr(begin, end - begin), theme::Type::Body), 6.0F);
  kit::Box under = text_box;
  under.skip_start(from);
  kit::fill(frame.ui, under.take_start(width).middle(22).take_bottom(2), frame.palette().danger.fill);
}

}  // namespace

QueryReader query_reader(const Frame& frame) {
  return {frame.ui.wall_now(), frame.ui.localisation().zone_offset_minutes(frame.ui.wall_now())};
}

kit::Id search_field_id() {
  return kit::id("search");
}

void focus_search(Frame& frame) {
  frame.ui.focus(search_field_id(), kit::FocusVia::Keyboard);
}

void search_for(Frame& frame, std::string query) {
  SearchDraft& draft = frame.view.quarantine.search;
  draft = split_query(query, query_reader(frame));
  draft.query = frame.state.route.query;
  draft.sent = query;
  if (query != frame.state.route.query) frame.push(intents::Search{std::move(query)});
}

void search_view(Frame& frame, kit::Box box) {
  if (!frame.view.quarantine.search.due) follow_route(frame);
  kit::Ui& ui = frame.ui;
  const float height = ui.touch() ? theme::size::control::kTouch : 36.0F;
  box = box.middle(height);
  if (frame.form != ScreenForm::One) {
    filter_button_view(frame, box.take_end(theme::size::control::kMd).middle(theme::size::control::kMd));
    box.skip_end(theme::space::k2);
  }
  const SearchDraft& draft = frame.view.quarantine.search;
  const ShownChips chips = fit_chips(frame, box.w * kChipsShare);
  const bool empty = draft.words.empty() && draft.chips.empty();
  const std::optional<api::query::ParseError> error = first_error(frame);
  const std::string said = error ? error_text(frame, *error) : std::string();
  const std::string_view name = frame.text(frame.state.route.place == store::Place::Log ? Key::SearchLog : Key::SearchHeld);
  const kit::FieldSpec spec{.name = name,
                            .value = draft.words,
                            .placeholder = draft.chips.empty() ? name : std::string_view(),
                            .kind = ports::TextInputKind::Search,
                            .icon = theme::Icon::Search,
                            .hint_key = empty && frame.form != ScreenForm::One ? "/" : "",
                            .clear_name = empty ? std::string_view() : frame.text(Key::SearchClear),
                            .error = said,
                            .lead = chips.width};
  const kit::FieldEvents events = kit::text_field(ui, search_field_id(), box, spec);
  kit::Box lead = kit::field_lead_box(box, spec);
  if (error) {
    kit::Box text_box = lead;
    text_box.w = box.w;
    text_box.skip_start(chips.width);
    underline_view(frame, text_box, *error);
  }
  chips_view(frame, lead, chips);
  take_field_events(frame, events, suggest(frame, box, events));
  search_when_paused(frame);
}

float search_error_height(const Frame& frame) {
  return first_error(frame) ? kErrorHeight : 0;
}

void search_error_view(Frame& frame, kit::Box box) {
  const std::optional<api::query::ParseError> error = first_error(frame);
  if (!error) return;
  const std::string said = error_text(frame, *error);
  kit::text(frame.ui, box.inset(theme::space::k4, 0), said,
            {.type = theme::Type::Meta, .color = frame.palette().danger.text, .cut_tooltip = true, .id = kit::id("search-error")});
  frame.ui.record({.id = kit::id("search-error"), .role = a11y::Role::Alert, .name = said, .rect = box.rect()});
}

}  // namespace pratique::views
