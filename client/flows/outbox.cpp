#include "client/flows/outbox.hpp"

#include <algorithm>

#include "client/requests/idempotency_key.hpp"

namespace pratique::flows {
namespace {

// Errors after which the same write, with the same key, is simply sent again.
bool passes(base::ErrorCode code) {
  switch (code) {
    case base::ErrorCode::Offline:
    case base::ErrorCode::Timeout:
    case base::ErrorCode::Unavailable:
    case base::ErrorCode::Throttled:
    case base::ErrorCode::Unauthenticated:
      return true;
    default:
      return false;
  }
}

}  // namespace

std::uint64_t Outbox::add(Write write) {
  write.number = next_number_++;
  write.key = requests::new_idempotency_key();
  write.backoff = requests::Backoff(1'000, 30'000, context_.seed());
  writes_.push_back(std::move(write));
  const std::uint64_t number = writes_.back().number;
  send(writes_.back());
  count_waiting();
  return number;
}

Outbox::Write* Outbox::find(std::uint64_t number) {
  const auto found = std::ranges::find(writes_, number, &Write::number);
  return found == writes_.end() ? nullptr : &*found;
}

bool Outbox::undoes(const api::JobId& id) const {
  return std::ranges::any_of(writes_, [&](const Write& write) { return write.undoes == id; });
}

void Outbox::drop(std::uint64_t number) {
  std::erase_if(writes_, [&](const Write& write) { return write.number == number; });
  count_waiting();
}

void Outbox::send_all() {
  for (Write& write : writes_) {
    if (!write.in_air) send(write);
  }
  count_waiting();
}

void Outbox::clear() {
  writes_.clear();
  count_waiting();
}

void Outbox::send(Write& write) {
  if (!context_.signed_in() || !context_.state.online) return;
  write.sent = true;
  write.in_air = true;
  auto done = [this, number = write.number](base::Result<api::Job> answer) { take(number, std::move(answer)); };
  write.pending = write.undoes ? context_.api.undo(*write.undoes, write.key, std::move(done))
                               : context_.api.act(write.action, write.key, std::move(done));
}

void Outbox::take(std::uint64_t number, base::Result<api::Job> answer) {
  Write* write = find(number);
  if (write == nullptr) return;
  const ports::Pending finished = std::move(write->pending);  // lives until this callback ends
  write->in_air = false;
  if (!answer && passes(answer.error().code)) {
    // Offline and a dead session end with send_all; the timer also covers a node that was only busy.
    write->pending = context_.ports.timers.after(write->backoff.next_ms(answer.error().retry_after_secs), [this, number] {
      Write* again = find(number);
      if (again == nullptr || again->in_air) return;
      const ports::Pending timer = std::move(again->pending);
      send(*again);
      count_waiting();
    });
    count_waiting();
    return context_.changed();
  }
  const auto found = std::ranges::find(writes_, number, &Write::number);
  Write done = std::move(*found);
  writes_.erase(found);
  count_waiting();
  answered_(std::move(done), std::move(answer));
}

void Outbox::count_waiting() {
  context_.state.session.actions_waiting = static_cast<int>(std::ranges::count(writes_, false, &Write::in_air));
}

}  // namespace pratique::flows
