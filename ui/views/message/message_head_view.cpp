#include "ui/views/message/message_head_view.hpp"

#include <algorithm>

#include "ui/strings/codes.hpp"
#include "ui/strings/format.hpp"
#include "ui/views/message_look.hpp"

namespace pratique::views {
namespace {

constexpr float kInitial = 40;
constexpr float kWideSender = 520;  // narrower panes put the date on a line of its own
constexpr int kSubjectLines = 3;
constexpr float kMeterWidth = 96;
constexpr float kEmbeddedMeterWidth = 64;
constexpr float kRoomForMeter = 280;  // beside a sentence

void subject_view(Frame& frame, kit::Box& box, const api::MessageSummary& message) {
  const std::string_view subject = shown_subject(frame.words(), message);
  const float height = kit::text_height(frame.ui, subject, theme::Type::Subject, box.w, kSubjectLines);
  kit::heading(frame.ui, kit::id("subject"), box.take_top(height), subject, 1,
               {.type = theme::Type::Subject,
                .color = message.subject.empty() ? frame.palette().text.muted : theme::Color{},
                .max_lines = kSubjectLines});
}

void name_and_address_view(Frame& frame, kit::Box line, const api::MessageSummary& message) {
  const std::string address =
      message.header_from.name.empty() || message.header_from.address.empty() ? std::string() : " <" + message.header_from.address + ">";
  const kit::Span pieces[] = {
      {.text = shown_sender(frame.words(), message), .weight = kit::Weight::SemiBold, .color = frame.palette().text.primary},
      {.text = address}};
  kit::spans(frame.ui, line, pieces, {.type = theme::Type::Small, .color = frame.palette().text.muted});
  frame.ui.record({.id = kit::id("sender"), .role = a11y::Role::Text, .name = std::string(pieces[0].text) + address, .rect = line.rect()});
}

void wide_sender_view(Frame& frame, kit::Box box, const api::MessageSummary& message) {
  kit::Ui& ui = frame.ui;
  const theme::Color muted = frame.palette().text.muted;
  kit::initial(ui, box.take_start(kInitial).middle(kInitial), shown_sender(frame.words(), message));
  box.skip_start(theme::space::k3);
  const std::string date = strings::full_time(frame.words(), message.received_at);
  kit::Box end = box.take_end(kit::text_width(ui, date, theme::Type::Meta));
  box.skip_end(theme::space::k3);
  kit::label(ui, kit::id("received"), end.take_top(20), date, {.type = theme::Type::Meta, .color = muted, .align = kit::Align::End});
  kit::text(ui, end.take_top(20), strings::size(frame.words(), message.size_bytes),
            {.type = theme::Type::Meta, .color = muted, .align = kit::Align::End});
  name_and_address_view(frame, box.take_top(20), message);
  const std::string to = frame.words().format(Key::ToRecipient, {{"recipient", message.recipient}});
  kit::label(ui, kit::id("recipient"), box.take_top(20), to,
             {.type = theme::Type::Small, .color = muted, .cut_tooltip = true, .id = kit::id("recipient")});
}

void narrow_sender_view(Frame& frame, kit::Box box, const api::MessageSummary& message) {
  kit::Ui& ui = frame.ui;
  const theme::Color muted = frame.palette().text.muted;
  kit::initial(ui, box.take_start(kInitial).middle(kInitial), shown_sender(frame.words(), message));
  box.skip_start(theme::space::k3);
  kit::label(ui, kit::id("sender"), box.take_top(20), shown_sender(frame.words(), message),
             {.type = theme::Type::Small, .weight = kit::Weight::SemiBold});
  kit::label(ui, kit::id("sender-address"), box.take_top(20), message.header_from.address,
             {.type = theme::Type::Small, .color = muted, .cut_tooltip = true, .id = kit::id("sender-address")});
  const std::string when =
      strings::row_time(frame.words(), message.received_at, ui.wall_now()) + " · " + strings::size(frame.words(), message.size_bytes);
  kit::label(ui, kit::id("received"), box.take_top(20), when, {.type = theme::Type::Small, .color = muted});
}

void mismatch_view(Frame& frame, kit::Box& box, const api::MessageSummary& message) {
  if (!message.envelope_mismatch) return;
  const std::string_view shown = domain_of(message.header_from.address);
  const std::string_view actual = domain_of(message.envelope_from);
  const std::string text = message.envelope_from.empty() ? frame.words().format(Key::MismatchNull, {{"shown", shown}})
                                                         : frame.words().format(Key::MismatchText, {{"shown", shown}, {"actual", actual}});
  const kit::StripSpec spec{
      .tone = kit::StripTone::Warning, .icon = theme::Icon::Mismatch, .strong = frame.text(Key::MismatchTitle), .text = text, .card = true};
  kit::strip(frame.ui, kit::id("mismatch"), box.take_top(kit::strip_height(frame.ui, spec, box.w)), spec);
  box.skip_top(theme::space::k3 - 2);
}

struct Verdict {
  std::string title;
  std::string reason;
  std::string score;
  std::string limit;
};

Verdict verdict_of(const Frame& frame, const api::MessageSummary& message) {
  Verdict verdict{.title = held_sentence(frame.words(), message)};
  if (const api::MessageDetail* detail = frame.state.open.detail.value(); detail && detail->summary.id == message.id) {
    verdict.reason = verdict_sentence(frame.words(), *detail);
  }
  if (message.score) verdict.score = strings::score(frame.words(), *message.score);
  if (message.threshold) verdict.limit = frame.words().format(Key::ScoreOf, {{"limit", strings::score(frame.words(), *message.threshold)}});
  return verdict;
}

// "6.4 of 6.0", the number strong; at the end edge over the meter, or at the start beside it.
void score_view(Frame& frame, kit::Box line, const Verdict& verdict, kit::Align align) {
  kit::Ui& ui = frame.ui;
  const float score_width = kit::text_width(ui, verdict.score, theme::Type::Small, kit::Weight::SemiBold);
  const float limit_width = kit::text_width(ui, verdict.limit, theme::Type::Small);
  constexpr float kBetween = 4;
  kit::Box box = align == kit::Align::End ? line.take_end(score_width + kBetween + limit_width) : line;
  kit::text(ui, box.take_start(score_width), verdict.score, {.type = theme::Type::Small, .weight = kit::Weight::SemiBold});
  box.skip_start(kBetween);
  kit::text(ui, box, verdict.limit, {.type = theme::Type::Small, .color = frame.palette().text.secondary});
}

void verdict_card_view(Frame& frame, kit::Box& box, const api::MessageSummary& message) {
  kit::Ui& ui = frame.ui;
  const theme::Palette& colors = frame.palette();
  const Verdict verdict = verdict_of(frame, message);
  const bool scored = message.score && message.threshold;
  const bool beside = box.w >= kWideSender;
  const float text_width =
      box.w - 2 * theme::space::k3 - theme::size::icon::kTile - theme::space::k3 - (scored && beside ? kMeterWidth + theme::space::k5 : 0);
  const float reason_height = verdict.reason.empty() ? 18 : kit::text_height(ui, verdict.reason, theme::Type::Small, text_width, 3);
  const float height = 2 * theme::space::k3 + 20 + reason_height + (scored && !beside ? 24 : 0);
  kit::Box card = box.take_top(std::max(height, 60.0F));
  kit::fill(ui, card, colors.surface.sunken, theme::radius::kMd);
  kit::outline(ui, card, colors.line.divider, theme::radius::kMd);
  const std::string score = scored ? ". " + frame.words().format(Key::Meter, {{"score", verdict.score},
                                                                              {"limit", strings::score(frame.words(), *message.threshold)}})
                                   : std::string();
  ui.record({.id = kit::id("verdict"),
             .role = a11y::Role::Group,
             .name = verdict.title,
             .description = verdict.reason + score,
             .rect = card.rect()});
  card = card.inset(theme::space::k3);
  kit::Box tile = card.take_start(theme::size::icon::kTile);
  kit::class_tile(ui, tile.take_top(theme::size::icon::kTile), tone_of(message.message_class), icon_of(message.message_class));
  card.skip_start(theme::space::k3);
  if (scored && beside) {
    kit::Box end = card.take_end(kMeterWidth).middle(36);
    card.skip_end(theme::space::k5);
    score_view(frame, end.take_top(20), verdict, kit::Align::End);
    kit::score_meter(ui, end, *message.score, *message.threshold);
  }
  kit::text(ui, card.take_top(20), verdict.title, {.type = theme::Type::BodyStrong});
  kit::text(ui, card.take_top(reason_height), verdict.reason, {.type = theme::Type::Small, .color = colors.text.secondary, .max_lines = 3});
  if (scored && !beside) {
    kit::Box line = card.take_top(24);
    kit::score_meter(ui, line.take_start(120), *message.score, *message.threshold);
    line.skip_start(theme::space::k3);
    score_view(frame, line, verdict, kit::Align::Start);
  }
}

// Embedded, the sender has one line, and the verdict another: "[Newsletter] Just over the limit: sent in bulk.  ——  6.4 of 6.0".
void one_line_sender_view(Frame& frame, kit::Box line, const api::MessageSummary& message) {
  const std::string when = strings::row_time(frame.words(), message.received_at, frame.ui.wall_now());
  const float width = kit::text_width(frame.ui, when, theme::Type::Meta);
  kit::label(frame.ui, kit::id("received"), line.take_end(width), when, {.type = theme::Type::Meta, .color = frame.palette().text.muted});
  line.skip_end(theme::space::k3);
  name_and_address_view(frame, line, message);
}

void verdict_line_view(Frame& frame, kit::Box line, const api::MessageSummary& message) {
  kit::Ui& ui = frame.ui;
  const Verdict verdict = verdict_of(frame, message);
  const std::string& said = verdict.reason.empty() ? verdict.title : verdict.reason;
  ui.record(
      {.id = kit::id("verdict"), .role = a11y::Role::Group, .name = verdict.title, .description = verdict.reason, .rect = line.rect()});
  const std::string_view label = frame.text(strings::class_key(message.message_class));
  kit::badge(ui, line.take_start(kit::badge_width(ui, label)), tone_of(message.message_class), label);
  line.skip_start(theme::space::k2 + 2);
  if (message.score && message.threshold) {
    score_view(frame, line.take_end(kit::text_width(ui, verdict.score + verdict.limit, theme::Type::Small) + 8), verdict, kit::Align::End);
    line.skip_end(theme::space::k2);
    if (line.w > kRoomForMeter) kit::score_meter(ui, line.take_end(kEmbeddedMeterWidth), *message.score, *message.threshold);
    line.skip_end(theme::space::k3);
  }
  kit::text(ui, line, said,
            {.type = theme::Type::Small, .color = frame.palette().text.secondary, .cut_tooltip = true, .id = kit::id("verdict-line")});
}

void embedded_head_view(Frame& frame, kit::Box& inner, const api::MessageSummary& message) {
  inner.skip_top(theme::space::k3);
  subject_view(frame, inner, message);
  inner.skip_top(2);
  one_line_sender_view(frame, inner.take_top(24), message);
  if (frame.state.route.tab != store::MessageTab::Message) return;
  if (message.envelope_mismatch) inner.skip_top(theme::space::k2);
  mismatch_view(frame, inner, message);
  verdict_line_view(frame, inner.take_top(28), message);
}

}  // namespace

std::string shown_title(const Frame& frame, const api::MessageSummary& message) {
  return titled(frame, shown_subject(frame.words(), message));
}

void message_head_view(Frame& frame, kit::Box& box, const api::MessageSummary& message, float side_padding) {
  const float height = box.h;
  kit::Box inner = box.inset(side_padding, 0);
  if (frame.state.look.embedded) {
    embedded_head_view(frame, inner, message);
    box.skip_top(height - inner.h);
    return;
  }
  const bool phone = frame.form == ScreenForm::One;
  if (!phone) inner.skip_top(theme::space::k4);
  subject_view(frame, inner, message);
  inner.skip_top(theme::space::k2);
  if (inner.w >= kWideSender) {
    wide_sender_view(frame, inner.take_top(kInitial), message);
  } else {
    narrow_sender_view(frame, inner.take_top(60), message);
  }
  inner.skip_top(theme::space::k3);
  if (frame.state.route.tab == store::MessageTab::Message) {
    mismatch_view(frame, inner, message);
    verdict_card_view(frame, inner, message);
  }
  box.skip_top(height - inner.h);
}

}  // namespace pratique::views
