#include "client/base/log.hpp"

#include <array>
#include <catch2/catch_test_macros.hpp>

using namespace pratique::base;

TEST_CASE("A log line stays one line, and a value cannot forge a field") {
  const std::array fields = {LogField("id", 42), LogField("subject", "a \"b\"\nevil=1"), LogField("empty", ""), LogField("bytes", "\xFF")};
  CHECK(format_logfmt("message_stored", fields) == "message_stored id=42 subject=\"a \\\"b\\\"\\x0aevil=1\" empty=\"\" bytes=\"\uFFFD\"");
}

TEST_CASE("A logger is told level, event and fields") {
  struct Kept final : Logger {
    void write(LogLevel level, std::string_view event, std::span<const LogField> fields) override {
      line = std::string(to_text(level)) + " " + format_logfmt(event, fields);
    }
    std::string line;
  } logger;
  logger.warning("disk_full", {{"free_bytes", 0}});
  CHECK(logger.line == "warning disk_full free_bytes=0");
}
