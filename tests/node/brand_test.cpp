#include "node/domain/brand.hpp"

#include <algorithm>
#include <array>
#include <catch2/catch_test_macros.hpp>
#include <random>

#include "node/domain/accent.hpp"
#include "node/domain/node_mail.hpp"
#include "node/domain/picture.hpp"
#include "node/http/forwarded.hpp"
#include "node/letters/login_letter.hpp"
#include "ui/theme/tokens_generated.hpp"

using namespace pratique;
using domain::Ground;
using domain::Rgb;

namespace {

bool same(Rgb ours, theme::Color tokens) {
  return tokens.rgba() >> 8 == (std::uint32_t{ours.red} << 16 | std::uint32_t{ours.green} << 8 | ours.blue);
}

Rgb rgb(std::string_view text) {
  return domain::parse_rgb(text).value();
}

bool is_proxy(std::string_view ip) {
  return ip == "10.0.0.1" || ip == "10.0.0.2";
}

}  // namespace

TEST_CASE("the grounds that accents are made for are those of the design's tokens") {
  const auto check = [](Ground ground, const theme::Palette::Surface& surface) {
    const domain::Surfaces& ours = domain::surfaces_of(ground);
    CHECK(same(ours.app, surface.app));
    CHECK(same(ours.base, surface.base));
    CHECK(same(ours.sunken, surface.sunken));
    CHECK(same(ours.raised, surface.raised));
    CHECK(same(ours.hover, surface.hover));
  };
  check(Ground::Light, theme::kLight.surface);
  check(Ground::Dark, theme::kDark.surface);
}

TEST_CASE("brand colours become what the design's table says") {
  const api::Accent yellow = domain::accent_of(rgb("#FFCC00"), Ground::Light);
  CHECK(yellow.fill == "#AC890E");
  CHECK(yellow.on == "#06182E");
  CHECK(yellow.hover == "#BA9510");
  CHECK(yellow.soft == "#F4ECD7");
  CHECK(yellow.soft_on == "#826708");
  CHECK(yellow.focus == "#A5830D");
  const api::Accent red = domain::accent_of(rgb("#E4002B"), Ground::Dark);
  CHECK(red.fill == "#FE5456");
  CHECK(red.soft == "#47201F");
  CHECK(red.soft_on == "#FF6362");
  CHECK(domain::accent_of(rgb("#2B2B2B"), Ground::Dark).fill == "#8F8F8F");
}

TEST_CASE("whatever the brand colour, everything made of it can be read on its ground") {
  std::mt19937 random(20261123);
  std::uniform_int_distribution<int> part(0, 255);
  const auto any = [&] { return static_cast<std::uint8_t>(part(random)); };
  std::vector<Rgb> colours{{0, 0, 0}, {255, 255, 255}, {255, 255, 0}, {0, 0, 255}, {128, 128, 128}};
  for (int i = 0; i < 300; ++i) colours.push_back({any(), any(), any()});
  for (const Rgb colour : colours) {
    for (const Ground ground : {Ground::Light, Ground::Dark}) {
      const api::Accent accent = domain::accent_of(colour, ground);
      const domain::Surfaces& on = domain::surfaces_of(ground);
      INFO(domain::to_text(colour) << (ground == Ground::Dark ? " dark" : " light") << ": fill " << accent.fill);
      CHECK(domain::contrast(rgb(accent.on), rgb(accent.fill)) >= 4.5);
      CHECK(domain::contrast(rgb(accent.on), rgb(accent.hover)) >= 4.5);
      CHECK(domain::contrast(rgb(accent.on), rgb(accent.pressed)) >= 4.5);
      CHECK(domain::contrast(rgb(accent.soft_on), rgb(accent.soft)) >= 4.5);
      CHECK(domain::contrast(rgb("#B4C6DA"), rgb(accent.panel)) >= 4.5);
      for (const Rgb surface : {on.app, on.base, on.sunken, on.raised}) CHECK(domain::contrast(rgb(accent.fill), surface) >= 3);
      for (const Rgb surface : {on.app, on.base, on.sunken, on.hover}) {
        CHECK(domain::contrast(rgb(accent.soft_on), surface) >= 4.5);
        CHECK(domain::contrast(rgb(accent.focus), surface) >= 3);
      }
    }
  }
}

