#include "node/jobs/delivery_steps.hpp"

#include "node/auth/token.hpp"
#include "node/domain/address.hpp"
#include "node/release/release_bytes.hpp"
#include "node/release/retry.hpp"

namespace pratique::jobs {
namespace {

using api::ItemState;
using api::JobState;
using api::Status;
using base::ErrorCode;
using release::Certainty;
using release::Verdict;

constexpr std::string_view kElsewhere = "Already handled elsewhere";
constexpr std::string_view kMaybeTwice = " (an earlier try ended without an answer: it may have arrived twice)";

domain::Scope acting_for(const std::string& actor) {
  domain::Scope scope = domain::Scope::system();
  scope.actor = actor;
  return scope;
}

}  // namespace

DeliverySteps::DeliverySteps(const RunnerOptions& options, storage::Storage& storage, const base::Clock& clock,
                             const storage::DueItem& item)
    : options_(options), storage_(storage), clock_(clock), item_(item), scope_(acting_for(item.actor)) {}

base::Result<bool> DeliverySteps::move(Status from, Status to, std::string kind, std::string detail, std::string smtp_reply) {
  return storage_.messages().change_status(scope_, {.id = item_.message_id,
                                                    .from = from,
                                                    .to = to,
                                                    .at = clock_.wall_now(),
                                                    .trail_kind = std::move(kind),
                                                    .trail_detail = std::move(detail),
                                                    .delivery = std::nullopt,
                                                    .smtp_reply = std::move(smtp_reply)});
}

base::Result<void> DeliverySteps::end_item(ItemState state, std::string reply) {
  const std::int64_t attempts = item_.attempts + (outcome_ ? 1 : 0);
  return storage_.jobs().set_item(item_.job_id, {.message_id = item_.message_id, .state = state, .reply = std::move(reply)}, attempts);
}

base::Result<void> DeliverySteps::release() {
  const auto stored = storage_.messages().find(scope_, item_.message_id);
  if (!stored)
    return stored.error().code == ErrorCode::NotFound ? end_item(ItemState::Failed, "The message is not there any more")
                                                      : std::unexpected(stored.error());
  const api::MessageSummary& message = stored->summary;
  // Stopped between the two writes that end a delivery: it has arrived and is recorded, only the item is not.
  if (message.status == Status::Released && !item_.intent_token.empty()) return end_release(message.delivery.reply);
  // The job held it; whoever changed it since has the say.
  if (message.status != Status::ReleasePending) return end_item(ItemState::Skipped, std::string(kElsewhere));

  const auto recipient = domain::parse_address(message.recipient);
  auto destination =
      recipient ? storage_.accounts().find_domain(recipient->domain) : base::Result<storage::Domain>(std::unexpected(recipient.error()));
  if (!destination) {
    if (destination.error().code == ErrorCode::Unavailable) return std::unexpected(std::move(destination).error());
    return refuse("No destination server is set for the domain of " + message.recipient);
  }
  destination_ = *std::move(destination);
  const auto bytes = storage_.blobs().get(stored->blob_sha256);
  if (!bytes)
    return bytes.error().code == ErrorCode::Unavailable ? std::unexpected(bytes.error())
                                                        : refuse("The stored message is damaged: " + bytes.error().message);

  TRY_VOID(storage_.jobs().record_intent(item_.job_id, item_.message_id, auth::make_token()));
  const release::Destination server{
      .protocol = destination_.protocol == storage::RouteProtocol::Lmtp ? release::Protocol::Lmtp : release::Protocol::Smtp,
      .host = destination_.host,
      .port = destination_.port,
      .helo_name = options_.helo_name,
      .timeout = options_.conversation_timeout};
  outcome_ = release::hand_over(server, {.sender = message.envelope_from, .recipient = message.recipient},
                                release::without_filter_headers(*bytes));
  return record_outcome();
}

base::Result<void> DeliverySteps::record_outcome() {
  switch (outcome_->verdict) {
    case Verdict::Delivered:
      return delivered();
    case Verdict::TryLater:
      return try_later();
    case Verdict::Refused:
      return refuse(outcome_->reply);
  }
  return {};
}

base::Result<void> DeliverySteps::delivered() {
  const base::WallTime now = clock_.wall_now();
  const std::string note = item_.intent_token.empty() ? "" : std::string(kMaybeTwice);
  const api::Delivery delivery{
      .at = now, .host = destination_.host, .ip = outcome_->ip, .port = destination_.port, .reply = outcome_->reply};
  const storage::MessageRepository::StatusChange change{.id = item_.message_id,
                                                        .from = Status::ReleasePending,
                                                        .to = Status::Released,
                                                        .at = now,
                                                        .trail_kind = "released",
                                                        .trail_detail = outcome_->reply + note,
                                                        .delivery = delivery,
                                                        .smtp_reply = outcome_->reply};
  // False when this is the second try to record it; the row says Released already.
  TRY_VOID(storage_.messages().change_status(scope_, change));
  return end_release(outcome_->reply);
}

base::Result<void> DeliverySteps::try_later() {
  const std::int64_t attempts = item_.attempts + 1;
  const auto wait = release::wait_after(attempts);
  if (!wait) return refuse("Given up after a day: " + outcome_->reply);
  TRY(const bool goes_on, storage_.jobs().change_state(item_.job_id, JobState::Running, JobState::Running));
  if (!goes_on) {  // cancelled while we were speaking to the server
    TRY_VOID(move(Status::ReleasePending, Status::Quarantined, "restored", ""));
    return end_item(ItemState::Undone, outcome_->reply);
  }
  // The item first: it decides when the message is tried again, and whether that may be a second time.
  const api::JobItem item{
      .message_id = item_.message_id, .state = ItemState::Retrying, .reply = outcome_->reply, .next_try_at = clock_.wall_now() + *wait};
  TRY_VOID(storage_.jobs().set_item(item_.job_id, item, attempts));
  const bool may_be_there = outcome_->certainty == Certainty::MaybeTaken || !item_.intent_token.empty();
  if (!may_be_there) TRY_VOID(storage_.jobs().record_intent(item_.job_id, item_.message_id, ""));
  return storage_.messages().add_trail(scope_, item_.message_id,
                                       {.at = clock_.wall_now(), .kind = "release_deferred", .actor = "", .detail = outcome_->reply});
}

// For good: the message is held again, with the reason; nobody outside hears of it.
base::Result<void> DeliverySteps::refuse(const std::string& reply) {
  TRY_VOID(move(Status::ReleasePending, Status::Quarantined, "release_failed", reply, reply));
  return end_item(ItemState::Failed, reply);
}

}  // namespace pratique::jobs
