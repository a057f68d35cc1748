// The list: which pages are asked for, kept and dropped, and what arrivals, changes and leaving rows do to it.
// A page has one request in the air at most; another search, or scrolling away, aborts what nobody waits for any more.
#pragma once

#include <map>
#include <set>
#include <span>
#include <vector>

#include "client/flows/context.hpp"
#include "client/flows/list_query.hpp"
#include "client/flows/list_window.hpp"

namespace pratique::flows {

class MessageFlow {
 public:
  explicit MessageFlow(Context& context) : context_(context) {}

  void show_route();    // place, query or sort may have changed: asks anew if so
  void refresh();       // known rows stay while newer ones load
  void refresh_soon();  // gathers many changes into one
  void show_arrived();
  void need_rows(std::int64_t first_rank, std::int64_t last_rank);
  void retry_page(std::int64_t page);
  void forget();  // the session is over: nothing may arrive any more

  void leave(std::span<const api::MessageId> ids);
  void stay(std::span<const api::MessageId> ids);    // it did not come to it
  void remove(std::span<const api::MessageId> ids);  // they are gone for good
  void mark_seen(std::span<const api::MessageId> ids, bool seen);
  void arrived(const api::MessageSummary& message);
  void changed_elsewhere(const api::MessageSummary& message);

  [[nodiscard]] const std::optional<ListQueries>& shown() const { return shown_; }
  [[nodiscard]] bool shows_route() const;  // the rows on screen are those of the route's query

 private:
  struct Range {
    std::int64_t first = 0;
    std::int64_t last = 0;
  };
  void load();
  void change_place();
  void stop();
  void fetch_wanted();
  void fetch_soon();
  void fetch(std::int64_t page);
  void take_page(std::int64_t number, base::Result<api::MessagePage> answer);
  void take_rows(std::int64_t number, api::MessagePage page);
  void fail_page(std::int64_t number, base::Error error);
  void drop_unwanted(Range wanted);
  [[nodiscard]] Range wanted_pages() const;
  [[nodiscard]] std::vector<std::int64_t> missing_pages(Range wanted) const;
  void mark_stale(const PageNumbers& pages);
  void mark_all_stale();
  void ranks_moved(std::int64_t number);
  void count_arrived();
  store::MessageList& list() { return context_.state.list; }

  Context& context_;
  std::optional<ListQueries> shown_;  // what the pages (or the one asked for) belong to
  std::string shown_query_;           // the route's words they were made of
  api::Sort shown_sort_;
  store::Place shown_place_ = store::Place::Quarantine;
  std::optional<base::MonoTime> asked_at_;  // when the newest search was asked for
  bool replacing_ = false;                  // the pages still belong to the search before
  Range visible_;                           // ranks
  std::int64_t use_counter_ = 0;
  std::optional<base::MonoTime> last_fetch_at_;
  std::map<std::int64_t, ports::Pending> in_flight_;
  PageNumbers stale_;
  std::set<api::MessageId> gone_;  // removed since the pages were asked for
  ports::Pending settle_timer_;
  ports::Pending refresh_timer_;
  ports::Pending count_timer_;
  ports::Pending count_request_;
};

}  // namespace pratique::flows
