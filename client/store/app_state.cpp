#include "client/store/app_state.hpp"

#include <algorithm>

namespace pratique::store {

std::int64_t selected_count(const AppState& state) {
  const Selection& selection = state.list.selection;
  if (!selection.all) return static_cast<std::int64_t>(selection.ids.size());
  const api::SelectionSummary* counted = state.selected.value();
  if (counted != nullptr && !state.selected.is_loading() && state.selected.error() == nullptr) return counted->total;
  std::int64_t count = selection.all->total - static_cast<std::int64_t>(selection.all->except.size());
  for (const api::SelectionSender& sender : selection.all->left_out) count -= sender.count;
  return std::max<std::int64_t>(count, 0);
}

bool groups_waves(const AppState& state) {
  return state.session.me && state.session.me->settings.group_waves == "on";
}

bool releases(api::Action action) {
  return api::is_release(action);
}

bool removes(api::Action action) {
  return api::is_removal(action);
}

bool is_at_work(const api::Job& job) {
  return job.state == api::JobState::Running || job.state == api::JobState::Undoing;
}

bool is_big(const api::Job& job) {
  return job.total > kBigJob;
}

bool is_undoable(const api::Job& job, base::WallTime now) {
  switch (job.state) {
    case api::JobState::Undone:
    case api::JobState::Undoing:
      return false;
    case api::JobState::Cancelled:
      if (job.done == 0) return false;
      break;
    default:
      break;
  }
  return job.undo_until && *job.undo_until > now;
}

}  // namespace pratique::store
