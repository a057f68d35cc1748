#include "node/handlers/selection.hpp"

#include <algorithm>

#include "client/api/selection.hpp"
#include "client/base/text.hpp"
#include "node/handlers/query_text.hpp"

namespace pratique::handlers {
namespace {

constexpr std::size_t kExceptMax = 1000;

base::Result<std::vector<api::MessageId>> ids_in(std::string_view list) {
  std::vector<api::MessageId> ids;
  while (!list.empty()) {
    const std::size_t comma = std::min(list.find(','), list.size());
    const std::string_view id = base::trim(list.substr(0, comma));
    if (id.empty()) return base::fail(base::ErrorCode::BadInput, "Ids are separated by single commas", "except");
    ids.push_back({std::string(id)});
    list.remove_prefix(std::min(comma + 1, list.size()));
  }
  if (ids.size() > kExceptMax) return base::fail(base::ErrorCode::BadInput, "At most 1,000 ids", "except");
  return ids;
}

}  // namespace

Answer show_selection(Services& services, const Request& request) {
  TRY(const int zone, zone_offset_of(request));
  TRY(const auto where, parse_query(request.query_value("q"), services.clock.wall_now(), zone, "q"));
  TRY(const auto except, ids_in(request.query_value("except")));
  TRY(const api::SelectionSummary selection, services.storage.messages().selection(request.scope(), where, except));
  return json_response(api::encode(selection));
}

}  // namespace pratique::handlers
