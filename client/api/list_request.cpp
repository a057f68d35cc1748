#include "client/api/list_request.hpp"

#include "client/api/word_list.hpp"
#include "client/base/text.hpp"

namespace pratique::api {
namespace {
constexpr auto kKeys = word_list<SortKey>("received_at", "score", "sender", "subject", "size");
}  // namespace

std::string to_wire(Sort sort) {
  std::string out = sort.order == SortOrder::Descending ? "-" : "";
  out += kKeys.of(sort.key);
  return out;
}

base::Result<Sort> parse_sort(std::string_view text) {
  Sort sort;
  sort.order = text.starts_with('-') ? SortOrder::Descending : SortOrder::Ascending;
  if (text.starts_with('-')) text.remove_prefix(1);
  const auto key = kKeys.parse(text);
  if (!key) return base::fail(base::ErrorCode::BadInput, "Sort by received_at, score, sender, subject or size", "sort");
  sort.key = *key;
  return sort;
}

std::string to_url(const ListRequest& request) {
  std::string url = "/v1/messages?q=" + base::percent_encode(request.query);
  url.append("&sort=").append(to_wire(request.sort));
  if (request.cursor) {
    url.append("&cursor=").append(base::percent_encode(*request.cursor));
  } else if (request.offset) {
    url.append("&offset=");
    base::append_integer(url, *request.offset);
  }
  url.append("&limit=");
  base::append_integer(url, request.limit);
  return url;
}

}  // namespace pratique::api
