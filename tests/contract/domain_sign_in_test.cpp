#include "client/api/domain_sign_in.hpp"

#include <catch2/catch_test_macros.hpp>
#include <chrono>
#include <format>
#include <future>
#include <thread>

#include "client/api/error_code.hpp"
#include "tests/contract/contract_node.hpp"
#include "tests/support/fake_imap_server.hpp"

namespace pratique::test {
namespace {

using Time = std::chrono::steady_clock;

// From a different address in each test: wrong tries of one must not slow down another.
HttpCall sign_in_call(const std::string& login, const std::string& password, int address) {
  return {.method = "POST",
          .path = "/v1/session",
          .body = api::encode(api::SignIn{login, password, false}),
          .headers = {{"from-address", std::format("127.0.9.{}", address)}}};
}

HttpReply sign_in(const std::string& login, const std::string& password, int address) {
  return contract_node().call(sign_in_call(login, password, address));
}

std::string path_of(const std::string& domain) {
  return "/v1/domains/" + domain + "/sign-in";
}

HttpReply put(const Person& person, const std::string& domain, const std::string& body) {
  return contract_node().call({.method = "PUT", .path = path_of(domain), .token = person.token, .body = body});
}

Person chief(const std::string& domain) {
  return contract_node().make_person("chief-" + domain, api::Role::SuperAdmin, {});
}

// A domain whose passwords the server at this port checks.
std::string domain_at(std::uint16_t port, const std::string& tls = "none") {
  const std::string domain = contract_node().make_domain();
  const auto reply = put(chief(domain), domain, std::format(R"j({{"method":"imap","host":"127.0.0.1","port":{},"tls":"{}"}})j", port, tls));
  INFO(reply.body);
  REQUIRE(reply.status == 200);
  return domain;
}

bool names_the_password(const HttpReply& reply) {
  return reply.body.find("password is wrong") != std::string::npos;
}

}  // namespace

TEST_CASE("A right password at the domain's mail server makes the account and opens its mailbox alone", "[doors]") {
  ContractNode& node = contract_node();
  const std::string password = "blank \"quote\" back\\slash ümlaut %s {x}";
  const FakeImapServer server(ImapManner::Usual, password);
  const std::string domain = domain_at(server.port());
  const auto mine = node.hold("ann@" + domain, plain_mail("ann@" + domain));
  const auto other = node.hold("bob@" + domain, plain_mail("bob@" + domain));
  for (int times = 0; times < 2; ++times) {
    const HttpReply reply = sign_in("Ann@" + domain, password, 1);
    INFO(reply.body);
    REQUIRE(reply.status == 201);
    const auto session = api::decode_session(reply.body);
    REQUIRE(session);
    CHECK(session->me.role == api::Role::Email);
    CHECK(session->me.addresses.size() == 1);
    const Person ann{.id = 0, .login = "ann", .token = session->token};
    CHECK(node.get(ann, "/v1/messages/" + mine.value).status == 200);
    CHECK(node.get(ann, "/v1/messages/" + other.value).status == 404);
  }
  CHECK(server.seen() == std::vector<std::string>(2, "Ann@" + domain + " " + password));
}

TEST_CASE("A wrong password is said to be wrong, makes no account and is slowed down before the mail server is asked", "[doors]") {
  const FakeImapServer server(ImapManner::Usual);
  const std::string domain = domain_at(server.port());
  for (int tries = 0; tries < 5; ++tries) {
    const HttpReply reply = sign_in("ann@" + domain, "wrong", 2);
    CHECK(reply.status == 401);
    CHECK(names_the_password(reply));
  }
  const int asked = server.connections();
  const HttpReply slowed = sign_in("ann@" + domain, "wrong", 2);
  CHECK(slowed.status == 429);
  CHECK(server.connections() == asked);
  CHECK(contract_node().storage().accounts().find_user("ann@" + domain).error().code == base::ErrorCode::NotFound);
}

TEST_CASE("Whatever is wrong with the mail server is not called a wrong password, and is not counted", "[doors]") {
  struct Case {
    const char* what;
    ImapManner manner;
    std::string tls;
    std::string_view words;
  };
  for (const Case& it : {Case{"silent", ImapManner::Silent, "none", "too long"},
                         Case{"silent at the password", ImapManner::SilentAtLogin, "none", "too long"},
                         Case{"garbage", ImapManner::Garbage, "none", "does not answer"},
                         Case{"everybody is signed in", ImapManner::Preauth, "none", "set up"},
                         Case{"its own trouble", ImapManner::Temporary, "none", "does not answer"},
                         Case{"no passwords", ImapManner::NoPasswords, "none", "set up"},
                         Case{"no TLS from the start", ImapManner::Usual, "implicit", "prove who it is"},
                         Case{"no STARTTLS", ImapManner::Usual, "starttls", "prove who it is"}}) {
    INFO(it.what);
    const FakeImapServer server(it.manner);
    const std::string domain = domain_at(server.port(), it.tls);
    const int tries = std::string_view(it.what).starts_with("silent") ? 1 : 8;  // more than the free ones
    for (int i = 0; i < tries; ++i) {
      const HttpReply reply = sign_in("ann@" + domain, "right", 3);
      INFO(reply.body);
      CHECK(reply.status == 503);
      CHECK(reply.headers.contains("retry-after"));
      CHECK_FALSE(names_the_password(reply));
      CHECK(reply.body.find(it.words) != std::string::npos);
    }
    CHECK(contract_node().storage().accounts().find_user("ann@" + domain).error().code == base::ErrorCode::NotFound);
    if (it.tls != "none") CHECK(server.seen().empty());  // the password did not leave without TLS
  }
  const std::string domain = domain_at(9);  // nobody is there
  const HttpReply down = sign_in("ann@" + domain, "right", 3);
  CHECK(down.status == 503);
  CHECK(down.body.find("does not answer") != std::string::npos);
}

TEST_CASE("A mail server that is silent at the farewell keeps nobody longer than the time limit", "[doors]") {
  const FakeImapServer server(ImapManner::SilentAtLogout);
  const std::string domain = domain_at(server.port());
  const auto started = Time::now();
  CHECK(sign_in("ann@" + domain, "right", 4).status == 201);
  CHECK(Time::now() - started < std::chrono::seconds(6));
}

TEST_CASE("While mail servers hang, everything else is answered at once, and beyond the places there is a 503", "[doors]") {
  ContractNode& node = contract_node();
  const FakeImapServer hanging(ImapManner::SilentAtLogin);
  const FakeImapServer quick(ImapManner::Usual);
  const std::string slow_domain = domain_at(hanging.port());
  const std::string quick_domain = domain_at(quick.port());
  const Person reader = node.make_reader("reader@" + quick_domain);
  std::vector<std::thread> people;
  std::atomic<int> busy = 0;
  for (int i = 0; i < 90; ++i) {
    people.emplace_back([&, i] {
      // Not through call(): its checks are for one thread.
      const HttpReply reply = perform_call(node.port(), sign_in_call(std::format("p{}@{}", i, slow_domain), "x", 100 + i));
      if (reply.status == 503 && reply.body.find("busy") != std::string::npos) ++busy;
    });
  }
  std::this_thread::sleep_for(std::chrono::milliseconds(300));
  auto longest = Time::duration::zero();
  for (int i = 0; i < 10; ++i) {
    const auto started = Time::now();
    CHECK(node.get(reader, "/v1/messages").status == 200);
    longest = std::max(longest, Time::now() - started);
  }
  const auto started = Time::now();
  CHECK(sign_in("ann@" + quick_domain, "right", 5).status == 201);
  const auto other_door = Time::now() - started;
  for (std::thread& person : people) person.join();
  CHECK(longest < std::chrono::seconds(1));
  CHECK(other_door < std::chrono::milliseconds(1500));
  CHECK(busy >= 90 - 16 - 48);
}

TEST_CASE("Only mailboxes of the domain go through its door: local passwords stay, and nobody else's mail opens", "[doors]") {
  ContractNode& node = contract_node();
  const FakeImapServer server(ImapManner::Usual);
  const std::string domain = domain_at(server.port());
  const std::string foreign = node.make_domain();
  node.make_person("local@" + domain, api::Role::Email, {"local@" + domain});  // has a password here
  CHECK(sign_in("local@" + domain, "right", 6).status == 401);
  CHECK(sign_in("local@" + domain, kPassword, 6).status == 201);
  REQUIRE(node.storage().accounts().add_user({.login = "both@" + domain, .addresses = {"both@" + domain, "ceo@" + foreign}}));
  REQUIRE(node.storage().accounts().add_user({.login = "boss@" + domain, .role = api::Role::Admin, .domains = {domain}}));
  REQUIRE(node.storage().accounts().add_user({.login = "other@" + domain, .addresses = {"someone@" + domain}}));
  for (const std::string& login : {"both@" + domain, "boss@" + domain, "other@" + domain, "ann@" + foreign, domain, "\"a b\"@" + domain})
    CHECK(sign_in(login, "right", 6).status == 401);
  CHECK(sign_in("ann@" + domain, std::string("right\0junk", 10), 6).status == 401);
  CHECK(server.seen().empty());
}

TEST_CASE("The settings of a door are its administrators', and its secret is never given back", "[doors]") {
  ContractNode& node = contract_node();
  const std::string domain = node.make_domain();
  const std::string foreign = node.make_domain();
  const Person admin = node.make_person("admin-" + domain, api::Role::Admin, {}, {domain});
  const Person office = node.make_person("office-" + domain, api::Role::Domain, {}, {domain});
  const Person reader = node.make_reader("reader@" + domain);
  CHECK(node.get(admin, path_of(domain)).body == R"j({"method":"local"})j");
  const std::string ldap =
      R"j({"method":"ldap","host":"LDAP.Example","search_base":"dc=example","search_filter":"(mail={address})","search_dn":"cn=node",)j"
      R"j("search_password":"hush-hush"})j";
  CHECK(put(admin, domain, ldap).status == 200);
  const HttpReply shown = node.get(admin, path_of(domain));
  CHECK(shown.body.find("hush-hush") == std::string::npos);
  CHECK(shown.body.find(R"j("has_search_password":true)j") != std::string::npos);
  CHECK(shown.body.find(R"j("host":"ldap.example","port":636,"tls":"implicit")j") != std::string::npos);
  // Left out, it stays, but not for another server.
  const auto without = [](const std::string& host) {
    return std::format(R"j({{"method":"ldap","host":"{}","search_base":"dc=x","search_filter":"(uid={{local}})","search_dn":"cn=node"}})j",
                       host);
  };
  CHECK(put(admin, domain, without("ldap.example")).status == 200);
  CHECK(node.storage().doors().find(domain)->sign_in.search_password == "hush-hush");
  CHECK(api::decode_error(400, put(admin, domain, without("evil.example")).body, "").field == "search_password");
  for (const Person& person : {office, reader}) {
    CHECK(node.get(person, path_of(domain)).status == 404);
    CHECK(put(person, domain, ldap).status == 404);
  }
  CHECK(node.get(admin, path_of(foreign)).status == 404);
  const HttpReply removed = node.call({.method = "DELETE", .path = path_of(domain), .token = admin.token});
  CHECK(removed.status == 204);
  CHECK(node.get(admin, path_of(domain)).body == R"j({"method":"local"})j");
}

TEST_CASE("A door that would not do is refused by its field and changes nothing", "[doors]") {
  ContractNode& node = contract_node();
  const std::string domain = node.make_domain();
  const Person admin = node.make_person("admin-" + domain, api::Role::Admin, {}, {domain});
  for (const auto& [field, body] : std::vector<std::pair<std::string, std::string>>{
           {"method", R"j({"method":"pop3","host":"a.example"})j"},
           {"host", R"j({"method":"imap","host":"a b"})j"},
           {"host", R"j({"method":"imap"})j"},
           {"port", R"j({"method":"imap","host":"a.example","port":70000})j"},
           {"tls", R"j({"method":"imap","host":"a.example","tls":"none"})j"},
           {"ca", R"j({"method":"imap","host":"a.example","ca":"trust me"})j"},
           {"bind_dn", R"j({"method":"ldap","host":"a.example"})j"},
           {"bind_dn", R"j({"method":"ldap","host":"a.example","bind_dn":"cn=everybody"})j"},
           {"search_filter", R"j({"method":"ldap","host":"a.example","search_filter":"(objectClass=*)"})j"},
           {"search_filter", R"j({"method":"ldap","host":"a.example","search_filter":"mail={address}"})j"},
           {"search_password", R"j({"method":"ldap","host":"a.example","search_filter":"(mail={address})","search_dn":"cn=x"})j"},
           {"address_attribute", R"j({"method":"ldap","host":"a.example","bind_dn":"uid={local}","address_attribute":"mail)("})j"}}) {
    const HttpReply reply = put(admin, domain, body);
    INFO(body << " → " << reply.body);
    CHECK(reply.status == 400);
    CHECK(api::decode_error(reply.status, reply.body, "").field == field);
  }
  CHECK(node.get(admin, path_of(domain)).body == R"j({"method":"local"})j");
}

TEST_CASE("An administrator of one domain cannot send the node into its own network", "[doors]") {
  ContractNode& node = contract_node();
  const FakeImapServer server(ImapManner::Usual);
  const std::string domain = node.make_domain();
  const Person admin = node.make_person("admin-" + domain, api::Role::Admin, {}, {domain});
  for (const char* method : {"imap", "ldap"}) {
    const std::string body = std::format(R"j({{"method":"{}","host":"127.0.0.1","port":{},"tls":"implicit"{}}})j", method, server.port(),
                                         std::string_view(method) == "ldap" ? R"j(,"bind_dn":"uid={local}")j" : "");
    REQUIRE(put(admin, domain, body).status == 200);
    const HttpReply reply = sign_in("ann@" + domain, "right", 9);
    INFO(reply.body);
    CHECK(reply.status == 503);
    CHECK(reply.body.find("set up") != std::string::npos);
  }
  CHECK(server.seen().empty());
}

}  // namespace pratique::test
