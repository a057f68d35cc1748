#include "client/flows/count_flow.hpp"

namespace pratique::flows {
namespace {

constexpr std::int64_t kGatherMs = 2'000;

std::string held_query(std::string_view query) {
  std::string out(query);
  if (!out.empty()) out.push_back(' ');
  return out + "status:quarantined";
}

}  // namespace

void CountFlow::load(const std::optional<ListQueries>& shown) {
  if (!context_.signed_in()) return;
  const std::array<std::string, 4> queries = {held_query(""), held_query(store::kWorthALookQuery), held_query(store::kNewslettersQuery),
                                              held_query(store::kDangerousQuery)};
  context_.state.nav_counts.start();
  counts_out_ = queries.size();
  gathered_ = {};
  for (std::size_t i = 0; i < queries.size(); ++i) {
    counts_in_flight_[i] =
        context_.api.count(queries[i], [this, i](base::Result<api::MessageCount> answer) { take_count(i, std::move(answer)); });
  }
  load_histogram(shown);
}

// The four are shown together: numbers of different moments would contradict each other.
void CountFlow::take_count(std::size_t which, base::Result<api::MessageCount> answer) {
  const ports::Pending finished = std::move(counts_in_flight_[which]);
  if (!answer) {
    for (ports::Pending& other : counts_in_flight_) other.reset();
    context_.state.nav_counts.fail(std::move(answer).error());
    return context_.changed();
  }
  const std::array<std::int64_t store::NavCounts::*, 4> fields = {&store::NavCounts::held, &store::NavCounts::worth_a_look,
                                                                  &store::NavCounts::newsletters, &store::NavCounts::dangerous};
  gathered_.*fields[which] = answer->count;
  if (--counts_out_ > 0) return;
  context_.state.nav_counts.succeed(gathered_);
  context_.changed();
}

void CountFlow::load_histogram(const std::optional<ListQueries>& shown) {
  if (!shown || !context_.signed_in()) return;
  const base::WallTime now = context_.ports.clock.wall_now();
  const api::HistogramRequest request{shown->histogram, api::Bucket::Day, context_.ports.localisation.zone_offset_minutes(now)};
  histogram_slot_.load(
      context_.state.histogram, [&](requests::Done<api::Histogram> done) { return context_.api.histogram(request, std::move(done)); },
      [this] { context_.changed(); });
}

void CountFlow::load_soon(base::UniqueFunction<void()> load) {
  if (timer_) return;
  timer_ = context_.ports.timers.after(kGatherMs, [this, load = std::move(load)]() mutable {
    const ports::Pending finished = std::move(timer_);
    load();
  });
}

void CountFlow::stop() {
  for (ports::Pending& pending : counts_in_flight_) pending.reset();
  histogram_slot_.cancel();
  timer_.reset();
}

}  // namespace pratique::flows
