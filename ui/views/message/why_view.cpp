// The Why held tab: the verdict, how far over the limit, what to look at twice, what counted, who vouched for the sender, links and
// files, and what would have let it through.
#include <algorithm>
#include <cmath>

#include "ui/strings/codes.hpp"
#include "ui/strings/format.hpp"
#include "ui/views/log/timeline_view.hpp"
#include "ui/views/message/auth_view.hpp"
#include "ui/views/message/message_view.hpp"
#include "ui/views/message/why_sections.hpp"
#include "ui/views/message_look.hpp"

namespace pratique::views {
namespace {

constexpr float kRuleHeight = 50;
constexpr float kBarWidth = 160;
constexpr float kWeightWidth = 52;
constexpr double kHeavy = 4;  // a rule that alone brings a mail most of the way

void verdict_view(Frame& frame, kit::Box& box, const api::MessageDetail& detail) {
  kit::Ui& ui = frame.ui;
  const std::string title = held_sentence(frame.words(), detail.summary);
  const std::string sentence = verdict_sentence(frame.words(), detail);
  const float text_width = box.w - 40 - 14;
  const float title_height = kit::text_height(ui, title, theme::Type::Heading, text_width, 2);
  const float sentence_height = kit::text_height(ui, sentence, theme::Type::Body, text_width, 4);
  kit::Box head = box.take_top(std::max(40.0F, title_height + sentence_height));
  kit::Box tile = head.take_start(40);
  kit::class_tile(ui, tile.take_top(40), tone_of(detail.summary.message_class), icon_of(detail.summary.message_class));
  head.skip_start(14);
  kit::heading(ui, kit::id("why-title"), head.take_top(title_height), title, 2, {.type = theme::Type::Heading, .max_lines = 2});
  kit::label(ui, kit::id("why-sentence"), head.take_top(sentence_height), sentence,
             {.color = frame.palette().text.secondary, .max_lines = 4});
  box.skip_top(theme::space::k5);
}

void meter_view(Frame& frame, kit::Box& box, const api::Why& why) {
  kit::Ui& ui = frame.ui;
  const strings::Catalog& words = frame.words();
  if (!why.score || !why.threshold) {
    kit::label(ui, kit::id("why-no-score"), box.take_top(24), frame.text(Key::WhyNoScore), {.color = frame.palette().text.muted});
    box.skip_top(theme::space::k2);
    return;
  }
  const std::string score = strings::score(words, *why.score);
  const std::string limit = strings::score(words, *why.threshold);
  const std::string name = words.format(Key::Meter, {{"score", score}, {"limit", limit}});
  const std::string limit_label = words.format(Key::WhyLimit, {{"limit", limit}});
  const std::string score_label = words.format(Key::WhyThisMail, {{"score", score}});
  const std::string low = words.format(Key::WhyWanted, {{"score", strings::number(words, 0)}});
  const std::string high = words.format(Key::WhyCertain, {{"score", strings::number(words, 20)}});
  kit::wide_meter(ui, kit::id("why-meter"), box.take_top(kit::kWideMeterHeight),
                  {.score = *why.score,
                   .limit = *why.threshold,
                   .name = name,
                   .value = name,
                   .limit_label = limit_label,
                   .score_label = score_label,
                   .low_label = low,
                   .high_label = high});
  box.skip_top(theme::space::k4);
}

theme::Icon rule_icon(const api::RuleHit& rule) {
  const std::string_view code = rule.meaning_code;
  if (code.find("link") != std::string_view::npos) return theme::Icon::Link;
  if (code.starts_with("spf") || code.starts_with("dkim") || code.starts_with("dmarc") || code.starts_with("arc"))
    return theme::Icon::Quarantine;
  if (code.find("server") != std::string_view::npos || code == "helo_bad") return theme::Icon::Server;
  if (code == "odd_date" || code == "urgent") return theme::Icon::Calendar;
  if (code == "virus") return theme::Icon::Virus;
  if (code == "runs_code" || code == "macro" || code == "encrypted") return theme::Icon::Policy;
  if (code == "bulk" || code == "seen_widely" || code == "unsubscribe") return theme::Icon::Bulk;
  if (code == "known_sender" || code == "allow_list" || code == "block_list") return theme::Icon::Lists;
  if (code.ends_with("differs") || code == "name_forged" || code == "free_mail") return theme::Icon::At;
  return theme::Icon::Text;
}

std::string rule_name(const Frame& frame, const api::RuleHit& rule) {
  if (const auto key = strings::meaning_key(rule.meaning_code)) return std::string(frame.text(*key));
  return rule.description.empty() ? rule.symbol : rule.description;
}

// The evidence, else what the filter says of the check, else its own name.
std::string rule_evidence(const Frame& frame, const api::RuleHit& rule) {
  std::string out;
  for (const std::string& piece : rule.evidence) out += (out.empty() ? "" : ", ") + piece;
  if (!out.empty()) return out;
  return strings::meaning_key(rule.meaning_code) && !rule.description.empty() ? rule.description
         : rule_name(frame, rule) == rule.symbol                              ? std::string()
                                                                              : rule.symbol;
}

theme::Color weight_color(const theme::Palette& colors, double weight) {
  if (weight < 0) return colors.meter.below;
  return weight >= kHeavy ? colors.meter.far : colors.meter.over;
}

void rule_view(Frame& frame, kit::Box box, const api::RuleHit& rule, double heaviest) {
  kit::Ui& ui = frame.ui;
  const theme::Palette& colors = frame.palette();
  kit::line(ui, box, kit::Edge::Top, colors.line.divider);
  const std::string name = rule_name(frame, rule);
  const std::string evidence = rule_evidence(frame, rule);
  const std::string weight = strings::signed_weight(frame.words(), rule.weight);
  const kit::Id id = kit::id("rule", std::string_view(rule.symbol));
  ui.record({.id = id,
             .role = a11y::Role::Row,
             .name = name,
             .description = evidence,
             .value = frame.words().format(Key::WhyWeight, {{"weight", weight}}),
             .rect = box.rect()});
  kit::icon(ui, box.take_start(18), rule_icon(rule), rule.weight < 0 ? colors.meter.below : colors.text.secondary, theme::size::icon::kMd);
  box.skip_start(theme::space::k3);
  kit::text(ui, box.take_end(kWeightWidth), weight, {.type = theme::Type::BodyStrong, .align = kit::Align::End});
  if (box.w > kBarWidth * 2) {
    const kit::Box bar = box.take_end(kBarWidth).middle(8);
    const float part = heaviest > 0 ? static_cast<float>(rule.weight / heaviest) : 0;
    kit::signed_bar(ui, bar, 0.25F, part * (part < 0 ? 0.25F : 0.75F), weight_color(colors, rule.weight));
    box.skip_end(theme::space::k3);
  }
  kit::Box lines = evidence.empty() ? box.middle(20) : box.middle(38);
  kit::text(ui, lines.take_top(20), name, {.type = theme::Type::BodyStrong, .cut_tooltip = true, .id = kit::child(id, "name")});
  kit::text(ui, lines, evidence,
            {.type = theme::Type::Small, .color = colors.text.muted, .cut_tooltip = true, .id = kit::child(id, "evidence")});
}

void rules_view(Frame& frame, kit::Box& box, const api::Why& why) {
  kit::Ui& ui = frame.ui;
  kit::Box head = box.take_top(32);
  const float width = kit::heading(ui, kit::id("what-counted"), head, frame.text(Key::WhatCounted), 2, {.type = theme::Type::Heading});
  if (why.rules.empty()) {
    kit::label(ui, kit::id("nothing-counted"), box.take_top(28), frame.text(Key::NothingCounted), {.color = frame.palette().text.muted});
    box.skip_top(theme::space::k4);
    return;
  }
  const std::string shown = strings::number(frame.words(), static_cast<std::int64_t>(why.rules.size()));
  const std::string rest = strings::score(frame.words(), why.rules_rest_weight);
  const std::string of = frame.words().count(Key::WhatCountedOf, std::max(why.rules_total, static_cast<std::int64_t>(why.rules.size())),
                                             {{"shown", shown}, {"rest", rest}});
  head.skip_start(width + theme::space::k3);
  kit::text(ui, head, of, {.type = theme::Type::Meta, .color = frame.palette().text.muted, .align = kit::Align::End});
  double heaviest = 0;
  for (const api::RuleHit& rule : why.rules) heaviest = std::max(heaviest, std::abs(rule.weight));
  for (const api::RuleHit& rule : why.rules) rule_view(frame, box.take_top(kRuleHeight), rule, heaviest);
  kit::line(ui, box, kit::Edge::Top, frame.palette().line.divider);
  box.skip_top(theme::space::k4);
}

void would_pass_view(Frame& frame, kit::Box& box, const api::Why& why) {
  std::string text;
  std::string never;
  for (const std::string& code : why.would_pass) {
    const auto key = strings::would_pass_key(code);
    if (!key) continue;
    if (*key == Key::WouldPassNever) {
      never = " " + std::string(frame.text(*key));
      continue;
    }
    if (!text.empty()) text += ", " + std::string(frame.text(Key::KeyOr)) + " ";
    text += frame.text(*key);
  }
  if (text.empty() && never.empty()) return;
  const std::string whole = (text.empty() ? std::string(frame.text(Key::KeyOr)) : text + ".") + never;
  const kit::StripSpec spec{.icon = theme::Icon::Info,
                            .strong = text.empty() ? std::string_view() : frame.text(Key::WouldPass),
                            .text = text.empty() ? std::string_view(never).substr(1) : std::string_view(whole),
                            .card = true};
  kit::strip(frame.ui, kit::id("would-pass"), box.take_top(kit::strip_height(frame.ui, spec, box.w)), spec);
}

}  // namespace

void why_view(Frame& frame, kit::Box box, const api::MessageDetail& detail) {
  kit::scroll_area(frame.ui, kit::id("why"), box, frame.view.message.page, frame.text(Key::TabWhy), [&](kit::Box content) {
    const float top = content.y;
    const float padding = frame.form == ScreenForm::One ? theme::space::k4 : theme::space::k6;
    content = content.inset(padding, 0);
    content.h = 1e6F;  // as long as it takes; the area scrolls
    content.skip_top(theme::space::k5);
    verdict_view(frame, content, detail);
    meter_view(frame, content, detail.why);
    warnings_view(frame, content, detail.why);
    rules_view(frame, content, detail.why);
    auth_view(frame, content, detail.why);
    list_entries_view(frame, content, detail.why);
    links_view(frame, content, detail.why);
    files_view(frame, content, detail.why);
    would_pass_view(frame, content, detail.why);
    content.skip_top(theme::space::k4);
    timeline_view(frame, content, detail);
    content.skip_top(theme::space::k6);
    return content.y - top;
  });
}

}  // namespace pratique::views
