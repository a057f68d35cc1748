#include "node/auth/doors.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

#include "client/base/text.hpp"
#include "node/auth/directory_text.hpp"
#include "node/auth/imap_door.hpp"
#include "node/auth/ldap_door.hpp"

namespace pratique::auth {
namespace {

using api::ServerTls;
using api::SignInMethod;
using base::ErrorCode;

constexpr std::size_t kPasswordBytesMax = 1024;
constexpr std::size_t kTextBytesMax = 1000;
constexpr std::size_t kCaBytesMax = 12 * 1024;
constexpr std::size_t kAddressesMax = 100;

bool has_control(std::string_view text) {
  return std::ranges::any_of(text, [](unsigned char c) { return c < 0x20 || c == 0x7f; });
}

// What may be somebody's name on another server: no quoting and no blanks, which servers read in ways of their own.
bool is_plain_name(std::string_view local_part) {
  return !local_part.empty() && local_part.find_first_of("\"\\ (),:;<>@[]%*") == std::string_view::npos && !has_control(local_part);
}

bool is_address_literal(const std::string& host) {
  std::array<unsigned char, 16> bytes{};
  return inet_pton(AF_INET, host.c_str(), bytes.data()) == 1 || inet_pton(AF_INET6, host.c_str(), bytes.data()) == 1;
}

std::unexpected<base::Error> bad(std::string field, std::string message) {
  return base::fail(ErrorCode::BadInput, std::move(message), std::move(field));
}

base::Result<void> check_server(api::DomainSignIn& wanted, storage::Nearness nearness) {
  if (!is_address_literal(wanted.host)) {
    auto name = domain::normalise_domain(wanted.host);
    if (!name) return bad("host", "Name the server, as mail.example.org or an IP address");
    wanted.host = *std::move(name);
  }
  if (wanted.port == 0) wanted.port = api::usual_port(wanted.method, wanted.tls);
  if (wanted.port < 1 || wanted.port > 65535) return bad("port", "A port is a number from 1 to 65535");
  if (wanted.tls == ServerTls::None && nearness == storage::Nearness::PublicOnly)
    return bad("tls", "Without TLS passwords could be read on their way: choose implicit or starttls");
  if (wanted.ca.empty()) return {};
  if (wanted.ca.size() > kCaBytesMax || wanted.ca.find("-----BEGIN CERTIFICATE-----") == std::string::npos ||
      wanted.ca.find("PRIVATE KEY") != std::string::npos)
    return bad("ca", "Certificates in PEM form are needed here, at most 12 KB, and no key");
  return {};
}

base::Result<void> check_search(const api::DomainSignIn& wanted) {
  const std::array<std::pair<const char*, const std::string*>, 5> texts{{{"bind_dn", &wanted.bind_dn},
                                                                         {"search_base", &wanted.search_base},
                                                                         {"search_filter", &wanted.search_filter},
                                                                         {"search_dn", &wanted.search_dn},
                                                                         {"address_attribute", &wanted.address_attribute}}};
  for (const auto& [field, text] : texts) {
    if (text->size() > kTextBytesMax || has_control(*text)) return bad(field, "At most 1000 characters, none of them a control character");
  }
  if (wanted.bind_dn.empty() == wanted.search_filter.empty())
    return bad("bind_dn", "Give either bind_dn, the name to sign in by, or search_base and search_filter");
  if (!wanted.bind_dn.empty() && !names_a_person(wanted.bind_dn))
    return bad("bind_dn", "Needs {address} or {local}, or everybody would be the same person");
  if (wanted.bind_dn.empty() && !names_a_person(wanted.search_filter))
    return bad("search_filter", "Needs {address} or {local}, or everybody would be the same person");
  const std::string& filter = wanted.search_filter;
  if (!filter.empty() &&
      (filter.front() != '(' || filter.back() != ')' || std::ranges::count(filter, '(') != std::ranges::count(filter, ')')))
    return bad("search_filter", "A filter as in RFC 4515, such as (mail={address})");
  const bool is_name = std::ranges::all_of(wanted.address_attribute, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == ';' || c == '.';
  });
  if (!is_name) return bad("address_attribute", "The name of an attribute, such as mailAlternateAddress");
  return {};
}

// A password that is kept must not be sent to another server than the one it was given for.
base::Result<void> keep_search_password(api::DomainSignIn& wanted, const api::DomainSignIn& before) {
  if (wanted.search_dn.empty()) {
    wanted.search_password = "";
    return {};
  }
  if (!wanted.search_password) {
    const auto where = [](const api::DomainSignIn& of) { return std::tie(of.method, of.host, of.port, of.tls, of.ca, of.search_dn); };
    if (where(wanted) != where(before)) return bad("search_password", "Give the password of search_dn again: the server is another one");
    wanted.search_password = before.search_password;
  }
  const std::string& password = *wanted.search_password;
  if (password.empty() || password.size() > kPasswordBytesMax || has_control(password))
    return bad("search_password", "search_dn needs a password, at most 1024 characters");
  return {};
}

}  // namespace

