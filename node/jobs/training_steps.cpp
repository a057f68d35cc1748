// The part of DeliverySteps that teaches the filter: after a release (release_train), or by itself.
#include <algorithm>

#include "node/jobs/delivery_steps.hpp"
#include "node/release/release_bytes.hpp"
#include "node/release/retry.hpp"

namespace pratique::jobs {
namespace {

using api::ItemState;
using base::ErrorCode;
using training::Lesson;

constexpr std::int64_t kTriesMax = 200;  // a week and more
constexpr auto kLongestWait = std::chrono::hours(1);

Lesson lesson_of(api::Action action) {
  return action == api::Action::TrainSpam ? Lesson::Spam : Lesson::NotSpam;
}

}  // namespace

base::Result<void> DeliverySteps::carry_out() {
  return api::is_release(item_.action) ? release() : teach();
}

// The message is with its recipient. With release_train the item goes on until the filter has learned from it.
base::Result<void> DeliverySteps::end_release(const std::string& reply) {
  return item_.action == api::Action::ReleaseTrain ? teach() : end_item(ItemState::Done, reply);
}

// Who may change what everybody's mail is judged by: administrators. Others teach the classifier of the mailbox alone.
base::Result<std::string> DeliverySteps::classifier_of(const std::string& recipient) const {
  const auto user = storage_.accounts().find_user(item_.account_id);
  if (!user && user.error().code != ErrorCode::NotFound) return std::unexpected(user.error());
  const bool is_trusted = user && (user->role == api::Role::SuperAdmin || user->role == api::Role::Admin);
  return is_trusted ? std::string() : recipient;
}

base::Result<void> DeliverySteps::teach() {
  const auto stored = storage_.messages().find(scope_, item_.message_id);
  if (!stored) return stored.error().code == ErrorCode::NotFound ? end_item(ItemState::Failed, "refused") : std::unexpected(stored.error());
  const Lesson lesson = lesson_of(item_.action);
  if (stored->blob_sha256.empty()) return taught(lesson, {"refused", "the message is not kept any more"});
  const auto bytes = storage_.blobs().get(stored->blob_sha256);
  if (!bytes)
    return bytes.error().code == ErrorCode::Unavailable ? std::unexpected(bytes.error())
                                                        : taught(lesson, {"refused", bytes.error().message});
  TRY(const std::string mailbox, classifier_of(stored->summary.recipient));
  return taught(lesson, training::teach(options_.filter, lesson, release::without_filter_headers(*bytes), mailbox));
}

base::Result<void> DeliverySteps::taught(Lesson lesson, const training::Taught& result) {
  const std::string outcome(result.outcome);
  if (outcome == "waiting" && item_.attempts < kTriesMax) {
    const auto wait = std::min<std::chrono::milliseconds>(release::wait_after(item_.attempts + 1).value_or(kLongestWait), kLongestWait);
    return storage_.jobs().set_item(
        item_.job_id,
        {.message_id = item_.message_id, .state = ItemState::Retrying, .reply = outcome, .next_try_at = clock_.wall_now() + wait},
        item_.attempts + 1);
  }
  const std::string last = outcome == "waiting" ? "refused" : outcome;
  TRY_VOID(storage_.messages().add_trail(
      scope_, item_.message_id,
      {.at = clock_.wall_now(), .kind = lesson == Lesson::Spam ? "taught_spam" : "taught_not_spam", .actor = item_.actor, .detail = last}));
  // A message that was let in is no failure, whatever the filter thinks of it.
  const bool went_well = last != "refused" || api::is_release(item_.action);
  return end_item(went_well ? ItemState::Done : ItemState::Failed, last);
}

}  // namespace pratique::jobs
