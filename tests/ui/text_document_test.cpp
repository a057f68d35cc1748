#include "ui/views/message/text_document.hpp"

#include <catch2/catch_test_macros.hpp>

#include "ui/theme/theme.hpp"

using pratique::views::text_document;

namespace {
std::string body(std::string_view text) {
  const std::string document = text_document(text, pratique::theme::kLight);
  return document.substr(document.find("</style>") + 8);
}
}  // namespace

TEST_CASE("a plain text cannot become markup") {
  const std::string out = body("<script>alert(1)</script> <img src=x onerror=y> & \"quoted\" 'single'");
  CHECK(out.find("<script") == std::string::npos);
  CHECK(out.find("<img") == std::string::npos);
  CHECK(out ==
        "<p dir=auto>&lt;script&gt;alert(1)&lt;/script&gt; &lt;img src=x onerror=y&gt; &amp; &quot;quoted&quot; &#39;single&#39;</p>");
}

TEST_CASE("links show where they go and open nothing") {
  const std::string out = body("see https://a.example/x?a=1&b=2.");
  CHECK(out == "<p dir=auto>see <a tabindex=0 data-href=\"https://a.example/x?a=1&amp;b=2\">https://a.example/x?a=1&amp;b=2</a>.</p>");
  CHECK(out.find(" href") == std::string::npos);
  CHECK(body("javascript:alert(1) data:text/html,x").find("<a") == std::string::npos);
}

TEST_CASE("a link cannot close its attribute") {
  const std::string out = body("https://a.example/\" onclick=\"x");
  CHECK(out.find("data-href=\"https://a.example/\"") != std::string::npos);
  CHECK(out.find("onclick=\"x") == std::string::npos);
}

TEST_CASE("paragraphs keep their own direction and quotes are marked") {
  CHECK(body("one\ntwo\n\n> three\n") == "<p dir=auto>one\ntwo</p><p dir=auto><q>&gt; three</q></p>");
  CHECK(body("").empty());
}

TEST_CASE("controls and broken bytes do not reach the page") {
  const std::string out = body(std::string("a\0b\x1B[31m\xFF", 9));
  CHECK(out.find('\0') == std::string::npos);
  CHECK(out.find('\x1B') == std::string::npos);
  CHECK(out.find("\xEF\xBF\xBD") != std::string::npos);
}
