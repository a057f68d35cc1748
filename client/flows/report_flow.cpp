#include "client/flows/report_flow.hpp"

#include <algorithm>

#include "client/requests/idempotency_key.hpp"

namespace pratique::flows {
namespace {

constexpr std::size_t kCallsAtOnce = 2;
constexpr std::int64_t kRowsAtOnce = 50;
constexpr std::int64_t kPauseSecs = 30;  // when the node asks to wait and does not say how long
constexpr std::string_view kKinds = ".eml,.msg,.mbox,.mbx,.zip,.txt,message/rfc822,application/mbox,application/vnd.ms-outlook";

}  // namespace

store::ReportFile* ReportFlow::file(std::uint32_t id) {
  const auto found = std::ranges::find(reports().files, id, &store::ReportFile::id);
  return found == reports().files.end() ? nullptr : &*found;
}

ports::Pending ReportFlow::finished(std::uint32_t id) {
  const auto found = std::ranges::find(calls_, id, &Call::file);
  if (found == calls_.end()) return {};
  ports::Pending pending = std::move(found->pending);
  calls_.erase(found);
  return pending;
}

void ReportFlow::show_route() {
  const bool shown = context_.state.route.place == store::Place::Report && context_.signed_in();
  context_.ports.given_files.listen(shown ? this : nullptr);
  reports().dragged.reset();
  if (!shown) return watch_.reset();
  if (!reports().page.value() || reports().page.error()) reload();
  watch_waiting();
}

void ReportFlow::reload() {
  if (!context_.signed_in()) return;
  more_.reset();
  reports().asking_more = false;
  reports().page.start();
  page_ = context_.api.reports(0, kRowsAtOnce, [this](base::Result<api::ReportPage> answer) {
    const ports::Pending done = std::move(page_);
    if (answer) {
      for (const api::Report& report : answer->items) replace(report);
      reports().page.succeed(*std::move(answer));
    } else {
      reports().page.fail(std::move(answer).error());
    }
    watch_waiting();
    context_.changed();
  });
  context_.changed();
}

void ReportFlow::need_more() {
  const api::ReportPage* page = reports().page.value();
  if (page == nullptr || reports().asking_more || reports().page.is_loading()) return;
  const auto known = static_cast<std::int64_t>(page->items.size());
  if (known >= page->total) return;
  reports().asking_more = true;
  more_ = context_.api.reports(known, kRowsAtOnce, [this](base::Result<api::ReportPage> answer) {
    const ports::Pending done = std::move(more_);
    reports().asking_more = false;
    api::ReportPage* rows = reports().page.mutable_value();
    if (!answer) {
      reports().page.fail(std::move(answer).error());
    } else if (rows != nullptr && answer->offset == static_cast<std::int64_t>(rows->items.size())) {
      rows->total = answer->items.empty() ? answer->offset : answer->total;
      for (api::Report& item : answer->items) rows->items.push_back(std::move(item));
    }
    context_.changed();
  });
  context_.changed();
}

void ReportFlow::set_kind(api::ReportKind kind) {
  reports().kind = kind;
  context_.changed();
}

void ReportFlow::choose() {
  context_.ports.given_files.choose(kKinds);
}

void ReportFlow::paste(std::string_view source) {
  if (!source.empty()) files_given({context_.ports.given_files.keep("", source)});
}

void ReportFlow::files_dragged(std::optional<int> count) {
  if (reports().dragged == count) return;
  reports().dragged = count;
  context_.changed();
}

void ReportFlow::files_given(std::vector<ports::GivenFile> files) {
  reports().left_out = 0;
  reports().dragged.reset();
  for (ports::GivenFile& given : files) {
    if (reports().files.size() >= api::kReportMax) {
      ++reports().left_out;
      context_.ports.given_files.forget(given.id);
      continue;
    }
    store::ReportFile file;
    file.id = given.id;
    file.name = std::move(given.name);
    file.size_bytes = given.size_bytes;
    if (file.size_bytes > static_cast<std::int64_t>(api::kReportBytesMax)) {  // the node would take it in only to refuse it
      api::ReadMessage problem;
      problem.name = file.name;
      problem.problem = "too_large";
      file.read = api::ReadReport{{std::move(problem)}};
      file.step = Step::Read;
    }
    reports().files.push_back(std::move(file));
    ++reports().given;
  }
  pump();
  context_.changed();
}

void ReportFlow::drop(std::uint32_t id) {
  (void)finished(id);
  std::erase_if(reports().files, [id](const store::ReportFile& file) { return file.id == id; });
  context_.ports.given_files.forget(id);
}

void ReportFlow::remove(const std::optional<std::uint32_t>& id) {
  std::vector<std::uint32_t> gone;
  for (const store::ReportFile& file : reports().files) {
    if (id ? file.id == *id : file.step != Step::Sending) gone.push_back(file.id);
  }
  for (const std::uint32_t one : gone) drop(one);
  reports().left_out = 0;
  pump();
  context_.changed();
}

void ReportFlow::retry(std::uint32_t id) {
  store::ReportFile* again = file(id);
  if (again == nullptr || again->step != Step::Failed) return;
  again->step = again->read ? Step::Queued : Step::Waiting;
  again->error.reset();
  pump();
  context_.changed();
}

void ReportFlow::send() {
  if (!store::is_sending(reports())) ++batch_;
  std::vector<std::uint32_t> unreadable;
  for (store::ReportFile& file : reports().files) {
    if (file.step != Step::Read) continue;
    if (store::message_count(file) == 0) {
      unreadable.push_back(file.id);
      continue;
    }
    file.step = Step::Queued;
    file.kind = reports().kind;
    file.key = requests::new_idempotency_key();
  }
  for (const std::uint32_t id : unreadable) {
    std::vector<api::ReportResult::Item> items;
    for (const api::ReadMessage& item : file(id)->read->items) items.push_back({std::nullopt, item});
    add_results(std::move(items));
    drop(id);
  }
  pump();
  context_.changed();
}

void ReportFlow::cancel() {
  for (store::ReportFile& file : reports().files) {
    if (file.step != Step::Queued && file.step != Step::Sending) continue;
    (void)finished(file.id);
    file.step = Step::Read;
  }
  finish_batch();
  pump();
  context_.changed();
}

// What is to be sent goes before what is to be read.
void ReportFlow::pump() {
  while (calls_.size() < kCallsAtOnce && !stalled_ && !pause_ && context_.signed_in()) {
    if (!start_one(Step::Queued) && !start_one(Step::Waiting)) return;
  }
}

bool ReportFlow::start_one(Step from) {
  const auto found = std::ranges::find(reports().files, from, &store::ReportFile::step);
  if (found == reports().files.end()) return false;
  const std::uint32_t id = found->id;
  if (from == Step::Queued) {
    found->step = Step::Sending;
    calls_.push_back(
        {id, context_.api.send_report(id, found->name, found->kind, found->key,
                                      [this, id](base::Result<api::ReportResult> answer) { take_result(id, std::move(answer)); })});
  } else {
    found->step = Step::Reading;
    calls_.push_back({id, context_.api.preview_report(
                              id, found->name, [this, id](base::Result<api::ReadReport> answer) { take_read(id, std::move(answer)); })});
  }
  return true;
}

// Without network or session, or when the node asks to wait, it goes back in the queue; else the reader decides.
void ReportFlow::put_off(store::ReportFile& file, Step again, base::Error error) {
  if (lost_way(error)) {
    stalled_ = true;
    file.step = again;
  } else if (error.code == base::ErrorCode::Throttled) {
    file.step = again;
    reports().held_back = true;
    pause_ = context_.ports.timers.after(error.retry_after_secs.value_or(kPauseSecs) * 1000, [this] {
      const ports::Pending done = std::move(pause_);
      reports().held_back = false;
      pump();
      context_.changed();
    });
  } else {
    file.step = Step::Failed;
    file.error = std::move(error);
  }
}

void ReportFlow::take_read(std::uint32_t id, base::Result<api::ReadReport> answer) {
  const ports::Pending done = finished(id);
  store::ReportFile& read = *file(id);  // a file that goes takes its call with it
  if (answer) {
    read.read = *std::move(answer);
    read.step = Step::Read;
  } else {
    put_off(read, Step::Waiting, std::move(answer).error());
  }
  pump();
  context_.changed();
}

void ReportFlow::take_result(std::uint32_t id, base::Result<api::ReportResult> answer) {
  const ports::Pending done = finished(id);
  if (answer) {
    add_results(std::move(answer->items));
    drop(id);
  } else {
    put_off(*file(id), Step::Queued, std::move(answer).error());
  }
  pump();
  if (!store::is_sending(reports())) finish_batch();
  context_.changed();
}

// Behind the others of their batch, which stands at the top.
void ReportFlow::add_results(std::vector<api::ReportResult::Item> items) {
  std::vector<store::Reported>& just = reports().just;
  std::erase_if(just, [&items](const store::Reported& one) {  // reported again: its newest card stays
    return one.item.report && std::ranges::any_of(items, [&one](const api::ReportResult::Item& item) {
             return item.report && item.report->id == one.item.report->id;
           });
  });
  auto at = std::ranges::find_if(just, [this](const store::Reported& one) { return one.batch != batch_; });
  for (api::ReportResult::Item& item : items) {
    if (item.report && item.report->entry_paused) owner_.entries_changed();
    store::Reported one;
    one.item = std::move(item);
    one.batch = batch_;
    at = std::next(just.insert(at, std::move(one)));
  }
  if (just.size() > store::kJustReported) just.resize(store::kJustReported);
}

void ReportFlow::finish_batch() {
  const auto sent =
      std::ranges::count_if(reports().just, [this](const store::Reported& one) { return one.batch == batch_ && one.item.report; });
  if (sent == 0) return;
  watch_ms_ = 0;
  reload();
  if (context_.state.route.place != store::Place::Report) {  // there the cards say it
    store::Toast toast;
    toast.kind = store::ToastKind::Notice;
    toast.notice = store::Notice::Reported;
    toast.count = sent;
    toast.undoable = true;
    context_.signals.notify(std::move(toast));
  }
  owner_.reported();
}

void ReportFlow::go_on() {
  stalled_ = false;
  pump();
  if (!undo_) next_undo();
}

void ReportFlow::forget() {
  calls_.clear();
  undos_.clear();
  for (ports::Pending* pending : {&undo_, &decision_, &page_, &more_, &pause_, &watch_}) pending->reset();
  for (const store::ReportFile& file : reports().files) context_.ports.given_files.forget(file.id);
  stalled_ = false;
  reports() = {};
}

}  // namespace pratique::flows
