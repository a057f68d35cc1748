#include "node/commands/arguments.hpp"

#include <algorithm>
#include <charconv>
#include <format>
#include <iterator>
#include <utility>

#include "node/commands/sign_in_arguments.hpp"
#include "node/commands/words.hpp"
#include "node/domain/address.hpp"

namespace pratique::commands {
namespace {

using base::ErrorCode;
using base::fail;
using base::Result;

constexpr int kSmtpPort = 25;
constexpr int kLmtpPort = 24;

// smtp://mail.example:25, lmtp://127.0.0.1:24, lmtp://[::1]:24
Result<void> read_route(std::string_view route, storage::Domain& domain) {
  const auto bad = [&] {
    return fail(ErrorCode::BadInput, std::format("--route “{}” is not smtp://HOST:PORT or lmtp://HOST:PORT", route), "--route");
  };
  const std::size_t scheme_end = route.find("://");
  if (scheme_end == std::string_view::npos) return bad();
  const std::string_view scheme = route.substr(0, scheme_end);
  if (scheme != "smtp" && scheme != "lmtp") return bad();
  domain.protocol = scheme == "smtp" ? storage::RouteProtocol::Smtp : storage::RouteProtocol::Lmtp;
  domain.port = scheme == "smtp" ? kSmtpPort : kLmtpPort;
  std::string_view host = route.substr(scheme_end + 3);
  const std::size_t colon = host.rfind(':');
  if (colon != std::string_view::npos && !host.ends_with(']')) {
    const std::string_view digits = host.substr(colon + 1);
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), domain.port);
    if (error != std::errc() || end != digits.data() + digits.size() || domain.port < 1 || domain.port > 65535) return bad();
    host = host.substr(0, colon);
  }
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  if (host.empty() || host.find_first_of("/@ ") != std::string_view::npos) return bad();
  domain.host = host;
  return {};
}

Result<std::int64_t> read_days(std::string_view text) {
  std::int64_t days = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), days);
  if (error == std::errc() && end == text.data() + text.size() && days >= 1 && days <= 3650) return days;
  return fail(ErrorCode::BadInput, std::format("--retention-days “{}” is no number from 1 to 3650", text), "--retention-days");
}

// "virus=nobody", "domain:virus=request", "phish=default"; without a role it is what e-mail users may.
Result<PolicyChange> read_policy_change(std::string_view text) {
  const auto bad = [text] {
    return fail(
        ErrorCode::BadInput,
        std::format("“{}” is not [ROLE:]CLASS=RIGHT; RIGHT is self, request, nobody or default, ROLE is email, domain or admin", text));
  };
  PolicyChange change;
  const std::size_t equals = text.find('=');
  if (equals == std::string_view::npos) return bad();
  std::string_view name = text.substr(0, equals);
  if (const std::size_t colon = name.find(':'); colon != std::string_view::npos) {
    const std::string_view role = name.substr(0, colon);
    if (role != "email" && role != "domain" && role != "admin") return bad();
    change.role = role == "email" ? api::Role::Email : role == "domain" ? api::Role::Domain : api::Role::Admin;
    name.remove_prefix(colon + 1);
  }
  const auto message_class = api::parse_message_class(name);
  if (!message_class) return bad();
  change.message_class = *message_class;
  const std::string_view right = text.substr(equals + 1);
  if (right == "default") return change;
  change.right = api::parse_release_right(right);
  if (!change.right) return bad();
  return change;
}

Result<Command> read_domain_policy(Words& words) {
  DomainPolicy command;
  if (words.empty()) return fail(ErrorCode::BadInput, "domain policy needs the name of the domain");
  TRY(command.domain, domain::normalise_domain(words.take()));
  while (!words.empty()) {
    TRY(const PolicyChange change, read_policy_change(words.take()));
    command.changes.push_back(change);
  }
  return command;
}

// "greylisting=off"
Result<SwitchChange> read_switch_change(std::string_view text) {
  const std::size_t equals = text.find('=');
  const auto which = domain::parse_filter_switch(text.substr(0, equals));
  const std::string_view state = equals == std::string_view::npos ? std::string_view() : text.substr(equals + 1);
  if (which && (state == "on" || state == "off")) return SwitchChange{*which, state == "on"};
  std::string words;
  for (const domain::FilterSwitch known : domain::kFilterSwitches) words += (words.empty() ? "" : ", ") + std::string(word_of(known));
  return fail(ErrorCode::BadInput, std::format("“{}” is not SWITCH=on or SWITCH=off; SWITCH is one of {}", text, words));
}

