// GET /v1/events: what happens in the caller's scope, as server-sent events, resumable by Last-Event-ID.
// The handler decides where a stream begins; http::EventHub keeps it open and asks events_since for more.
#pragma once

#include <cstdint>
#include <string>

#include "node/handlers/exchange.hpp"
#include "node/handlers/services.hpp"

namespace pratique::handlers {

[[nodiscard]] Answer open_events(Services& services, const Request& request);

struct EventBatch {
  std::string frames;        // whole SSE frames, possibly none
  std::int64_t last_id = 0;  // where the next batch begins
  bool has_more = false;     // the batch was full
};
[[nodiscard]] base::Result<EventBatch> events_since(storage::JobRepository& jobs, const base::Clock& clock, const domain::Scope& scope,
                                                    std::int64_t after_id);

}  // namespace pratique::handlers
