#include "node/commands/arguments.hpp"

#include <catch2/catch_test_macros.hpp>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

using namespace pratique;
using commands::parse_arguments;

namespace {

base::Result<commands::Arguments> read(std::initializer_list<std::string_view> words) {
  return parse_arguments(std::vector<std::string_view>(words));
}

std::string complaint(std::initializer_list<std::string_view> words) {
  const auto arguments = read(words);
  return arguments ? "none" : arguments.error().message;
}

}  // namespace

TEST_CASE("serve and check take the configuration and the data folder") {
  const auto arguments = read({"--config", "/etc/node.toml", "--data", "/srv", "serve"});
  REQUIRE(arguments);
  CHECK(arguments->config_file == "/etc/node.toml");
  CHECK(arguments->data == "/srv");
  CHECK(std::holds_alternative<commands::Serve>(arguments->command));
  CHECK(std::holds_alternative<commands::Check>(read({"check"})->command));
}

TEST_CASE("a domain is added with the route of its released mail") {
  const auto arguments = read({"domain", "add", "Dest.Example", "--route", "lmtp://127.0.0.1:2424", "--retention-days", "14"});
  REQUIRE(arguments);
  const auto& domain = std::get<commands::AddDomain>(arguments->command).domain;
  CHECK(domain.name == "dest.example");
  CHECK(domain.protocol == storage::RouteProtocol::Lmtp);
  CHECK(domain.host == "127.0.0.1");
  CHECK(domain.port == 2424);
  CHECK(domain.retention_days == 14);
}

TEST_CASE("routes have default ports and may be IPv6") {
  const auto route = [](std::string_view text) {
    return std::get<commands::AddDomain>(read({"domain", "add", "d.example", "--route", text})->command).domain;
  };
  CHECK(route("smtp://mail.example").port == 25);
  CHECK(route("lmtp://mail.example").port == 24);
  CHECK(route("lmtp://[::1]:24000").host == "::1");
  CHECK(route("lmtp://[::1]:24000").port == 24000);
  CHECK(route("smtp://[::1]").host == "::1");
}

TEST_CASE("a user is added with role and reach") {
  const auto arguments = read({"user", "add", "bob@dest.example", "--role", "email", "--address", "bob@Dest.example", "--address",
                               "b@dest.example", "--password-stdin"});
  REQUIRE(arguments);
  const auto& user = std::get<commands::AddUser>(arguments->command);
  CHECK(user.login == "bob@dest.example");
  CHECK(user.role == api::Role::Email);
  CHECK(user.addresses == std::vector<std::string>{"bob@dest.example", "b@dest.example"});
}

TEST_CASE("import takes files and a recipient") {
  const auto arguments = read({"import", "a.eml", "--recipient", "bob@dest.example", "b.eml"});
  REQUIRE(arguments);
  const auto& import = std::get<commands::Import>(arguments->command);
  CHECK(import.files.size() == 2);
  CHECK(import.recipient == "bob@dest.example");
}

TEST_CASE("help is given wherever it is asked for") {
  CHECK(std::holds_alternative<commands::Help>(read({"user", "add", "--help"})->command));
  CHECK(commands::help_text().contains("domain add NAME --route URL"));
}

TEST_CASE("every mistake on the command line is named") {
  CHECK(complaint({}).contains("say what to do"));
  CHECK(complaint({"dance"}).contains("“dance” is no command"));
  CHECK(complaint({"--config"}).contains("--config needs a value"));
  CHECK(complaint({"--colour", "serve"}).contains("there is no option “--colour”"));
  CHECK(complaint({"serve", "now"}).contains("“now” is not expected"));
  CHECK(complaint({"domain"}).contains("add NAME"));
  CHECK(complaint({"domain", "add"}).contains("needs the name"));
  CHECK(complaint({"domain", "add", "d.example"}).contains("needs --route"));
  CHECK(complaint({"domain", "add", "d.example", "--route", "http://x"}).contains("--route “http://x”"));
  CHECK(complaint({"domain", "add", "d.example", "--route", "smtp://x:99999"}).contains("--route"));
  CHECK(complaint({"domain", "add", "d.example", "--route", "smtp://"}).contains("--route"));
  CHECK(complaint({"user", "add", "bob", "--role", "king", "--password-stdin"}).contains("--role “king”"));
  CHECK(complaint({"user", "add", "bob", "--role", "email", "--password-stdin"}).contains("needs --address"));
  CHECK(complaint({"user", "add", "bob", "--role", "domain", "--password-stdin"}).contains("needs --domain"));
  CHECK(complaint({"user", "add", "bob@x.example", "--address", "bob@x.example"}).contains("--password-stdin"));
  CHECK(complaint({"import"}).contains("at least one file"));
}

TEST_CASE("the switches of a domain are read, and a wrong one is told with those that are there") {
  const auto arguments = read({"domain", "filter", "Dest.Example", "greylisting=off", "recipient_check=on"});
  REQUIRE(arguments);
  const auto& filter = std::get<commands::DomainFilter>(arguments->command);
  CHECK(filter.domain == "dest.example");
  REQUIRE(filter.changes.size() == 2);
  CHECK(filter.changes[0].which == domain::FilterSwitch::Greylisting);
  CHECK_FALSE(filter.changes[0].is_on);
  CHECK(filter.changes[1].is_on);
  CHECK(complaint({"domain", "filter", "d.example", "grey=off"}) ==
        "“grey=off” is not SWITCH=on or SWITCH=off; SWITCH is one of greylisting, spf, dkim, dmarc, attachments, recipient_check");
  CHECK(complaint({"domain", "filter", "d.example", "spf"}).starts_with("“spf” is not SWITCH=on"));
  CHECK(complaint({"domain", "filter"}) == "domain filter needs the name of the domain");
}

TEST_CASE("the mail flow is rendered into a folder") {
  CHECK(std::get<commands::RenderMailFlow>(read({"mailflow", "render", "--out", "/srv/flow"})->command).out == "/srv/flow");
  CHECK(complaint({"mailflow", "render"}) == "mailflow render needs --out, a folder");
  CHECK(complaint({"mailflow"}) == "after “mailflow” comes: render --out DIR");
  CHECK(complaint({"lists", "export-maps", "--out"}) == "--out needs a value");
}

TEST_CASE("brands, certificates and the front proxy are told what for") {
  const auto change = read({"brand", "change", "b3", "north.json"});
  REQUIRE(change);
  const auto& brand = std::get<commands::BrandCommand>(change->command);
  CHECK(brand.verb == commands::BrandVerb::Change);
  CHECK(brand.id == "b3");
  CHECK(brand.file == "north.json");
  CHECK(complaint({"brand", "logo", "b3"}) == "the file is missing; see --help");
  CHECK(complaint({"brand", "paint"}).contains("show ID"));
  CHECK(std::get<commands::CertificateCommand>(read({"certificate", "put", "Mail.North.Example"})->command).hostname ==
        "mail.north.example");
  CHECK(complaint({"certificate", "put", "../x"}) != "none");
  const auto proxy = std::get<commands::RenderProxy>(read({"proxy", "render", "--out", "/srv/nginx", "--https", "[::]:443"})->command);
  CHECK(proxy.out == "/srv/nginx");
  CHECK(proxy.https == "[::]:443");
  CHECK(complaint({"proxy", "render"}) == "proxy render needs --out, a folder");
}
