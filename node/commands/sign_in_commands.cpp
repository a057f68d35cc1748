#include "node/commands/sign_in_commands.hpp"

#include <format>
#include <fstream>
#include <iterator>

#include "node/auth/doors.hpp"

namespace pratique::commands {
namespace {

std::string described(const std::string& domain, const api::DomainSignIn& sign_in) {
  if (sign_in.method == api::SignInMethod::Local) return std::format("{}: passwords are kept on this node", domain);
  std::string out =
      std::format("{}: passwords are checked by {} at {} port {}, TLS {}{}", domain, api::to_wire(sign_in.method), sign_in.host,
                  sign_in.port, api::to_wire(sign_in.tls), sign_in.ca.empty() ? "" : ", with authorities of its own");
  if (!sign_in.bind_dn.empty()) out += std::format("\n  signs in as {}", sign_in.bind_dn);
  if (!sign_in.search_filter.empty()) out += std::format("\n  searches {} below “{}”", sign_in.search_filter, sign_in.search_base);
  if (!sign_in.search_dn.empty()) out += std::format("\n  as {}", sign_in.search_dn);
  if (!sign_in.address_attribute.empty()) out += std::format("\n  further addresses from {}", sign_in.address_attribute);
  return out;
}

base::Result<std::string> file_text(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) return base::fail(base::ErrorCode::BadInput, std::format("cannot read {}", file.string()), "--ca-file");
  return std::string(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
}

}  // namespace

base::Result<std::string> domain_sign_in(const DomainSignInCommand& command, const std::string& search_password,
                                         storage::Storage& storage) {
  TRY(const storage::Domain domain, storage.accounts().find_domain(command.domain));
  TRY(storage::Door door, storage.doors().find(domain.name));
  if (!command.wanted) return described(domain.name, door.sign_in);
  api::DomainSignIn wanted = *command.wanted;
  if (command.search_password == SecretFrom::StandardInput) wanted.search_password = search_password;
  if (!command.ca_file.empty()) {
    TRY(wanted.ca, file_text(command.ca_file));
  }
  auto checked = auth::checked_door(std::move(wanted), door, storage::Nearness::MayBeNear);
  if (!checked) {
    checked.error().message = std::format("{}: {}", checked.error().field, checked.error().message);
    return std::unexpected(std::move(checked).error());
  }
  TRY_VOID(storage.doors().put(domain.name, *checked));
  return described(domain.name, checked->sign_in);
}

}  // namespace pratique::commands