base::Result<std::optional<Elsewhere>> Doors::elsewhere(std::string_view login, const storage::User* known) const {
  const auto address = domain::parse_address(login);
  if (!address || !is_plain_name(address->local_part)) return std::nullopt;
  if (known != nullptr && (known->role != api::Role::Email || !known->password_hash.empty())) return std::nullopt;
  TRY(storage::Door door, doors_.find(address->domain));
  if (door.sign_in.method == SignInMethod::Local) return std::nullopt;
  Elsewhere found{.address = *address, .door = std::move(door)};
  if (known == nullptr) return found;
  const std::string key = domain::address_key(address->text());
  const bool is_own = std::ranges::any_of(known->addresses, [&](const std::string& own) { return domain::address_key(own) == key; });
  const bool is_whole = std::ranges::all_of(known->addresses, [&](const std::string& own) { return answers_for(found, own); });
  return is_own && is_whole ? std::optional(std::move(found)) : std::nullopt;
}

bool Doors::answers_for(const Elsewhere& elsewhere, std::string_view address) const {
  const auto parsed = domain::parse_address(address);
  if (!parsed) return false;
  if (parsed->domain == elsewhere.address.domain) return true;
  const auto other = doors_.find(parsed->domain);
  return other && *other == elsewhere.door;
}

DoorAnswer Doors::ask(const Elsewhere& elsewhere, const std::string& password) const {
  // Others than these no protocol carries whole: what follows a NUL would not count.
  if (password.empty() || password.size() > kPasswordBytesMax || has_control(password) || !base::is_utf8(password))
    return {.verdict = DoorVerdict::Wrong, .trouble = {}, .detail = "not a password that can be sent", .addresses = {}};
  const DoorQuestion question{.door = elsewhere.door, .address = elsewhere.address, .password = password};
  DoorAnswer answer = elsewhere.door.sign_in.method == SignInMethod::Imap ? ask_imap(question, rules_) : ask_ldap(question, rules_);
  if (answer.verdict != DoorVerdict::Right || elsewhere.door.sign_in.address_attribute.empty()) return answer;
  std::vector<std::string> addresses{elsewhere.address.text()};
  for (const std::string& given : answer.addresses) {
    const auto address = domain::parse_address(given);
    if (!address || !answers_for(elsewhere, given) || addresses.size() >= kAddressesMax) continue;
    const std::string key = domain::address_key(address->text());
    if (std::ranges::none_of(addresses, [&key](const std::string& known) { return domain::address_key(known) == key; }))
      addresses.push_back(address->text());
  }
  answer.addresses = std::move(addresses);
  return answer;
}

base::Result<storage::Door> checked_door(api::DomainSignIn wanted, const storage::Door& before, storage::Nearness nearness) {
  if (wanted.method == SignInMethod::Local) return storage::Door{};
  TRY_VOID(check_server(wanted, nearness));
  wanted.search_password = wanted.method == SignInMethod::Ldap ? std::move(wanted.search_password) : std::optional<std::string>("");
  if (wanted.method == SignInMethod::Ldap) {
    TRY_VOID(check_search(wanted));
    TRY_VOID(keep_search_password(wanted, before.sign_in));
  }
  return storage::Door{.sign_in = std::move(wanted), .nearness = nearness};
}

}  // namespace pratique::auth
