#include "ui/views/log/timeline_view.hpp"

#include <algorithm>

#include "ui/strings/format.hpp"
#include "ui/strings/log_codes.hpp"
#include "ui/views/log/log_look.hpp"

namespace pratique::views {
namespace {

constexpr float kCircle = 28, kTextIndent = 40, kMinStep = 44, kTimeWidth = 72;
constexpr int kMaxLines = 8;

struct Look {
  theme::Icon icon;
  StatusGroup group;  // its colour; Gone is neutral
};

Look look_of(std::string_view kind) {
  using theme::Icon;
  struct One {
    std::string_view kind;
    Look look;
  };
  static constexpr One kLooks[] = {
      {"connected", {Icon::Server, StatusGroup::Gone}},        {"named", {Icon::Mail, StatusGroup::Gone}},
      {"checked", {Icon::Gauge, StatusGroup::Deferred}},       {"accepted", {Icon::Check, StatusGroup::Gone}},
      {"rejected", {Icon::Fail, StatusGroup::Rejected}},       {"tempfailed", {Icon::Wait, StatusGroup::Deferred}},
      {"received", {Icon::Mailbox, StatusGroup::Gone}},        {"quarantined", {Icon::Quarantine, StatusGroup::Held}},
      {"delivered", {Icon::Ok, StatusGroup::Delivered}},       {"deferred", {Icon::Wait, StatusGroup::Deferred}},
      {"bounced", {Icon::Undo, StatusGroup::Rejected}},        {"expired", {Icon::Calendar, StatusGroup::Gone}},
      {"allow_listed", {Icon::Allow, StatusGroup::Delivered}}, {"block_listed", {Icon::Block, StatusGroup::Gone}},
      {"released", {Icon::Release, StatusGroup::Delivered}},   {"release_deferred", {Icon::Wait, StatusGroup::Deferred}},
      {"release_failed", {Icon::Fail, StatusGroup::Rejected}}, {"release_undone", {Icon::Undo, StatusGroup::Gone}},
      {"removed", {Icon::Remove, StatusGroup::Gone}},          {"restored", {Icon::Undo, StatusGroup::Held}},
      {"taught_spam", {Icon::Train, StatusGroup::Gone}},       {"taught_not_spam", {Icon::Train, StatusGroup::Gone}},
      {"request_denied", {Icon::Fail, StatusGroup::Gone}},
  };
  const auto found = std::ranges::find(kLooks, kind, &One::kind);
  if (found != std::end(kLooks)) return found->look;
  return {kind.starts_with("request") || kind.starts_with("release") ? Icon::Send : Icon::Info, StatusGroup::Gone};
}

struct Step {
  std::string title;
  std::string facts;    // who, and what the detail says
  std::string reply;    // a server's own words
  std::string meaning;  // of the reply
};

Step step_of(const Frame& frame, const api::TrailEvent& event) {
  const strings::Catalog& words = frame.words();
  Step step;
  const auto title = strings::trail_key(event.kind);
  step.title = title ? std::string(words.text(*title)) : event.kind;
  if (const auto outcome = strings::outcome_key(event.detail); outcome && event.kind.starts_with("taught")) {
    step.facts = words.text(*outcome);
  } else if (const auto meaning = strings::explain_reply(event.detail)) {
    step.reply = event.detail;
    step.meaning = words.format(Key::ReplyMeans, {{"code", meaning->code}, {"meaning", words.text(meaning->meaning)}});
  } else if (const auto reason = strings::reason_key(event.detail)) {
    step.facts = words.text(*reason);
  } else {
    step.facts = event.detail;
  }
  const auto source = strings::trail_source_key(event.source);
  const std::string_view by = !event.actor.empty() ? std::string_view(event.actor) : source ? words.text(*source) : std::string_view();
  if (!by.empty()) step.facts += (step.facts.empty() ? "" : " · ") + std::string(by);
  return step;
}

float height_of(kit::Ui& ui, const Step& step, float width) {
  float height = 20;
  if (!step.reply.empty()) height += kit::text_height(ui, step.reply, theme::Type::Mono, width, kMaxLines);
  if (!step.meaning.empty()) height += kit::text_height(ui, step.meaning, theme::Type::Small, width, kMaxLines);
  if (!step.facts.empty()) height += kit::text_height(ui, step.facts, theme::Type::Small, width, kMaxLines);
  return std::max(height, kMinStep - theme::space::k3);
}

void circle_view(Frame& frame, const kit::Box& box, const Look& look) {
  const theme::Palette& colors = frame.palette();
  const bool neutral = look.group == StatusGroup::Gone;
  const StatusCard card = card_of(colors, statuses_of(look.group).front());
  const kit::Box circle = box.at_start_edge(kCircle, kCircle);
  kit::fill(frame.ui, circle, neutral ? colors.surface.chip : card.fill, kCircle / 2);
  kit::icon(frame.ui, circle, look.icon, neutral ? colors.text.secondary : card.ink);
}

void step_view(Frame& frame, kit::Box box, const Step& step, const api::TrailEvent& event) {
  kit::Ui& ui = frame.ui;
  const theme::Palette& colors = frame.palette();
  kit::Box head = box.take_top(20);
  const std::string time = strings::exact_time(frame.words(), event.at);
  kit::text(ui, head.take_end(kTimeWidth), time, {.type = theme::Type::Small, .color = colors.text.muted, .align = kit::Align::End});
  kit::text(ui, head, step.title, {.type = theme::Type::Small, .weight = kit::Weight::SemiBold});
  const auto line = [&](const std::string& text, theme::Type type, theme::Color color) {
    if (text.empty()) return;
    const float height = kit::text_height(ui, text, type, box.w, kMaxLines);
    kit::text(ui, box.take_top(height), text, {.type = type, .color = color, .max_lines = kMaxLines});
  };
  line(step.reply, theme::Type::Mono, colors.text.secondary);
  line(step.meaning, theme::Type::Small, colors.text.primary);
  line(step.facts, theme::Type::Small, colors.text.muted);
}

}  // namespace

void timeline_view(Frame& frame, kit::Box& box, const api::MessageDetail& detail) {
  kit::Ui& ui = frame.ui;
  const theme::Palette& colors = frame.palette();
  kit::heading(ui, kit::id("trail"), box.take_top(32), frame.text(Key::WhatHappened), 2, {.type = theme::Type::Heading});
  if (detail.trail.empty()) {
    kit::label(ui, kit::id("trail-none"), box.take_top(28), frame.text(Key::NoTrail), {.color = colors.text.muted});
    return;
  }
  std::int64_t day = strings::local_day(ui.localisation(), detail.trail.front().at) - 1;
  for (std::size_t i = 0; i < detail.trail.size(); ++i) {
    const api::TrailEvent& event = detail.trail[i];
    // Steps of later days say which.
    if (const std::int64_t at = strings::local_day(ui.localisation(), event.at); at != day) {
      day = at;
      kit::text(ui, box.take_top(24), strings::day_heading(frame.words(), day, ui.wall_now()),
                {.type = theme::Type::Meta, .color = colors.text.muted});
    }
    const Step step = step_of(frame, event);
    const float height = height_of(ui, step, box.w - kTextIndent);
    kit::Box whole = box.take_top(height + theme::space::k3);
    const std::string said = step.meaning + (step.meaning.empty() || step.facts.empty() ? "" : ", ") + step.facts;
    ui.record({.id = kit::id("trail", detail.summary.id, i),
               .role = a11y::Role::Row,
               .name = step.title,
               .description = step.reply.empty() ? said : step.reply + " " + said,
               .value = strings::full_time(frame.words(), event.at),
               .rect = whole.rect()});
    kit::Box row = whole;
    kit::Box mark = row.take_start(kTextIndent);
    if (i + 1 < detail.trail.size()) {
      kit::Box stem = mark.at_start_edge(kCircle, mark.h);
      kit::fill(ui, stem.centered(ui.hairline(), stem.h).moved(0, kCircle / 2), colors.line.strong);
    }
    circle_view(frame, mark.take_top(kCircle), look_of(event.kind));
    row.skip_top(4);
    step_view(frame, row, step, event);
  }
}

}  // namespace pratique::views
