#include "node/auth/id_token.hpp"

#include <sodium.h>

#include <catch2/catch_test_macros.hpp>

#include "node/auth/web_call.hpp"

namespace pratique::test {
namespace {

std::string coded(const std::string& json) {
  constexpr int kVariant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
  std::string out(sodium_base64_encoded_len(json.size(), kVariant), '\0');
  sodium_bin2base64(out.data(), out.size(), reinterpret_cast<const unsigned char*>(json.data()), json.size(), kVariant);
  out.pop_back();
  return out;
}

const base::WallTime kNow{std::chrono::seconds(1'800'000'000)};

auth::TokenExpectation expected() {
  return {.issuer = "https://id.example", .client_id = "pratique", .nonce = "n-1", .now = kNow};
}

base::Result<auth::Person> read(const std::string& claims, const std::string& header = R"({"alg":"RS256"})") {
  return auth::person_in_id_token(coded(header) + "." + coded(claims) + ".c2ln", expected());
}

// The claims of a good token with one of them in other words.
std::string claims(const std::string& name = "", const std::string& value = "") {
  std::string out;
  for (const auto& [key, usual] : {std::pair<std::string, std::string>{"iss", R"("https://id.example")"},
                                   {"aud", R"("pratique")"},
                                   {"sub", R"("7")"},
                                   {"exp", "1800000060"},
                                   {"nonce", R"("n-1")"},
                                   {"email", R"("ann@x.example")"},
                                   {"email_verified", "true"}}) {
    const std::string& used = key == name ? value : usual;
    if (used.empty()) continue;
    out += (out.empty() ? "{\"" : ",\"") + key + "\":" + used;
  }
  return out + "}";
}

}  // namespace

TEST_CASE("A token of this sign-in tells who it is", "[oidc]") {
  const auto person = read(claims());
  REQUIRE(person);
  CHECK(person->email == "ann@x.example");
  CHECK(person->email_verified);
  CHECK(person->subject == "7");
  CHECK(read(claims("email", ""))->email == std::nullopt);
  CHECK_FALSE(read(claims("email_verified", "false"))->email_verified);
  CHECK_FALSE(read(claims("email_verified", ""))->email_verified);
  CHECK(read(claims("email_verified", R"("true")"))->email_verified);
  CHECK_FALSE(read(claims("email_verified", "1"))->email_verified);
  CHECK(read(claims("aud", R"(["pratique"])")));
}

TEST_CASE("A token of another issuer, audience, time or sign-in is refused", "[oidc]") {
  for (const auto& [name, value] : {std::pair<const char*, const char*>{"iss", R"("https://evil.example")"},
                                    {"iss", ""},
                                    {"aud", R"("other")"},
                                    {"aud", R"(["other","another"])"},
                                    {"aud", R"(["pratique","other"])"},  // without azp nobody knows whom it was given to
                                    {"aud", "7"},
                                    {"exp", "1799999900"},
                                    {"exp", ""},
                                    {"nonce", R"("n-2")"},
                                    {"nonce", ""},
                                    {"nonce", "{}"},
                                    {"sub", ""},
                                    {"sub", R"("")"}}) {
    INFO(name << " " << value);
    CHECK(read(claims(name, value)).error().code == base::ErrorCode::Unauthenticated);
  }
  CHECK_FALSE(read(claims(), R"({"alg":"none"})"));
  CHECK_FALSE(read("no json"));
  for (const char* token : {"", ".", "..", "a.b", "a.b.c.d", "!.!.!"}) CHECK_FALSE(auth::person_in_id_token(token, expected()));
  CHECK_FALSE(auth::person_in_id_token(coded(R"({"alg":"RS256"})") + "." + coded(claims()) + ".", expected()));
}

TEST_CASE("What userinfo says counts for the same person alone", "[oidc]") {
  CHECK(auth::person_in_userinfo(R"({"sub":"7","email":"a@x.example","email_verified":true})", "7")->email_verified);
  CHECK_FALSE(auth::person_in_userinfo(R"({"sub":"8","email":"a@x.example","email_verified":true})", "7"));
  CHECK_FALSE(auth::person_in_userinfo("<html>", "7"));
}

TEST_CASE("Only addresses that cannot be read in two ways are called, and plain HTTP on this machine alone", "[oidc]") {
  for (const char* good :
       {"https://id.example", "https://id.example:8443/realms/a", "http://127.0.0.1:3000", "http://localhost/", "http://[::1]:80/x"})
    CHECK(auth::is_callable(good));
  for (const char* bad :
       {"", "http://id.example", "http://127.0.0.1.evil.example", "http://127.0.0.1@evil.example", "https://a@b.example", "https://",
        "https:///x", "file:///etc/passwd", "https://a b", "https://a\nb", "gopher://127.0.0.1", "http://localhostile"})
    CHECK_FALSE(auth::is_callable(bad));
}

}  // namespace pratique::test