Result<Command> read_domain_filter(Words& words) {
  DomainFilter command;
  if (words.empty()) return fail(ErrorCode::BadInput, "domain filter needs the name of the domain");
  TRY(command.domain, domain::normalise_domain(words.take()));
  while (!words.empty()) {
    TRY(const SwitchChange change, read_switch_change(words.take()));
    command.changes.push_back(change);
  }
  return command;
}

Result<Command> read_domain_oidc(Words& words) {
  DomainOidc command;
  if (words.empty()) return fail(ErrorCode::BadInput, "domain oidc needs the name of the domain");
  TRY(command.domain, domain::normalise_domain(words.take()));
  while (!words.empty()) {
    const std::string_view option = words.take();
    if (option == "--off") {
      command.is_off = true;
    } else if (option == "--secret-stdin") {
      command.secret_comes = true;
    } else if (option == "--issuer") {
      TRY(command.issuer, words.value_of(option));
    } else if (option == "--client-id") {
      TRY(command.client_id, words.value_of(option));
    } else {
      return fail(ErrorCode::BadInput, std::format("domain oidc does not know “{}”", option));
    }
  }
  const bool is_set = !command.issuer.empty() && !command.client_id.empty();
  const bool is_partly = !command.issuer.empty() || !command.client_id.empty() || command.secret_comes;
  if ((is_partly && !is_set) || (is_partly && command.is_off))
    return fail(ErrorCode::BadInput, "domain oidc takes --issuer and --client-id together, or --off, or neither");
  return Command(std::move(command));
}

// “lists export-maps --out DIR” and “mailflow render --out DIR”
template <class Wanted>
Result<Command> read_out_folder(Words& words, std::string_view noun, std::string_view verb) {
  if (words.empty() || words.take() != verb) return fail(ErrorCode::BadInput, std::format("after “{}” comes: {} --out DIR", noun, verb));
  if (words.peek() != "--out") return fail(ErrorCode::BadInput, std::format("{} {} needs --out, a folder", noun, verb), "--out");
  const std::string_view option = words.take();
  TRY(std::string folder, words.value_of(option));
  return Command(Wanted{std::move(folder)});
}

Result<Command> read_domain(Words& words) {
  if (words.peek() == "policy") {
    (void)words.take();
    return read_domain_policy(words);
  }
  if (words.peek() == "filter") {
    (void)words.take();
    return read_domain_filter(words);
  }
  if (words.peek() == "sign-in") {
    (void)words.take();
    return read_domain_sign_in(words);
  }
  if (words.peek() == "oidc") {
    (void)words.take();
    return read_domain_oidc(words);
  }
  if (words.empty() || words.take() != "add")
    return fail(ErrorCode::BadInput, "after “domain” comes: add NAME --route URL, policy NAME, filter NAME, sign-in NAME, or oidc NAME");
  AddDomain command;
  if (words.empty()) return fail(ErrorCode::BadInput, "domain add needs the name of the domain");
  TRY(command.domain.name, domain::normalise_domain(words.take()));
  while (!words.empty()) {
    const std::string_view option = words.take();
    if (option == "--route") {
      TRY(const std::string route, words.value_of(option));
      TRY_VOID(read_route(route, command.domain));
    } else if (option == "--retention-days") {
      TRY(const std::string days, words.value_of(option));
      TRY(command.domain.retention_days, read_days(days));
    } else {
      return fail(ErrorCode::BadInput, std::format("domain add does not know “{}”", option));
    }
  }
  if (command.domain.host.empty())
    return fail(ErrorCode::BadInput, "domain add needs --route, the server that has the mailboxes", "--route");
  return command;
}

Result<api::Role> read_role(std::string_view word) {
  for (const api::Role role : {api::Role::Email, api::Role::Domain, api::Role::Admin, api::Role::SuperAdmin}) {
    if (api::to_wire(role) == word) return role;
  }
  return fail(ErrorCode::BadInput, std::format("--role “{}” is none of email, domain, admin, super-admin", word), "--role");
}

Result<void> reach_is_complete(const AddUser& command) {
  const bool by_address = command.role == api::Role::Email;
  const bool by_domain = command.role == api::Role::Domain || command.role == api::Role::Admin;
  if (by_address && command.addresses.empty()) return fail(ErrorCode::BadInput, "an email user needs --address", "--address");
  if (by_domain && command.domains.empty()) return fail(ErrorCode::BadInput, "a domain user needs --domain", "--domain");
  return {};
}

