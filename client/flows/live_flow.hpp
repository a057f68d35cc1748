// The event stream: keeps it connected (capped exponential back-off, resumed by Last-Event-ID) and passes events on. Its connection
// is also how we learn that the node is back.
#pragma once

#include "client/api/event.hpp"
#include "client/flows/context.hpp"
#include "client/requests/backoff.hpp"

namespace pratique::flows {

class LiveFlow {
 public:
  using Handle = base::UniqueFunction<void(const api::Event&)>;
  LiveFlow(Context& context, requests::ApiClient::Observer& observer, Handle handle)
      : context_(context), observer_(observer), handle_(std::move(handle)), backoff_(1'000, 30'000, context.seed()) {}

  void connect();  // at once, whatever was waited for
  void stop();
  void forget();  // another person: their events start anew

 private:
  void take_head(const ports::Response& head);
  void take_chunk(std::string_view bytes);
  void lost();
  void watch();
  Context& context_;
  requests::ApiClient::Observer& observer_;
  Handle handle_;
  requests::Backoff backoff_;
  api::EventDecoder decoder_;
  std::int64_t last_event_id_ = 0;
  bool connected_before_ = false;
  std::string token_used_;
  ports::Pending stream_;
  ports::Pending reconnect_timer_;
  ports::Pending silence_timer_;
};

}  // namespace pratique::flows
