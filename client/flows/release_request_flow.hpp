// "Ask to release": asking, deciding, taking back, and the requests of the caller's reach. UI thread only.
#pragma once

#include <map>

#include "client/flows/context.hpp"
#include "client/requests/request_slot.hpp"

namespace pratique::flows {

class ReleaseRequestFlow {
 public:
  // `mail_changed` is told when a decision let mail go, or an asked message has to be read anew.
  ReleaseRequestFlow(Context& context, base::UniqueFunction<void()> reload_open)
      : context_(context), reload_open_(std::move(reload_open)) {}

  void show_route();
  void reload();
  void count_open();  // for the navigation; only where requests are possible
  void ask(std::vector<api::MessageId> ids, std::string note);
  void decide(const api::RequestId& id, requests::ApiClient::Decision decision, std::string answer);
  void withdraw(const api::RequestId& id);
  void forget();

 private:
  void ask_next();
  void asked_all();
  void decided(const api::RequestId& id, store::Notice notice, std::optional<base::Error> error);
  store::Requests& now() { return context_.state.requests; }

  Context& context_;
  base::UniqueFunction<void()> reload_open_;
  requests::RequestSlot<api::ReleaseRequestPage> page_;
  ports::Pending count_;
  struct Asking {
    std::vector<api::MessageId> ids;  // the last one is on its way
    std::string note;
    std::int64_t done = 0;
    std::optional<base::Error> error;
  };
  Asking asking_;
  ports::Pending ask_;
  std::map<api::RequestId, ports::Pending> decisions_;
};

}  // namespace pratique::flows
