// Who is asking: signs people in and out and turns a bearer token into a user and a Scope. The only place a Scope is made
// from a request. sign_in blocks (argon2id; longer where a domain's own server is asked, see door_of); any thread but an event loop's.
// Outlived by storage, doors, second factor and clock.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "client/api/session.hpp"
#include "client/base/clock.hpp"
#include "client/base/result.hpp"
#include "node/auth/client.hpp"
#include "node/auth/doors.hpp"
#include "node/auth/second_factor.hpp"
#include "node/auth/throttle.hpp"
#include "node/domain/scope.hpp"
#include "node/storage/storage.hpp"

namespace pratique::auth {

struct Caller {
  storage::User user;
  domain::Scope scope;
  std::string token_hash;
};

struct SignedIn {
  std::string token;
  base::WallTime expires_at{};
  storage::User user;
};

class Authenticator {
 public:
  Authenticator(storage::Storage& storage, const Doors& doors, SecondFactor& second_factor, const base::Clock& clock);

  // The domain whose server sign_in and check_password will ask and wait for: then they are not for a thread that others need.
  // Nothing: they answer from what is stored here. Throttled: they would say so.
  [[nodiscard]] base::Result<std::optional<std::string>> door_of(const api::SignIn& request, std::string_view client_ip);

  // Unauthenticated: login or password wrong (which of them is not said); with field "code": the password is right, and the code of the
  // second factor is missing or wrong. Throttled with retry_after_secs. Unavailable: the domain's own server did not say whether the
  // password is right; not counted against anybody.
  [[nodiscard]] base::Result<SignedIn> sign_in(const api::SignIn& request, std::string_view code, const Client& client);
  // The same without beginning a session, for programs: they have no second factor, so an account with one is refused.
  [[nodiscard]] base::Result<Caller> check_password(const api::SignIn& request, std::string_view client_ip);
  // Unauthenticated: no such session, or its time is over.
  [[nodiscard]] base::Result<Caller> authenticate(std::string_view token) const;
  [[nodiscard]] base::Result<void> sign_out(const Caller& caller, std::string_view client_ip);
  [[nodiscard]] base::Result<void> sweep();  // drops sessions and tickets whose time is over, and old events

  // Administrators, for themselves and what lies wholly in their domains; NotFound for anything else. Makes the account of a mailbox or
  // domain that has none yet, without a password. BadInput names the field.
  [[nodiscard]] base::Result<api::Ticket> make_ticket(const Caller& caller, const api::NewTicket& wanted, std::string_view client_ip);
  struct TicketSignedIn {
    SignedIn signed_in;
    std::string logout_url;
  };
  // Unauthenticated: no such ticket, or its time is over. Throttled as sign_in is.
  [[nodiscard]] base::Result<TicketSignedIn> sign_in_with_ticket(std::string_view ticket, const Client& client);

  // For a link by mail: what signs in the account of that name, once, within 15 minutes. NotFound: none, or none that has a mailbox.
  struct LinkMade {
    std::string token;
    storage::User user;
  };
  [[nodiscard]] base::Result<LinkMade> make_link(std::string_view login, std::string_view client_ip);
  // Unauthenticated: the link is over, was used, or never was; with field "code" as sign_in says it, and the link stays. Throttled.
  [[nodiscard]] base::Result<SignedIn> sign_in_with_link(const std::string& token, std::string_view code, bool stay, const Client& client);

  // After a provider has said who it is: the account of that mailbox, made where there is none. NotFound: it reads more than that domain.
  [[nodiscard]] base::Result<SignedIn> sign_in_as(const std::string& mailbox, std::string_view issuer, const Client& client);

  // Whether this is the caller's password. Throttled as sign_in is; Unauthenticated: it is not.
  [[nodiscard]] base::Result<void> confirm_password(const Caller& caller, const std::string& password, std::string_view client_ip);
  // BadInput names the field. Ends the caller's other sessions.
  [[nodiscard]] base::Result<void> change_password(const Caller& caller, const std::string& wanted, std::string_view client_ip);
  // What an account's owner did to its sign-in, for the record.
  [[nodiscard]] base::Result<void> note(api::SignInEventKind kind, const Caller& caller, std::string_view client_ip);

 private:
  [[nodiscard]] base::Result<SignedIn> open_session(storage::User user, std::chrono::milliseconds length, api::SessionOrigin origin,
                                                    const Client& client);
  [[nodiscard]] base::Result<void> record(api::SignInEventKind kind, const storage::User& user, std::string_view client_ip,
                                          std::string_view actor = {}, std::string_view identifier = {});
  [[nodiscard]] base::Result<storage::User> account_for(const domain::Scope& scope, const std::string& login);
  [[nodiscard]] base::Result<storage::User> user_of(const api::SignIn& request, std::string_view client_ip);
  [[nodiscard]] base::Result<storage::User> with_right_password(const api::SignIn& request, const storage::User* known);
  [[nodiscard]] base::Result<storage::User> through_door(const Elsewhere& elsewhere, const storage::User* known,
                                                         const std::string& password);

  storage::AccountRepository& accounts_;
  storage::SignInRepository& sign_ins_;
  const Doors& doors_;
  storage::SessionRepository& sessions_;
  SecondFactor& second_factor_;
  const base::Clock& clock_;
  Throttle by_login_;
  Throttle by_address_;
};

}  // namespace pratique::auth
