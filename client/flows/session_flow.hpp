// Who is signed in. The HTML sign-in page keeps a session in the browser's storage before the portal starts; here it is read,
// renewed in the dialog when it has ended, and forgotten on sign-out.
#pragma once

#include "client/flows/context.hpp"
#include "client/requests/request_slot.hpp"

namespace pratique::flows {

class SessionFlow {
 public:
  struct Listener {
    virtual ~Listener() = default;
    enum class Person : std::uint8_t { Same, Another };
    virtual void signed_in(Person person) = 0;
    virtual void me_known() = 0;
    virtual void signed_out() = 0;
  };
  SessionFlow(Context& context, Listener& listener) : context_(context), listener_(listener) {}

  void start();
  void sign_in(std::string login, std::string password);
  void sign_out();
  void refused();  // 401 to the token in use

 private:
  void take_session(base::Result<api::Session> answer);
  void load_me();
  void end(store::SessionState state);
  Context& context_;
  Listener& listener_;
  ports::Pending signing_in_;
  ports::Pending signing_out_;
  ports::Pending me_;
};

}  // namespace pratique::flows
