// Counts beside the navigation and the histogram above the list: asked anew a moment after mail came, changed or left.
#pragma once

#include <array>

#include "client/flows/context.hpp"
#include "client/flows/list_query.hpp"
#include "client/requests/request_slot.hpp"

namespace pratique::flows {

class CountFlow {
 public:
  explicit CountFlow(Context& context) : context_(context) {}
  void load(const std::optional<ListQueries>& shown);  // both, now
  void load_histogram(const std::optional<ListQueries>& shown);
  void load_soon(base::UniqueFunction<void()> load);  // gathers many changes into one
  void stop();

 private:
  void take_count(std::size_t which, base::Result<api::MessageCount> answer);
  Context& context_;
  std::array<ports::Pending, 4> counts_in_flight_;
  store::NavCounts gathered_;
  std::size_t counts_out_ = 0;
  requests::RequestSlot<api::Histogram> histogram_slot_;
  ports::Pending timer_;
};

}  // namespace pratique::flows
