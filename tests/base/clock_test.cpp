#include "client/base/clock.hpp"

#include <catch2/catch_test_macros.hpp>
#include <string>

using namespace pratique::base;
using std::chrono::milliseconds;

namespace {
WallTime at(std::int64_t millis) {
  return WallTime(milliseconds(millis));
}
}  // namespace

TEST_CASE("A time is written in UTC with milliseconds") {
  CHECK(format_rfc3339(at(0)) == "1970-01-01T00:00:00.000Z");
  CHECK(format_rfc3339(at(1'795'352'571'007)) == "2026-11-22T13:02:51.007Z");
  CHECK(format_rfc3339(at(-1)) == "1969-12-31T23:59:59.999Z");
}

TEST_CASE("Any RFC 3339 spelling of one instant reads the same") {
  const WallTime expected = at(1'795'352'571'120);
  for (const char* text : {"2026-11-22T13:02:51.12Z", "2026-11-22t13:02:51.120z", "2026-11-22T14:02:51.120999999+01:00",
                           "2026-11-22 07:32:51.1200-05:30", "2026-11-23T00:02:51.12+11:00"}) {
    INFO(text);
    REQUIRE(parse_rfc3339(text).has_value());
    CHECK(*parse_rfc3339(text) == expected);
  }
}

TEST_CASE("Reading back what was written gives the same instant") {
  for (std::int64_t millis : {-62'135'596'800'000LL, -1LL, 0LL, 999LL, 951'782'400'000LL, 253'402'300'799'999LL}) {
    const auto read = parse_rfc3339(format_rfc3339(at(millis)));
    REQUIRE(read.has_value());
    CHECK(read->time_since_epoch().count() == millis);
  }
}

TEST_CASE("A time that is not RFC 3339 is refused and never guessed") {
  for (const char* text :
       {"", "2026", "2026-11-22", "2026-11-22T13:02:51", "2026-13-22T13:02:51Z", "2026-02-29T13:02:51Z", "2026-11-22T24:00:00Z",
        "2026-11-22T13:60:00Z", "2026-11-22T13:02:61Z", "0000-01-01T00:00:00Z", "2026-11-22T13:02:51.Z", "2026-11-22T13:02:51Z ",
        "2026-11-22T13:02:51+1:00", "2026-11-22T13:02:51+24:00", "+026-11-22T13:02:51Z", "2026-11-22X13:02:51Z"}) {
    INFO(text);
    CHECK_FALSE(parse_rfc3339(text).has_value());
  }
  CHECK(parse_rfc3339("2024-02-29T00:00:00Z").has_value());
  CHECK(format_rfc3339(*parse_rfc3339("2016-12-31T23:59:60Z")) == "2016-12-31T23:59:59.999Z");
}

TEST_CASE("Every prefix and every one-byte change of a time is read or refused, never worse") {
  const std::string good = "2026-11-22T13:02:51.120+01:30";
  for (std::size_t i = 0; i < good.size(); ++i) {
    CHECK_FALSE(parse_rfc3339(good.substr(0, i)).has_value());
    for (int byte = 0; byte < 256; ++byte) {
      std::string changed = good;
      changed[i] = static_cast<char>(byte);
      if (const auto read = parse_rfc3339(changed)) CHECK(parse_rfc3339(format_rfc3339(*read)) == read);
    }
  }
}
