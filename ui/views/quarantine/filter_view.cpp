// The filter form: the operators of the search field for people who would rather choose than type.
#include <array>

#include "ui/strings/codes.hpp"
#include "ui/views/quarantine/search_view.hpp"

namespace pratique::views {
namespace {

constexpr float kWidth = 400;
constexpr float kLabelWidth = 120;
constexpr float kLineGap = 8;

kit::Id popup_id() {
  return kit::id("filter-form");
}

struct TextLine {
  const char* word;
  Key label;
  std::string FilterForm::* value;
  Key placeholder;  // SearchHeld = none
};
constexpr std::array<TextLine, 6> kTextLines{{{"from", Key::FilterFrom, &FilterForm::from, Key::SearchHeld},
                                              {"to", Key::FilterTo, &FilterForm::to, Key::SearchHeld},
                                              {"subject", Key::FilterSubject, &FilterForm::subject, Key::SearchHeld},
                                              {"after", Key::FilterAfter, &FilterForm::after, Key::FilterDateHint},
                                              {"before", Key::FilterBefore, &FilterForm::before, Key::FilterDateHint},
                                              {"score", Key::FilterScoreOver, &FilterForm::score, Key::SearchHeld}}};

constexpr std::array kClasses{api::MessageClass::Spam, api::MessageClass::Phish,  api::MessageClass::Virus,
                              api::MessageClass::Bulk, api::MessageClass::Policy, api::MessageClass::Unsure};

kit::Box line_view(Frame& frame, kit::Box& box, Key label) {
  kit::Box line = box.take_top(frame.ui.control_height());
  box.skip_top(kLineGap);
  kit::text(frame.ui, line.take_start(kLabelWidth), frame.text(label),
            {.type = theme::Type::Small, .color = frame.palette().text.secondary});
  return line;
}

bool text_lines_view(Frame& frame, kit::Box& box) {
  bool submitted = false;
  for (const TextLine& line : kTextLines) {
    std::string& value = frame.view.quarantine.filter.*line.value;
    const kit::Box field = line_view(frame, box, line.label);
    const std::string_view placeholder = line.placeholder == Key::SearchHeld ? std::string_view() : frame.text(line.placeholder);
    const kit::FieldEvents events = kit::text_field(frame.ui, kit::id("filter", std::string_view(line.word)), field,
                                                    {.name = frame.text(line.label), .value = value, .placeholder = placeholder});
    if (events.changed) value = *events.changed;
    submitted = submitted || events.submitted;
  }
  return submitted;
}

void kind_line_view(Frame& frame, kit::Box& box) {
  FilterForm& form = frame.view.quarantine.filter;
  const kit::Box field = line_view(frame, box, Key::FilterKind);
  std::array<kit::MenuItem, kClasses.size() + 1> items{};
  items[0] = {
      .id = kit::id("filter-kind-all"), .label = frame.text(Key::AllKinds), .checked = form.kind ? a11y::Toggled::Off : a11y::Toggled::On};
  for (std::size_t i = 0; i < kClasses.size(); ++i) {
    items[i + 1] = {.id = kit::id("filter-kind", api::to_wire(kClasses[i])),
                    .label = frame.text(strings::class_key(kClasses[i])),
                    .checked = form.kind == kClasses[i] ? a11y::Toggled::On : a11y::Toggled::Off};
  }
  const std::string_view chosen = form.kind ? frame.text(strings::class_key(*form.kind)) : frame.text(Key::AllKinds);
  const auto picked =
      kit::dropdown(frame.ui, kit::id("filter-kind"), field, items, {.button = {.label = chosen}, .name = frame.text(Key::FilterKind)});
  if (!picked) return;
  form.kind = *picked == 0 ? std::nullopt : std::optional(kClasses[*picked - 1]);
}

void check_view(Frame& frame, kit::Box& box, const char* word, Key label, bool& value) {
  const kit::Box line = box.take_top(frame.ui.touch() ? 40.0F : 28.0F);
  if (kit::checkbox(frame.ui, kit::id("filter", std::string_view(word)), line,
                    {.label = frame.text(label), .value = value ? a11y::Toggled::On : a11y::Toggled::Off})) {
    value = !value;
  }
}

float form_height(const Frame& frame) {
  const float line = frame.ui.control_height() + kLineGap;
  const float checks = 2 * (frame.ui.touch() ? 40.0F : 28.0F);
  return 2 * theme::space::k4 + line * 7 + checks + theme::space::k3 + frame.ui.control_height();
}

void form_view(Frame& frame, kit::Box box) {
  box = box.inset(theme::space::k4);
  kit::Box foot = box.take_bottom(frame.ui.control_height());
  bool apply = text_lines_view(frame, box);
  kind_line_view(frame, box);
  FilterForm& form = frame.view.quarantine.filter;
  check_view(frame, box, "files", Key::FilterHasFiles, form.files);
  check_view(frame, box, "unseen", Key::FilterUnseen, form.unseen);
  const kit::ButtonSpec search{.label = frame.text(Key::FilterApply), .style = kit::ButtonStyle::Filled};
  const kit::ButtonSpec reset{.label = frame.text(Key::FilterReset), .style = kit::ButtonStyle::Ghost};
  const kit::Box search_box = foot.take_end(kit::button_width(frame.ui, search));
  foot.skip_end(theme::space::k2);
  if (kit::button(frame.ui, kit::id("filter-reset"), foot.take_end(kit::button_width(frame.ui, reset)), reset)) {
    form = FilterForm{};
    apply = true;
  }
  apply = kit::button(frame.ui, kit::id("filter-apply"), search_box, search) || apply;
  if (!apply) return;
  search_for(frame, to_query(form));
  frame.ui.close_popup(popup_id());
}

}  // namespace

void filter_button_view(Frame& frame, kit::Box box) {
  kit::Ui& ui = frame.ui;
  if (kit::icon_button(ui, kit::id("filter"), box, theme::Icon::Filter, frame.text(Key::Filter))) {
    frame.view.quarantine.filter = to_form(frame.state.route.query, query_reader(frame));
    ui.open_popup(popup_id());
  }
  const float width = std::min(kWidth, ui.safe_screen().w - 2 * theme::space::k3);
  const kit::PopupSpec spec{
      .name = frame.text(Key::Filter), .width = width, .height = form_height(frame), .placement = kit::Placement::BelowEnd};
  kit::popup(ui, popup_id(), box, spec, [&](kit::Box body) { form_view(frame, body); });
}

}  // namespace pratique::views
