#include <arpa/inet.h>
#include <netinet/in.h>

#include <catch2/catch_test_macros.hpp>
#include <cstring>

#include "node/auth/directory_text.hpp"
#include "node/auth/near_address.hpp"
#include "node/commands/arguments.hpp"

namespace pratique::test {
namespace {

auth::Reach reach(const char* text) {
  sockaddr_storage storage{};
  auto& v4 = reinterpret_cast<sockaddr_in&>(storage);
  auto& v6 = reinterpret_cast<sockaddr_in6&>(storage);
  if (inet_pton(AF_INET, text, &v4.sin_addr) == 1) {
    v4.sin_family = AF_INET;
  } else {
    REQUIRE(inet_pton(AF_INET6, text, &v6.sin6_addr) == 1);
    v6.sin6_family = AF_INET6;
  }
  return auth::reach_of(reinterpret_cast<const sockaddr&>(storage));
}

base::Result<commands::DomainSignInCommand> command(std::vector<std::string_view> words) {
  words.insert(words.begin(), {"domain", "sign-in"});
  TRY(const commands::Arguments arguments, commands::parse_arguments(words));
  return std::get<commands::DomainSignInCommand>(arguments.command);
}

}  // namespace

TEST_CASE("What a person types cannot leave its place in a name or a filter", "[doors]") {
  CHECK(auth::directory_escaped("ann.b-c_d@x9") == "ann.b-c_d@x9");
  CHECK(auth::directory_escaped("*)(uid=*") == "\\2a\\29\\28uid\\3d\\2a");
  CHECK(auth::directory_escaped("a,ou=x+b=\"c\";<d>#\\ ") == "a\\2cou\\3dx\\2bb\\3d\\22c\\22\\3b\\3cd\\3e\\23\\5c\\20");
  CHECK(auth::directory_escaped(std::string("\0\n", 2)) == "\\00\\0a");
  CHECK(auth::directory_escaped("ü") == "\\c3\\bc");
  const domain::Address odd{"a{domain}*", "x.example"};
  CHECK(auth::directory_text("(&(mail={address})(uid={local}))", odd) ==
        "(&(mail=a\\7bdomain\\7d\\2a@x.example)(uid=a\\7bdomain\\7d\\2a))");
  CHECK(auth::directory_text("uid={local},ou={domain},{other}", {"ann", "x.example"}) == "uid=ann,ou=x.example,{other}");
  CHECK(auth::names_a_person("uid={local}"));
  CHECK_FALSE(auth::names_a_person("ou={domain}"));
}

TEST_CASE("Addresses of the node's own network are told from public ones, also inside IPv6", "[doors]") {
  for (const char* loopback : {"127.0.0.1", "127.9.9.9", "::1", "::ffff:127.0.0.1"}) CHECK(reach(loopback) == auth::Reach::Loopback);
  for (const char* near : {"0.0.0.0", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254", "100.64.0.1",
                           "224.0.0.1", "255.255.255.255", "::", "fe80::1", "fc00::1", "fd12::1", "ff02::1", "::ffff:10.0.0.1",
                           "64:ff9b::a00:1", "2002:a00:1::", "2001:db8::1"})
    CHECK(reach(near) == auth::Reach::Near);
  for (const char* open : {"9.9.9.9", "172.32.0.1", "100.128.0.1", "192.0.1.1", "2606:4700::1", "::ffff:9.9.9.9"})
    CHECK(reach(open) == auth::Reach::Public);
}

TEST_CASE("A password without TLS stays on the machine, unless the operator says otherwise", "[doors]") {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  inet_pton(AF_INET, "9.9.9.9", &address.sin_addr);
  const auto& to = reinterpret_cast<const sockaddr&>(address);
  storage::Door door{.sign_in = {.tls = api::ServerTls::None}, .nearness = storage::Nearness::MayBeNear};
  CHECK_FALSE(auth::may_connect(to, door, {}));
  CHECK(auth::may_connect(to, door, {.plain_text = auth::PlainText::Anywhere}));
  door.sign_in.tls = api::ServerTls::StartTls;
  CHECK(auth::may_connect(to, door, {}));
  inet_pton(AF_INET, "127.0.0.1", &address.sin_addr);
  door.sign_in.tls = api::ServerTls::None;
  CHECK(auth::may_connect(to, door, {}));
  door.nearness = storage::Nearness::PublicOnly;
  CHECK_FALSE(auth::may_connect(to, door, {.plain_text = auth::PlainText::Anywhere}));
}

TEST_CASE("domain sign-in is read from the command line", "[doors]") {
  const auto imap = command({"Dest.Example", "--imap", "[::1]:1143", "--tls", "none"});
  REQUIRE(imap);
  CHECK(imap->domain == "dest.example");
  CHECK(imap->wanted->host == "::1");
  CHECK(imap->wanted->port == 1143);
  CHECK(imap->wanted->tls == api::ServerTls::None);
  const auto ldap = command({"a.example", "--ldap", "ldap://dir.example", "--search-base", "dc=a", "--search-filter", "(mail={address})",
                             "--search-dn", "cn=n", "--search-password-stdin", "--ca-file", "/x.pem"});
  REQUIRE(ldap);
  CHECK(ldap->wanted->method == api::SignInMethod::Ldap);
  CHECK(ldap->wanted->tls == api::ServerTls::StartTls);
  CHECK(ldap->wanted->port == 0);
  CHECK(ldap->search_password == commands::SecretFrom::StandardInput);
  CHECK(command({"a.example", "--ldap", "ldaps://dir.example:6360/"})->wanted->port == 6360);
  CHECK_FALSE(command({"a.example"})->wanted.has_value());
  CHECK(command({"a.example", "--local"})->wanted->method == api::SignInMethod::Local);
  for (const std::vector<std::string_view>& bad : {std::vector<std::string_view>{},
                                                   {"a.example", "--tls", "none"},
                                                   {"a.example", "--imap", "x:0"},
                                                   {"a.example", "--imap"},
                                                   {"a.example", "--imap", "x", "--ldap", "ldap://y"},
                                                   {"a.example", "--ldap", "http://y"},
                                                   {"a.example", "--imap", "x", "--tls", "ssl"},
                                                   {"a.example", "--local", "--imap", "x"},
                                                   {"a.example", "--what", "x"}})
    CHECK_FALSE(command(bad).has_value());
}

}  // namespace pratique::test
