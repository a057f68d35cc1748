// The health page of admins: asked for when it is opened, and again now and then while it is.
#pragma once

#include "client/flows/context.hpp"
#include "client/requests/request_slot.hpp"

namespace pratique::flows {

class HealthFlow {
 public:
  explicit HealthFlow(Context& context) : context_(context) {}
  void show_route();
  void load();
  void forget();

 private:
  [[nodiscard]] bool shown() const;
  Context& context_;
  requests::RequestSlot<api::Health> slot_;
  ports::Pending timer_;
};

}  // namespace pratique::flows
