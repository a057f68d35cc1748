#include "node/auth/ticket_rules.hpp"

#include <algorithm>

#include "client/base/text.hpp"
#include "node/domain/address.hpp"

namespace pratique::auth {
namespace {

using api::Role;
using base::ErrorCode;

constexpr std::size_t kLoginBytesMax = 320;
constexpr std::size_t kIdentifierBytesMax = 800;  // 200 code points
constexpr std::size_t kUrlBytesMax = 2000;
constexpr std::size_t kTicketDigits = 40;

bool has_control(std::string_view text) {
  return std::ranges::any_of(text, [](unsigned char c) { return c < 0x20 || c == 0x7f; });
}

bool is_web_address(std::string_view url) {
  const std::string start = base::to_lower_ascii(url.substr(0, 8));
  const std::size_t host = start == "https://" ? 8 : start.starts_with("http://") ? 7 : 0;
  return host > 0 && url.size() > host && url.find_first_of(" \"<>\\`") == std::string_view::npos && url[host] != '/';
}

}  // namespace

std::string domain_of(const storage::User& user) {
  if (user.role == Role::Domain && !user.domains.empty()) return user.domains.front();
  if (user.role != Role::Email || user.addresses.empty()) return {};
  const std::string key = domain::address_key(user.addresses.front());
  return key.substr(key.rfind('@') + 1);
}

bool may_open(const domain::Scope& scope, const storage::User& user) {
  if (scope.role == Role::SuperAdmin) return true;
  if (scope.role != Role::Admin) return false;
  if (user.id != 0 && user.id == scope.user_id) return true;
  const auto is_own = [&](const std::string& name) { return std::ranges::find(scope.domains, name) != scope.domains.end(); };
  if (user.role == Role::Domain) return !user.domains.empty() && std::ranges::all_of(user.domains, is_own);
  if (user.role != Role::Email) return false;
  return !user.addresses.empty() && std::ranges::all_of(user.addresses, [&](const std::string& address) { return scope.allows(address); });
}

base::Result<storage::User> new_account(const std::string& login) {
  if (login.find('@') != std::string::npos) {
    TRY(const domain::Address address, domain::parse_address(login));
    return storage::User{.login = address.text(), .role = Role::Email, .addresses = {address.text()}};
  }
  TRY(std::string name, domain::normalise_domain(login));
  return storage::User{.login = name, .role = Role::Domain, .domains = {name}};
}

base::Result<void> check_ticket(const api::NewTicket& wanted) {
  if (wanted.login.empty() || wanted.login.size() > kLoginBytesMax || has_control(wanted.login))
    return base::fail(ErrorCode::BadInput, "Name a user, a mailbox or a domain", "login");
  if (wanted.identifier.size() > kIdentifierBytesMax || has_control(wanted.identifier))
    return base::fail(ErrorCode::BadInput, "At most 200 characters, none of them a control character", "identifier");
  if (wanted.logout_url.empty()) return {};
  if (wanted.logout_url.size() > kUrlBytesMax || has_control(wanted.logout_url) || !is_web_address(wanted.logout_url))
    return base::fail(ErrorCode::BadInput, "An address that begins with https:// or http://", "logout_url");
  return {};
}

bool looks_like_ticket(std::string_view text) {
  return text.size() == kTicketDigits && text.find_first_not_of("0123456789abcdefABCDEF") == std::string_view::npos;
}

}  // namespace pratique::auth
