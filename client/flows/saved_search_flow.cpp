#include "client/flows/saved_search_flow.hpp"

#include <algorithm>

#include "client/base/text.hpp"
#include "client/flows/list_query.hpp"
#include "client/requests/idempotency_key.hpp"

namespace pratique::flows {
namespace {

std::vector<std::string> read_recent(const ports::KeyValueStorage& storage) {
  std::vector<std::string> out;
  const std::string kept = storage.get(kRecentKey).value_or("");
  std::string_view rest = kept;
  while (!rest.empty() && out.size() < store::kRecentSearches) {
    const std::size_t end = rest.find('\n');
    if (end != 0) out.emplace_back(rest.substr(0, end));
    rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
  }
  return out;
}

// Of an answer only whether it went well is wanted: the list is asked for anew.
template <class T, class Done>
requests::Done<T> without_value(Done done) {
  return [done = std::move(done)](base::Result<T> answer) mutable {
    done(answer ? base::Result<void>() : base::Result<void>(std::unexpected(std::move(answer).error())));
  };
}

}  // namespace

std::vector<api::SavedSearch>* SavedSearchFlow::items() {
  api::SavedSearches* known = context_.state.searches.list.mutable_value();
  return known == nullptr ? nullptr : &known->items;
}

void SavedSearchFlow::load() {
  if (!context_.signed_in()) return;
  context_.state.searches.recent = read_recent(context_.ports.storage);
  slot_.load(
      context_.state.searches.list, [&](requests::Done<api::SavedSearches> done) { return context_.api.saved_searches(std::move(done)); },
      [this] {
        context_.changed();
        count();
      });
}

void SavedSearchFlow::count() {
  count_next(0);
}

// One after the other: they are worth less than what the reader waits for.
void SavedSearchFlow::count_next(std::size_t place) {
  counting_.reset();
  const std::vector<api::SavedSearch>* known = items();
  if (known == nullptr || place >= std::min(known->size(), store::kCountedSearches) || !context_.signed_in()) return;
  const api::SavedSearch& search = (*known)[place];
  store::Route route;
  route.query = search.search.query;
  const base::WallTime now = context_.ports.clock.wall_now();
  const auto queries = list_queries(route, Waves::Apart, now, context_.ports.localisation.zone_offset_minutes(now));
  if (!queries) return count_next(place + 1);
  counting_ = context_.api.count(queries->list, [this, place, id = search.id](base::Result<api::MessageCount> answer) {
    const ports::Pending finished = std::move(counting_);
    if (answer) context_.state.searches.counts[id] = answer->count;
    context_.changed();
    if (answer) count_next(place + 1);
  });
}

template <class Send>
void SavedSearchFlow::write(Send send) {
  const std::int64_t number = next_write_++;
  writes_[number] = send([this, number](base::Result<void> answer) {
    const ports::Pending finished = std::move(writes_[number]);
    writes_.erase(number);
    if (!answer) context_.signals.failed(std::move(answer).error());
    load();
    context_.changed();
  });
  context_.changed();
}

void SavedSearchFlow::save(api::NewSavedSearch search) {
  if (!context_.signed_in()) return;
  write([&](auto done) {
    return context_.api.save_search(search, requests::new_idempotency_key(), without_value<api::SavedSearch>(std::move(done)));
  });
}

void SavedSearchFlow::change(api::SavedSearch search) {
  std::vector<api::SavedSearch>* known = items();
  if (known == nullptr || !context_.signed_in()) return;
  const auto at = std::ranges::find(*known, search.id, &api::SavedSearch::id);
  if (at == known->end()) return;
  *at = search;
  write([&](auto done) { return context_.api.change_search(search, without_value<api::SavedSearch>(std::move(done))); });
}

void SavedSearchFlow::remove(const api::SearchId& id) {
  std::vector<api::SavedSearch>* known = items();
  if (known == nullptr || !context_.signed_in()) return;
  std::erase_if(*known, [&](const api::SavedSearch& search) { return search.id == id; });
  context_.state.searches.counts.erase(id);
  write([&](auto done) { return context_.api.delete_search(id, without_value<std::string>(std::move(done))); });
}

void SavedSearchFlow::move(const api::SearchId& id, std::size_t place) {
  std::vector<api::SavedSearch>* known = items();
  if (known == nullptr || !context_.signed_in()) return;
  const auto at = std::ranges::find(*known, id, &api::SavedSearch::id);
  if (at == known->end()) return;
  const auto from = static_cast<std::size_t>(at - known->begin());
  place = std::min(place, known->size() - 1);
  if (from == place) return;
  api::SavedSearch moved = std::move(*at);
  known->erase(at);
  known->insert(known->begin() + static_cast<std::ptrdiff_t>(place), std::move(moved));
  api::SearchOrder order;
  for (const api::SavedSearch& search : *known) order.order.push_back(search.id);
  write([&](auto done) { return context_.api.order_searches(order, without_value<api::SavedSearches>(std::move(done))); });
}

void SavedSearchFlow::remember(const std::string& query) {
  const std::string_view trimmed = base::trim(query);
  if (trimmed.empty() || trimmed.find('\n') != std::string_view::npos) return;
  std::vector<std::string>& recent = context_.state.searches.recent;
  // What is typed on, or taken back letter by letter, is one search.
  if (!recent.empty() && (trimmed.starts_with(recent.front()) || std::string_view(recent.front()).starts_with(trimmed))) {
    recent.erase(recent.begin());
  }
  std::erase(recent, trimmed);
  recent.emplace(recent.begin(), trimmed);
  if (recent.size() > store::kRecentSearches) recent.pop_back();
  std::string kept;
  for (const std::string& one : recent) kept.append(one).push_back('\n');
  context_.ports.storage.set(kRecentKey, kept);
}

void SavedSearchFlow::forget() {
  slot_.cancel();
  counting_.reset();
  writes_.clear();
  context_.state.searches = {};
  context_.ports.storage.erase(kRecentKey);
}

}  // namespace pratique::flows
