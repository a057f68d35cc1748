// Several messages are selected: how far over the limit they are, who sent them, and what releasing them will do. Speaks of the
// loaded rows it knows; the selection holds only such rows.
#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "ui/strings/format.hpp"
#include "ui/views/actions.hpp"
#include "ui/views/message/message_view.hpp"
#include "ui/views/message_look.hpp"

namespace pratique::views {
namespace {

constexpr std::size_t kSendersShown = 6;
constexpr float kLineHeight = 34;
constexpr float kCardPadding = 20;
constexpr float kTwoColumns = 600;
constexpr double kJust = 2;  // over the limit, in points
constexpr double kClearly = 6;

struct Sender {
  std::string domain;
  MessageIds ids;
};

struct Batch {
  MessageIds ids;
  std::vector<Sender> senders;  // most messages first
  std::size_t recipients = 0;
  std::int64_t bytes = 0;
  std::array<std::int64_t, 4> over{};  // below, just, clearly, far
  std::int64_t unscored = 0;
  double limit = 0;
};

void count_score(Batch& batch, const api::MessageSummary& message) {
  if (!message.score || !message.threshold) {
    ++batch.unscored;
    return;
  }
  batch.limit = *message.threshold;
  const double over = *message.score - *message.threshold;
  ++batch.over[over < 0 ? 0 : over < kJust ? 1 : over < kClearly ? 2 : 3];
}

Batch batch_of(const Frame& frame) {
  Batch batch;
  std::map<std::string, MessageIds> senders;
  std::set<std::string> recipients;
  for (const api::MessageId& id : frame.state.list.selection.ids) {
    const api::MessageSummary* message = find_message(frame.state, id);
    if (message == nullptr) continue;
    batch.ids.push_back(id);
    const std::string_view domain = domain_of(message->header_from.address);
    senders[std::string(domain.empty() ? shown_sender(frame.words(), *message) : domain)].push_back(id);
    recipients.insert(message->recipient);
    batch.bytes += message->size_bytes;
    count_score(batch, *message);
  }
  batch.recipients = recipients.size();
  for (auto& [domain, ids] : senders) batch.senders.push_back({domain, std::move(ids)});
  std::ranges::stable_sort(batch.senders, std::greater<>{}, [](const Sender& sender) { return sender.ids.size(); });
  return batch;
}

kit::Box card_view(Frame& frame, kit::Box& column, float body_height, kit::Id id, Key title) {
  kit::Box card = column.take_top(body_height + 2 * kCardPadding + 32);
  column.skip_top(theme::space::k5);
  kit::outline(frame.ui, card, frame.palette().line.divider, theme::radius::kLg);
  card = card.inset(kCardPadding);
  kit::heading(frame.ui, id, card.take_top(32), frame.text(title), 2, {.type = theme::Type::Heading});
  return card;
}

struct OverLine {
  std::string label;
  std::int64_t count;
};

std::vector<OverLine> over_lines(const Frame& frame, const Batch& batch) {
  const auto points = [&](double value) {
    return frame.words().localisation().decimal(value, value == static_cast<double>(static_cast<std::int64_t>(value)) ? 0 : 1);
  };
  const std::string limit = points(batch.limit);
  const std::string just = points(batch.limit + kJust);
  const std::string clearly = points(batch.limit + kClearly);
  std::vector<OverLine> lines;
  if (batch.over[0] > 0) lines.push_back({std::string(frame.text(Key::OverNot)), batch.over[0]});
  lines.push_back({frame.words().format(Key::OverJust, {{"from", limit}, {"to", just}}), batch.over[1]});
  lines.push_back({frame.words().format(Key::OverClearly, {{"from", just}, {"to", clearly}}), batch.over[2]});
  lines.push_back({frame.words().format(Key::OverFar, {{"from", clearly}}), batch.over[3]});
  if (batch.unscored > 0) lines.push_back({std::string(frame.text(Key::ScoreNone)), batch.unscored});
  return lines;
}

void over_card_view(Frame& frame, kit::Box& column, const Batch& batch) {
  const std::vector<OverLine> lines = over_lines(frame, batch);
  kit::Box card = card_view(frame, column, kLineHeight * static_cast<float>(lines.size()), kit::id("batch-over"), Key::HowFarOver);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    kit::Box line = card.take_top(kLineHeight);
    const std::string count = strings::number(frame.words(), lines[i].count);
    frame.ui.record({.id = kit::id("batch-over", i), .role = a11y::Role::Text, .name = lines[i].label + ": " + count, .rect = line.rect()});
    kit::text(frame.ui, line.take_start(std::min(172.0F, line.w / 2)), lines[i].label, {.type = theme::Type::Small});
    kit::text(frame.ui, line.take_end(40), count, {.type = theme::Type::Small, .align = kit::Align::End});
    line.skip_end(theme::space::k3);
    const float part = static_cast<float>(lines[i].count) / static_cast<float>(std::max<std::size_t>(batch.ids.size(), 1));
    kit::plain_bar(frame.ui, line.middle(8), part, frame.palette().accent.fill);
  }
}

// Unticking a sender leaves its messages out.
void sender_line_view(Frame& frame, kit::Box line, const Sender& sender) {
  kit::line(frame.ui, line, kit::Edge::Top, frame.palette().line.divider);
  const std::string count = strings::number(frame.words(), static_cast<std::int64_t>(sender.ids.size()));
  kit::text(frame.ui, line.take_end(40), count,
            {.type = theme::Type::Small, .color = frame.palette().text.muted, .align = kit::Align::End});
  const std::string name = frame.words().format(Key::LeaveOutSender, {{"sender", sender.domain}});
  if (kit::checkbox(frame.ui, kit::id("batch-sender", std::string_view(sender.domain)), line,
                    {.label = sender.domain, .name = name, .value = a11y::Toggled::On})) {
    for (const api::MessageId& id : sender.ids) frame.push(intents::ToggleSelected{id});
  }
}

void senders_card_view(Frame& frame, kit::Box& column, const Batch& batch) {
  const std::size_t shown = std::min(batch.senders.size(), kSendersShown);
  const bool more = batch.senders.size() > shown;
  kit::Box card =
      card_view(frame, column, kLineHeight * static_cast<float>(shown + (more ? 1 : 0)), kit::id("batch-senders"), Key::Senders);
  for (std::size_t i = 0; i < shown; ++i) sender_line_view(frame, card.take_top(kLineHeight), batch.senders[i]);
  if (more) {
    const std::string text = frame.words().count(Key::MoreSenders, static_cast<std::int64_t>(batch.senders.size() - shown));
    kit::label(frame.ui, kit::id("batch-more"), card.take_top(kLineHeight), text,
               {.type = theme::Type::Small, .color = frame.palette().text.muted});
  }
}

void effects_card_view(Frame& frame, kit::Box& column) {
  struct Effect {
    theme::Icon icon;
    std::string text;
  };
  const std::int64_t wait = frame.state.session.me ? frame.state.session.me->undo_window_secs : 10;
  const std::array<Effect, 4> effects{{{theme::Icon::Mailbox, std::string(frame.text(Key::EffectRecipient))},
                                       {theme::Icon::Wait, frame.words().count(Key::EffectWait, wait)},
                                       {theme::Icon::Undo, std::string(frame.text(Key::EffectUndo))},
                                       {theme::Icon::Allow, std::string(frame.text(Key::EffectChecks))}}};
  const float text_width = column.w - 2 * kCardPadding - 26;
  float height = 0;
  std::array<float, 4> heights{};
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
  const strings::Catalog& words = frame.words();
  const std::string title = words.count(Key::MessagesSelected, static_cast<std::int64_t>(frame.state.list.selection.ids.size()));
  kit::heading(frame.ui, kit::id("batch-title"), column.take_top(36), title, 1, {.type = theme::Type::Page});
  const std::string from =
      words.format(Key::SelectionFrom, {{"senders", strings::number(words, static_cast<std::int64_t>(batch.senders.size()))},
                                        {"recipients", strings::number(words, static_cast<std::int64_t>(batch.recipients))},
                                        {"size", strings::size(words, batch.bytes)}});
  kit::label(frame.ui, kit::id("batch-from"), column.take_top(24), from,
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
    over_card_view(frame, content, batch);
    if (content.w >= kTwoColumns) {
      kit::Box start = content;
      start = start.take_start((content.w - theme::space::k5) / 2);
      kit::Box end = content;
      end = end.take_end((content.w - theme::space::k5) / 2);
      senders_card_view(frame, start, batch);
      effects_card_view(frame, end);
      content.skip_top(std::max(start.y, end.y) - content.y);
    } else {
      senders_card_view(frame, content, batch);
      effects_card_view(frame, content);
    }
    return content.y - top;
  });
}

}  // namespace pratique::views
