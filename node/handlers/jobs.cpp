#include "node/handlers/jobs.hpp"

#include <limits>

#include "client/api/job.hpp"
#include "node/handlers/query_text.hpp"

namespace pratique::handlers {
namespace {

constexpr std::int64_t kJobsDefault = 50;
constexpr std::int64_t kItemsDefault = 100;
constexpr std::int64_t kPageMax = 500;
constexpr std::int64_t kOffsetMax = std::numeric_limits<std::int64_t>::max();

api::JobId job_in_path(const Request& request) {
  return {request.path_value("id")};
}

}  // namespace

Answer list_jobs(Services& services, const Request& request) {
  TRY(const std::int64_t offset, number_in_query(request, "offset", 0, 0, kOffsetMax));
  TRY(const std::int64_t limit, number_in_query(request, "limit", kJobsDefault, 1, kPageMax));
  TRY(const api::JobPage page, services.jobs.history(request.scope(), offset, limit));
  return json_response(api::encode(page));
}

Answer show_job(Services& services, const Request& request) {
  TRY(const api::Job job, services.jobs.find(request.scope(), job_in_path(request)));
  return json_response(api::encode(job));
}

Answer list_job_items(Services& services, const Request& request) {
  std::optional<api::ItemState> state;
  if (request.in_query.contains("state")) {
    state = api::parse_item_state(request.query_value("state"));
    if (!state)
      return base::fail(base::ErrorCode::BadInput, "A message of an action is waiting, retrying, done, failed, skipped or undone", "state");
  }
  TRY(const std::int64_t offset, number_in_query(request, "offset", 0, 0, kOffsetMax));
  TRY(const std::int64_t limit, number_in_query(request, "limit", kItemsDefault, 1, kPageMax));
  TRY(const api::JobItemPage page, services.storage.jobs().items(request.scope(), job_in_path(request), state, offset, limit));
  return json_response(api::encode(page));
}

Answer undo_job(Services& services, const Request& request) {
  TRY(const api::Job job, services.jobs.undo(request.scope(), job_in_path(request)));
  return json_response(api::encode(job));
}

Answer cancel_job(Services& services, const Request& request) {
  TRY(const api::Job job, services.jobs.cancel(request.scope(), job_in_path(request)));
  return json_response(api::encode(job));
}

}  // namespace pratique::handlers
