#include "ui/views/message/message_view.hpp"

#include <array>

#include "ui/strings/format.hpp"
#include "ui/views/actions.hpp"
#include "ui/views/message/action_bar_view.hpp"
#include "ui/views/message/message_head_view.hpp"
#include "ui/views/quarantine/list_states_view.hpp"

namespace pratique::views {
namespace {

constexpr float kTabsHeight = 44;
constexpr float kPhoneBarHeight = 68;
constexpr std::array kTabs{store::MessageTab::Message, store::MessageTab::Why, store::MessageTab::Headers, store::MessageTab::Source,
                           store::MessageTab::Parts};
constexpr std::array kTabLabels{Key::TabMessage, Key::TabWhy, Key::TabHeaders, Key::TabSource, Key::TabParts};

float side_padding(const Frame& frame) {
  return frame.form == ScreenForm::One ? theme::space::k4 : theme::space::k6;
}

// A tab's own scroll and the clicked link belong to one message.
void start_anew(Frame& frame) {
  MessageViewState& state = frame.view.message;
  if (state.of == frame.state.open.id) return;
  state = MessageViewState{};
  state.of = frame.state.open.id;
}

// Beside the tabs where they keep their width; else the message's menu has it.
void form_switch_view(Frame& frame, kit::Box& box, float tabs_width) {
  if (frame.state.route.tab != store::MessageTab::Message || !has_both_forms(frame)) return;
  const std::array<kit::Segment, 2> segments{
      {{.id = kit::id("form-html"), .label = frame.text(Key::FormHtml)}, {.id = kit::id("form-text"), .label = frame.text(Key::FormText)}}};
  const float width = kit::segmented_width(frame.ui, segments);
  if (tabs_width + theme::space::k3 + width > box.w) return;
  const bool html = shown_form(frame) == store::BodyForm::Html;
  const kit::Box at = box.take_end(width).middle(28);
  box.skip_end(theme::space::k3);
  const auto chosen = kit::segmented(frame.ui, kit::id("body-form"), at, segments, html ? 0 : 1, frame.text(Key::BodyForm));
  if (chosen) frame.push(intents::ShowBodyForm{*chosen == 0 ? store::BodyForm::Html : store::BodyForm::Text});
}

void tabs_view(Frame& frame, kit::Box box) {
  kit::line(frame.ui, box, kit::Edge::Bottom, frame.palette().line.divider);
  box = box.inset(side_padding(frame), 0);
  std::string parts;  // until they are loaded, what is known of files
  if (const api::MessageParts* value = frame.state.open.parts.value())
    parts = strings::number(frame.words(), static_cast<std::int64_t>(value->parts.size()));
  else if (const api::MessageDetail* detail = frame.state.open.detail.value(); detail != nullptr && detail->summary.attachment_count > 0)
    parts = strings::number(frame.words(), detail->summary.attachment_count);
  std::array<kit::Tab, kTabs.size()> tabs{};
  std::size_t active = 0;
  for (std::size_t i = 0; i < kTabs.size(); ++i) {
    tabs[i] = {.id = kit::id("tab", static_cast<int>(i)), .label = frame.text(kTabLabels[i])};
    if (kTabs[i] == frame.state.route.tab) active = i;
  }
  tabs.back().count = parts;
  form_switch_view(frame, box, kit::tabs_width(frame.ui, tabs));
  if (const auto chosen = kit::tabs(frame.ui, kit::id("tabs"), box, tabs, active, frame.text(Key::Tabs)))
    frame.push(intents::ShowTab{kTabs[*chosen]});
}

void tab_panel_view(Frame& frame, kit::Box box, const api::MessageSummary& message) {
  const kit::GroupScope group(frame.ui, kit::id("tab-panel"), a11y::Role::TabPanel,
                              frame.text(kTabLabels[static_cast<std::size_t>(frame.state.route.tab)]), box);
  const store::Remote<api::MessageDetail>& remote = frame.state.open.detail;
  if (remote.error() && remote.value() == nullptr) {
    const bool gone = remote.error()->code == base::ErrorCode::NotFound;
    if (gone) {
      kit::empty_state(frame.ui, kit::id("message-gone"), box,
                       {.icon = theme::Icon::Info, .title = frame.text(Key::GoneTitle), .text = frame.text(Key::GoneNotFound)});
    } else if (failure_view(frame, kit::id("message-failed"), box.take_top(kit::kFailureHeight + theme::space::k4), Key::FailedMessage,
                            *remote.error())) {
      frame.push(intents::RetryOpen{});
    }
    return;
  }
  switch (frame.state.route.tab) {
    case store::MessageTab::Message:
      body_view(frame, box, message);
      return;
    case store::MessageTab::Headers:
      headers_view(frame, box);
      return;
    case store::MessageTab::Source:
      source_view(frame, box, message);
      return;
    case store::MessageTab::Parts:
      parts_view(frame, box);
      return;
    case store::MessageTab::Why:
      break;
  }
  if (remote.value()) {
    why_view(frame, box, *remote.value());
  } else if (kit::skeleton_due(frame.ui, kit::id("why-loading"))) {
    kit::skeleton_lines(frame.ui, kit::id("why-loading"), box.inset(side_padding(frame), theme::space::k5), 6);
  }
}

void gone_strip_view(Frame& frame, kit::Box& box) {
  const api::MessageDetail* detail = frame.state.open.detail.value();
  if (detail == nullptr || detail->summary.status == api::Status::Quarantined) return;
  const api::Status status = detail->summary.status;
  const bool released = status == api::Status::Released || status == api::Status::ReleasePending;
  const Key why = released ? Key::GoneReleased : status == api::Status::Removed ? Key::GoneRemoved : Key::GoneOther;
  const kit::StripSpec spec{.tone = kit::StripTone::Info,
                            .icon = theme::Icon::Info,
                            .strong = frame.text(Key::GoneTitle),
                            .text = frame.text(why),
                            .announce = true};
  kit::strip(frame.ui, kit::id("gone"), box.take_top(kit::strip_height(frame.ui, spec, box.w)), spec);
}

void message_view(Frame& frame, kit::Box box) {
  start_anew(frame);
  gone_strip_view(frame, box);
  const api::MessageSummary* message = find_message(frame.state, *frame.state.open.id);
  const api::MessageSummary unknown{.id = *frame.state.open.id};
  if (message == nullptr && !frame.state.open.detail.error()) {  // opened by its address: nothing is known of it yet
    kit::Box waiting = box.inset(side_padding(frame), theme::space::k5);
    if (kit::skeleton_due(frame.ui, kit::id("message-loading"))) kit::skeleton_lines(frame.ui, kit::id("message-loading"), waiting, 8);
    return;
  }
  if (message != nullptr) {
    frame.outputs.title = shown_title(frame, *message);
    message_head_view(frame, box, *message, side_padding(frame));
    tabs_view(frame, box.take_top(kTabsHeight));
  }
  tab_panel_view(frame, box, message ? *message : unknown);
}

}  // namespace

bool has_both_forms(const Frame& frame) {
  const api::MessageDetail* detail = frame.state.open.detail.value();
  return detail != nullptr && detail->has_html && detail->has_text;
}

store::BodyForm shown_form(const Frame& frame) {
  const api::MessageDetail* detail = frame.state.open.detail.value();
  if (detail == nullptr) return frame.state.open.form;
  if (!detail->has_html) return store::BodyForm::Text;
  return detail->has_text ? frame.state.open.form : store::BodyForm::Html;
}

void preview_view(Frame& frame, kit::Box box) {
  kit::Ui& ui = frame.ui;
  kit::fill(ui, box, frame.palette().surface.base);
  const kit::GroupScope group(ui, kit::id("preview"), a11y::Role::Region, frame.text(Key::TabMessage), box);
  action_bar_view(frame, box.take_top(header_height(frame)));
  if (!frame.state.list.selection.empty()) {
    batch_view(frame, box);
  } else if (frame.state.open.id) {
    message_view(frame, box);
  } else {
    empty_preview_view(frame, box);
  }
}

void phone_message_view(Frame& frame, kit::Box box) {
  kit::fill(frame.ui, box, frame.palette().surface.base);
  const kit::GroupScope group(frame.ui, kit::id("preview"), a11y::Role::Main, frame.text(Key::TabMessage), box);
  phone_top_bar_view(frame, box.take_top(52));
  const kit::Box actions = box.take_bottom(kPhoneBarHeight);
  message_view(frame, box);
  phone_action_bar_view(frame, actions);
}

}  // namespace pratique::views
