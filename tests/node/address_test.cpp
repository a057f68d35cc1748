#include "node/domain/address.hpp"

#include <catch2/catch_test_macros.hpp>

#include "node/domain/scope.hpp"
#include "node/domain/text_key.hpp"

namespace pratique::test {

using domain::parse_address;
using domain::recipient_of;

TEST_CASE("addresses of every legal form are read") {
  CHECK(parse_address("Bob@Dest.Example")->text() == "Bob@dest.example");
  CHECK(parse_address("a.b+c=d_e!#$%&'*/?^`{|}~-@x-y.example")->domain == "x-y.example");
  CHECK(parse_address("\"a b\\\"@c\"@dest.example")->local_part == "\"a b\\\"@c\"");
  CHECK(parse_address("jörg@müller.example")->text() == "jörg@xn--mller-kva.example");
  CHECK(parse_address("用户@例え.テスト")->domain == "xn--r8jz45g.xn--zckzah");
  CHECK(parse_address("x@FAß.example")->domain == "xn--fa-hia.example");
  CHECK(parse_address("x@[192.0.2.1]")->domain == "[192.0.2.1]");
  CHECK(parse_address("x@[IPv6:2001:db8::1]")->domain == "[ipv6:2001:db8::1]");
  CHECK(parse_address("x@localhost")->domain == "localhost");
  CHECK(parse_address("foo..bar.@docomo.example"));  // misplaced dots exist in the wild
  CHECK(parse_address("x@under_score.example"));
}

TEST_CASE("what is not an address is refused with a reason") {
  for (const std::string bad : {"", "bob", "@dest.example", "bob@", "bob@-..example", "bob@dest..example", "a b@dest.example",
                                "a@b@c.example", "\"open@dest.example", "bob@dest.example>", "bob@dest example", "bob\r\nX: y@dest.example",
                                "b\xff@dest.example", "bob@[not literal]", "(c)bob@dest.example"}) {
    const auto address = parse_address(bad);
    CAPTURE(bad);
    REQUIRE_FALSE(address);
    CHECK(address.error().code == base::ErrorCode::BadInput);
    CHECK(address.error().field == "address");
  }
  CHECK_FALSE(parse_address(std::string(600, 'a') + "@dest.example"));
  CHECK_FALSE(parse_address("a@" + std::string(64, 'a') + ".example"));
}

TEST_CASE("the quarantine form names the recipient, plain recipients stay") {
  const auto of = [](const char* text) { return recipient_of(*parse_address(text), "Q.internal").text(); };
  CHECK(of("bob=dest.example@q.internal") == "bob@dest.example");
  CHECK(of("bob+x=y=Dest.example@q.internal") == "bob+x=y@dest.example");
  CHECK(of("\"b ob=dest.example\"@q.internal") == "\"b ob\"@dest.example");
  CHECK(of("bob@dest.example") == "bob@dest.example");
  CHECK(of("bob=dest.example@other.internal") == "bob=dest.example@other.internal");
  CHECK(of("bob@q.internal") == "bob@q.internal");
  CHECK(of("=dest.example@q.internal") == "=dest.example@q.internal");
  CHECK(recipient_of(*parse_address("a=b.example@q.internal"), "").text() == "a=b.example@q.internal");
}

TEST_CASE("the organisational domain is what a person would call the sender's") {
  CHECK(domain::organisational_domain("mail.news.example.org") == "example.org");
  CHECK(domain::organisational_domain("example.org") == "example.org");
  CHECK(domain::organisational_domain("a.b.shop.co.uk") == "shop.co.uk");
  CHECK(domain::organisational_domain("loja.com.br") == "loja.com.br");
  CHECK(domain::organisational_domain("www.t.co") == "t.co");
  CHECK(domain::organisational_domain("www.bbc.de") == "bbc.de");
  CHECK(domain::organisational_domain("localhost") == "localhost");
  CHECK(domain::organisational_domain("").empty());
  CHECK(domain::organisational_domain(".co.uk") == ".co.uk");
}

TEST_CASE("a scope allows its own recipients without regard to case") {
  domain::Scope scope;
  scope.addresses = {"Bob@dest.example"};
  CHECK(scope.allows("bob@DEST.example"));
  CHECK_FALSE(scope.allows("eve@dest.example"));
  scope.role = api::Role::Domain;
  scope.domains = {"dest.example"};
  CHECK(scope.allows("eve@dest.example"));
  CHECK_FALSE(scope.allows("eve@sub.dest.example"));
  CHECK_FALSE(scope.allows("dest.example"));
  CHECK(domain::Scope::system().allows("anyone@anywhere"));
}

TEST_CASE("sort keys put accents and case beside their base letters") {
  CHECK(domain::sort_key("Öl", 40) == "ol");
  CHECK(domain::sort_key("ＡＢＣ", 40) == "abc");
  CHECK(domain::sort_key("abcdef", 3) == "abc");
  CHECK(domain::fold_case("STRASSE") == "strasse");
  CHECK(domain::fold_case("ÉÀ") == "éà");
}

}  // namespace pratique::test
