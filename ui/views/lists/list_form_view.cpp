#include <algorithm>
#include <array>

#include "ui/strings/format.hpp"
#include "ui/views/lists/lists_view.hpp"
#include "ui/views/message_look.hpp"
#include "ui/views/quarantine/list_states_view.hpp"

namespace pratique::views {
namespace {

constexpr float kFieldHeight = 36;
constexpr float kLabelHeight = 22;
constexpr float kSampleHeight = 26;
constexpr float kDialogHeight = 640;
constexpr std::int64_t kMostAtOnce = 500;  // of the matches that are acted on as well
constexpr std::array<int, 5> kEnds{0, 7, 30, 90, 365};
constexpr std::array kWarningTexts{Key::WarnOwnDomain, Key::WarnPublicProvider, Key::WarnUnsigned, Key::WarnOtherList};
static_assert(kWarningTexts.size() == std::size(api::kListWarnings));

bool is_domain(std::string_view pattern) {
  return pattern.find('@') == std::string_view::npos;
}

class Form {
 public:
  Form(Frame& frame, const store::ListForm& form) : frame_(frame), ui_(frame.ui), form_(form), entry_(form.entry), act_too_(form.act_too) {}

  void draw(kit::Box box) {
    kit::Box foot = box.take_bottom(ui_.control_height() + theme::space::k4);
    kit::scroll_area(ui_, kit::id("list-form-scroll"), box, frame_.view.lists.form_scroll, title(), [&](kit::Box content) {
      const float top = content.y;
      content.h = 1e5F;
      content = content.inset(2, 0);
      sender(content);
      reach(content);
      ends_and_note(content);
      preview(content);
      if (form_.error) error(content);
      return content.y - top;
    });
    buttons(foot);
    if (entry_ != form_.entry || act_too_ != form_.act_too) frame_.push(intents::EditListForm{entry_, act_too_});
    if (!save_ || form_.saving || entry_.pattern.empty()) return;
    // Asked only of what the preview spoke of: what was typed since is judged by the node.
    if (entry_ == form_.entry && doubt_about(form_)) {
      frame_.view.lists.doubt_question = true;
    } else {
      frame_.push(intents::SaveListForm{});
    }
  }

  [[nodiscard]] std::string_view title() const {
    const bool allow = form_.kind == api::ListKind::Allow;
    if (form_.id) return frame_.text(allow ? Key::ChangeAllowed : Key::ChangeBlocked);
    return frame_.text(allow ? Key::AllowSender : Key::BlockSender);
  }

 private:
  void label(kit::Box& box, Key key) {
    kit::text(ui_, box.take_top(kLabelHeight), frame_.text(key), {.type = theme::Type::Small, .weight = kit::Weight::SemiBold});
  }

  void field(const char* word, const kit::Box& box, Key name, std::string& value, Key hint, std::string_view part) {
    const bool wrong = form_.error && form_.error->field == part;
    const kit::FieldEvents events = kit::text_field(ui_, kit::id("list-form", std::string_view(word)), box,
                                                    {.name = frame_.text(name),
                                                     .value = value,
                                                     .placeholder = frame_.text(hint),
                                                     .error = wrong ? std::string_view(form_.error->message) : std::string_view()});
    if (events.changed) value = *events.changed;
    save_ = save_ || events.submitted;
    if (events.cancelled) frame_.push(intents::CloseListForm{});
  }

  void sender(kit::Box& box) {
    label(box, Key::Sender);
    field("pattern", box.take_top(kFieldHeight), Key::Sender, entry_.pattern, Key::SenderHint, "pattern");
    if (entry_.pattern.starts_with("*@")) entry_.pattern.erase(0, 2);  // as the list shows a whole domain
    box.skip_top(theme::space::k2);
    std::string& address = frame_.view.lists.address;
    if (!is_domain(entry_.pattern)) address = entry_.pattern;
    const std::string_view domain = domain_of(address);
    const bool can_switch = !domain.empty() && (entry_.pattern == address || entry_.pattern == domain);
    if (can_switch) {
      const std::array<kit::Segment, 2> choices{{{.id = kit::id("list-form-address"), .label = frame_.text(Key::ThisAddress)},
                                                 {.id = kit::id("list-form-domain"), .label = frame_.text(Key::WholeDomain)}}};
      const kit::Box line = box.take_top(28);
      const auto chosen =
          kit::segmented(ui_, kit::id("list-form-width"), line.at_start_edge(std::min(kit::segmented_width(ui_, choices), line.w), 28),
                         choices, is_domain(entry_.pattern) ? 1 : 0, frame_.text(Key::Sender));
      if (chosen) entry_.pattern = *chosen == 0 ? address : std::string(domain);
    }
    box.skip_top(theme::space::k3);
  }

