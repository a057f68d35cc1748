#include "node/auth/totp.hpp"

#include <catch2/catch_test_macros.hpp>
#include <filesystem>
#include <fstream>

#include "node/auth/client.hpp"
#include "node/auth/node_key.hpp"
#include "tests/support/temp_folder.hpp"

namespace pratique::test {
namespace {

constexpr std::string_view kSecret = "12345678901234567890";  // of both RFCs

base::WallTime at_secs(std::int64_t secs) {
  return base::WallTime(std::chrono::seconds(secs));
}

}  // namespace

TEST_CASE("Codes are those of RFC 4226, appendix D", "[totp]") {
  const char* codes[] = {"755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489"};
  for (std::int64_t counter = 0; counter < 10; ++counter) CHECK(auth::hotp(kSecret, counter) == codes[counter]);
}

TEST_CASE("Codes of times are the last six digits of RFC 6238, appendix B", "[totp]") {
  const std::pair<std::int64_t, const char*> vectors[] = {{59, "287082"},         {1111111109, "081804"}, {1111111111, "050471"},
                                                          {1234567890, "005924"}, {2000000000, "279037"}, {20000000000, "353130"}};
  for (const auto& [secs, code] : vectors) {
    CHECK(auth::hotp(kSecret, secs / 30) == code);
    CHECK(auth::totp_step_of(kSecret, code, at_secs(secs)) == secs / 30);
  }
}

TEST_CASE("A code counts one step early and one step late, and not two", "[totp]") {
  const std::string code = auth::hotp(kSecret, 1000);
  for (const std::int64_t step : {999, 1000, 1001}) CHECK(auth::totp_step_of(kSecret, code, at_secs(step * 30 + 29)) == 1000);
  for (const std::int64_t step : {998, 1002}) CHECK_FALSE(auth::totp_step_of(kSecret, code, at_secs(step * 30)));
  for (const char* wrong : {"", "1", "12345", "1234567", "abcdef"}) CHECK_FALSE(auth::totp_step_of(kSecret, wrong, at_secs(30'000)));
}

TEST_CASE("Base32 is RFC 4648's without padding, and the address holds all that an app needs", "[totp]") {
  CHECK(auth::base32("") == "");
  CHECK(auth::base32("f") == "MY");
  CHECK(auth::base32("fo") == "MZXQ");
  CHECK(auth::base32("foo") == "MZXW6");
  CHECK(auth::base32("foob") == "MZXW6YQ");
  CHECK(auth::base32("foobar") == "MZXW6YTBOI");
  CHECK(auth::otpauth_uri("foobar", "Pratique", "a b@x.example") ==
        "otpauth://totp/Pratique:a%20b%40x.example?secret=MZXW6YTBOI&issuer=Pratique");
}

TEST_CASE("What the node's key sealed opens with it, for its purpose and unchanged", "[node_key]") {
  const TempFolder folder;
  const auto file = folder.path() / "node.key";
  auth::NodeKey key(file);
  const auto sealed = key.seal("the secret", "totp 7");
  REQUIRE(sealed);
  CHECK(std::filesystem::status(file).permissions() == (std::filesystem::perms::owner_read | std::filesystem::perms::owner_write));
  CHECK(std::filesystem::file_size(file) == 32);
  CHECK(key.seal("the secret", "totp 7") != sealed);
  CHECK(auth::NodeKey(file).unseal(*sealed, "totp 7") == "the secret");
  CHECK_FALSE(key.unseal(*sealed, "totp 8"));
  std::string changed = *sealed;
  changed[60] = changed[60] == '0' ? '1' : '0';
  CHECK_FALSE(key.unseal(changed, "totp 7"));
  for (const char* broken : {"", "00", "zz"}) CHECK_FALSE(key.unseal(broken, "totp 7"));
  const auto other = folder.path() / "other.key";
  CHECK_FALSE(auth::NodeKey(other).unseal(*sealed, "totp 7"));
  std::ofstream(folder.path() / "short.key") << "short";
  CHECK(auth::NodeKey(folder.path() / "short.key").seal("x", "y").error().code == base::ErrorCode::Unavailable);
}

TEST_CASE("A browser is known by a word of a list; what it sends besides is not kept", "[sessions]") {
  const auto words = [](std::string_view agent) {
    const auth::Browser browser = auth::browser_of(agent);
    return browser.name + "/" + browser.system;
  };
  CHECK(words("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36 "
              "Edg/141.0.0.0") == "Edge/Windows");
  CHECK(words("Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Mobile Safari/537.36") ==
        "Chrome/Android");
  CHECK(words("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15") ==
        "Safari/macOS");
  CHECK(words("<script>alert(1)</script>") == "/");
  CHECK(words("") == "/");
}

}  // namespace pratique::test
