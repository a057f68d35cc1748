// The reader's saved searches on the node, and those he made last in this browser. Changes show at once; what the node refuses
// is said, and its own list is shown again.
#pragma once

#include <map>

#include "client/flows/context.hpp"
#include "client/requests/request_slot.hpp"

namespace pratique::flows {

inline constexpr const char* kRecentKey = "pratique.recent-searches";

class SavedSearchFlow {
 public:
  explicit SavedSearchFlow(Context& context) : context_(context) {}

  void load();
  void count();  // held matches of each
  void save(api::NewSavedSearch search);
  void change(api::SavedSearch search);
  void remove(const api::SearchId& id);
  void move(const api::SearchId& id, std::size_t place);
  void remember(const std::string& query);  // searched for just now
  void forget();                            // another person, or nobody

 private:
  template <class Send>
  void write(Send send);  // send(done) → Pending; afterwards the node's list is asked for
  void count_next(std::size_t place);
  std::vector<api::SavedSearch>* items();
  Context& context_;
  requests::RequestSlot<api::SavedSearches> slot_;
  ports::Pending counting_;
  std::map<std::int64_t, ports::Pending> writes_;
  std::int64_t next_write_ = 0;
};

}  // namespace pratique::flows
