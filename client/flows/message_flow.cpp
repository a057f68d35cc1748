#include "client/flows/message_flow.hpp"

#include <algorithm>

namespace pratique::flows {
namespace {

using store::kPageRows;

constexpr std::int64_t kSettleMs = 80;     // dragging the scrollbar asks no more often than this
constexpr std::int64_t kGatherMs = 1'500;  // several events make one question
constexpr std::int64_t kMaxVisibleRows = 500;
constexpr std::size_t kMaxGone = 10'000;

}  // namespace

void MessageFlow::show_route() {
  const store::Route& route = context_.state.route;
  if (!store::lists_messages(route.place) || !context_.signed_in()) return;
  const base::WallTime now = context_.ports.clock.wall_now();
  const bool log = route.place == store::Place::Log;
  const Waves waves = !log && store::groups_waves(context_.state) ? Waves::Grouped : Waves::Apart;
  if (shown_place_ != route.place) change_place();
  auto queries = list_queries(route, waves, now, context_.ports.localisation.zone_offset_minutes(now));
  if (!queries) {
    list().error = std::move(queries).error();  // the rows of the search before stay; nothing is asked
    return context_.changed();
  }
  const bool same = shown_ && *shown_ == *queries && shown_sort_ == route.sort && shown_place_ == route.place && !list().error;
  if (same && list().asked) return;
  shown_ = *std::move(queries);
  shown_sort_ = route.sort;
  shown_place_ = route.place;
  shown_query_ = route.query;
  load();
  context_.signals.list_replaced();
}

// The rows of one place never stand in another, not even while its own are on their way.
void MessageFlow::change_place() {
  stop();
  shown_.reset();
  shown_place_ = context_.state.route.place;
  list() = {};
  context_.state.histogram.clear();
}

bool MessageFlow::shows_route() const {
  const store::MessageList& known = context_.state.list;
  return shown_ && shown_place_ == context_.state.route.place && !replacing_ && !known.error && known.total &&
         shown_query_ == context_.state.route.query;
}

void MessageFlow::load() {
  if (!shown_) return;
  stop();
  replacing_ = true;
  visible_ = {0, 0};
  asked_at_ = context_.ports.clock.mono_now();
  list().asked = true;
  list().error.reset();
  list().refreshing = true;
  const bool nothing_known = std::ranges::all_of(list().pages, [](const auto& entry) { return entry.second.rows.empty(); });
  if (nothing_known) {
    list().pages.clear();
    list().total.reset();
    list().pages[0].loading = true;
  }
  fetch(0);
  context_.changed();
}

void MessageFlow::refresh() {
  if (!context_.signed_in() || !store::lists_messages(context_.state.route.place)) return;
  const bool query_is_wrong = list().error && list().error->code == base::ErrorCode::BadInput;
  if (!shown_ || query_is_wrong) return show_route();
  if (!list().asked || replacing_) return load();
  in_flight_.clear();  // asked before whatever made us refresh
  refresh_timer_.reset();
  gone_.clear();
  mark_all_stale();
  for (auto& [number, page] : list().pages) page.error.reset();
  list().error.reset();
  list().refreshing = true;
  last_fetch_at_.reset();
  fetch_wanted();
  context_.changed();
}

void MessageFlow::show_arrived() {
  visible_ = {0, 0};
  list().arrived = 0;
  refresh();
}

void MessageFlow::stop() {
  in_flight_.clear();
  stale_.clear();
  gone_.clear();
  settle_timer_.reset();
  refresh_timer_.reset();
  count_timer_.reset();
  count_request_.reset();
  list().refreshing = false;
}

void MessageFlow::forget() {
  stop();
  shown_.reset();
  replacing_ = false;
  visible_ = {};
}

void MessageFlow::need_rows(std::int64_t first_rank, std::int64_t last_rank) {
  if (first_rank < 0 || last_rank < first_rank) return;
  if (replacing_ || !list().asked) return;  // these ranks are of the search before
  visible_ = {first_rank, std::min(last_rank, first_rank + kMaxVisibleRows)};
  fetch_wanted();
}

void MessageFlow::retry_page(std::int64_t page) {
  if (replacing_) return load();
  if (list().error) return refresh();
  const auto found = list().pages.find(page);
  if (found == list().pages.end() || in_flight_.contains(page)) return;
  fetch(page);
  context_.changed();
}

MessageFlow::Range MessageFlow::wanted_pages() const {
  const std::int64_t total = context_.state.list.total.value_or(1);
  const std::int64_t end = std::max<std::int64_t>(0, total - 1) / kPageRows;
  return {std::clamp<std::int64_t>(visible_.first / kPageRows - 1, 0, end),
          std::clamp<std::int64_t>(visible_.last / kPageRows + 1, 0, end)};
}

// What is on screen; its neighbours once that is there, for they would only slow it down.
std::vector<std::int64_t> MessageFlow::missing_pages(Range wanted) const {
  const std::int64_t first_shown = visible_.first / kPageRows;
  const std::int64_t last_shown = visible_.last / kPageRows;
  std::vector<std::int64_t> missing;
  bool shown_first = false;
  const auto& pages = context_.state.list.pages;
  for (std::int64_t number = wanted.first; number <= wanted.last; ++number) {
    const auto page = pages.find(number);
    const bool failed = page != pages.end() && page->second.error;
    const bool asked = in_flight_.contains(number);
    const bool lacks = (page == pages.end() || stale_.contains(number)) && !asked && !failed;
    if (lacks) missing.push_back(number);
    shown_first |= (lacks || asked) && number >= first_shown && number <= last_shown;
  }
  if (shown_first) std::erase_if(missing, [&](std::int64_t number) { return number < first_shown || number > last_shown; });
  return missing;
}

void MessageFlow::drop_unwanted(Range wanted) {
  for (auto request = in_flight_.begin(); request != in_flight_.end();) {
    const std::int64_t number = request->first;
    if (number >= wanted.first && number <= wanted.last) {
      ++request;
      continue;
    }
    request = in_flight_.erase(request);
    const auto page = list().pages.find(number);
    if (page == list().pages.end()) continue;
    page->second.loading = false;
    if (page->second.rows.empty()) list().pages.erase(page);
  }
}

void MessageFlow::fetch_wanted() {
  const Range wanted = wanted_pages();
  drop_unwanted(wanted);
  for (std::int64_t number = wanted.first; number <= wanted.last; ++number) {
    if (const auto page = list().pages.find(number); page != list().pages.end()) page->second.last_used = ++use_counter_;
  }
  const std::vector<std::int64_t> missing = missing_pages(wanted);
  if (missing.empty()) {
    if (in_flight_.empty()) list().refreshing = false;
    return;
  }
  const base::MonoTime now = context_.ports.clock.mono_now();
  const bool in_a_hurry = last_fetch_at_ && (now - *last_fetch_at_).count() < kSettleMs;
  if (in_a_hurry) return fetch_soon();
  settle_timer_.reset();
  last_fetch_at_ = now;
  for (std::int64_t number : missing) fetch(number);
  for (std::int64_t number : evict_pages(list(), wanted.first, wanted.last)) stale_.erase(number);
  context_.changed();
}

void MessageFlow::fetch_soon() {
  if (settle_timer_) return;
  settle_timer_ = context_.ports.timers.after(kSettleMs, [this] {
    const ports::Pending finished = std::move(settle_timer_);
    last_fetch_at_.reset();
    if (!replacing_) fetch_wanted();
  });
}

void MessageFlow::fetch(std::int64_t number) {
  if (!replacing_) {
    store::ListPage& page = list().pages[number];
    page.loading = true;
    page.error.reset();
    page.last_used = ++use_counter_;
  }
  api::ListRequest request;
  request.query = shown_->list;
  request.sort = shown_sort_;
  request.offset = number * kPageRows;
  request.limit = kPageRows;
  in_flight_[number] =
      context_.api.list(request, [this, number](base::Result<api::MessagePage> answer) { take_page(number, std::move(answer)); });
}

void MessageFlow::take_page(std::int64_t number, base::Result<api::MessagePage> answer) {
  const ports::Pending finished = std::move(in_flight_[number]);  // lives until this callback ends
  in_flight_.erase(number);
  if (answer) {
    take_rows(number, *std::move(answer));
  } else {
    fail_page(number, std::move(answer).error());
  }
  if (!replacing_) fetch_wanted();
  if (in_flight_.empty()) list().refreshing = false;
  context_.changed();
  context_.signals.rows_loaded();
}

void MessageFlow::take_rows(std::int64_t number, api::MessagePage page) {
  if (replacing_) {
    replacing_ = false;
    if (asked_at_) list().found_in_ms = (context_.ports.clock.mono_now() - *asked_at_).count();
    list().pages.clear();
    list().selection = {};
    list().cursor.reset();
    list().cursor_rank.reset();
    list().arrived = 0;
  } else if (list().total && *list().total != page.total) {
    ranks_moved(number);
  }
  list().total = page.total;
  list().error.reset();
  if (number == 0) list().arrived = 0;
  list().loaded_at = context_.ports.clock.wall_now();
  store::ListPage& kept = list().pages[number];
  kept.rows = std::move(page.items);
  if (kept.rows.size() > static_cast<std::size_t>(kPageRows)) kept.rows.resize(static_cast<std::size_t>(kPageRows));
  kept.loading = false;
  kept.error.reset();
  kept.last_used = ++use_counter_;
  stale_.erase(number);
  settle(list());
}

void MessageFlow::fail_page(std::int64_t number, base::Error error) {
  if (replacing_) {
    list().error = std::move(error);
    std::erase_if(list().pages, [](const auto& entry) { return entry.second.rows.empty(); });
    return;
  }
  store::ListPage& page = list().pages[number];
  page.loading = false;
  if (list().refreshing) list().error = error;
  page.error = std::move(error);
}

// Something came or went: the rows of other pages are at other ranks now. Those on screen are asked for again after a moment,
// so that a site with much mail is not asked without end.
void MessageFlow::ranks_moved(std::int64_t number) {
  const Range wanted = wanted_pages();
  bool on_screen = false;
  for (const auto& [other, page] : list().pages) {
    if (other == number || in_flight_.contains(other) || stale_.contains(other)) continue;
    if (other >= wanted.first && other <= wanted.last) {
      on_screen = true;
    } else {
      stale_.insert(other);
    }
  }
  if (on_screen) refresh_soon();
}

void MessageFlow::mark_stale(const PageNumbers& pages) {
  for (std::int64_t number : pages) {
    if (!in_flight_.contains(number)) stale_.insert(number);
  }
}

void MessageFlow::mark_all_stale() {
  for (const auto& [number, page] : list().pages) {
    if (!in_flight_.contains(number)) stale_.insert(number);
  }
}

void MessageFlow::leave(std::span<const api::MessageId> ids) {
  for (const api::MessageId& id : ids) {
    list().leaving.insert(id);
    list().selection.ids.erase(id);
    if (list().selection.anchor == id) list().selection.anchor.reset();
  }
}

void MessageFlow::stay(std::span<const api::MessageId> ids) {
  for (const api::MessageId& id : ids) list().leaving.erase(id);
}

void MessageFlow::remove(std::span<const api::MessageId> ids) {
  if (shown_place_ == store::Place::Log) {  // what was acted on stays in the log, as something else
    stay(ids);
    return refresh_soon();
  }
  const std::set<api::MessageId> leaving(ids.begin(), ids.end());
  // Of our own action both the answer and an event tell: the second of them finds nothing, and that is right.
  const auto known_gone = std::ranges::count_if(leaving, [&](const api::MessageId& id) { return gone_.contains(id); });
  const Removed removed = remove_rows(list(), leaving);
  if (removed.rows + known_gone < static_cast<std::int64_t>(leaving.size())) mark_all_stale();  // some were in pages no longer kept
  if (gone_.size() > kMaxGone) gone_.clear();
  gone_.insert(leaving.begin(), leaving.end());
  mark_stale(removed.stale);
  // A page asked for before the change counts its ranks from before it.
  if (!replacing_ && !in_flight_.empty()) {
    for (const auto& [number, pending] : in_flight_) stale_.insert(number);
    in_flight_.clear();
  }
  if (!replacing_) fetch_soon();
}

void MessageFlow::mark_seen(std::span<const api::MessageId> ids, bool seen) {
  for (auto& [number, page] : list().pages) {
    for (api::MessageSummary& row : page.rows) {
      if (std::ranges::find(ids, row.id) != ids.end()) row.seen = seen;
    }
  }
}

void MessageFlow::arrived(const api::MessageSummary& message) {
  if (!list().asked || !shown_ || replacing_) return;
  if (list().rank_of(message.id)) return changed_elsewhere(message);
  if (!shown_->plain) return count_arrived();  // whether it matches, only the node can say
  if (shown_->held_only && message.status != api::Status::Quarantined) return;
  const bool log = shown_place_ == store::Place::Log;
  const bool at_top = visible_.first == 0 && list().pages.contains(0) && !list().pages[0].rows.empty() && !in_flight_.contains(0);
  const bool empty_list = list().total == 0 && list().pages.contains(0);
  const bool newest_first = shown_sort_ == api::Sort{};
  const bool paused = log ? !context_.state.log_follows : context_.state.live_paused;
  if ((at_top || empty_list) && newest_first && !paused) {
    mark_stale(insert_at_top(list(), message));
    fetch_wanted();
  } else {
    ++list().arrived;
  }
}

// With a search, only the node can tell how many of the new ones match.
void MessageFlow::count_arrived() {
  if (count_timer_) return;
  count_timer_ = context_.ports.timers.after(kGatherMs, [this] {
    const ports::Pending finished = std::move(count_timer_);
    count_request_ = context_.api.count(shown_->list, [this](base::Result<api::MessageCount> answer) {
      if (!answer || !list().total) return;
      list().arrived = std::max<std::int64_t>(0, answer->count - *list().total);
      if (list().arrived > 0 && shown_place_ == store::Place::Log && context_.state.log_follows && visible_.first == 0) show_arrived();
      context_.changed();
    });
  });
}

void MessageFlow::changed_elsewhere(const api::MessageSummary& message) {
  if (!list().asked || !shown_) return;
  const bool belongs = !shown_->held_only || message.status == api::Status::Quarantined;
  const auto rank = list().rank_of(message.id);
  const bool counted_alike = rank && list().row(*rank)->status == message.status;
  if (!counted_alike) context_.signals.mail_changed();
  if (!belongs) {
    if (rank) remove(std::span(&message.id, 1));
    return;
  }
  const bool known = update_row(list(), message);
  if (!known && shown_place_ != store::Place::Log) refresh_soon();  // it may have come back: undone here or elsewhere
}

void MessageFlow::refresh_soon() {
  if (refresh_timer_) return;
  refresh_timer_ = context_.ports.timers.after(kGatherMs, [this] {
    const ports::Pending finished = std::move(refresh_timer_);
    refresh();
  });
}

}  // namespace pratique::flows
