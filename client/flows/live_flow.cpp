#include "client/flows/live_flow.hpp"

namespace pratique::flows {
namespace {

// The node sends a comment every 25 s: a stream silent for longer than two of them is dead, whatever the browser thinks.
constexpr std::int64_t kSilenceMs = 60'000;

}  // namespace

void LiveFlow::connect() {
  stop();
  if (!context_.signed_in()) return;
  decoder_ = {};
  token_used_ = context_.api.token();
  ports::Transport::StreamHandler handler;
  handler.head = [this](const ports::Response& head) { take_head(head); };
  handler.chunk = [this](std::string_view bytes) { take_chunk(bytes); };
  handler.closed = [this](base::Result<void> end) {
    const ports::Pending finished = std::move(stream_);
    if (!end && end.error().code == base::ErrorCode::Offline) observer_.network_answered(false);
    lost();
  };
  stream_ = context_.api.events(last_event_id_, std::move(handler));
  watch();
}

void LiveFlow::stop() {
  stream_.reset();
  reconnect_timer_.reset();
  silence_timer_.reset();
}

void LiveFlow::forget() {
  stop();
  last_event_id_ = 0;
  connected_before_ = false;
  backoff_.reset();
}

void LiveFlow::take_head(const ports::Response& head) {
  if (head.status == 401) {
    const ports::Pending finished = std::move(stream_);
    silence_timer_.reset();
    context_.state.live = false;
    if (token_used_ == context_.api.token()) observer_.session_refused();
    return context_.changed();
  }
  if (head.status != 200) {
    const ports::Pending finished = std::move(stream_);
    return lost();
  }
  backoff_.reset();
  const bool was_live = std::exchange(context_.state.live, true);
  observer_.network_answered(true);
  watch();
  // Without an id to resume from, what came while the stream was away is known to nobody: all that is shown is asked for again.
  if (std::exchange(connected_before_, true) && last_event_id_ == 0) handle_(api::Event{});
  if (!was_live) context_.changed();
}

void LiveFlow::take_chunk(std::string_view bytes) {
  watch();
  for (const api::Event& event : decoder_.feed(bytes)) {
    last_event_id_ = event.id;
    handle_(event);
    if (!stream_) return;  // what came last ended the stream (sign-out)
  }
}

void LiveFlow::lost() {
  silence_timer_.reset();
  const bool was_live = std::exchange(context_.state.live, false);
  reconnect_timer_ = context_.ports.timers.after(backoff_.next_ms(), [this] {
    const ports::Pending finished = std::move(reconnect_timer_);
    connect();
  });
  if (was_live) context_.changed();
}

void LiveFlow::watch() {
  silence_timer_ = context_.ports.timers.after(kSilenceMs, [this] {
    const ports::Pending finished = std::move(silence_timer_);
    const ports::Pending dead = std::move(stream_);
    lost();
  });
}

}  // namespace pratique::flows
