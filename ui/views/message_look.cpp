#include "ui/views/message_look.hpp"

#include <vector>

#include "ui/strings/codes.hpp"
#include "ui/strings/format.hpp"

namespace pratique::views {
namespace {

using strings::Key;

void append(std::string& out, std::string_view piece) {
  if (piece.empty()) return;
  if (!out.empty()) out += ", ";
  out += piece;
}

constexpr double kJustOver = 1.5;  // above the limit; design.md §2 "Worth a look"

}  // namespace

theme::Tone tone_of(api::MessageClass message_class) {
  switch (message_class) {
    case api::MessageClass::Spam:
      return theme::Tone::Spam;
    case api::MessageClass::Phish:
      return theme::Tone::Phish;
    case api::MessageClass::Virus:
      return theme::Tone::Virus;
    case api::MessageClass::Bulk:
      return theme::Tone::Bulk;
    case api::MessageClass::Policy:
      return theme::Tone::Policy;
    case api::MessageClass::NotSpam:
    case api::MessageClass::AllowList:
      return theme::Tone::Allowed;
    case api::MessageClass::BlockList:
    case api::MessageClass::Error:
      return theme::Tone::Blocked;
    case api::MessageClass::Unsure:
    case api::MessageClass::Unknown:
      return theme::Tone::Unsure;
  }
  return theme::Tone::Unsure;
}

theme::Icon icon_of(api::MessageClass message_class) {
  switch (message_class) {
    case api::MessageClass::Spam:
      return theme::Icon::Spam;
    case api::MessageClass::Phish:
      return theme::Icon::Phish;
    case api::MessageClass::Virus:
      return theme::Icon::Virus;
    case api::MessageClass::Bulk:
      return theme::Icon::Bulk;
    case api::MessageClass::Policy:
      return theme::Icon::Policy;
    case api::MessageClass::NotSpam:
    case api::MessageClass::AllowList:
      return theme::Icon::Allowed;
    case api::MessageClass::BlockList:
      return theme::Icon::Blocked;
    case api::MessageClass::Error:
      return theme::Icon::Error;
    case api::MessageClass::Unsure:
    case api::MessageClass::Unknown:
      return theme::Icon::Unsure;
  }
  return theme::Icon::Unsure;
}

std::string_view shown_sender(const strings::Catalog& words, const api::MessageSummary& message) {
  if (!message.header_from.name.empty()) return message.header_from.name;
  if (!message.header_from.address.empty()) return message.header_from.address;
  return message.envelope_from.empty() ? words.text(Key::NoSender) : std::string_view(message.envelope_from);
}

std::string_view shown_subject(const strings::Catalog& words, const api::MessageSummary& message) {
  return message.subject.empty() ? words.text(Key::NoSubject) : std::string_view(message.subject);
}

std::string_view domain_of(std::string_view address) {
  const std::size_t at = address.rfind('@');
  return at == std::string_view::npos ? std::string_view{} : address.substr(at + 1);
}

std::string_view local_part_of(std::string_view address) {
  return address.substr(0, address.rfind('@'));
}

std::string described(const strings::Catalog& words, const api::MessageSummary& message, base::WallTime now) {
  std::string out;
  append(out, words.text(strings::class_key(message.message_class)));
  if (message.score) {
    const std::string score = strings::score(words, *message.score);
    const std::string limit = message.threshold ? strings::score(words, *message.threshold) : std::string("?");
    append(out, words.format(Key::ScoreOfLimit, {{"score", score}, {"limit", limit}}));
  }
  append(out, strings::row_time(words, message.received_at, now));
  if (message.envelope_mismatch) append(out, words.text(Key::SenderDiffers));
  if (message.attachment_count > 0) append(out, words.count(Key::FilesCount, message.attachment_count));
  if (message.wave.count > 1) append(out, words.count(Key::AlikeCount, message.wave.count));
  if (!message.seen) append(out, words.text(Key::RowUnseen));
  return out;
}

std::string held_sentence(const strings::Catalog& words, const api::MessageSummary& message) {
  const std::string_view held = words.text(strings::held_as_key(message.message_class));
  const bool scored = message.score && message.threshold;
  const bool by_score = message.message_class == api::MessageClass::Spam || message.message_class == api::MessageClass::Bulk;
  if (!scored || !by_score) return std::string(held);
  const double over = *message.score - *message.threshold;
  if (over >= 0 && over <= kJustOver) return words.format(Key::HeldJustOver, {{"held", held}});
  if (*message.score > 2 * *message.threshold) return words.format(Key::HeldFarOver, {{"held", held}});
  return std::string(held);
}

std::string verdict_sentence(const strings::Catalog& words, const api::MessageDetail& detail) {
  auto key = strings::verdict_key(detail.why.verdict_code);
  if (!key) key = strings::verdict_key(detail.summary.reason_code);
  std::vector<strings::Param> params;
  for (const auto& [name, value] : detail.why.params) params.push_back({name, value});
  std::string out = strings::fill(words.text(key.value_or(Key::VerdictNone)), params.data(), params.size());
  if (detail.summary.wave.count > 1) out += " " + words.count(Key::AlikeToday, detail.summary.wave.count - 1);
  return out;
}

}  // namespace pratique::views
