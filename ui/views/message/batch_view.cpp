// Several messages are selected: how far over the limit they are, who sent them, and what releasing them will do.
#include <algorithm>

#include "ui/strings/format.hpp"
#include "ui/views/actions.hpp"
#include "ui/views/jobs/job_view.hpp"
#include "ui/views/message/batch.hpp"
#include "ui/views/message/message_view.hpp"

namespace pratique::views {
namespace {

constexpr float kLineHeight = 34;
constexpr float kCardPadding = 20;
constexpr float kTwoColumns = 600;

kit::Box card_view(Frame& frame, kit::Box& column, float body_height, kit::Id id, Key title) {
  kit::Box card = column.take_top(body_height + 2 * kCardPadding + 32);
  column.skip_top(theme::space::k5);
  kit::outline(frame.ui, card, frame.palette().line.divider, theme::radius::kLg);
  card = card.inset(kCardPadding);
  kit::heading(frame.ui, id, card.take_top(32), frame.text(title), 2, {.type = theme::Type::Heading});
  return card;
}

// Counts with a bar for their share of the whole.
void bars_card_view(Frame& frame, kit::Box& column, const Batch& batch, const std::vector<BatchLine>& lines, const char* word, Key title) {
  kit::Box card = card_view(frame, column, kLineHeight * static_cast<float>(lines.size()), kit::id(word), title);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    kit::Box line = card.take_top(kLineHeight);
    const std::string count = strings::number(frame.words(), lines[i].count);
    frame.ui.record({.id = kit::id(word, i), .role = a11y::Role::Text, .name = lines[i].label + ": " + count, .rect = line.rect()});
    kit::text(frame.ui, line.take_start(std::min(172.0F, line.w / 2)), lines[i].label, {.type = theme::Type::Small});
    kit::text(frame.ui, line.take_end(56), count, {.type = theme::Type::Small, .align = kit::Align::End});
    line.skip_end(theme::space::k3);
    const float part = static_cast<float>(lines[i].count) / static_cast<float>(std::max<std::int64_t>(batch.count, 1));
    kit::plain_bar(frame.ui, line.middle(8), std::min(part, 1.0F), frame.palette().accent.fill);
  }
}

// Unticking a sender leaves its messages out.
void sender_line_view(Frame& frame, kit::Box line, const BatchSender& sender) {
  kit::line(frame.ui, line, kit::Edge::Top, frame.palette().line.divider);
  const std::string count = strings::number(frame.words(), sender.count);
  kit::text(frame.ui, line.take_end(56), count,
            {.type = theme::Type::Small, .color = frame.palette().text.muted, .align = kit::Align::End});
  const std::string name = frame.words().format(Key::LeaveOutSender, {{"sender", sender.label}});
  if (!kit::checkbox(frame.ui, kit::id("batch-sender", std::string_view(sender.label)), line,
                     {.label = sender.label,
                      .name = name,
                      .value = sender.ticked ? a11y::Toggled::On : a11y::Toggled::Off,
                      .disabled = sender.ids.empty() && sender.given.sender.address.empty()})) {
    return;
  }
  if (sender.ids.empty()) frame.push(intents::LeaveOutSender{sender.given, sender.ticked});
  for (const api::MessageId& id : sender.ids) frame.push(intents::ToggleSelected{id});
}

void senders_card_view(Frame& frame, kit::Box& column, const Batch& batch) {
  const bool more = batch.more_senders > 0;
  kit::Box card = card_view(frame, column, kLineHeight * static_cast<float>(batch.senders.size() + (more ? 1 : 0)),
                            kit::id("batch-senders"), Key::Senders);
  for (const BatchSender& sender : batch.senders) sender_line_view(frame, card.take_top(kLineHeight), sender);
  if (more) {
    const std::string text = frame.words().count(Key::MoreSenders, batch.more_senders);
    kit::label(frame.ui, kit::id("batch-more"), card.take_top(kLineHeight), text,
               {.type = theme::Type::Small, .color = frame.palette().text.muted});
  }
}

void effects_card_view(Frame& frame, kit::Box& column, const Batch& batch) {
  struct Effect {
    theme::Icon icon;
    std::string text;
  };
  const std::int64_t wait = frame.state.session.me ? frame.state.session.me->undo_window_secs : 10;
  std::vector<Effect> effects{{theme::Icon::Mailbox, std::string(frame.text(Key::EffectRecipient))},
                              {theme::Icon::Wait, frame.words().count(Key::EffectWait, wait)},
                              {theme::Icon::Undo, std::string(frame.text(Key::EffectUndo))}};
  if (batch.count > store::kBigJob) effects.push_back({theme::Icon::History, std::string(frame.text(Key::EffectStop))});
  if (batch.refused > 0) effects.push_back({theme::Icon::Lock, frame.words().count(Key::EffectRefused, batch.refused)});
  effects.push_back({theme::Icon::Allow, std::string(frame.text(Key::EffectChecks))});
  const float text_width = column.w - 2 * kCardPadding - 26;
  float height = 0;
  std::vector<float> heights(effects.size());
  for (std::size_t i = 0; i < effects.size(); ++i) {
    heights[i] = std::max(kLineHeight, kit::text_height(frame.ui, effects[i].text, theme::Type::Small, text_width, 3) + 16);
    height += heights[i];
  }
  kit::Box card = card_view(frame, column, height, kit::id("batch-effects"), Key::IfYouRelease);
  for (std::size_t i = 0; i < effects.size(); ++i) {
    kit::Box line = card.take_top(heights[i]);
    kit::line(frame.ui, line, kit::Edge::Top, frame.palette().line.divider);
    kit::icon(frame.ui, line.take_start(16), effects[i].icon, frame.palette().text.secondary);
    line.skip_start(10);
    const float text_height = kit::text_height(frame.ui, effects[i].text, theme::Type::Small, line.w, 3);
    kit::label(frame.ui, kit::id("batch-effect", i), line.middle(text_height), effects[i].text,
               {.type = theme::Type::Small, .max_lines = 3});
  }
}

void head_view(Frame& frame, kit::Box& column, const Batch& batch) {
  const std::string title = frame.words().count(Key::MessagesSelected, batch.count);
  kit::heading(frame.ui, kit::id("batch-title"), column.take_top(36), title, 1, {.type = theme::Type::Page});
  kit::label(frame.ui, kit::id("batch-from"), column.take_top(24), batch.about,
             {.color = frame.palette().text.muted, .cut_tooltip = true, .id = kit::id("batch-from")});
  column.skip_top(theme::space::k5);
}

}  // namespace

