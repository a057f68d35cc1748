#include "ui/views/log/log_detail_view.hpp"

#include <algorithm>

#include "ui/strings/format.hpp"
#include "ui/strings/log_codes.hpp"
#include "ui/views/actions.hpp"
#include "ui/views/log/log_look.hpp"
#include "ui/views/log/timeline_view.hpp"
#include "ui/views/message/message_head_view.hpp"
#include "ui/views/message/remote_pane.hpp"
#include "ui/views/message_look.hpp"
#include "ui/views/quarantine/list_view.hpp"
#include "ui/views/quarantine/search_view.hpp"

namespace pratique::views {
namespace {

constexpr float kLabelWidth = 96;
constexpr int kSubjectLines = 4;

void head_view(Frame& frame, kit::Box& box, const api::MessageSummary& message) {
  kit::Ui& ui = frame.ui;
  const float top = box.y;
  const kit::Box whole = box;
  const float icon = ui.touch() ? theme::size::control::kTouch : 32.0F;
  kit::Box line = box.take_top(ui.touch() ? 60.0F : 52.0F).inset(theme::space::k5, 0);
  kit::Box tools = line.moved(line.rtl() ? -8.0F : 8.0F, 0);
  if (kit::icon_button(ui, kit::id("log-close"), tools.take_end(icon).middle(icon), theme::Icon::Clear, frame.text(Key::Close), "Esc")) {
    frame.push(intents::CloseMessage{});
    ui.focus(list_id());
  }
  if (kit::icon_button(ui, kit::id("down"), tools.take_end(icon).middle(icon), theme::Icon::Down, frame.text(Key::Down),
                       frame.view.keys.shown(Command::Next)))
    frame.push(intents::OpenNeighbour{+1});
  if (kit::icon_button(ui, kit::id("up"), tools.take_end(icon).middle(icon), theme::Icon::Up, frame.text(Key::Up),
                       frame.view.keys.shown(Command::Previous)))
    frame.push(intents::OpenNeighbour{-1});
  const theme::Color ink = text_color(frame.palette(), message.status);
  kit::icon(ui, line.take_start(16), icon_of(message.status), ink);
  line.skip_start(6);
  kit::label(ui, kit::id("log-status"), line, frame.text(strings::status_key(message.status)),
             {.type = theme::Type::Small, .color = ink, .weight = kit::Weight::SemiBold});
  kit::Box inner = box.inset(theme::space::k5, 0);
  const std::string_view subject = shown_subject(frame.words(), message);
  const float height = kit::text_height(ui, subject, theme::Type::Heading, inner.w, kSubjectLines);
  kit::heading(ui, kit::id("subject"), inner.take_top(height), subject, 1, {.type = theme::Type::Heading, .max_lines = kSubjectLines});
  box.skip_top(height + theme::space::k3);
  kit::Box edge = whole;
  kit::line(ui, edge.take_top(box.y - top), kit::Edge::Bottom, frame.palette().line.divider);
}

// The one thing to read: what it means, why, and what to do.
void card_view(Frame& frame, kit::Box& box, const api::MessageSummary& message) {
  kit::Ui& ui = frame.ui;
  const StatusCard card = card_of(frame.palette(), message.status);
  const std::string happened = std::string(frame.text(strings::happened_key(message.status))) + " ";
  const std::string reason = strings::reason_key(message.reason_code) ? reason_text(frame.words(), message) + ". " : std::string();
  const std::string advice = reason + std::string(advice_text(frame.words(), message));
  const kit::Span pieces[] = {{.text = happened, .weight = kit::Weight::SemiBold, .color = frame.palette().text.primary},
                              {.text = advice, .color = frame.palette().text.primary}};
  const float width = box.w - 2 * theme::space::k3 - 26;
  const float height = kit::spans_height(ui, pieces, theme::Type::Small, width, 12) + 2 * theme::space::k3;
  kit::Box at = box.take_top(height);
  kit::fill(ui, at, card.fill, theme::radius::kMd);
  ui.record({.id = kit::id("log-meaning"), .role = a11y::Role::Text, .name = happened + advice, .rect = at.rect()});
  at = at.inset(theme::space::k3);
  kit::icon(ui, at.take_start(18).take_top(18), icon_of(message.status), card.ink, theme::size::icon::kLg - 2);
  at.skip_start(8);
  kit::spans(ui, at, pieces, {.type = theme::Type::Small, .max_lines = 12});
  box.skip_top(theme::space::k4);
}

// Buttons one after the other, on as many lines as they need.
class Buttons {
 public:
  Buttons(Frame& frame, kit::Box& box) : ui_(frame.ui), box_(box), height_(frame.ui.control_height()) {}
  ~Buttons() {
    if (begun_) box_.skip_top(theme::space::k3);
  }
  Buttons(const Buttons&) = delete;
  bool offer(std::string_view word, const kit::ButtonSpec& spec) {
    const float width = std::min(kit::button_width(ui_, spec), box_.w);
    if (!begun_ || width > line_.w) {
      if (begun_) box_.skip_top(theme::space::k2);
      line_ = box_.take_top(height_);
      begun_ = true;
    }
    const kit::Box at = line_.take_start(width);
    line_.skip_start(theme::space::k2);
    return kit::button(ui_, kit::id("log-do", word), at, spec);
  }

