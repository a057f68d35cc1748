#include "client/flows/lists_flow.hpp"

#include <algorithm>

#include "client/base/text.hpp"
#include "client/requests/idempotency_key.hpp"

namespace pratique::flows {
namespace {

constexpr std::int64_t kPreviewMs = 350;  // typing asks no more often than this
constexpr std::int64_t kRowsAtOnce = 200;
constexpr std::int64_t kMatchesAtOnce = 500;
constexpr std::size_t kMaxUndoable = 20;

std::size_t index(api::ListKind kind) {
  return static_cast<std::size_t>(kind);
}

bool ends_with_domain(std::string_view domain, std::string_view wanted) {
  if (base::equals_ignoring_ascii_case(domain, wanted)) return true;
  return domain.size() > wanted.size() && domain[domain.size() - wanted.size() - 1] == '.' &&
         base::equals_ignoring_ascii_case(domain.substr(domain.size() - wanted.size()), wanted);
}

// "ann@example.org" is one address; "example.org" its domain and those below it.
bool matches(std::string_view address, std::string_view pattern) {
  if (pattern.empty()) return false;
  if (pattern.find('@') != std::string_view::npos) return base::equals_ignoring_ascii_case(address, pattern);
  return ends_with_domain(address.substr(address.rfind('@') + 1), pattern);
}

// What an allow entry does not let in, whoever sent it.
bool held_anyway(api::MessageClass message_class) {
  using enum api::MessageClass;
  return message_class == Phish || message_class == Virus || message_class == Policy;
}

}  // namespace

void ListsFlow::show_route() {
  const store::Route& route = context_.state.route;
  if (route.place != store::Place::Lists || !context_.signed_in()) return;
  const bool same = lists().kind == route.list && lists().query == route.query;
  if (same && lists().rows.value() && !lists().rows.error()) return;
  if (lists().kind != route.list) lists().rows.clear();  // the other list's rows would only confuse
  lists().kind = route.list;
  lists().query = route.query;
  reload();
}

void ListsFlow::reload() {
  if (!context_.signed_in() || context_.state.route.place != store::Place::Lists) return lists().rows.clear();
  more_.reset();
  lists().asking_more = false;
  lists().rows.start();
  rows_ = context_.api.list_entries(lists().kind, lists().query, 0, kRowsAtOnce, [this](base::Result<api::ListEntryPage> answer) {
    const ports::Pending finished = std::move(rows_);
    if (answer) {
      if (lists().query.empty()) lists().totals[index(lists().kind)] = answer->total;
      lists().rows.succeed({std::move(answer->items), answer->total});
    } else {
      lists().rows.fail(std::move(answer).error());
    }
    context_.changed();
  });
  load_totals();
  context_.changed();
}

// Beside the tabs: the list that is not shown, and both while a search hides rows.
void ListsFlow::load_totals() {
  for (const api::ListKind kind : {api::ListKind::Allow, api::ListKind::Block}) {
    if (kind == lists().kind && lists().query.empty()) continue;
    totals_[index(kind)] = context_.api.list_entries(kind, "", 0, 1, [this, kind](base::Result<api::ListEntryPage> answer) {
      const ports::Pending finished = std::move(totals_[index(kind)]);
      if (answer) lists().totals[index(kind)] = answer->total;
      context_.changed();
    });
  }
}

void ListsFlow::need_rows(std::int64_t last_rank) {
  const store::ListRows* rows = lists().rows.value();
  if (rows == nullptr || lists().asking_more || lists().rows.is_loading()) return;
  const auto known = static_cast<std::int64_t>(rows->items.size());
  if (last_rank < known || known >= rows->total) return;
  lists().asking_more = true;
  more_ = context_.api.list_entries(lists().kind, lists().query, known, kRowsAtOnce,
                                    [this](base::Result<api::ListEntryPage> answer) { take_more(std::move(answer)); });
}

void ListsFlow::take_more(base::Result<api::ListEntryPage> answer) {
  const ports::Pending finished = std::move(more_);
  lists().asking_more = false;
  store::ListRows* rows = lists().rows.mutable_value();
  if (!answer) {
    lists().rows.fail(std::move(answer).error());
  } else if (rows != nullptr && answer->offset == static_cast<std::int64_t>(rows->items.size())) {
    rows->total = answer->items.empty() ? answer->offset : answer->total;
    for (api::ListEntry& item : answer->items) rows->items.push_back(std::move(item));
  }
  context_.changed();
}

const api::ListEntry* ListsFlow::find(const api::ListEntryId& id) const {
  const store::ListRows* rows = context_.state.lists.rows.value();
  if (rows == nullptr) return nullptr;
  const auto found = std::ranges::find(rows->items, id, &api::ListEntry::id);
  return found == rows->items.end() ? nullptr : &*found;
}

void ListsFlow::open_form(store::ListForm form) {
  lists().form = std::move(form);
  preview_soon();
  context_.changed();
}

void ListsFlow::edit_form(api::NewListEntry entry, bool act_too) {
  if (!lists().form) return;
  store::ListForm& form = *lists().form;
  const bool same_reach = form.entry.pattern == entry.pattern && form.entry.applies_to == entry.applies_to;
  form.entry = std::move(entry);
  form.act_too = act_too;
  form.error.reset();
  if (!same_reach) preview_soon();
  context_.changed();
}

void ListsFlow::preview_soon() {
  preview_.cancel();
  preview_timer_.reset();
  if (lists().form->entry.pattern.empty()) return lists().form->preview.clear();
  preview_timer_ = context_.ports.timers.after(kPreviewMs, [this] {
    const ports::Pending finished = std::move(preview_timer_);
    if (!lists().form) return;
    const store::ListForm& form = *lists().form;
    preview_.load(
        lists().form->preview,
        [&](requests::Done<api::ListPreview> done) { return context_.api.preview_list_entry(form.kind, form.entry, std::move(done)); },
        [this] { context_.changed(); });
    context_.changed();
  });
}

void ListsFlow::close_form() {
  preview_.cancel();
  preview_timer_.reset();
  lists().form.reset();
  context_.changed();
}

void ListsFlow::save_form() {
  if (!lists().form || lists().form->saving) return;
  store::ListForm& form = *lists().form;
  form.saving = true;
  form.error.reset();
  Change change;
  change.kind = form.kind;
  change.from_form = true;
  change.steps.push_back({form.id, form.entry, {}});
  change.said.notice = form.id                             ? store::Notice::EntryChanged
                       : form.kind == api::ListKind::Allow ? store::Notice::Allowed
                                                           : store::Notice::Blocked;
  change.said.subject = form.entry.pattern;
  start(std::move(change));
}

void ListsFlow::pause(const std::vector<api::ListEntryId>& ids, bool paused) {
  Change change;
  change.said.notice = paused ? store::Notice::EntriesPaused : store::Notice::EntriesResumed;
  for (const api::ListEntryId& id : ids) {
    const api::ListEntry* known = find(id);
    if (known == nullptr || !known->may_change || known->entry.paused == paused) continue;
    change.steps.push_back({id, known->entry, {}});
    change.steps.back().entry->paused = paused;
  }
  start(std::move(change));
}

void ListsFlow::remove(const std::vector<api::ListEntryId>& ids) {
  Change change;
  change.said.notice = store::Notice::EntriesDeleted;
  for (const api::ListEntryId& id : ids) {
    const api::ListEntry* known = find(id);
    if (known != nullptr && known->may_change) change.steps.push_back({id, std::nullopt, {}});
  }
  start(std::move(change));
}

void ListsFlow::start(Change change) {
  if (change.steps.empty()) return;
  if (!change.from_form && !change.undoes) change.kind = lists().kind;
  change.said.kind = store::ToastKind::Notice;
  change.said.count = static_cast<std::int64_t>(change.steps.size());
  changes_.push_back(std::move(change));
  if (!change_) next();
  context_.changed();
}

void ListsFlow::next() {
  Change& change = changes_.front();
  Step& step = change.steps[change.at];
  if (step.key.empty()) step.key = requests::new_idempotency_key();
  if (!step.entry) {
    change_ = context_.api.delete_list_entry(change.kind, *step.id, step.key, [this](base::Result<std::string> answer) {
      const ports::Pending finished = std::move(change_);
      if (!answer) return fail(std::move(answer).error());
      step_done(changes_.front().steps[changes_.front().at], api::ListEntry{});
    });
    return;
  }
  change_ = context_.api.save_list_entry(change.kind, step.id, *step.entry, step.key, [this](base::Result<api::ListEntry> answer) {
    const ports::Pending finished = std::move(change_);
    if (!answer) return fail(std::move(answer).error());
    step_done(changes_.front().steps[changes_.front().at], std::move(answer));
  });
}

void ListsFlow::step_done(const Step& step, base::Result<api::ListEntry> answer) {
  Change& change = changes_.front();
  const api::ListEntry* known = step.id && change.kind == lists().kind ? find(*step.id) : nullptr;
  if (!step.id) {
    change.inverse.push_back({answer->id, std::nullopt, {}});
  } else if (known != nullptr) {
    change.inverse.push_back({step.entry ? step.id : std::nullopt, known->entry, {}});
  }
  if (++change.at < change.steps.size()) return next();
  finish();
}

void ListsFlow::finish() {
  Change change = std::move(changes_.front());
  changes_.pop_front();
  std::optional<store::ListForm> form;
  if (change.from_form) {
    form = std::move(lists().form);
    close_form();
  }
  if (!change.undoes && !change.inverse.empty()) {
    change.said.undoable = true;
    if (undoable_.size() >= kMaxUndoable) undoable_.erase(undoable_.begin());
    undoable_.push_back(change);
  }
  reload();
  context_.signals.notify(std::move(change.said));
  if (form && !form->id && form->act_too) act_on_matches(*form);
  if (!changes_.empty() && !change_) next();
}

// What was done before the failure stays done, and can be undone.
void ListsFlow::fail(base::Error error) {
  Change change = std::move(changes_.front());
  changes_.pop_front();
  if (change.from_form && lists().form) {
    lists().form->saving = false;
    lists().form->error = std::move(error);
    context_.changed();
  } else {
    if (!change.undoes && !change.inverse.empty()) undoable_.push_back(std::move(change));
    context_.signals.failed(std::move(error));
    reload();
  }
  if (!changes_.empty() && !change_) next();
}

bool ListsFlow::undo_newest() {
  if (undoable_.empty()) return false;
  Change change;
  change.kind = undoable_.back().kind;
  change.steps = std::move(undoable_.back().inverse);
  change.undoes = true;
  change.said.notice = store::Notice::EntriesBack;
  undoable_.pop_back();
  start(std::move(change));
  return true;
}

// The preview counted them; which they are, the list says. Only what the entry itself would decide is acted on.
void ListsFlow::act_on_matches(const store::ListForm& form) {
  const api::ListPreview* preview = form.preview.value();
  const bool allow = form.kind == api::ListKind::Allow;
  if (preview == nullptr || (allow ? preview->held_releasable : preview->held_matching) == 0) return;
  api::ListRequest request;
  request.query = "from:\"" + form.entry.pattern + "\" to:\"" + form.entry.applies_to + "\" status:quarantined";
  request.limit = kMatchesAtOnce;
  matches_ = context_.api.list(request, [this, allow, entry = form.entry](base::Result<api::MessagePage> answer) {
    const ports::Pending finished = std::move(matches_);
    if (!answer) return context_.signals.failed(std::move(answer).error());
    std::vector<api::MessageId> ids;
    for (const api::MessageSummary& message : answer->items) {
      if (!matches(message.header_from.address, entry.pattern) || !matches(message.recipient, entry.applies_to)) continue;
      if (!allow || !held_anyway(message.message_class)) ids.push_back(message.id);
    }
    if (!ids.empty()) act_(allow ? api::Action::Release : api::Action::Remove, std::move(ids));
  });
}

void ListsFlow::export_rows() {
  const std::string name(lists().kind == api::ListKind::Allow ? "allowed.csv" : "blocked.csv");
  file_ = context_.api.export_list(lists().kind, [this, name](base::Result<std::string> answer) {
    const ports::Pending finished = std::move(file_);
    if (!answer) return context_.signals.failed(std::move(answer).error());
    context_.ports.downloads.save(name, "text/csv", *answer);
  });
}

void ListsFlow::import_rows(requests::ApiClient::Import mode) {
  file_ = context_.ports.files.choose(".csv,text/csv", [this, mode](base::Result<ports::ChosenFile> file) {
    const ports::Pending finished = std::move(file_);
    if (!file) return context_.signals.failed(std::move(file).error());
    file_ = context_.api.import_list(lists().kind, mode, std::move(file->bytes), requests::new_idempotency_key(),
                                     [this](base::Result<api::ListImport> answer) { take_import(std::move(answer)); });
  });
}

void ListsFlow::take_import(base::Result<api::ListImport> answer) {
  const ports::Pending finished = std::move(file_);
  if (!answer) return context_.signals.failed(std::move(answer).error());
  store::Toast toast;
  toast.kind = store::ToastKind::Notice;
  toast.notice = store::Notice::Imported;
  toast.count = answer->added + answer->changed + answer->removed;
  reload();
  context_.signals.notify(std::move(toast));
}

void ListsFlow::forget_rows() {
  lists().rows.clear();
  reload();
}

void ListsFlow::forget() {
  rows_.reset();
  more_.reset();
  for (ports::Pending& pending : totals_) pending.reset();
  preview_.cancel();
  preview_timer_.reset();
  change_.reset();
  file_.reset();
  matches_.reset();
  changes_.clear();
  undoable_.clear();
  lists() = {};
}

}  // namespace pratique::flows
