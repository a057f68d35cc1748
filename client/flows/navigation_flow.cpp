#include "client/flows/navigation_flow.hpp"

#include <algorithm>

#include "client/store/display_order.hpp"

namespace pratique::flows {
namespace {

// Searches that refine each other while typing make one entry of the history.
constexpr std::int64_t kSameSearchMs = 2'000;

}  // namespace

void NavigationFlow::start() {
  context_.state.route = store::parse_url(context_.ports.url_bar.current());
  context_.ports.url_bar.replace(store::to_url(context_.state.route));
}

void NavigationFlow::go(store::Route route, History history) {
  const std::string url = store::to_url(route);
  if (history == History::Push && url == store::to_url(context_.state.route)) history = History::Keep;
  context_.state.route = std::move(route);
  awaited_rank_.reset();
  if (history == History::Push) context_.ports.url_bar.push(url);
  if (history == History::Replace) context_.ports.url_bar.replace(url);
  messages_.show_route();
  open_.show_route();
  context_.signals.route_changed();
  if (context_.state.route.open) put_cursor_on(*context_.state.route.open);
  context_.changed();
}

void NavigationFlow::url_changed(std::string_view url) {
  searched_at_.reset();
  go(store::parse_url(url), History::Keep);
}

void NavigationFlow::open_message(const api::MessageId& id, History history) {
  store::Route route = context_.state.route;
  route.open = id;  // the tab stays: comparing headers of two mails is one click each
  go(std::move(route), history);
}

void NavigationFlow::close_message() {
  if (!context_.state.route.open) return;
  store::Route route = context_.state.route;
  route.open.reset();
  route.tab = store::MessageTab::Message;
  go(std::move(route), History::Push);
}

void NavigationFlow::show_tab(store::MessageTab tab) {
  if (!context_.state.route.open) return;
  store::Route route = context_.state.route;
  route.tab = tab;
  go(std::move(route), History::Replace);
}

void NavigationFlow::search(std::string query) {
  store::Route route = context_.state.route;
  if (!store::lists_messages(route.place)) route.place = store::Place::Quarantine;
  route.open.reset();
  route.tab = store::MessageTab::Message;
  route.query = std::move(query);
  const base::MonoTime now = context_.ports.clock.mono_now();
  const bool refines = searched_at_ && (now - *searched_at_).count() < kSameSearchMs;
  searched_at_ = now;
  go(std::move(route), refines ? History::Replace : History::Push);
}

void NavigationFlow::sort_by(api::Sort sort) {
  store::Route route = context_.state.route;
  route.sort = sort;
  go(std::move(route), History::Push);
}

void NavigationFlow::put_cursor_on(const api::MessageId& id) {
  store::MessageList& list = context_.state.list;
  list.cursor = id;
  if (const auto rank = list.rank_of(id)) list.cursor_rank = rank;
}

void NavigationFlow::open_neighbour(int step) {
  const store::MessageList& list = context_.state.list;
  if (!list.total || *list.total == 0) return;
  const store::DisplayOrder order(context_.state);
  const std::optional<std::int64_t> from = context_.state.open.id ? list.rank_of(*context_.state.open.id) : list.cursor_rank;
  std::int64_t display = step > 0 ? 0 : *list.total - 1;
  if (from)
    display = order.display_of(*from) + step;
  else if (list.cursor_rank)
    display = order.display_of(*list.cursor_rank);
  // Rows on their way out are stepped over.
  const auto row_at = [&](std::int64_t at) { return at < 0 || at >= *list.total ? nullptr : list.row(order.rank_of(at)); };
  while (row_at(display) != nullptr && list.leaving.contains(row_at(display)->id)) display += step;
  if (display < 0 || display >= *list.total) return;
  const std::int64_t rank = order.rank_of(display);
  if (const api::MessageSummary* row = list.row(rank)) {
    return open_message(row->id, context_.state.route.open ? History::Replace : History::Push);
  }
  awaited_rank_ = rank;
  messages_.need_rows(rank, rank);
}

void NavigationFlow::rows_loaded() {
  store::MessageList& list = context_.state.list;
  if (context_.state.open.id && !list.cursor) put_cursor_on(*context_.state.open.id);
  if (!awaited_rank_) return;
  const api::MessageSummary* row = list.row(*awaited_rank_);
  if (row == nullptr) return;
  const api::MessageId id = row->id;  // the row may move while the route changes
  open_message(id, context_.state.route.open ? History::Replace : History::Push);
}

void NavigationFlow::focus_next(const std::vector<api::MessageId>& leaving) {
  if (context_.state.route.place == store::Place::Log) return;  // nothing leaves the log
  store::MessageList& list = context_.state.list;
  auto goes = [&](const api::MessageId& id) { return list.leaving.contains(id) || std::ranges::find(leaving, id) != leaving.end(); };
  const bool open_goes = context_.state.open.id && goes(*context_.state.open.id);
  const bool cursor_goes = list.cursor && goes(*list.cursor);
  if (!open_goes && !cursor_goes) return;
  const api::MessageId& from_id = open_goes ? *context_.state.open.id : *list.cursor;
  const std::optional<std::int64_t> from = list.rank_of(from_id);
  const std::string after = context_.state.session.me ? context_.state.session.me->settings.after_action : std::string();
  const api::MessageSummary* next = nullptr;
  if (from) {
    const store::DisplayOrder order(context_.state);
    const int first = after == "previous" ? -1 : +1;
    for (const int step : {first, -first}) {
      for (std::int64_t at = order.display_of(*from) + step; next == nullptr && at >= 0 && at < list.total.value_or(0); at += step) {
        const api::MessageSummary* row = list.row(order.rank_of(at));
        if (row == nullptr) break;
        if (!goes(row->id)) next = row;
      }
    }
  }
  const std::optional<api::MessageId> next_id = next != nullptr ? std::optional(next->id) : std::nullopt;
  if (next_id) {
    put_cursor_on(*next_id);
  } else {
    list.cursor.reset();
  }
  if (!open_goes) return;
  store::Route route = context_.state.route;
  route.open = after == "list" ? std::nullopt : next_id;
  if (!route.open) route.tab = store::MessageTab::Message;
  go(std::move(route), History::Replace);
}

}  // namespace pratique::flows
