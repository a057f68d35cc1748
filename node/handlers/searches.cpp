#include "node/handlers/searches.hpp"

#include "client/api/saved_search.hpp"
#include "client/base/text.hpp"
#include "node/handlers/query_text.hpp"

namespace pratique::handlers {
namespace {

using base::ErrorCode;

constexpr std::size_t kNameCodePoints = 80;
constexpr std::size_t kQueryBytesMax = 4096;

base::Result<api::NewSavedSearch> search_in(const Services& services, const Request& request) {
  TRY(api::NewSavedSearch search, api::decode_new_saved_search(request.body));
  search.name = base::to_one_line(search.name);
  if (search.name.empty()) return base::fail(ErrorCode::BadInput, "Give the search a name", "name");
  if (base::count_code_points(search.name) > kNameCodePoints)
    return base::fail(ErrorCode::BadInput, "A name has at most 80 characters", "name");
  if (search.query.size() > kQueryBytesMax) return base::fail(ErrorCode::BadInput, "The search is too long", "query");
  TRY_VOID(parse_query(search.query, services.clock.wall_now(), 0, "query"));
  return search;
}

api::SearchId id_of(const Request& request) {
  return {request.path_value("id")};
}

}  // namespace

Answer list_searches(Services& services, const Request& request) {
  TRY(const api::SavedSearches searches, services.storage.searches().list(request.scope()));
  return json_response(api::encode(searches));
}

Answer save_search(Services& services, const Request& request) {
  TRY(const api::NewSavedSearch search, search_in(services, request));
  TRY(const api::SavedSearch saved, services.storage.searches().add(request.scope(), search));
  return json_response(api::encode(saved), 201);
}

Answer order_searches(Services& services, const Request& request) {
  TRY(const api::SearchOrder order, api::decode_search_order(request.body));
  TRY(const api::SavedSearches searches, services.storage.searches().reorder(request.scope(), order.order));
  return json_response(api::encode(searches));
}

Answer change_search(Services& services, const Request& request) {
  TRY(const api::NewSavedSearch search, search_in(services, request));
  TRY(const api::SavedSearch changed, services.storage.searches().change(request.scope(), id_of(request), search));
  return json_response(api::encode(changed));
}

Answer remove_search(Services& services, const Request& request) {
  TRY_VOID(services.storage.searches().remove(request.scope(), id_of(request)));
  return json_response("{}");
}

}  // namespace pratique::handlers