TEST_CASE("pictures are told by content, with their size") {
  const std::string png = std::string("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\0\0\0\0\x40", 24) + std::string(20, '\0');
  const auto seen = domain::picture_in(png);
  REQUIRE(seen);
  CHECK(seen->content_type == "image/png");
  CHECK(seen->width == 256);
  CHECK(seen->height == 64);
  const std::string jpeg("\xff\xd8\xff\xe0\0\x04JF\xff\xc2\0\x11\x08\0\x30\0\x60\x03zzzzzzzzzz", 29);
  CHECK(domain::picture_in(jpeg)->width == 96);
  CHECK(domain::picture_in(jpeg)->height == 48);
  std::string webp("RIFF\x20\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0\x63\0\0\x1d\0\0zzzz", 34);
  CHECK(domain::picture_in(webp)->width == 100);
  CHECK(domain::picture_in(webp)->height == 30);
  for (const std::string& other : {std::string(), std::string("<svg></svg>"), std::string("GIF89a"), png.substr(0, 20), jpeg.substr(0, 8),
                                   std::string("\xff\xd8\xff\xe0\0\0", 6), webp.substr(0, 20)})
    CHECK_FALSE(domain::picture_in(other));
  for (std::size_t length = 0; length < jpeg.size(); ++length) (void)domain::picture_in(std::string_view(jpeg).substr(0, length));
}

TEST_CASE("a mail of the node has the brand's words and sender, and no value begins another line of its subject") {
  api::NewBrand brand = domain::plain_brand();
  const auto ours = domain::mail_words(brand, "login_link", "de", {{"link", "https://x.example/l"}, {"minutes", "15"}, {"login", "ann"}});
  CHECK(ours.subject == "Ihr Anmeldelink für Pratique");
  CHECK(ours.body.contains("https://x.example/l"));
  CHECK_FALSE(ours.body.contains("{"));
  CHECK(domain::mail_sender_of(brand, "mx.example").address == "no-reply@mx.example");
  brand.name = "North\r\nBcc: all@example.org";
  brand.sender_address = "post@north.example";
  brand.templates = {{"login_link", "en", "{brand} for {login}", "In: {link} {nothing}"}};
  const auto theirs = domain::mail_words(brand, "login_link", "en", {{"link", "L"}, {"login", "ann"}});
  CHECK(theirs.subject == "North Bcc: all@example.org for ann");
  CHECK(theirs.body == "In: L ");
  CHECK(domain::mail_sender_of(brand, "mx.example").address == "post@north.example");
  CHECK(domain::check_template({"login_link", "en", "s", "{link"}, "t").error().field == "t/body");
}

TEST_CASE("X-Forwarded-For, -Host and -Proto count from proxies of ours alone, and the client is the last hop that is none") {
  const http::Said direct{.peer_ip = "198.51.100.9",
                          .host = "Portal.Example.:8443",
                          .forwarded_for = "203.0.113.5",
                          .forwarded_host = "evil.example",
                          .forwarded_proto = "https"};
  const http::Asker stranger = http::asker_of(direct, is_proxy);
  CHECK(stranger.client_ip == "198.51.100.9");
  CHECK(stranger.host == "portal.example");
  CHECK_FALSE(stranger.is_https);
  CHECK(http::asker_of(direct, {}).client_ip == "198.51.100.9");

  http::Said said = direct;
  said.peer_ip = "10.0.0.1";
  said.forwarded_for = "192.0.2.66, 203.0.113.5, 10.0.0.2";  // the first is what the client itself claimed
  said.forwarded_host = "a.example, Mail.North.Example";
  const http::Asker proxied = http::asker_of(said, is_proxy);
  CHECK(proxied.client_ip == "203.0.113.5");
  CHECK(proxied.host == "mail.north.example");
  CHECK(proxied.is_https);
  said.forwarded_for = "<script>, 10.0.0.2";
  CHECK(http::asker_of(said, is_proxy).client_ip == "10.0.0.2");
  said.forwarded_for = "";
  said.forwarded_host = "a/../b";
  CHECK(http::asker_of(said, is_proxy).client_ip == "10.0.0.1");
  CHECK(http::asker_of(said, is_proxy).host == "portal.example");
}

TEST_CASE("a sign-in link comes from the brand of its mailbox's domain, in its own words") {
  api::NewBrand brand = domain::plain_brand();
  brand.name = "North";
  brand.sender_name = "North Mail";
  brand.sender_address = "post@north.example";
  brand.templates = {{"login_link", "en", "In to {brand}", "Go: {link} ({login}, {minutes})"}};
  const mime::Letter english = letters::branded_login_letter(brand, "en-GB", "ann@north.example", "https://mail.north.example/#link=x", {});
  CHECK(english.from_name == "North Mail");
  CHECK(english.subject == "In to North");
  CHECK(english.text == "Go: https://mail.north.example/#link=x (ann@north.example, 15)");
  const mime::Letter german = letters::branded_login_letter(brand, "de", "ann@north.example", "https://mail.north.example/#link=x", {});
  CHECK(german.subject == "Ihr Anmeldelink für North");
  CHECK_FALSE(german.text.contains("Pratique"));
  const std::string message = mime::compose(english);
  CHECK(message.contains("From: North Mail <post@north.example>"));
  CHECK_FALSE(message.contains("text/html"));
  brand.sender_address.clear();
  CHECK(letters::branded_login_letter(brand, "en", "ann@north.example", "x", {}).from == "no-reply@north.example");
}