  // E-mail users choose among their addresses; others name a mailbox or a whole domain of theirs.
  void reach(kit::Box& box) {
    const api::Me* me = frame_.state.session.me ? &*frame_.state.session.me : nullptr;
    label(box, Key::AppliesTo);
    if (me != nullptr && me->role == api::Role::Email && !me->addresses.empty()) {
      const kit::GroupScope group(ui_, kit::id("list-form-reach"), a11y::Role::RadioGroup, frame_.text(Key::AppliesTo), box);
      for (std::size_t i = 0; i < std::min<std::size_t>(me->addresses.size(), 6); ++i) {
        const std::string& address = me->addresses[i];
        const std::string said = frame_.words().format(Key::OnlyAddress, {{"address", address}});
        const kit::Id id = kit::id("list-form-reach", std::string_view(address));
        if (kit::radio(ui_, id, box.take_top(ui_.touch() ? 40.0F : 28.0F), said, entry_.applies_to == address)) entry_.applies_to = address;
      }
    } else {
      field("applies_to", box.take_top(kFieldHeight), Key::AppliesTo, entry_.applies_to, Key::AppliesToHint, "applies_to");
      const std::string domain(domain_of(entry_.applies_to));
      if (!domain.empty()) {
        box.skip_top(4);
        const std::string all = frame_.words().format(Key::AllOf, {{"domain", domain}});
        if (kit::link(ui_, kit::id("list-form-all"), box.take_top(20), all)) entry_.applies_to = domain;
      }
    }
    box.skip_top(theme::space::k3);
  }

  void ends_and_note(kit::Box& box) {
    label(box, Key::Ends);
    std::array<std::string, kEnds.size()> labels;
    std::array<kit::MenuItem, kEnds.size()> items{};
    for (std::size_t i = 0; i < kEnds.size(); ++i) {
      labels[i] = kEnds[i] == 0 ? std::string(frame_.text(Key::Never)) : frame_.words().count(Key::InDays, kEnds[i]);
      items[i] = {.id = kit::id("list-form-ends", static_cast<int>(i)), .label = labels[i]};
    }
    const std::string now = shown_end(frame_, entry_);
    const auto chosen = kit::dropdown(ui_, kit::id("list-form-ends"), box.take_top(kFieldHeight), items,
                                      {.button = {.label = now, .strong = false}, .name = frame_.text(Key::Ends)});
    if (chosen) {
      entry_.expires_at.reset();
      if (kEnds[*chosen] > 0) entry_.expires_at = ui_.wall_now() + std::chrono::days(kEnds[*chosen]);
    }
    box.skip_top(theme::space::k3);
    label(box, Key::Note);
    field("note", box.take_top(kFieldHeight), Key::Note, entry_.note, Key::NoteHint, "note");
    box.skip_top(theme::space::k4);
  }

  void preview(kit::Box& box) {
    const api::ListPreview* preview = form_.preview.value();
    if (preview == nullptr || entry_.pattern.empty()) return;
    const bool allow = form_.kind == api::ListKind::Allow;
    const std::string sentence = preview->held_matching == 0 ? std::string(frame_.text(Key::PreviewNone))
                                                             : frame_.words().count(Key::PreviewCount, preview->held_matching);
    const bool some_stay = allow && preview->held_releasable < preview->held_matching;
    const std::int64_t acts_on = std::min(allow ? preview->held_releasable : preview->held_matching, kMostAtOnce);
    const float inner = box.w - 2 * theme::space::k3;
    const std::string stay = some_stay ? frame_.words().count(Key::PreviewStay, preview->held_matching - preview->held_releasable) : "";
    const float stay_height = some_stay ? kit::text_height(ui_, stay, theme::Type::Small, inner, 3) + 4 : 0;
    const bool offers = acts_on > 0 && !form_.id;
    const float height =
        2 * theme::space::k3 + 20 + 20 + static_cast<float>(preview->sample.size()) * kSampleHeight + stay_height + (offers ? 32.0F : 0.0F);
    const kit::Box card = box.take_top(height);
    kit::fill(ui_, card, frame_.palette().surface.sunken, theme::radius::kMd);
    kit::outline(ui_, card, frame_.palette().line.divider, theme::radius::kMd);
    kit::Box in = card.inset(theme::space::k3);
    kit::heading(ui_, kit::id("list-preview"), in.take_top(20), frame_.text(Key::PreviewTitle), 3,
                 {.type = theme::Type::Small, .weight = kit::Weight::SemiBold});
    kit::label(ui_, kit::id("list-preview-count"), in.take_top(20), sentence,
               {.type = theme::Type::Small, .color = frame_.palette().text.secondary});
    for (const api::MessageSummary& message : preview->sample) sample(in.take_top(kSampleHeight), message);
    if (some_stay) {
      kit::label(ui_, kit::id("list-preview-stay"), in.take_top(stay_height), stay,
                 {.type = theme::Type::Small, .color = frame_.palette().text.secondary, .max_lines = 3});
    }
    if (offers) {
      const std::string too = frame_.words().count(allow ? Key::ReleaseTheseToo : Key::RemoveTheseToo, acts_on);
      if (kit::checkbox(ui_, kit::id("list-form-too"), in.take_top(32),
                        {.label = too, .value = act_too_ ? a11y::Toggled::On : a11y::Toggled::Off}))
        act_too_ = !act_too_;
    }
    box.skip_top(theme::space::k3);
    for (const std::string& code : preview->warnings) warning(box, code);
  }

