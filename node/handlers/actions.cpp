#include "node/handlers/actions.hpp"

#include "client/api/job.hpp"
#include "node/handlers/query_text.hpp"

namespace pratique::handlers {

Answer start_action(Services& services, const Request& request) {
  TRY(const api::ActionRequest wanted, api::decode_action_request(request.body));
  if (wanted.query && !wanted.ids.empty()) return base::fail(base::ErrorCode::BadInput, "Give either messages or a search", "query");
  std::optional<api::query::Node> matching;
  if (wanted.query) {
    TRY(const int zone, zone_offset_of(request));
    TRY(matching, parse_query(*wanted.query, services.clock.wall_now(), zone, "query"));
  }
  TRY(const api::Job job, services.jobs.start(request.scope(), wanted, matching ? &*matching : nullptr));
  return json_response(api::encode(job), 202);
}

}  // namespace pratique::handlers
