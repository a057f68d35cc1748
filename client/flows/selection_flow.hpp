// Cursor and selection: one by one, at most kMaxSelected rows, or all that match a query, of which the node says what they are.
#pragma once

#include <vector>

#include "client/flows/context.hpp"
#include "client/requests/request_slot.hpp"

namespace pratique::flows {

class SelectionFlow {
 public:
  explicit SelectionFlow(Context& context) : context_(context) {}

  void toggle(const api::MessageId& id);
  void select_range(const api::MessageId& to);
  void select_all_loaded();
  void select_all_matching(std::string query);  // canonical; the list shown is of it
  void leave_out(api::SelectionSender sender, bool left_out);
  void clear();
  void count_again();  // mail came or went
  void move_cursor(std::int64_t rank);
  // What an action without ids is about: the selection, else the open message, else the cursor's row.
  [[nodiscard]] std::vector<api::MessageId> target() const;

 private:
  void add(const api::MessageId& id);
  void except(const api::MessageId& id, bool left_out);
  void count_soon();
  void count();
  store::MessageList& list() { return context_.state.list; }
  Context& context_;
  requests::RequestSlot<api::SelectionSummary> summary_slot_;
  ports::Pending summary_timer_;
};

}  // namespace pratique::flows