void batch_view(Frame& frame, kit::Box box) {
  const Batch batch = batch_of(frame);
  kit::scroll_area(frame.ui, kit::id("batch"), box, frame.view.message.page, frame.text(Key::Select), [&](kit::Box content) {
    const float top = content.y;
    content = content.inset(theme::space::k6, 0);
    content.h = 1e6F;
    content.skip_top(theme::space::k6);
    head_view(frame, content, batch);
    if (!batch.over.empty()) bars_card_view(frame, content, batch, batch.over, "batch-over", Key::HowFarOver);
    if (batch.kinds.size() > 1) bars_card_view(frame, content, batch, batch.kinds, "batch-kinds", Key::Kinds);
    if (content.w >= kTwoColumns) {
      kit::Box start = content;
      start = start.take_start((content.w - theme::space::k5) / 2);
      kit::Box end = content;
      end = end.take_end((content.w - theme::space::k5) / 2);
      if (!batch.senders.empty()) senders_card_view(frame, start, batch);
      effects_card_view(frame, end, batch);
      content.skip_top(std::max(start.y, end.y) - content.y);
    } else {
      if (!batch.senders.empty()) senders_card_view(frame, content, batch);
      effects_card_view(frame, content, batch);
    }
    job_cards_view(frame, content);
    return content.y - top;
  });
}

}  // namespace pratique::views
