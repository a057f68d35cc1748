#include "client/api/event.hpp"

#include <catch2/catch_test_macros.hpp>
#include <string>

#include "tests/support/sample_messages.hpp"

using namespace pratique;
using namespace pratique::api;

namespace {
std::vector<Event> some_events() {
  return {{41, EventKind::MessageArrived, test::sample_summary("a"), std::nullopt},
          {42, EventKind::JobChanged, std::nullopt, test::sample_job()},
          {43, EventKind::MessageChanged, test::sample_summary("b"), std::nullopt},
          {44, EventKind::Resync, std::nullopt, std::nullopt}};
}
std::string stream_of(const std::vector<Event>& events) {
  std::string out = ": hello\n\n";
  for (const Event& event : events) out += encode_sse(event) + ": still here\n\n";
  return out;
}
}  // namespace

TEST_CASE("Events come back from a stream cut at any byte") {
  const std::vector<Event> events = some_events();
  const std::string stream = stream_of(events);
  for (std::size_t cut = 0; cut <= stream.size(); ++cut) {
    EventDecoder decoder;
    std::vector<Event> read = decoder.feed(std::string_view(stream).substr(0, cut));
    for (Event& event : decoder.feed(std::string_view(stream).substr(cut))) read.push_back(std::move(event));
    if (read != events || decoder.skipped() != 0) FAIL_CHECK("cut at " << cut);
  }
}

TEST_CASE("Events come back byte by byte and with any line end") {
  const std::vector<Event> events = some_events();
  for (const char* line_end : {"\n", "\r\n", "\r"}) {
    EventDecoder decoder;
    std::vector<Event> read;
    for (char c : "\xEF\xBB\xBF" + stream_of(events)) {
      const std::string bytes = c == '\n' ? std::string(line_end) : std::string(1, c);
      for (char byte : bytes) {
        for (Event& event : decoder.feed(std::string_view(&byte, 1))) read.push_back(std::move(event));
      }
    }
    CHECK(read == events);
  }
}

TEST_CASE("Events that make no sense are skipped, counted, and the next one is read") {
  EventDecoder decoder;
  const std::string good = encode_sse(some_events()[0]);
  const auto read = decoder.feed(
      "event: nonsense\nid: 1\ndata: {}\n\n"
      "event: message_arrived\nid: 2\ndata: {\"id\":7}\n\n"
      "event: job_changed\nid: 3\ndata: {\n\n"
      "event: resync\nid: x\ndata: {}\n\n"
      "event: resync\nid: 4\n\n"
      "garbage\n\n" +
      good);
  REQUIRE(read.size() == 1);
  CHECK(read[0] == some_events()[0]);
  CHECK(decoder.skipped() == 4);
}

TEST_CASE("A field without a blank, several data lines, and an id kept from before are understood") {
  EventDecoder decoder;
  const auto read = decoder.feed("id:9\nevent:resync\ndata:{\ndata:}\n\nevent: resync\ndata: {}\n\n");
  REQUIRE(read.size() == 2);
  CHECK(read[0].id == 9);
  CHECK(read[1].id == 9);
}

TEST_CASE("A stream that never ends a line does not fill memory") {
  EventDecoder decoder;
  const std::string megabyte(1 << 20, 'x');
  (void)decoder.feed("data: ");
  for (int i = 0; i < 8; ++i) CHECK(decoder.feed(megabyte).empty());
  const auto read = decoder.feed("\n\n" + encode_sse(some_events()[3]));
  REQUIRE(read.size() == 1);
  CHECK(decoder.skipped() == 1);
}
