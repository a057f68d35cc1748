// What is done about reports once they are sent: taking them back, deciding about the entry that let a message in, and looking again at
// what waits for the filter.
#include <algorithm>

#include "client/flows/report_flow.hpp"
#include "client/requests/idempotency_key.hpp"

namespace pratique::flows {
namespace {

constexpr std::int64_t kFirstLookMs = 4'000;  // at a report that waits for the filter; then twice as long each time
constexpr std::int64_t kLongestLookMs = 60'000;

bool waits(const store::Reported& reported) {
  return reported.item.report && reported.item.report->outcome == "waiting" && !reported.item.report->undone_at;
}

}  // namespace

bool ReportFlow::lost_way(const base::Error& error) {
  return error.code == base::ErrorCode::Offline || error.code == base::ErrorCode::Unauthenticated;
}

store::Reported* ReportFlow::reported(const api::ReportId& id) {
  for (store::Reported& one : reports().just) {
    if (one.item.report && one.item.report->id == id) return &one;
  }
  return nullptr;
}

void ReportFlow::undo(const std::optional<api::ReportId>& id) {
  if (undos_.empty()) undone_ = 0;
  bool known = false;
  for (store::Reported& one : reports().just) {
    if (!one.item.report || (id && one.item.report->id != *id) || !store::may_undo(one)) continue;
    known = one.busy = true;
    one.error.reset();
    undos_.push_back(one.item.report->id);
  }
  if (id && !known) undos_.push_back(*id);  // one of the history
  if (!undo_) next_undo();
  context_.changed();
}

bool ReportFlow::undo_newest() {
  std::vector<api::ReportId> ids;
  for (const store::Reported& one : reports().just) {
    if (one.batch == batch_ && store::may_undo(one)) ids.push_back(one.item.report->id);
  }
  for (const api::ReportId& id : ids) undo(id);
  return !ids.empty();
}

void ReportFlow::next_undo() {
  if (undos_.empty() || stalled_ || !context_.signed_in()) return;
  // The same key for the same report: taking it back twice is taking it back once.
  undo_ = context_.api.undo_report(undos_.front(), "undo-" + undos_.front().value,
                                   [this](base::Result<api::Report> answer) { take_undone(std::move(answer)); });
}

void ReportFlow::take_undone(base::Result<api::Report> answer) {
  const ports::Pending done = std::move(undo_);
  if (!answer && lost_way(answer.error())) {
    stalled_ = true;
    return context_.changed();
  }
  store::Reported* one = reported(undos_.front());
  if (one != nullptr) one->busy = false;
  undos_.pop_front();
  if (answer) {
    ++undone_;
    if (answer->entry_paused) owner_.entries_changed();
    replace(*answer);
  } else if (one != nullptr) {
    one->error = std::move(answer).error();
  } else {
    context_.signals.failed(std::move(answer).error());
  }
  next_undo();
  if (undos_.empty() && undone_ > 0) {
    reload();
    if (context_.state.route.place != store::Place::Report) {
      store::Toast toast;
      toast.kind = store::ToastKind::Notice;
      toast.notice = store::Notice::ReportsBack;
      toast.count = undone_;
      context_.signals.notify(std::move(toast));
    }
  }
  context_.changed();
}

void ReportFlow::decide(const api::ReportId& id, store::EntryFate fate) {
  store::Reported* one = reported(id);
  if (one == nullptr || !one->item.report->read.entry || decision_ || one->entry == fate || !context_.signed_in()) return;
  const api::ListEntry& known = *one->item.report->read.entry;
  const bool was_deleted = one->entry == store::EntryFate::Deleted;
  one->busy = true;
  one->error.reset();
  const std::string key = requests::new_idempotency_key();
  if (fate == store::EntryFate::Deleted) {
    decision_ = context_.api.delete_list_entry(known.kind, known.id, key, [this, entry = known](base::Result<std::string> answer) {
      entry_done(entry.id, store::EntryFate::Deleted,
                 answer ? base::Result<api::ListEntry>(entry) : base::Result<api::ListEntry>(std::unexpected(std::move(answer).error())));
    });
  } else {
    api::NewListEntry entry = known.entry;
    entry.paused = fate == store::EntryFate::Undecided;  // as the report left it
    decision_ = context_.api.save_list_entry(
        known.kind, was_deleted ? std::nullopt : std::optional(known.id), entry, key,
        [this, of = known.id, fate](base::Result<api::ListEntry> answer) { entry_done(of, fate, std::move(answer)); });
  }
  context_.changed();
}

// Several messages may have come in by one entry: all their cards say the same.
void ReportFlow::entry_done(const api::ListEntryId& id, store::EntryFate fate, base::Result<api::ListEntry> answer) {
  const ports::Pending done = std::move(decision_);
  const api::ListEntryId of = id;
  for (store::Reported& one : reports().just) {
    if (!one.item.report || !one.item.report->read.entry || one.item.report->read.entry->id != of) continue;
    if (answer) {
      one.item.report->read.entry = *answer;
      one.entry = fate;
    } else if (one.busy) {
      one.error = answer.error();
    }
    one.busy = false;
  }
  if (answer) owner_.entries_changed();
  context_.changed();
}

// What the node says of a report now: that it is undone, or learned at last. What only the first answer told stays.
void ReportFlow::replace(const api::Report& report) {
  const auto renew = [&report](api::Report& known) {
    if (known.outcome != "duplicate") known.outcome = report.outcome;
    known.undone_at = report.undone_at;
    known.may_undo = report.may_undo;
    known.entry_paused = report.entry_paused;
  };
  if (store::Reported* one = reported(report.id)) renew(*one->item.report);
  if (api::ReportPage* page = reports().page.mutable_value()) {
    const auto row = std::ranges::find(page->items, report.id, &api::Report::id);
    if (row != page->items.end()) renew(*row);
  }
}

void ReportFlow::watch_waiting() {
  watch_.reset();
  const bool shown = context_.state.route.place == store::Place::Report;
  if (!shown || std::ranges::none_of(reports().just, waits)) return;
  watch_ms_ = std::clamp(watch_ms_ * 2, kFirstLookMs, kLongestLookMs);
  watch_ = context_.ports.timers.after(watch_ms_, [this] {
    const ports::Pending done = std::move(watch_);
    reload();
  });
}

}  // namespace pratique::flows
