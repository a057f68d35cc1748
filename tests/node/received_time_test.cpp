#include "node/mime/received_time.hpp"

#include <catch2/catch_test_macros.hpp>
#include <string>

#include "client/base/clock.hpp"

using namespace pratique;

namespace {

base::WallTime at(const char* text) {
  return base::parse_rfc3339(text).value();
}

const std::string kMail =
    "Received: from mail.example (mail.example [192.0.2.1])\r\n"
    "\tby mx.demo.example (Postfix) with ESMTPS id 4XYLjjCNcpTwpr\r\n"
    "\tfor <frida@demo.example>; Sat, 24 Oct 2026 09:17:04 +0200 (CEST)\r\n"
    "Received: from elsewhere; Thu, 1 Jan 1998 00:00:00 +0000\r\n"
    "Subject: x\r\n\r\nbody\r\n";

std::optional<base::WallTime> read(const std::string& raw, std::string_view queue_id) {
  return mime::received_time(raw, queue_id, at("2026-09-24T00:00:00Z"), at("2026-11-22T12:00:00Z"));
}

}  // namespace

TEST_CASE("the time of a message is when the server that hands it over received it") {
  CHECK(read(kMail, "4XYLjjCNcpTwpr") == at("2026-10-24T07:17:04Z"));
}

TEST_CASE("a Received line of another queue id is not believed") {
  CHECK(read(kMail, "4XYLjjCNcpTwp") == std::nullopt);
  CHECK(read(kMail, "OTHER") == std::nullopt);
  CHECK(read(kMail, "") == std::nullopt);
}

TEST_CASE("a time in the future or before anything still kept is not believed") {
  CHECK(mime::received_time(kMail, "4XYLjjCNcpTwpr", at("2026-10-25T00:00:00Z"), at("2026-11-22T12:00:00Z")) == std::nullopt);
  CHECK(mime::received_time(kMail, "4XYLjjCNcpTwpr", at("2026-09-24T00:00:00Z"), at("2026-10-24T07:17:03Z")) == std::nullopt);
}

TEST_CASE("broken and missing Received lines give no time") {
  CHECK(read("", "4XYLjjCNcpTwpr") == std::nullopt);
  CHECK(read("Received:", "4XYLjjCNcpTwpr") == std::nullopt);
  CHECK(read("Received: id 4XYLjjCNcpTwpr; Sat, 24 Oct 2026 09:17:04 +0000", "4XYLjjCNcpTwpr") == std::nullopt);
  CHECK(read("Received: by x id 4XYLjjCNcpTwpr; not a date\r\n\r\n", "4XYLjjCNcpTwpr") == std::nullopt);
  CHECK(read("Received: by x id 4XYLjjCNcpTwpr\r\n\r\n", "4XYLjjCNcpTwpr") == std::nullopt);
  CHECK(read("Subject: Received: id 4XYLjjCNcpTwpr; Sat, 24 Oct 2026 09:17:04 +0000\r\n\r\n", "4XYLjjCNcpTwpr") == std::nullopt);
  CHECK(read("Received: id 4XYLjjCNcpTwpr;" + std::string(100'000, 'a'), "4XYLjjCNcpTwpr") == std::nullopt);
}
