#include "client/flows/job_flow.hpp"

#include <algorithm>

#include "client/requests/idempotency_key.hpp"

namespace pratique::flows {
namespace {

constexpr std::int64_t kPageJobs = 50;
constexpr std::int64_t kFailedShown = 100;

// How far a job is in its life; with the messages dealt with it never goes back.
int stage(api::JobState state) {
  switch (state) {
    case api::JobState::Waiting:
      return 0;
    case api::JobState::Running:
      return 1;
    case api::JobState::Done:
    case api::JobState::Cancelled:
      return 2;
    case api::JobState::Undoing:
      return 3;
    case api::JobState::Undone:
      return 4;
  }
  return 0;
}

std::int64_t dealt_with(const api::Job& job) {
  return job.done + job.failed + job.skipped + job.undone;
}

bool is_older_news(const api::Job& said, const api::Job& known) {
  if (stage(said.state) != stage(known.state)) return stage(said.state) < stage(known.state);
  return dealt_with(said) < dealt_with(known);
}

// Opening a message marks it as seen: nothing a reader would look for in his history.
bool is_by_the_way(const api::Job& job) {
  return job.action == api::Action::MarkSeen && job.total <= 1;
}

}  // namespace

void JobFlow::load() {
  if (!context_.signed_in()) return;
  context_.state.history.loading = true;
  page_ = context_.api.jobs(0, kPageJobs, [this](base::Result<api::JobPage> answer) { take_page(std::move(answer)); });
}

void JobFlow::load_older() {
  store::History& history = context_.state.history;
  if (!context_.signed_in() || history.loading || history.jobs.size() >= store::kMaxJobs) return;
  history.loading = true;
  page_ = context_.api.jobs(history.asked, kPageJobs, [this](base::Result<api::JobPage> answer) { take_page(std::move(answer)); });
  context_.changed();
}

void JobFlow::take_page(base::Result<api::JobPage> answer) {
  const ports::Pending finished = std::move(page_);
  store::History& history = context_.state.history;
  history.loading = false;
  history.error.reset();
  if (!answer) {
    history.error = std::move(answer).error();
    return context_.changed();
  }
  history.total = answer->total;
  history.asked = std::max(history.asked, answer->offset + static_cast<std::int64_t>(answer->items.size()));
  for (api::Job& job : answer->items) {
    const auto known = std::ranges::find(jobs(), job.id, &api::Job::id);
    if (known != jobs().end()) {
      if (!is_older_news(job, *known)) *known = std::move(job);
      continue;
    }
    if (is_by_the_way(job) || jobs().size() >= store::kMaxJobs) continue;
    const auto older = std::ranges::find_if(jobs(), [&](const api::Job& other) { return other.created_at < job.created_at; });
    jobs().insert(older, std::move(job));
  }
  context_.changed();
}

bool JobFlow::keep(const api::Job& job) {
  const auto known = std::ranges::find(jobs(), job.id, &api::Job::id);
  if (known != jobs().end()) {
    if (is_older_news(job, *known)) return false;
    *known = job;
    return true;
  }
  jobs().insert(jobs().begin(), job);
  if (context_.state.history.total) ++*context_.state.history.total;
  if (jobs().size() > store::kMaxJobs) jobs().pop_back();
  return true;
}

bool JobFlow::is_ours(const api::Job& job) const {
  if (find(job.id) != nullptr) return true;
  const auto& me = context_.state.session.me;
  return me && job.actor == me->login && !is_by_the_way(job);
}

const api::Job* JobFlow::find(const api::JobId& id) const {
  const auto& jobs = context_.state.history.jobs;
  const auto known = std::ranges::find(jobs, id, &api::Job::id);
  return known == jobs.end() ? nullptr : &*known;
}

const api::Job* JobFlow::newest_undoable() const {
  const base::WallTime now = context_.ports.clock.wall_now();
  const auto& jobs = context_.state.history.jobs;
  const auto newest = std::ranges::find_if(jobs, [&](const api::Job& job) { return store::is_undoable(job, now); });
  return newest == jobs.end() ? nullptr : &*newest;
}

void JobFlow::show_failed(std::optional<api::JobId> id) {
  store::History& history = context_.state.history;
  failed_slot_.cancel();
  if (id != history.failed_of) history.failed_items.clear();
  history.failed_of = std::move(id);
  if (history.failed_of && context_.signed_in()) {
    failed_slot_.load(
        history.failed_items,
        [&](requests::Done<api::JobItemPage> done) { return context_.api.failed_items(*history.failed_of, kFailedShown, std::move(done)); },
        [this] { context_.changed(); });
  }
  context_.changed();
}

void JobFlow::stop(const api::JobId& id) {
  if (stopping_.contains(id) || !context_.signed_in()) return;
  stopping_[id] = context_.api.cancel(id, requests::new_idempotency_key(), [this, id](base::Result<api::Job> answer) {
    const ports::Pending finished = std::move(stopping_[id]);
    stopping_.erase(id);
    if (answer) {
      keep(*answer);
      context_.signals.mail_changed();
    } else {
      context_.signals.failed(std::move(answer).error());
    }
    context_.changed();
  });
}

void JobFlow::forget() {
  page_.reset();
  failed_slot_.cancel();
  stopping_.clear();
  context_.state.history = {};
}

}  // namespace pratique::flows
