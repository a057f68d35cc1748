#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <thread>

#include "client/api/brand.hpp"
#include "tests/contract/contract_node.hpp"

namespace pratique::test {
namespace {

// The head of a PNG of this size; nobody decodes it here.
std::string png(unsigned char width, unsigned char height) {
  std::string bytes("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16);
  for (const unsigned char side : {width, height}) bytes += std::string("\0\0\0", 3) + static_cast<char>(side);
  return bytes + std::string("\x08\x06\0\0\0", 5) + std::string(40, 'x');
}

Person admin_of(const std::string& domain) {
  return contract_node().make_person("brands-" + domain, api::Role::Admin, {}, {domain});
}
Person operator_of(const std::string& domain) {
  return contract_node().make_person("operator-" + domain, api::Role::SuperAdmin, {});
}

api::NewBrand brand_for(const std::string& domain) {
  api::NewBrand brand;
  brand.name = "North & Sons";
  brand.button = "To North";
  brand.support_url = "https://help." + domain + "/start";
  brand.accent_light = "#ffcc00";
  brand.sender_name = "North";
  brand.sender_address = "mail@" + domain;
  brand.domains = {domain};
  brand.hostnames = {"Mail." + domain};
  brand.embed_origins = {"https://panel." + domain + ":2083"};
  brand.templates = {{"login_link", "en", "Hello from {brand}", "Go to {link}"}};
  return brand;
}

HttpReply send(const Person& person, const std::string& method, const std::string& path, const std::string& body = {}) {
  return contract_node().call({.method = method, .path = path, .token = person.token, .body = body});
}

api::Brand made(const Person& person, const api::NewBrand& brand) {
  const HttpReply reply = send(person, "POST", "/v1/brands", api::encode(brand));
  INFO(reply.body);
  REQUIRE(reply.status == 201);
  return api::decode_brand(reply.body).value();
}

HttpReply under(const std::string& host, const std::string& path, const std::string& tag = {}) {
  std::map<std::string, std::string> headers{{"Host", host}};
  if (!tag.empty()) headers["If-None-Match"] = tag;
  return contract_node().call({.path = path, .headers = headers});
}

}  // namespace

TEST_CASE("A host name shows the brand that its administrator made, and every other name shows nothing of it", "[brands]") {
  const std::string domain = contract_node().make_domain();
  const Person admin = admin_of(domain);
  const api::Brand brand = made(admin, brand_for(domain));
  CHECK(brand.brand.hostnames == std::vector{"mail." + domain});
  CHECK(brand.brand.accent_light == "#FFCC00");
  REQUIRE(brand.light);
  CHECK(brand.light->fill == "#AC890E");  // as the design's table has it
  CHECK(brand.dark->fill == "#FFCC00");

  const HttpReply shown = under("MAIL." + domain + ":8443", "/v1/brand");
  REQUIRE(shown.status == 200);
  const auto look = api::decode_brand_look(shown.body).value();
  CHECK(look.name == "North & Sons");
  CHECK(look.button == "To North");
  CHECK(look.light == brand.light);
  CHECK(look.logo.empty());
  CHECK(under("mail." + domain, "/v1/brand", shown.headers.at("etag")).status == 304);
  CHECK(under("mail." + domain, "/v1/brand/style").body.contains(":root[data-theme=dark]{--accent-fill:#FFCC00"));

  for (const std::string& host : {std::string("127.0.0.1"), "other." + domain, std::string("..%2f"), std::string()}) {
    const HttpReply other = under(host, "/v1/brand");
    CHECK(api::decode_brand_look(other.body).value().name == "Pratique");
    CHECK(under(host, "/v1/brand/style").body.empty());
  }
  // Nobody may choose the name by a header that only proxies send.
  const HttpReply claimed = contract_node().call({.path = "/v1/brand", .headers = {{"X-Forwarded-Host", "mail." + domain}}});
  CHECK(api::decode_brand_look(claimed.body).value().name == "Pratique");
}

TEST_CASE("A logo is a picture by content, and is shown under its own host name alone", "[brands]") {
  const std::string domain = contract_node().make_domain();
  const Person admin = admin_of(domain);
  const std::string path = "/v1/brands/" + made(admin, brand_for(domain)).id.value;
  const HttpReply svg = send(admin, "PUT", path + "/logo", "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>");
  CHECK(svg.status == 400);
  CHECK(svg.body.contains("SVG is not taken"));
  CHECK(send(admin, "PUT", path + "/logo", png(200, 60) + std::string(64 * 1024, 'x')).status == 413);
  CHECK(under("mail." + domain, "/v1/brand/logo").status == 404);
  const HttpReply put = send(admin, "PUT", path + "/logo", png(200, 60));
  REQUIRE(put.status == 200);
  CHECK(api::decode_brand(put.body).value().logo == api::Logo{"image/png", 200, 60, static_cast<std::int64_t>(png(200, 60).size())});
  const HttpReply logo = under("mail." + domain, "/v1/brand/logo");
  CHECK(logo.body == png(200, 60));
  CHECK(logo.headers.at("content-type") == "image/png");
  CHECK(logo.headers.at("content-security-policy").contains("sandbox"));
  CHECK(under("127.0.0.1", "/v1/brand/logo").status == 404);
  // Changing the words leaves it.
  api::NewBrand changed = brand_for(domain);
  changed.name = "South";
  CHECK(api::decode_brand(send(admin, "PUT", path, api::encode(changed)).body).value().logo.has_value());
  CHECK(send(admin, "DELETE", path + "/logo").status == 200);
  CHECK(under("mail." + domain, "/v1/brand/logo").status == 404);
}

TEST_CASE("What cannot stand in a brand is refused with its field, and nothing changes", "[brands]") {
  const std::string domain = contract_node().make_domain();
  const Person admin = admin_of(domain);
  const api::Brand before = made(admin, brand_for(domain));
  const std::string path = "/v1/brands/" + before.id.value;
  const auto refused = [&](const std::string& field, const auto& change) {
    api::NewBrand brand = brand_for(domain);
    change(brand);
    const HttpReply reply = send(admin, "PUT", path, api::encode(brand));
    INFO(field << ": " << reply.status << " " << reply.body);
    CHECK(reply.status / 100 == 4);
    CHECK(reply.body.contains("\"field\":\"" + field + "\""));
    return reply.body;
  };
  refused("name", [](auto& brand) { brand.name = " \n"; });
  refused("accent_light", [](auto& brand) { brand.accent_light = "red;}body{display:none"; });
  refused("support_url", [](auto& brand) { brand.support_url = "javascript:alert(1)"; });
  refused("hostnames/0", [](auto& brand) { brand.hostnames = {"no host name"}; });
  refused("embed_origins/0", [](auto& brand) { brand.embed_origins = {"https://a.example; script-src *"}; });
  CHECK(refused("templates/0/body", [](auto& brand) { brand.templates[0].body = "{link} {pasword}"; }).contains("{pasword}"));
  refused("templates/0/body", [](auto& brand) { brand.templates[0].body = "no way in"; });
  refused("templates/0/subject", [](auto& brand) { brand.templates[0].subject = "a\nBcc: everybody"; });
  refused("templates/0/mail", [](auto& brand) { brand.templates[0].mail = "greeting"; });
  refused("sender_address", [](auto& brand) { brand.sender_address = "nobody"; });
  CHECK(api::decode_brand(send(admin, "GET", path).body).value() == before);
}

TEST_CASE("An administrator keeps brands of his own domains and names in them; a name belongs to one brand", "[brands]") {
  ContractNode& node = contract_node();
  const std::string mine = node.make_domain(), theirs = node.make_domain();
  const Person admin = admin_of(mine), other = admin_of(theirs), super = operator_of(mine);
  const api::Brand brand = made(admin, brand_for(mine));
  const auto status = [&](const Person& person, const auto& change) {
    api::NewBrand wanted = brand_for(theirs);
    change(wanted);
    return send(person, "POST", "/v1/brands", api::encode(wanted)).status;
  };
  CHECK(status(other, [&](auto& wanted) { wanted.domains = {mine}; }) == 404);
  CHECK(status(other, [&](auto& wanted) { wanted.domains.clear(); }) == 422);
  CHECK(status(other, [&](auto& wanted) { wanted.hostnames = {"mail." + mine}; }) == 422);
  CHECK(status(other, [&](auto& wanted) { wanted.hostnames = {"x" + theirs}; }) == 422);
  CHECK(status(other, [&](auto& wanted) { wanted.sender_address = "boss@" + mine; }) == 422);
  CHECK(status(super, [&](auto& wanted) { wanted.hostnames = {"mail." + mine}; }) == 409);
  CHECK(status(super, [&](auto& wanted) { wanted.domains = {mine}; }) == 409);
  CHECK(node.get(other, "/v1/brands").body.contains("\"total\":0"));
  CHECK(send(other, "DELETE", "/v1/brands/" + brand.id.value).status == 404);
  CHECK(node.get(super, "/v1/brands").body.contains(brand.id.value));
  CHECK(send(node.make_reader("ann@" + mine), "POST", "/v1/brands", api::encode(brand_for(mine))).status == 422);

  // A name that the operator gave to it stays with it.
  api::NewBrand wider = brand.brand;
  wider.hostnames.push_back("mail.elsewhere-" + mine);
  REQUIRE(send(super, "PUT", "/v1/brands/" + brand.id.value, api::encode(wider)).status == 200);
  wider.name = "North again";
  CHECK(send(admin, "PUT", "/v1/brands/" + brand.id.value, api::encode(wider)).status == 200);
  CHECK(send(admin, "DELETE", "/v1/brands/" + brand.id.value).status == 204);
  CHECK(under("mail." + mine, "/v1/brand").body.contains("Pratique"));
}

TEST_CASE("What a command beside the node changes shows within seconds", "[brands]") {
  ContractNode& node = contract_node();
  const std::string domain = node.make_domain();
  api::NewBrand brand = brand_for(domain);
  brand.hostnames = {"mail." + domain};
  const auto added = node.storage().brands().add(domain::Scope::system(), brand);
  REQUIRE(added);
  for (int tries = 0; tries < 100 && !under("mail." + domain, "/v1/brand").body.contains("North"); ++tries)
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  CHECK(under("mail." + domain, "/v1/brand").body.contains("North"));
  CHECK(node.storage().brands().of_domain(domain)->brand.sender_address == "mail@" + domain);
  CHECK(node.storage().brands().of_domain("nobody.example")->brand.name == "Pratique");
}

}  // namespace pratique::test
