// How a domain's people prove who they are: by a password that this node keeps, or by the one of their mail or directory server.
//   GET    /v1/domains/{domain}/sign-in   administrators of the domain → DomainSignIn
//   PUT    /v1/domains/{domain}/sign-in   DomainSignIn → DomainSignIn
//   DELETE /v1/domains/{domain}/sign-in   → 204; local again
// Plain values shared by client and node; total; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "client/base/result.hpp"

namespace pratique::api {

enum class SignInMethod : std::uint8_t { Local, Imap, Ldap };      // wire: local, imap, ldap
enum class ServerTls : std::uint8_t { Implicit, StartTls, None };  // wire: implicit, starttls, none

struct DomainSignIn {
  SignInMethod method = SignInMethod::Local;
  std::string host;       // name or IP literal
  std::int64_t port = 0;  // 0: the usual one of method and tls
  ServerTls tls = ServerTls::Implicit;
  std::string ca;  // PEM of the authorities to trust instead of the system's; empty: the system's

  // LDAP only: either `bind_dn`, or a search by `search_filter` below `search_base`. {address}, {local} and {domain} stand for the
  // escaped address and its halves.
  std::string bind_dn;
  std::string search_base;
  std::string search_filter;
  std::string search_dn;  // who searches; empty: anybody may
  // Never given back. Left out of a PUT that names the same server and search_dn: the stored one stays.
  std::optional<std::string> search_password;
  std::string address_attribute;  // of a person's entry: further addresses of the domain that he reads; empty: none
  bool operator==(const DomainSignIn&) const = default;
};

[[nodiscard]] std::string_view to_wire(SignInMethod method);
[[nodiscard]] std::string_view to_wire(ServerTls tls);
[[nodiscard]] std::optional<SignInMethod> parse_sign_in_method(std::string_view word);
[[nodiscard]] std::optional<ServerTls> parse_server_tls(std::string_view word);
[[nodiscard]] std::int64_t usual_port(SignInMethod method, ServerTls tls);
// As an answer: `has_search_password` instead of the password.
[[nodiscard]] std::string encode(const DomainSignIn& sign_in);
[[nodiscard]] base::Result<DomainSignIn> decode_domain_sign_in(std::string_view json);  // of a request

}  // namespace pratique::api
