#include "node/handlers/events.hpp"

#include "client/api/event.hpp"

namespace pratique::handlers {
namespace {

constexpr std::int64_t kBatch = 200;

}  // namespace

Answer open_events(Services& services, const Request& request) {
  TRY(const std::int64_t newest, services.storage.jobs().newest_event_id());
  TRY(const std::int64_t oldest, services.storage.jobs().oldest_event_id());
  EventSubscription subscription{
      .scope = request.scope(), .token_hash = request.caller->token_hash, .after_id = newest, .opening = "retry: 3000\n\n"};
  if (request.last_event_id) {
    // Everything after the asked id must still be in the outbox; an id from the future is another database's.
    const bool can_resume = *request.last_event_id <= newest && (*request.last_event_id == newest || *request.last_event_id >= oldest - 1);
    if (can_resume)
      subscription.after_id = *request.last_event_id;
    else
      subscription.opening += api::encode_sse({.id = newest, .kind = api::EventKind::Resync});
  }
  Response response;
  response.content_type = "text/event-stream";
  response.events = std::move(subscription);
  return response;
}

base::Result<EventBatch> events_since(storage::JobRepository& jobs, const base::Clock& clock, const domain::Scope& scope,
                                      std::int64_t after_id) {
  TRY(auto events, jobs.events_after(scope, after_id, kBatch));
  EventBatch batch{.last_id = after_id, .has_more = static_cast<std::int64_t>(events.size()) == kBatch};
  for (api::Event& event : events) {
    if (event.job) event.job = jobs::as_shown(*std::move(event.job), clock.wall_now());
    batch.frames += api::encode_sse(event);
    batch.last_id = event.id;
  }
  return batch;
}

}  // namespace pratique::handlers
