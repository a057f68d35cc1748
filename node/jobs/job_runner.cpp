#include "node/jobs/job_runner.hpp"

#include <algorithm>

namespace pratique::jobs {
namespace {

using api::JobState;

constexpr std::int64_t kDueAtOnce = 200;
constexpr std::int64_t kBatch = 1'000;                          // rows of one transaction: others write in between
constexpr auto kBetweenBatches = std::chrono::milliseconds(2);  // lets who waits for the store get it
constexpr std::size_t kQueuedDeliveriesMax = 64;
constexpr auto kLongestSleep = std::chrono::seconds(60);
constexpr auto kPauseAfterError = std::chrono::seconds(1);
constexpr base::MonoTime kProgressEvery{500};

}  // namespace

JobRunner::JobRunner(RunnerOptions options, storage::Storage& storage, JobGate& gate, const base::Clock& clock, base::Logger& log)
    : options_(std::move(options)), storage_(storage), gate_(gate), clock_(clock), log_(log) {
  gate_.on_work([this] { wake(); });
}

JobRunner::~JobRunner() {
  stop();
  gate_.on_work(nullptr);
}

void JobRunner::start() {
  threads_.emplace_back([this] { dispatch_loop(); });
  for (int i = 0; i < options_.deliveries_at_once; ++i) threads_.emplace_back([this] { deliver_loop(); });
}

void JobRunner::stop() {
  {
    const std::lock_guard lock(mutex_);
    is_stopping_ = true;
  }
  work_.notify_all();
  for (std::thread& thread : threads_) thread.join();
  threads_.clear();
}

void JobRunner::wake() {
  {
    const std::lock_guard lock(mutex_);
    is_woken_ = true;
  }
  work_.notify_all();
}

void JobRunner::dispatch_loop() {
  while (true) {
    const base::Result<std::int64_t> worked = work_by_sets();
    const base::Result<std::int64_t> taken = worked ? take_due() : worked;
    auto sleep = std::chrono::duration_cast<std::chrono::milliseconds>(kLongestSleep);
    if (!taken) {
      log_.error("jobs_not_read", {{"message", taken.error().message}, {"detail", taken.error().detail}});
      sleep = kPauseAfterError;
    } else if (*worked > 0) {
      sleep = kBetweenBatches;
    } else if (const auto next = storage_.jobs().next_due(); next && *next) {
      const auto until_next = **next - clock_.wall_now();
      // What is due already is under way, or it would have been taken: its end wakes us.
      if (until_next.count() > 0)
        sleep = std::min(sleep, until_next + std::chrono::milliseconds(1));
      else if (*taken == 0)
        sleep = kPauseAfterError;
      else
        sleep = std::chrono::milliseconds(0);
    }
    std::unique_lock lock(mutex_);
    work_.wait_for(lock, sleep, [this] { return is_woken_ || is_stopping_; });
    is_woken_ = false;
    if (is_stopping_) return;
  }
}

// A batch of each job that has rows to change, so that no large job holds up another. Answers how many rows.
base::Result<std::int64_t> JobRunner::work_by_sets() {
  TRY(const auto ids, storage_.jobs().to_work());
  std::int64_t items = 0;
  base::Result<void> failed;
  for (const api::JobId& id : ids) {
    if (auto worked = work_batch(id); worked)
      items += *worked;
    else
      failed = std::unexpected(std::move(worked).error());  // the others go on
    const std::lock_guard lock(mutex_);
    if (is_stopping_) break;
  }
  if (!failed && items == 0) return std::unexpected(std::move(failed).error());
  return items;
}

base::Result<std::int64_t> JobRunner::work_batch(const api::JobId& id) {
  storage::Worked worked;
  {
    const auto lock = gate_.lock();
    TRY(worked, storage_.jobs().work(id, clock_.wall_now(), kBatch, gate_.claimed_by(id)));
  }
  if (worked.items > 0 || worked.is_finished) TRY_VOID(tell_progress(id, worked.has_more ? Progress::GoesOn : Progress::Ended));
  return worked.items;
}

base::Result<std::int64_t> JobRunner::take_due() {
  {
    const auto lock = gate_.lock();
    ended_.clear();
  }
  TRY(const auto due, storage_.jobs().due(clock_.wall_now(), kDueAtOnce));
  std::int64_t taken = 0;
  for (const storage::DueItem& item : due) {
    {
      const std::lock_guard lock(mutex_);
      if (is_stopping_ || to_deliver_.size() >= kQueuedDeliveriesMax) break;
    }
    TRY(const bool is_ours, claim(item));
    if (!is_ours) continue;
    ++taken;
    {
      const std::lock_guard lock(mutex_);
      to_deliver_.push_back(item);
    }
    work_.notify_all();
  }
  return taken;
}

// The first item of a job moves it to Running, which ends the time in which a release can be undone.
base::Result<bool> JobRunner::claim(const storage::DueItem& item) {
  const auto lock = gate_.lock();
  TRY(const bool begun, storage_.jobs().change_state(item.job_id, JobState::Waiting, JobState::Running));
  if (!begun) {
    TRY(const JobState state, storage_.jobs().state(item.job_id));
    if (state != JobState::Running) return false;  // undone or cancelled between our reading and now
  }
  if (ended_.contains({item.job_id.value, item.message_id.value})) return false;
  return gate_.claim(item.job_id, item.message_id);
}

void JobRunner::deliver_loop() {
  while (true) {
    storage::DueItem item;
    {
      std::unique_lock lock(mutex_);
      work_.wait(lock, [this] { return is_stopping_ || !to_deliver_.empty(); });
      if (is_stopping_) return;
      item = std::move(to_deliver_.front());
      to_deliver_.pop_front();
    }
    carry_out(item);
    wake();
  }
}

void JobRunner::carry_out(const storage::DueItem& item) {
  DeliverySteps steps(options_, storage_, clock_, item);
  base::Result<void> done = steps.carry_out();
  // A message may be with its recipient by now: nothing is more important than to write that down.
  while (!done && steps.has_outcome()) {
    log_.error("outcome_not_recorded",
               {{"message_id", item.message_id.value}, {"detail", done.error().message + " " + done.error().detail}});
    {
      std::unique_lock lock(mutex_);
      if (work_.wait_for(lock, kPauseAfterError, [this] { return is_stopping_; })) break;
    }
    done = steps.record_outcome();
  }
  if (!done) {
    log_.error("job_item_failed", {{"message_id", item.message_id.value}, {"detail", done.error().message + " " + done.error().detail}});
    std::unique_lock lock(mutex_);  // it is still due: the store must not be asked for it without a pause
    work_.wait_for(lock, kPauseAfterError, [this] { return is_stopping_; });
  }
  if (const auto finished = finish_item(item); !finished)
    log_.error("job_not_finished", {{"job_id", item.job_id.value}, {"detail", finished.error().message}});
}

base::Result<void> JobRunner::finish_item(const storage::DueItem& item) {
  bool is_last = false;
  {
    const auto lock = gate_.lock();
    gate_.let_go(item.job_id, item.message_id);
    ended_.emplace(item.job_id.value, item.message_id.value);
    TRY(const auto open, storage_.jobs().open_items(item.job_id));
    if (open == 0) {
      TRY(is_last, storage_.jobs().change_state(item.job_id, JobState::Running, JobState::Done));
    }
  }
  return tell_progress(item.job_id, is_last ? Progress::Ended : Progress::GoesOn);
}

// Long jobs would flood the outbox with an event per message.
base::Result<void> JobRunner::tell_progress(const api::JobId& id, Progress progress) {
  {
    const std::lock_guard lock(mutex_);
    const base::MonoTime now = clock_.mono_now();
    const auto [entry, is_first] = reported_.try_emplace(id.value, now);
    if (!is_first && progress == Progress::GoesOn && now - entry->second < kProgressEvery) return {};
    entry->second = now;
    if (progress == Progress::Ended) reported_.erase(entry);
  }
  return storage_.jobs().add_job_event(id);
}

}  // namespace pratique::jobs
