#include <catch2/catch_test_macros.hpp>
#include <string>

#include "client/api/error_code.hpp"
#include "client/api/job.hpp"
#include "client/api/message.hpp"
#include "client/api/session.hpp"
#include "tests/support/sample_messages.hpp"

using namespace pratique;
using namespace pratique::api;
using base::ErrorCode;

namespace {
std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}
}  // namespace

TEST_CASE("A wrong field of a reply is named by its JSON pointer") {
  const std::string page = encode(MessagePage{{test::sample_summary("a"), test::sample_summary("b")}, {}, {}, 0, 2});
  const std::string second = page.substr(page.find("},{"));
  struct Case {
    std::string json;
    const char* pointer;
  };
  const Case cases[] = {
      {"[]", "the document"},
      {"", "the document"},
      {"{", "the document"},
      {"{\"items\":\xFF}", "the document"},
      {"{}", "/items"},
      {"{\"items\":{}}", "/items"},
      {"{\"items\":[1]}", "/items/0/id"},
      {replaced(page, "\"subject\":", "\"xsubject\":"), "/items/0/subject"},
      {page.substr(0, page.size() - second.size()) + replaced(second, "\"name\":\"", "\"name\":1,\"z\":\""), "/items/1/header_from/name"},
      {replaced(page, "\"total\":2", "\"total\":2.5"), "/total"},
      {replaced(page, "\"total\":2", "\"total\":18446744073709551615"), "/total"},
      {replaced(page, "\"offset\":0", "\"offset\":-1"), "/offset"},
      {replaced(page, "release_pending", "held"), "/items/0/status"},
  };
  for (const Case& c : cases) {
    const auto read = decode_message_page(c.json);
    REQUIRE_FALSE(read.has_value());
    CHECK(read.error().code == ErrorCode::BadReply);
    INFO(read.error().detail);
    CHECK(read.error().detail.starts_with(std::string(c.pointer) + ": expected"));
  }
}

TEST_CASE("A class that a newer node invented is shown as unknown") {
  const auto read = decode_message_summary(replaced(encode(test::sample_summary()), "\"class\":\"bulk\"", "\"class\":\"hologram\""));
  REQUIRE(read.has_value());
  CHECK(read->message_class == MessageClass::Unknown);
}

TEST_CASE("Cutting a reply anywhere gives an error, never a value or a crash") {
  const std::string whole = encode(test::sample_detail());
  for (std::size_t i = 0; i < whole.size(); ++i) CHECK_FALSE(decode_message_detail(whole.substr(0, i)).has_value());
}

TEST_CASE("Changing any byte of a reply is survived") {
  const std::string whole = encode(test::sample_job());
  for (std::size_t i = 0; i < whole.size(); ++i) {
    for (char c : {'\0', '"', '{', '}', '9', '\xFF', '-'}) {
      std::string changed = whole;
      changed[i] = c;
      if (const auto read = decode_job(changed)) CHECK(decode_job(encode(*read)) == *read);
    }
  }
}

TEST_CASE("Deeply nested JSON is refused without exhausting the stack") {
  CHECK_FALSE(decode_job(std::string(200'000, '[')).has_value());
  std::string nested;
  for (int i = 0; i < 20'000; ++i) nested += "{\"a\":";
  CHECK_FALSE(decode_job(nested + "1" + std::string(20'000, '}')).has_value());
}

TEST_CASE("A bad request is the caller's fault and names the field") {
  struct Case {
    const char* json;
    const char* field;
  };
  for (const Case& c : {Case{"{}", "action"},
                        {R"({"action":"explode","ids":["a"]})", "action"},
                        {R"({"action":"release"})", "ids"},
                        {R"({"action":"release","ids":[]})", "ids"},
                        {R"({"action":"release","ids":[1]})", "ids/0"},
                        {R"({"action":"release","ids":[""]})", "ids"},
                        {R"({"action":"release","ids":["a"],"query":"x"})", "ids"},
                        {R"({"action":"release","ids":["a"],"except":["b"]})", "except"},
                        {R"({"action":"remove","query":7})", "query"}}) {
    const auto read = decode_action_request(c.json);
    INFO(c.json);
    REQUIRE_FALSE(read.has_value());
    CHECK(read.error().code == ErrorCode::BadInput);
    CHECK(read.error().field == c.field);
  }
  std::string many = R"({"action":"release","ids":["a")";
  for (int i = 0; i < 1000; ++i) many += ",\"a\"";
  CHECK_FALSE(decode_action_request(many + "]}").has_value());
  CHECK(decode_sign_in(R"({"login":"ann"})").error().field == "password");
}

TEST_CASE("A session without a token is not a session") {
  CHECK_FALSE(decode_kept_session(R"({"token":"","expires_at":"2026-11-23T10:00:00Z"})").has_value());
  CHECK_FALSE(decode_kept_session("null").has_value());
  CHECK_FALSE(decode_kept_session(R"({"token":"x","expires_at":"tomorrow"})").has_value());
}

TEST_CASE("An error travels there and back without its detail") {
  base::Error error;
  error.code = ErrorCode::Refused;
  error.message = "It was released already";
  error.field = "ids";
  error.request_id = "r-1";
  error.detail = "secret";
  const std::string body = encode(error);
  CHECK(body.find("secret") == std::string::npos);
  const base::Error read = decode_error(http_status(error.code), body, "");
  CHECK(read.code == error.code);
  CHECK(read.message == error.message);
  CHECK(read.field == error.field);
  CHECK(read.request_id == error.request_id);
  CHECK_FALSE(read.retry_after_secs.has_value());
}

TEST_CASE("Every code that travels survives with its status") {
  for (int i = 0; i <= static_cast<int>(ErrorCode::Unavailable); ++i) {
    base::Error error;
    error.code = static_cast<ErrorCode>(i);
    error.message = "m";
    CHECK(decode_error(http_status(error.code), encode(error), "7").code == error.code);
  }
  base::Error local;
  local.code = ErrorCode::BadReply;
  local.message = "m";
  CHECK(decode_error(http_status(local.code), encode(local), "").code == ErrorCode::Internal);
}

TEST_CASE("An answer that is not ours still gives a useful error") {
  const base::Error proxy = decode_error(502, "<html>Bad gateway</html>", "120");
  CHECK(proxy.code == ErrorCode::Unavailable);
  CHECK_FALSE(proxy.message.empty());
  CHECK(proxy.retry_after_secs == 120);
  CHECK(decode_error(401, "", "").code == ErrorCode::Unauthenticated);
  CHECK(decode_error(429, "", "Wed, 21 Oct 2026 07:28:00 GMT").retry_after_secs == std::nullopt);
  CHECK(decode_error(503, "", "99999999").retry_after_secs == 86'400);
  CHECK(decode_error(404, R"({"code":"internal","message":"a\nb"})", "").code == ErrorCode::NotFound);
  CHECK(decode_error(404, R"({"code":"internal","message":"a\nb"})", "").message == "a b");
}
