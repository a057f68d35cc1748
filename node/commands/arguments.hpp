// The command line of pratique-node, read into one value. Total: every mistake is a BadInput that names the argument.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "client/api/domain_sign_in.hpp"
#include "client/api/message.hpp"
#include "client/api/session.hpp"
#include "client/base/result.hpp"
#include "node/domain/filter_switches.hpp"
#include "node/storage/account_repository.hpp"

namespace pratique::commands {

struct Help {};
struct Version {};
struct Serve {};
enum class Orphans : std::uint8_t { Count, Remove };
struct Check {
  Orphans orphans = Orphans::Count;  // Remove: `--repair`, not while the node serves
};
struct AddDomain {
  storage::Domain domain;
};
struct AddUser {
  std::string login;
  api::Role role = api::Role::Email;
  std::vector<std::string> addresses;
  std::vector<std::string> domains;
};
struct Import {
  std::vector<std::filesystem::path> files;
  std::optional<std::string> recipient;  // instead of the message's own To
};
struct PolicyChange {
  api::Role role = api::Role::Email;
  api::MessageClass message_class = api::MessageClass::Unknown;
  std::optional<api::ReleaseRight> right;  // absent: the built-in one again
};
struct DomainPolicy {
  std::string domain;                 // normalised
  std::vector<PolicyChange> changes;  // none: only show
};
struct SwitchChange {
  domain::FilterSwitch which = domain::FilterSwitch::Greylisting;
  bool is_on = true;
};
struct DomainFilter {
  std::string domain;                 // normalised
  std::vector<SwitchChange> changes;  // none: only show
};
enum class SecretFrom : std::uint8_t { Nowhere, StandardInput };
struct DomainSignInCommand {
  std::string domain;                                // normalised
  std::optional<api::DomainSignIn> wanted;           // absent: only show
  SecretFrom search_password = SecretFrom::Nowhere;  // its first line
  std::filesystem::path ca_file;                     // empty: the system's authorities
};
struct DomainOidc {
  std::string domain;  // normalised
  std::string issuer;  // empty: only show
  std::string client_id;
  bool secret_comes = false;  // the first line of standard input
  bool is_off = false;
};
struct UserTotpOff {
  std::string login;
};
struct RenderMailFlow {
  std::filesystem::path out;
};
struct ExportMaps {
  std::filesystem::path out;
};
enum class BrandVerb : std::uint8_t { List, Show, Make, Change, Logo, Remove };
struct BrandCommand {
  BrandVerb verb = BrandVerb::List;
  std::string id;
  std::filesystem::path file;  // the brand as JSON, or the picture
};
enum class CertificateVerb : std::uint8_t { List, Show, Put };
struct CertificateCommand {
  CertificateVerb verb = CertificateVerb::List;
  std::string hostname;  // normalised
};
struct RenderProxy {
  std::filesystem::path out;
  std::string https = "0.0.0.0:443";
  std::string http = "0.0.0.0:80";
};
using Command = std::variant<Help, Version, Serve, Check, AddDomain, AddUser, Import, DomainPolicy, DomainFilter, DomainSignInCommand,
                             ExportMaps, RenderMailFlow, DomainOidc, UserTotpOff, BrandCommand, CertificateCommand, RenderProxy>;

struct Arguments {
  std::optional<std::filesystem::path> config_file;
  std::optional<std::filesystem::path> data;  // wins over [storage] data
  Command command;
};

[[nodiscard]] base::Result<Arguments> parse_arguments(std::span<const std::string_view> words);  // without the program's name
[[nodiscard]] std::string_view help_text();

}  // namespace pratique::commands