Result<Command> read_user(Words& words) {
  if (words.peek() == "totp") {
    (void)words.take();
    UserTotpOff off;
    if (!words.empty()) off.login = words.take();
    if (off.login.empty() || words.peek() != "--off") return fail(ErrorCode::BadInput, "after “user totp” comes: LOGIN --off");
    (void)words.take();
    return Command(std::move(off));
  }
  if (words.empty() || words.take() != "add")
    return fail(ErrorCode::BadInput, "after “user” comes: add LOGIN --role ROLE …, or totp LOGIN --off");
  AddUser command;
  bool password_comes = false;
  if (words.empty() || words.peek().starts_with("--")) return fail(ErrorCode::BadInput, "user add needs the login");
  command.login = words.take();
  while (!words.empty()) {
    const std::string_view option = words.take();
    if (option == "--password-stdin") {
      password_comes = true;
      continue;
    }
    TRY(const std::string value, words.value_of(option));
    if (option == "--role") {
      TRY(command.role, read_role(value));
    } else if (option == "--address") {
      TRY(const domain::Address address, domain::parse_address(value));
      command.addresses.push_back(address.text());
    } else if (option == "--domain") {
      TRY(std::string name, domain::normalise_domain(value));
      command.domains.push_back(std::move(name));
    } else {
      return fail(ErrorCode::BadInput, std::format("user add does not know “{}”", option));
    }
  }
  if (!password_comes)
    return fail(ErrorCode::BadInput, "user add needs --password-stdin: the first line of standard input is the password",
                "--password-stdin");
  TRY_VOID(reach_is_complete(command));
  return command;
}

Result<Command> read_import(Words& words) {
  Import command;
  while (!words.empty()) {
    const std::string_view word = words.take();
    if (word == "--recipient") {
      TRY(const std::string text, words.value_of(word));
      TRY(const domain::Address address, domain::parse_address(text));
      command.recipient = address.text();
    } else if (word.starts_with("--")) {
      return fail(ErrorCode::BadInput, std::format("import does not know “{}”", word));
    } else {
      command.files.emplace_back(word);
    }
  }
  if (command.files.empty()) return fail(ErrorCode::BadInput, "import needs at least one file");
  return command;
}

Result<std::string> next_word(Words& words, std::string_view what) {
  if (words.empty()) return fail(ErrorCode::BadInput, std::format("{} is missing; see --help", what));
  return std::string(words.take());
}

Result<Command> read_brand(Words& words) {
  struct Verb {
    std::string_view word;
    BrandVerb verb;
    bool has_id;
    bool has_file;
  };
  static constexpr Verb kVerbs[] = {{"list", BrandVerb::List, false, false}, {"show", BrandVerb::Show, true, false},
                                    {"make", BrandVerb::Make, false, true},  {"change", BrandVerb::Change, true, true},
                                    {"logo", BrandVerb::Logo, true, true},   {"remove", BrandVerb::Remove, true, false}};
  const std::string_view word = words.empty() ? std::string_view() : words.take();
  const auto* const known = std::ranges::find(kVerbs, word, &Verb::word);
  if (known == std::end(kVerbs))
    return fail(ErrorCode::BadInput, "after “brand” comes: list, show ID, make FILE, change ID FILE, logo ID FILE, or remove ID");
  BrandCommand command;
  command.verb = known->verb;
  if (known->has_id) {
    TRY(command.id, next_word(words, "the brand's id"));
  }
  if (known->has_file) {
    TRY(command.file, next_word(words, "the file"));
  }
  return command;
}

Result<Command> read_certificate(Words& words) {
  const std::string_view word = words.empty() ? std::string_view() : words.take();
  if (word == "list") return Command(CertificateCommand{});
  if (word != "show" && word != "put") return fail(ErrorCode::BadInput, "after “certificate” comes: list, show HOST, or put HOST");
  CertificateCommand command{word == "show" ? CertificateVerb::Show : CertificateVerb::Put, {}};
  TRY(const std::string host, next_word(words, "the host name"));
  TRY(command.hostname, domain::normalise_domain(host));
  return command;
}

Result<Command> read_proxy(Words& words) {
  if (words.empty() || words.take() != "render")
    return fail(ErrorCode::BadInput, "after “proxy” comes: render --out DIR [--https ADDRESS:PORT] [--http ADDRESS:PORT]");
  RenderProxy command;
  while (!words.empty()) {
    const std::string_view option = words.take();
    TRY(std::string value, words.value_of(option));
    if (option == "--out")
      command.out = std::move(value);
    else if (option == "--https" || option == "--http")
      (option == "--https" ? command.https : command.http) = std::move(value);
    else
      return fail(ErrorCode::BadInput, std::format("proxy render does not know “{}”", option));
  }
  if (command.out.empty()) return fail(ErrorCode::BadInput, "proxy render needs --out, a folder", "--out");
  return command;
}