 private:
  kit::Ui& ui_;
  kit::Box& box_;
  kit::Box line_;
  float height_;
  bool begun_ = false;
};

void open_in_quarantine(Frame& frame, const api::MessageId& id) {
  store::Route route;
  route.open = id;
  frame.push(intents::Navigate{route});
}

void actions_view(Frame& frame, kit::Box& box, const api::MessageDetail& detail) {
  const api::MessageSummary& message = detail.summary;
  const MessageIds ids{message.id};
  const bool held = message.status == api::Status::Quarantined && detail.has_source;
  Buttons buttons(frame, box);
  if (held && detail.release_right != api::ReleaseRight::Nobody) {
    const bool ask = detail.release_right == api::ReleaseRight::Request;
    const kit::ButtonSpec spec{.label = frame.text(ask ? Key::AskRelease : Key::Release),
                               .icon = ask ? theme::Icon::Send : theme::Icon::Release,
                               .style = kit::ButtonStyle::Filled,
                               .disabled = is_asked(frame, ids),
                               .shortcut = frame.view.keys.shown(Command::Release)};
    if (buttons.offer("release", spec)) release(frame, ids);
  }
  if (held && buttons.offer("quarantine", {.label = frame.text(Key::OpenInQuarantine), .icon = theme::Icon::Quarantine}))
    open_in_quarantine(frame, message.id);
  const bool refused = group_of(message.status) == StatusGroup::Rejected || message.status == api::Status::Tempfailed;
  if (refused && message.direction == api::Direction::Incoming && sender_of(frame, ids)) {
    const kit::ButtonSpec spec{
        .label = frame.text(Key::AllowThisSender), .icon = theme::Icon::Allow, .shortcut = frame.view.keys.shown(Command::Allow)};
    if (buttons.offer("allow", spec)) list_sender(frame, api::ListKind::Allow, ids);
  }
  if (!detail.has_source) return;
  const kit::ButtonSpec spam{.label = frame.text(Key::ReportSpam),
                             .icon = theme::Icon::Spam,
                             .style = kit::ButtonStyle::Ghost,
                             .shortcut = frame.view.keys.shown(Command::ReportSpam)};
  if (buttons.offer("spam", spam)) frame.push(intents::TrainFilter{ids, intents::TrainFilter::As::Spam});
  const kit::ButtonSpec wanted{.label = frame.text(Key::ReportWanted), .icon = theme::Icon::Train, .style = kit::ButtonStyle::Ghost};
  if (buttons.offer("wanted", wanted)) frame.push(intents::TrainFilter{ids, intents::TrainFilter::As::Wanted});
}

void fact_view(Frame& frame, kit::Box& box, const char* word, Key label, std::string_view value, theme::Type type = theme::Type::Small) {
  if (value.empty()) return;
  kit::Ui& ui = frame.ui;
  const float height = std::max(20.0F, kit::text_height(ui, value, type, box.w - kLabelWidth, 4));
  kit::Box line = box.take_top(height);
  box.skip_top(theme::space::k2);
  kit::Box name = line.take_start(kLabelWidth);
  kit::text(ui, name.take_top(20), frame.text(label), {.type = theme::Type::Small, .color = frame.palette().text.muted});
  const kit::Id id = kit::id("log-fact", std::string_view(word));
  ui.record(
      {.id = id, .role = a11y::Role::Row, .name = std::string(frame.text(label)), .description = std::string(value), .rect = line.rect()});
  kit::text(ui, line, value, {.type = type, .max_lines = 4});
}

void ids_view(Frame& frame, kit::Box& box, const api::MessageSummary& message) {
  kit::line(frame.ui, box.take_top(theme::space::k4), kit::Edge::Top, frame.palette().line.divider);
  const std::string_view from = message.header_from.address.empty() ? message.envelope_from : message.header_from.address;
  fact_view(frame, box, "from", Key::FilterFrom, from);
  fact_view(frame, box, "to", Key::FilterTo, message.recipient);
  const std::string server =
      message.sender_host + (message.sender_host.empty() || message.sender_ip.empty() ? "" : ", ") + message.sender_ip;
  fact_view(frame, box, "server", Key::ServerLabel, server);
  if (message.size_bytes > 0) fact_view(frame, box, "size", Key::FieldSize, strings::size(frame.words(), message.size_bytes));
  fact_view(frame, box, "queue", Key::QueueIdLabel, message.queue_id, theme::Type::Mono);
  fact_view(frame, box, "message", Key::MessageIdLabel, message.message_id, theme::Type::Mono);
  std::string label;
  std::string query;
  if (message.wave.count > 1) {
    label = frame.words().count(Key::AlikeMore, message.wave.count - 1);
    query = "wave:" + message.wave.id;
  } else if (!message.sender_ip.empty()) {
    label = frame.text(Key::SameServer);
    query = "ip:" + message.sender_ip;
  }
  if (query.empty()) return;
  kit::Box line = box.take_top(20);
  kit::text(frame.ui, line.take_start(kLabelWidth), frame.text(Key::AlikeLabel),
            {.type = theme::Type::Small, .color = frame.palette().text.muted});
  const float width = std::min(kit::text_width(frame.ui, label, theme::Type::Small) + 2, line.w);
  if (kit::link(frame.ui, kit::id("log-alike"), line.take_start(width), label)) search_for(frame, query);
}

float body_view(Frame& frame, kit::Box content, const api::MessageDetail& detail) {
  const float top = content.y;
  content = content.inset(theme::space::k5, 0);
  content.h = 1e6F;  // as long as it takes; the area scrolls
  content.skip_top(theme::space::k4);
  card_view(frame, content, detail.summary);
  actions_view(frame, content, detail);
  if (!detail.has_source && detail.summary.status == api::Status::Quarantined) {
    kit::label(frame.ui, kit::id("log-only"), content.take_top(40), frame.text(Key::LogOnly),
               {.type = theme::Type::Small, .color = frame.palette().text.muted, .max_lines = 2});
  }
  timeline_view(frame, content, detail);
  content.skip_top(theme::space::k2);
  ids_view(frame, content, detail.summary);
  content.skip_top(theme::space::k6);
  return content.y - top;
}

}  // namespace

void log_detail_view(Frame& frame, kit::Box box) {
  kit::Ui& ui = frame.ui;
  LogViewState& view = frame.view.log;
  if (view.detail_of != frame.state.open.id) {
    view.detail = {};
    view.detail_of = frame.state.open.id;
  }
  kit::fill(ui, box, frame.palette().surface.base);
  const kit::GroupScope group(ui, kit::id("preview"), a11y::Role::Region, frame.text(Key::WhatHappened), box);
  const api::MessageSummary* message = find_message(frame.state, *frame.state.open.id);
  const api::MessageSummary unknown{.id = *frame.state.open.id};
  if (message != nullptr) frame.outputs.title = shown_title(frame, *message);
  head_view(frame, box, message != nullptr ? *message : unknown);
  remote_pane(frame, kit::id("log-detail"), box, frame.state.open.detail, [&](const api::MessageDetail& detail, kit::Box at) {
    kit::scroll_area(ui, kit::id("log-detail-scroll"), at, view.detail, frame.text(Key::WhatHappened),
                     [&](kit::Box content) { return body_view(frame, content, detail); });
  });
}

}  // namespace pratique::views
