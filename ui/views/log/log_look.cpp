#include "ui/views/log/log_look.hpp"

#include "ui/strings/format.hpp"
#include "ui/strings/log_codes.hpp"

namespace pratique::views {
namespace {

using api::Status;
using strings::Key;

constexpr std::array kDelivered{Status::Delivered, Status::Released};
constexpr std::array kHeld{Status::Quarantined, Status::ReleasePending};
constexpr std::array kRejected{Status::Rejected, Status::Bounced};
constexpr std::array kDeferred{Status::Accepted, Status::Deferred, Status::Tempfailed};
constexpr std::array kGone{Status::Removed, Status::Expired};

}  // namespace

StatusGroup group_of(Status status) {
  for (std::size_t i = 0; i < kStatusGroups; ++i) {
    for (const Status one : statuses_of(static_cast<StatusGroup>(i))) {
      if (one == status) return static_cast<StatusGroup>(i);
    }
  }
  return StatusGroup::Gone;
}

std::span<const Status> statuses_of(StatusGroup group) {
  switch (group) {
    case StatusGroup::Delivered:
      return kDelivered;
    case StatusGroup::Held:
      return kHeld;
    case StatusGroup::Rejected:
      return kRejected;
    case StatusGroup::Deferred:
      return kDeferred;
    case StatusGroup::Gone:
      return kGone;
  }
  return kGone;
}

Key label_of(StatusGroup group) {
  constexpr std::array kLabels{Key::StatusDelivered, Key::StatusQuarantined, Key::StatusRejected, Key::StatusDeferred, Key::StatusRemoved};
  return kLabels[static_cast<std::size_t>(group)];
}

theme::Color chart_color(const theme::Palette& colors, StatusGroup group) {
  switch (group) {
    case StatusGroup::Delivered:
      return colors.chart.delivered;
    case StatusGroup::Held:
      return colors.chart.held;
    case StatusGroup::Rejected:
      return colors.chart.rejected;
    case StatusGroup::Deferred:
      return colors.chart.deferred;
    case StatusGroup::Gone:
      return colors.chart.idle;
  }
  return colors.chart.idle;
}

theme::Icon icon_of(Status status) {
  switch (status) {
    case Status::Delivered:
      return theme::Icon::Ok;
    case Status::Released:
      return theme::Icon::Release;
    case Status::Quarantined:
      return theme::Icon::Quarantine;
    case Status::Rejected:
      return theme::Icon::Fail;
    case Status::Bounced:
      return theme::Icon::Undo;
    case Status::Accepted:
      return theme::Icon::Send;
    case Status::Deferred:
    case Status::Tempfailed:
    case Status::ReleasePending:
      return theme::Icon::Wait;
    case Status::Removed:
      return theme::Icon::Remove;
    case Status::Expired:
      return theme::Icon::Calendar;
  }
  return theme::Icon::Info;
}

theme::Color text_color(const theme::Palette& colors, Status status) {
  switch (group_of(status)) {
    case StatusGroup::Delivered:
      return colors.positive.text;
    case StatusGroup::Held:
      return colors.text.link;
    case StatusGroup::Rejected:
      return colors.danger.text;
    case StatusGroup::Deferred:
      return colors.warning.text;
    case StatusGroup::Gone:
      return colors.text.secondary;
  }
  return colors.text.secondary;
}

StatusCard card_of(const theme::Palette& colors, Status status) {
  const theme::Color ink = text_color(colors, status);
  switch (group_of(status)) {
    case StatusGroup::Delivered:
      return {colors.positive.soft, ink};
    case StatusGroup::Held:
      return {colors.accent.soft, ink};
    case StatusGroup::Rejected:
      return {colors.danger.soft, ink};
    case StatusGroup::Deferred:
      return {colors.warning.soft, ink};
    case StatusGroup::Gone:
      return {colors.surface.sunken, ink};
  }
  return {colors.surface.sunken, ink};
}

std::string reason_text(const strings::Catalog& words, const api::MessageSummary& message) {
  const bool by_score = message.reason_code == "score_over_limit" && message.score && message.threshold;
  if (by_score) {
    const std::string score = strings::score(words, *message.score);
    return words.format(Key::ReasonScore, {{"score", score}, {"limit", strings::score(words, *message.threshold)}});
  }
  if (const auto key = strings::reason_key(message.reason_code)) return std::string(words.text(*key));
  if (message.status == Status::Delivered || message.status == Status::Released) return std::string(words.text(Key::ReasonDelivered));
  const std::string& reply = message.smtp_reply.empty() ? message.delivery.reply : message.smtp_reply;
  if (const auto meaning = strings::explain_reply(reply)) {
    return words.format(Key::ReplyMeans, {{"code", meaning->code}, {"meaning", words.text(meaning->meaning)}});
  }
  return reply.empty() ? message.reason_code : reply;
}

std::string_view advice_text(const strings::Catalog& words, const api::MessageSummary& message) {
  // What was delivered or taken out by a person needs no advice on why it was once held.
  const bool settled = message.status == Status::Delivered || message.status == Status::Released || message.status == Status::Removed ||
                       message.status == Status::ReleasePending || message.status == Status::Expired;
  const auto key = settled ? std::nullopt : strings::advice_key(message.reason_code);
  return words.text(key.value_or(strings::status_advice_key(message.status)));
}

}  // namespace pratique::views