  void sample(kit::Box line, const api::MessageSummary& message) {
    kit::line(ui_, line, kit::Edge::Bottom, frame_.palette().line.divider);
    const std::string time = strings::row_time(frame_.words(), message.received_at, ui_.wall_now());
    const kit::TextSpec muted{.type = theme::Type::Meta, .color = frame_.palette().text.muted};
    kit::text(ui_, line.take_end(kit::text_width(ui_, time, theme::Type::Meta) + 1), time, muted);
    line.skip_end(theme::space::k2);
    kit::label(ui_, kit::id("list-preview-row", message.id), line, shown_subject(frame_.words(), message), {.type = theme::Type::Meta});
  }

  void warning(kit::Box& box, const std::string& code) {
    const auto found = std::ranges::find(api::kListWarnings, code);
    if (found == std::end(api::kListWarnings)) return;
    const auto which = static_cast<std::size_t>(found - std::begin(api::kListWarnings));
    strip(box, kit::id("list-warning", which), kit::StripTone::Warning, theme::Icon::Mismatch, frame_.text(kWarningTexts[which]));
  }

  void error(kit::Box& box) {
    strip(box, kit::id("list-form-error"), kit::StripTone::Danger, theme::Icon::Error, error_line(frame_, *form_.error));
  }

  void strip(kit::Box& box, kit::Id id, kit::StripTone tone, theme::Icon icon, std::string_view text) {
    const kit::StripSpec spec{.tone = tone, .icon = icon, .text = text, .announce = true, .card = true};
    kit::strip(ui_, id, box.take_top(kit::strip_height(ui_, spec, box.w)), spec);
    box.skip_top(theme::space::k2);
  }

  void buttons(kit::Box box) {
    box = box.take_bottom(ui_.control_height());
    const bool allow = form_.kind == api::ListKind::Allow;
    const kit::ButtonSpec save{.label = frame_.text(form_.id ? Key::Save
                                                    : allow  ? Key::AlwaysAllow
                                                             : Key::Block),
                               .icon = allow ? theme::Icon::Allow : theme::Icon::Block,
                               .style = kit::ButtonStyle::Filled,
                               .disabled = form_.saving || entry_.pattern.empty() || entry_.applies_to.empty()};
    const kit::ButtonSpec cancel{.label = frame_.text(Key::Cancel)};
    const kit::Box save_box = box.take_end(kit::button_width(ui_, save));
    box.skip_end(theme::space::k2);
    if (kit::button(ui_, kit::id("list-form-cancel"), box.take_end(kit::button_width(ui_, cancel)), cancel))
      frame_.push(intents::CloseListForm{});
    if (kit::button(ui_, kit::id("list-form-save"), save_box, save)) save_ = true;
  }

  Frame& frame_;
  kit::Ui& ui_;
  const store::ListForm& form_;
  api::NewListEntry entry_;
  bool act_too_;
  bool save_ = false;
};

}  // namespace

bool form_is_beside(const Frame& frame) {
  return frame.form == ScreenForm::Three && frame.state.route.place == store::Place::Lists;
}

void list_form_view(Frame& frame, kit::Box box) {
  kit::Ui& ui = frame.ui;
  Form form(frame, *frame.state.lists.form);
  kit::fill(ui, box, frame.palette().surface.base);
  kit::line(ui, box, kit::Edge::Start, frame.palette().line.divider);
  const kit::GroupScope group(ui, kit::id("list-form"), a11y::Role::Region, form.title(), box);
  kit::Box head = box.take_top(theme::size::kHeader + 8);
  kit::line(ui, head, kit::Edge::Bottom, frame.palette().line.divider);
  head = head.inset(theme::space::k5, 0);
  if (kit::icon_button(ui, kit::id("list-form-close"), head.take_end(32).middle(32), theme::Icon::Clear, frame.text(Key::Close), "Esc"))
    frame.push(intents::CloseListForm{});
  kit::heading(ui, kit::id("list-form-title"), head, form.title(), 2, {.type = theme::Type::Heading});
  if (!std::exchange(frame.view.lists.form_was_open, true)) ui.focus(kit::id("list-form", std::string_view("pattern")));
  form.draw(box.inset(theme::space::k5, theme::space::k4));
}

void list_form_dialog_view(Frame& frame) {
  if (!frame.state.lists.form) {
    frame.view.lists.form_was_open = false;
    return;
  }
  if (form_is_beside(frame)) return;
  frame.view.lists.form_was_open = true;
  Form form(frame, *frame.state.lists.form);
  const kit::Box screen = frame.ui.safe_screen();
  const kit::DialogSpec spec{.title = form.title(),
                             .width = std::min(theme::size::dialog::kSm + 40, screen.w - 2 * theme::space::k4),
                             .height = std::min(kDialogHeight, screen.h - 2 * theme::space::k4),
                             .close_name = frame.text(Key::Close)};
  const kit::DialogResult result = kit::dialog(frame.ui, kit::id("list-form"), spec, [&](kit::Box box) { form.draw(box); });
  if (result.dismissed) frame.push(intents::CloseListForm{});
}

}  // namespace pratique::views
