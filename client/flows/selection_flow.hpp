// Cursor and selection: plain changes of the list's state, no requests. At most kMaxSelected rows, what one action takes.
#pragma once

#include <vector>

#include "client/flows/context.hpp"

namespace pratique::flows {

class SelectionFlow {
 public:
  explicit SelectionFlow(Context& context) : context_(context) {}

  void toggle(const api::MessageId& id);
  void select_range(const api::MessageId& to);
  void select_all_loaded();
  void clear();
  void move_cursor(std::int64_t rank);
  // What an action without ids is about: the selection, else the open message, else the cursor's row.
  [[nodiscard]] std::vector<api::MessageId> target() const;

 private:
  void add(const api::MessageId& id);
  store::MessageList& list() { return context_.state.list; }
  Context& context_;
};

}  // namespace pratique::flows
