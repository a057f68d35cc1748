// The reader's own actions as the node runs them: history, progress, what failed, and stopping. Keeps state.history.
#pragma once

#include <map>

#include "client/flows/context.hpp"
#include "client/requests/request_slot.hpp"

namespace pratique::flows {

class JobFlow {
 public:
  explicit JobFlow(Context& context) : context_(context) {}

  void load();  // the newest; what is known stays
  void load_older();
  void show_failed(std::optional<api::JobId> id);
  void stop(const api::JobId& id);
  void forget();

  // Takes in what an answer or an event says of a job. False when it says nothing new: the two may come in either order.
  bool keep(const api::Job& job);
  [[nodiscard]] bool is_ours(const api::Job& job) const;
  [[nodiscard]] const api::Job* find(const api::JobId& id) const;
  [[nodiscard]] const api::Job* newest_undoable() const;

 private:
  void take_page(base::Result<api::JobPage> answer);
  std::vector<api::Job>& jobs() { return context_.state.history.jobs; }
  Context& context_;
  ports::Pending page_;
  requests::RequestSlot<api::JobItemPage> failed_slot_;
  std::map<api::JobId, ports::Pending> stopping_;
};

}  // namespace pratique::flows
