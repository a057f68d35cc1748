#include "node/commands/stream_logger.hpp"

#include <catch2/catch_test_macros.hpp>
#include <cstdio>
#include <cstdlib>
#include <string>

using namespace pratique;

namespace {

class FixedClock final : public base::Clock {
 public:
  [[nodiscard]] base::WallTime wall_now() const override { return base::parse_rfc3339("2026-11-22T13:00:00Z").value(); }
  [[nodiscard]] base::MonoTime mono_now() const override { return base::MonoTime(0); }
};

template <class Use>
std::string logged(commands::LogForm form, base::LogLevel lowest, Use use) {
  char* bytes = nullptr;
  std::size_t size = 0;
  std::FILE* stream = open_memstream(&bytes, &size);
  const FixedClock clock;
  {
    commands::StreamLogger log(stream, lowest, form, clock);
    use(log);
  }
  std::fclose(stream);
  std::string text(bytes, size);
  std::free(bytes);
  return text;
}

}  // namespace

TEST_CASE("an event is one line of JSON whatever its values hold") {
  const std::string text = logged(commands::LogForm::Json, base::LogLevel::Info, [](base::Logger& log) {
    log.info("message_stored", {{"subject", "a \"b\"\nc\x01\xFF"}, {"size_bytes", std::int64_t{7}}});
  });
  CHECK(text ==
        "{\"at\":\"2026-11-22T13:00:00.000Z\",\"level\":\"info\",\"event\":\"message_stored\",\"subject\":\"a "
        "\\\"b\\\"\\u000ac\\u0001\xEF\xBF\xBD\",\"size_bytes\":\"7\"}\n");
}

TEST_CASE("events below the level are left out") {
  CHECK(logged(commands::LogForm::Json, base::LogLevel::Warning, [](base::Logger& log) { log.info("started"); }).empty());
  CHECK(logged(commands::LogForm::Logfmt, base::LogLevel::Warning, [](base::Logger& log) {
          log.error("stopped", {{"why", "x"}});
        }).contains("error stopped why=x"));
}
