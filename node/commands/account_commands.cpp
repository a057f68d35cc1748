#include "node/commands/account_commands.hpp"

#include <format>

#include "node/auth/password.hpp"

namespace pratique::commands {

base::Result<std::string> add_domain(const AddDomain& command, storage::Storage& storage) {
  TRY_VOID(storage.accounts().put_domain(command.domain));
  const std::string_view protocol = command.domain.protocol == storage::RouteProtocol::Smtp ? "SMTP" : "LMTP";
  return std::format("{}: released mail goes to {} port {} by {}", command.domain.name, command.domain.host, command.domain.port, protocol);
}

base::Result<std::string> add_user(const AddUser& command, std::string_view password, storage::Storage& storage) {
  storage::User user;
  user.login = command.login;
  user.role = command.role;
  user.addresses = command.addresses;
  user.domains = command.domains;
  TRY(user.password_hash, auth::hash_password(password));
  TRY_VOID(storage.accounts().add_user(user));
  return std::format("{} may sign in", command.login);
}

}  // namespace pratique::commands