Result<Command> read_command(Words& words) {
  if (words.empty()) return fail(ErrorCode::BadInput, "say what to do: serve, domain add, user add, import or check; see --help");
  const std::string_view verb = words.take();
  if (verb == "serve") return Command(Serve{});
  if (verb == "check") {
    const bool repairs = words.peek() == "--repair";
    if (repairs) (void)words.take();
    return Command(Check{repairs ? Orphans::Remove : Orphans::Count});
  }
  if (verb == "domain") return read_domain(words);
  if (verb == "user") return read_user(words);
  if (verb == "import") return read_import(words);
  if (verb == "lists") return read_out_folder<ExportMaps>(words, verb, "export-maps");
  if (verb == "mailflow") return read_out_folder<RenderMailFlow>(words, verb, "render");
  if (verb == "brand") return read_brand(words);
  if (verb == "certificate") return read_certificate(words);
  if (verb == "proxy") return read_proxy(words);
  if (verb == "help") return Command(Help{});
  return fail(ErrorCode::BadInput, std::format("“{}” is no command; see --help", verb));
}

}  // namespace

Result<Arguments> parse_arguments(std::span<const std::string_view> given) {
  Arguments arguments;
  for (const std::string_view word : given) {
    if (word == "--help" || word == "-h") return arguments;  // Help is the first alternative
  }
  Words words(given);
  while (words.peek().starts_with("-")) {
    const std::string_view option = words.take();
    if (option == "--version") {
      arguments.command = Version{};
      return arguments;
    }
    if (option != "--config" && option != "--data")
      return fail(ErrorCode::BadInput, std::format("there is no option “{}”; see --help", option));
    TRY(std::string value, words.value_of(option));
    (option == "--config" ? arguments.config_file : arguments.data) = std::move(value);
  }
  TRY(arguments.command, read_command(words));
  TRY_VOID(words.nothing_more());
  return arguments;
}

std::string_view help_text() {
  return R"(pratique-node: keeps the mail that a filter held, and lets it in when people say so.

  pratique-node [--config FILE] [--data DIR] COMMAND

  serve                                 takes mail by LMTP and answers the portal over HTTP, until SIGTERM
  domain add NAME --route URL           takes mail for NAME; released mail goes to URL,
         [--retention-days N]           smtp://HOST:PORT or lmtp://HOST:PORT. Again for the same NAME: changes it
  domain policy NAME [CHANGE]…          shows who may release what; CHANGE is [ROLE:]CLASS=RIGHT such as phish=request or
                                        domain:virus=self. RIGHT is self, request, nobody or default
  domain filter NAME [SWITCH=on|off]…   shows what is checked; SWITCH is greylisting, spf, dkim, dmarc, attachments or recipient_check
  domain sign-in NAME [OPTION]…         shows whose server checks passwords; --local: this node. --imap HOST[:PORT] or --ldap URI: that
                                        one, [--tls implicit|starttls|none] [--ca-file FILE]; for LDAP --bind-dn-template T, or
                                        --search-base DN --search-filter F [--search-dn DN --search-password-stdin], and
                                        [--address-attribute NAME]; {address}, {local} and {domain} are filled in
  domain oidc NAME [--issuer URL --client-id ID [--secret-stdin] | --off]
                                        where its people sign in (OpenID Connect, docs/operator/sign-in.md); without more: shows it
  user add LOGIN --role ROLE            ROLE is email, domain, admin or super-admin;
         [--address A]… [--domain D]…   whose mail the user sees; the first line of standard input is
         --password-stdin               the password, of 8 bytes or more
  user totp LOGIN --off                 no second factor any more, for somebody who lost it; ends the user's sessions
  import FILE… [--recipient ADDRESS]    stores messages from .eml files for ADDRESS, or for whom their To names
  check [--repair]                      compares every row with its message and reads each one back; --repair removes
                                        files that no row points to (stop the node first)

  lists export-maps --out DIR           writes lists and domains for Postfix and Rspamd, as the running node does (docs/operator/lists.md)
  mailflow render --out DIR             writes the configuration of Postfix, Rspamd and Valkey (docs/operator/mail-flow.md)

  brand list | show ID | remove ID      how the portal looks under which host names (docs/operator/brands.md)
  brand make FILE | change ID FILE      FILE is the brand as JSON
  brand logo ID FILE                    a PNG, JPEG or WebP picture
  certificate list | show HOST          the certificates of host names, for the front proxy
  certificate put HOST                  standard input is the PEM bundle: private key, certificate, chain
  proxy render --out DIR                writes nginx's configuration over them; [--https 0.0.0.0:443] [--http 0.0.0.0:80]

  --config FILE    the configuration (docs/operator/configuration.md); without it the defaults
  --data DIR       the data folder; wins over the configuration
  --help, --version

One process at a time uses a data folder: stop the server before the other commands.
)";
}

}  // namespace pratique::commands
