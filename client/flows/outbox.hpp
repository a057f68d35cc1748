// Writes that have to arrive exactly once: each has its idempotency key from the start and is kept until the node answered it,
// however often the network or the session goes away in between. UI thread only.
#pragma once

#include <cstdint>
#include <list>
#include <optional>
#include <string>
#include <vector>

#include "client/flows/context.hpp"
#include "client/requests/backoff.hpp"

namespace pratique::flows {

class Outbox {
 public:
  struct Write {
    std::uint64_t number = 0;
    api::ActionRequest action;         // an action, or
    std::optional<api::JobId> undoes;  // the undoing of a job
    std::string key;
    bool sent = false;         // at least once: the node may have it
    bool undo_wanted = false;  // taken back before its answer came
    bool in_air = false;
    bool by_the_way = false;          // done for the reader, not by him: no toast, no undo
    std::vector<api::MessageId> ids;  // whose rows it concerns; none known of a query
    std::int64_t count = 0;           // messages

    ports::Pending pending;
    requests::Backoff backoff{1'000, 30'000, 1};
  };
  using Answered = base::UniqueFunction<void(Write write, base::Result<api::Job> answer)>;

  // `answered` gets each write back once, with the job or with an error that trying again does not help.
  Outbox(Context& context, Answered answered) : context_(context), answered_(std::move(answered)) {}

  std::uint64_t add(Write write);  // sends it if it can; gives its number
  [[nodiscard]] Write* find(std::uint64_t number);
  [[nodiscard]] bool undoes(const api::JobId& id) const;  // its undoing is on its way
  void drop(std::uint64_t number);
  void send_all();  // the session or the network is back
  void clear();

 private:
  void send(Write& write);
  void take(std::uint64_t number, base::Result<api::Job> answer);
  void count_waiting();
  Context& context_;
  Answered answered_;
  std::list<Write> writes_;
  std::uint64_t next_number_ = 1;
};

}  // namespace pratique::flows
