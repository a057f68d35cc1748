// The route and the address bar: every place, search and open message is an entry of the browser's history, and back and forward
// come in as routes like any other.
#pragma once

#include "client/flows/context.hpp"
#include "client/flows/message_flow.hpp"
#include "client/flows/open_message_flow.hpp"

namespace pratique::flows {

class NavigationFlow {
 public:
  NavigationFlow(Context& context, MessageFlow& messages, OpenMessageFlow& open) : context_(context), messages_(messages), open_(open) {}

  enum class History : std::uint8_t { Push, Replace, Keep };  // Keep: the browser has it already
  void start();
  void go(store::Route route, History history);
  void url_changed(std::string_view url);
  void open_message(const api::MessageId& id, History history);
  void close_message();
  void show_tab(store::MessageTab tab);
  void search(std::string query);
  void sort_by(api::Sort sort);
  void open_neighbour(int step);
  void rows_loaded();  // a neighbour that was waited for may be there now
  void focus_next(const std::vector<api::MessageId>& leaving);

 private:
  void put_cursor_on(const api::MessageId& id);
  Context& context_;
  MessageFlow& messages_;
  OpenMessageFlow& open_;
  std::optional<std::int64_t> awaited_rank_;  // a neighbour to open when its page is there
  std::optional<base::MonoTime> searched_at_;
};

}  // namespace pratique::flows
