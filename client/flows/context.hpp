// What the flows share: the ports, the state they change, and the typed API. One Context per AppFlow, which owns it.
// Every flow calls `changed` after it changed the state, and only then. UI thread only.
#pragma once

#include <string>

#include "client/flows/app_flow.hpp"
#include "client/requests/api_client.hpp"
#include "client/store/app_state.hpp"

namespace pratique::flows {

// What one flow tells the others; AppFlow wires them together.
class Signals {
 public:
  virtual ~Signals() = default;
  virtual void rows_loaded() = 0;                                           // pages of the list came in
  virtual void mail_changed() = 0;                                          // counts and histogram are out of date
  virtual void taught() = 0;                                                // the filter, from a message: its trail has grown
  virtual void list_replaced() = 0;                                         // another search or order is shown
  virtual void failed(base::Error error) = 0;                               // to be said in a toast
  virtual void notify(store::Toast toast) = 0;                              // so is this
  virtual void route_changed() = 0;                                         // the places beside the quarantine load themselves
  virtual void focus_next(const std::vector<api::MessageId>& leaving) = 0;  // these rows go; the reader stays in place
};

struct Context {
  Ports ports;
  store::AppState& state;
  requests::ApiClient& api;
  Signals& signals;
  base::UniqueFunction<void()>& changed;

  [[nodiscard]] bool signed_in() const { return state.session.state == store::SessionState::SignedIn; }
  [[nodiscard]] std::uint32_t seed() const { return static_cast<std::uint32_t>(ports.clock.mono_now().count()); }
};

}  // namespace pratique::flows
