#include "node/commands/identity_commands.hpp"

#include <format>

#include "node/auth/node_key.hpp"
#include "node/auth/oidc.hpp"

namespace pratique::commands {

base::Result<std::string> domain_oidc(const DomainOidc& command, std::string_view secret, const config::Config& config,
                                      storage::Storage& storage, const base::Clock& clock) {
  TRY(const storage::Domain domain, storage.accounts().find_domain(command.domain));
  auth::NodeKey key(config.storage.data / "node.key");
  auth::Oidc oidc(config.http.public_url, storage.oidc(), key, clock);
  if (command.is_off) {
    TRY_VOID(storage.oidc().remove(domain.name));
    return std::format("{}: people sign in with the passwords of this node", domain.name);
  }
  if (!command.issuer.empty()) {
    if (config.http.public_url.empty())
      return base::fail(base::ErrorCode::BadInput, "The configuration needs [http] public_url: providers send people back there");
    api::NewOidcSettings wanted{.issuer = command.issuer, .client_id = command.client_id, .client_secret = {}};
    if (command.secret_comes) wanted.client_secret = std::string(secret);
    TRY_VOID(oidc.configure(domain.name, wanted, auth::Oidc::Caller::Operator, {}));
  }
  TRY(const api::OidcSettings settings, oidc.settings(domain.name));
  return std::format("{}: people sign in at {}\nclient id     {}\nclient secret {}\nredirect URI  {}", domain.name, settings.issuer,
                     settings.client_id, settings.has_secret ? "kept, encrypted" : "none: a public client", settings.redirect_uri);
}

base::Result<std::string> turn_off_second_factor(const UserTotpOff& command, storage::Storage& storage) {
  TRY(const storage::User user, storage.accounts().find_user(std::string_view(command.login)));
  TRY_VOID(storage.second_factors().remove(user.id));
  TRY_VOID(storage.accounts().set_password_hash(user.id, user.password_hash));  // ends the sessions
  return std::format("{} signs in with the password alone", user.login);
}

}  // namespace pratique::commands
