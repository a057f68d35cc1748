#include "client/store/route.hpp"

#include <array>
#include <span>

#include "client/base/text.hpp"

namespace pratique::store {
namespace {

constexpr std::array<std::string_view, 7> kPlaces = {"quarantine", "log", "report", "lists", "settings", "requests", "health"};
constexpr std::array<std::string_view, 5> kTabs = {"message", "why", "headers", "source", "parts"};
constexpr std::string_view kOwnReports = "history";
constexpr std::size_t kMaxUrlBytes = 16'384;  // a longer one is not ours

template <class E>
E find_word(std::span<const std::string_view> words, std::string_view word) {
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i] == word) return static_cast<E>(i);
  }
  return E{};
}

// The part of `text` before `separator`, which is taken off together with it.
std::string_view take_until(std::string_view& text, char separator) {
  const std::size_t at = text.find(separator);
  const std::string_view head = text.substr(0, at);
  text = at == std::string_view::npos ? std::string_view() : text.substr(at + 1);
  return head;
}

std::string decoded(std::string_view text, base::PlusSign plus = base::PlusSign::Plus) {
  return base::to_valid_utf8(base::percent_decode(text, plus));
}

void read_parameters(std::string_view parameters, Route& route) {
  while (!parameters.empty()) {
    std::string_view pair = take_until(parameters, '&');
    const std::string_view name = take_until(pair, '=');
    if (name == "q") route.query = decoded(pair, base::PlusSign::Blank);
    if (name == "sort") route.sort = api::parse_sort(decoded(pair)).value_or(api::Sort{});
  }
}

}  // namespace

std::string to_url(const Route& route) {
  std::string url = "/";
  url += kPlaces[static_cast<std::size_t>(route.place)];
  if (route.open) {
    url.append("/").append(base::percent_encode(route.open->value));
    if (route.tab != MessageTab::Message) url.append("/").append(kTabs[static_cast<std::size_t>(route.tab)]);
  }
  if (route.place == Place::Lists && route.list != api::ListKind::Allow) url.append("/").append(api::to_wire(route.list));
  if (route.place == Place::Report && route.own_reports) url.append("/").append(kOwnReports);
  char separator = '?';
  if (!route.query.empty()) {
    url.append("?q=").append(base::percent_encode(route.query));
    separator = '&';
  }
  if (route.sort != api::Sort{}) {
    url.push_back(separator);
    url.append("sort=").append(api::to_wire(route.sort));
  }
  return url;
}

Route parse_url(std::string_view url) {
  Route route;
  if (url.size() > kMaxUrlBytes) return route;
  url = url.substr(0, url.find('#'));
  std::string_view path = take_until(url, '?');
  if (path.starts_with('/')) path.remove_prefix(1);
  route.place = find_word<Place>(kPlaces, take_until(path, '/'));
  const std::string id = decoded(take_until(path, '/'));
  if (route.place == Place::Lists) {
    route.list = api::parse_list_kind(id).value_or(api::ListKind::Allow);
  } else if (route.place == Place::Report) {
    route.own_reports = id == kOwnReports;
  } else if (!id.empty()) {
    route.open = api::MessageId{id};
    route.tab = find_word<MessageTab>(kTabs, take_until(path, '/'));
  }
  read_parameters(url, route);
  return route;
}

}  // namespace pratique::store
