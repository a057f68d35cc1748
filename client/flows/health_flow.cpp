#include "client/flows/health_flow.hpp"

namespace pratique::flows {
namespace {

constexpr std::int64_t kAgainMs = 30'000;

}  // namespace

bool HealthFlow::shown() const {
  return context_.state.route.place == store::Place::Health && context_.signed_in();
}

void HealthFlow::show_route() {
  if (!shown()) return timer_.reset();
  if (!timer_) load();
}

void HealthFlow::load() {
  if (!shown()) return;
  timer_ = context_.ports.timers.after(kAgainMs, [this] {
    const ports::Pending finished = std::move(timer_);
    load();
  });
  slot_.load(
      context_.state.health, [&](requests::Done<api::Health> done) { return context_.api.health(std::move(done)); },
      [this] { context_.changed(); });
  context_.changed();
}

void HealthFlow::forget() {
  slot_.cancel();
  timer_.reset();
  context_.state.health.clear();
}

}  // namespace pratique::flows
