#include "node/commands/sign_in_arguments.hpp"

#include "client/base/text.hpp"
#include "node/domain/address.hpp"

namespace pratique::commands {
namespace {

using api::ServerTls;
using api::SignInMethod;
using base::ErrorCode;
using base::fail;
using base::Result;

// HOST, HOST:PORT, [::1]:PORT
Result<void> read_server(std::string_view text, std::string_view option, api::DomainSignIn& into) {
  std::string_view host = text;
  const std::size_t colon = host.rfind(':');
  if (colon != std::string_view::npos && !host.ends_with(']')) {
    const auto port = base::parse_integer(host.substr(colon + 1));
    if (!port || *port < 1 || *port > 65535)
      return fail(ErrorCode::BadInput, std::format("{} “{}” is not HOST or HOST:PORT", option, text), std::string(option));
    into.port = *port;
    host = host.substr(0, colon);
  }
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  if (host.empty()) return fail(ErrorCode::BadInput, std::format("{} “{}” has no host", option, text), std::string(option));
  into.host = host;
  return {};
}

// ldaps://HOST, ldap://HOST:PORT: the first has TLS from the start, the second asks for it unless --tls none.
Result<void> read_directory(std::string_view uri, api::DomainSignIn& into) {
  const bool is_secure = uri.starts_with("ldaps://");
  if (!is_secure && !uri.starts_with("ldap://"))
    return fail(ErrorCode::BadInput, std::format("--ldap “{}” is not ldaps://HOST or ldap://HOST", uri), "--ldap");
  into.tls = is_secure ? ServerTls::Implicit : ServerTls::StartTls;
  std::string_view server = uri.substr(is_secure ? 8 : 7);
  if (server.ends_with('/')) server.remove_suffix(1);
  return read_server(server, "--ldap", into);
}

std::string* text_of(std::string_view option, api::DomainSignIn& into) {
  if (option == "--bind-dn-template") return &into.bind_dn;
  if (option == "--search-base") return &into.search_base;
  if (option == "--search-filter") return &into.search_filter;
  if (option == "--search-dn") return &into.search_dn;
  if (option == "--address-attribute") return &into.address_attribute;
  return nullptr;
}

Result<void> read_option(std::string_view option, Words& words, DomainSignInCommand& command) {
  api::DomainSignIn& wanted = *command.wanted;
  if (option == "--local") return {};
  if (option == "--search-password-stdin") {
    command.search_password = SecretFrom::StandardInput;
    return {};
  }
  TRY(const std::string value, words.value_of(option));
  if (option == "--imap" || option == "--ldap") {
    if (wanted.method != SignInMethod::Local) return fail(ErrorCode::BadInput, "either --imap or --ldap", std::string(option));
    wanted.method = option == "--imap" ? SignInMethod::Imap : SignInMethod::Ldap;
    return option == "--imap" ? read_server(value, option, wanted) : read_directory(value, wanted);
  }
  if (option == "--tls") {
    const auto tls = api::parse_server_tls(value);
    if (!tls) return fail(ErrorCode::BadInput, std::format("--tls “{}” is none of implicit, starttls, none", value), "--tls");
    wanted.tls = *tls;
    return {};
  }
  if (option == "--ca-file") {
    command.ca_file = value;
    return {};
  }
  std::string* const text = text_of(option, wanted);
  if (text == nullptr) return fail(ErrorCode::BadInput, std::format("domain sign-in does not know “{}”", option));
  *text = value;
  return {};
}

}  // namespace

Result<Command> read_domain_sign_in(Words& words) {
  DomainSignInCommand command;
  if (words.empty()) return fail(ErrorCode::BadInput, "domain sign-in needs the name of the domain");
  TRY(command.domain, domain::normalise_domain(words.take()));
  bool is_local = false;
  while (!words.empty()) {
    const std::string_view option = words.take();
    if (!command.wanted) command.wanted.emplace();
    is_local = is_local || option == "--local";
    TRY_VOID(read_option(option, words, command));
  }
  if (command.wanted && (command.wanted->method == SignInMethod::Local) != is_local)
    return fail(ErrorCode::BadInput, "domain sign-in needs one of --imap HOST[:PORT], --ldap URI and --local");
  return Command(std::move(command));
}

}  // namespace pratique::commands
