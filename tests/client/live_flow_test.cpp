#include <catch2/catch_test_macros.hpp>

#include "tests/support/app_harness.hpp"

using namespace pratique;
using test::AppHarness;
using test::FakeNode;

namespace {
std::string arrival(AppHarness& app, std::int64_t id, std::int64_t number) {
  return api::encode_sse({id, api::EventKind::MessageArrived, app.node.summary(number), std::nullopt});
}
}  // namespace

TEST_CASE("New mail appears at the top while the reader is there") {
  AppHarness app(250);
  app.started();
  CHECK(app.state().live);
  app.node.add_newest(1);
  app.transport.stream_bytes(arrival(app, 1, -1));
  CHECK(app.subject(0) == "Subject -1");
  CHECK(app.subject(100) == "Subject 99");
  CHECK(app.list().total == 251);
  CHECK(app.list().arrived == 0);
}

TEST_CASE("New mail is only counted while the reader is further down, or paused, until it is asked for") {
  AppHarness app(1000);
  app.started();
  app.act(intents::NeedRows{500, 520});
  app.wait_ms(100);
  app.node.add_newest(1);
  app.transport.stream_bytes(arrival(app, 1, -1));
  CHECK(app.list().arrived == 1);
  CHECK(app.subject(500) == "Subject 500");
  app.act(intents::NeedRows{0, 10});
  app.act(intents::PauseLive{true});
  app.node.add_newest(1);
  app.transport.stream_bytes(arrival(app, 2, -2));
  CHECK(app.list().arrived == 2);
  app.act(intents::ShowArrived{});
  app.settle();
  CHECK(app.list().arrived == 0);
  CHECK(app.subject(0) == "Subject -2");
}

TEST_CASE("With a search only the node can say how many of the new ones match") {
  AppHarness app(10);
  app.started();
  app.act(intents::Search{"invoice"});
  app.settle();
  app.node.add_newest(2);
  app.transport.stream_bytes(arrival(app, 1, -1) + arrival(app, 2, -2));
  CHECK(app.list().arrived == 0);  // not yet
  app.wait_ms(1'600);
  CHECK(app.list().arrived == 2);
  CHECK(app.subject(0) == "Subject 0");
}

TEST_CASE("A row that was acted on elsewhere leaves; one that changed is drawn anew") {
  AppHarness app(5);
  app.started();
  api::MessageSummary seen = app.node.summary(1);
  seen.seen = true;
  app.transport.stream_bytes(api::encode_sse({1, api::EventKind::MessageChanged, seen, std::nullopt}));
  CHECK(app.list().row(1)->seen);
  app.node.gone = {2};
  app.transport.stream_bytes(api::encode_sse({2, api::EventKind::MessageChanged, app.node.summary(2), std::nullopt}));
  CHECK(app.list().total == 4);
  CHECK(app.subject(2) == "Subject 3");
  app.node.gone.clear();  // undone elsewhere
  app.transport.stream_bytes(api::encode_sse({3, api::EventKind::MessageChanged, app.node.summary(2), std::nullopt}));
  app.wait_ms(1'600);
  CHECK(app.subject(2) == "Subject 2");
}

TEST_CASE("Our own action is told twice, by its answer and by events, and costs one page at most") {
  AppHarness app(1000);
  app.started();
  app.timers.advance(5'000);
  app.settle();
  std::vector<api::MessageId> ids;
  for (std::int64_t number = 0; number < 50; ++number) ids.push_back(FakeNode::id_of(number));
  app.transport.hold("POST /v1/actions");
  app.act(intents::ReleaseMessages{ids});
  (void)app.node.answer(app.transport.waiting("POST /v1/actions")[0]->request);
  app.transport.forget_sent();
  for (std::int64_t number = 0; number < 50; ++number) {  // the events come first
    app.transport.stream_bytes(api::encode_sse({number + 1, api::EventKind::MessageChanged, app.node.summary(number), std::nullopt}));
  }
  CHECK(app.list().total == 950);
  app.transport.release_all();
  app.settle();
  app.wait_ms(200);
  CHECK(app.list().total == 950);
  CHECK(app.subject(0) == "Subject 50");
  CHECK(app.subject(199) == "Subject 249");
  CHECK(app.transport.count("GET /v1/messages?") == 1);
}

TEST_CASE("A mail that was only seen asks for nothing again") {
  AppHarness app(5);
  app.started();
  app.act(intents::OpenMessage{FakeNode::id_of(1)});
  app.settle();
  app.wait_ms(5'000);
  app.transport.forget_sent();
  api::MessageSummary seen = app.node.summary(1);
  seen.seen = true;
  app.transport.stream_bytes(api::encode_sse({1, api::EventKind::MessageChanged, seen, std::nullopt}));
  app.wait_ms(5'000);
  CHECK(app.state().open.detail.value()->summary.seen);
  CHECK(app.transport.count("") == 0);
}

TEST_CASE("A broken stream is resumed where it stopped, later and later, and at once when the network is back") {
  AppHarness app(5);
  app.started();
  app.transport.stream_bytes(arrival(app, 41, -1));
  app.transport.stream_close();
  CHECK_FALSE(app.state().live);
  CHECK(app.transport.streams() == 1);
  app.wait_ms(400);
  CHECK_FALSE(app.transport.has_stream());  // not yet
  app.wait_ms(700);
  REQUIRE(app.transport.has_stream());
  CHECK(app.transport.stream_header("Last-Event-ID") == "41");
  std::size_t streams = app.transport.streams();
  for (int i = 0; i < 8; ++i) {
    app.transport.stream_close(base::fail(base::ErrorCode::Offline, "away"));
    app.wait_ms(30'000);  // never more than half a minute apart
    REQUIRE(app.transport.streams() == ++streams);
  }
  app.transport.stream_close(base::fail(base::ErrorCode::Offline, "away"));
  CHECK_FALSE(app.state().online);
  app.act(intents::NetworkChanged{true});
  app.wait_ms(1);
  CHECK(app.transport.has_stream());
}

TEST_CASE("Mail that came while a stream without any event was away is not missed") {
  AppHarness app(5);
  app.started();
  app.transport.stream_close();
  app.node.add_newest(1);
  app.wait_ms(1'100);
  CHECK(app.subject(0) == "Subject 0");  // not yet
  app.transport.stream_head(200);
  app.settle();
  CHECK(app.subject(0) == "Subject -1");
}

TEST_CASE("A stream that has gone silent is given up") {
  AppHarness app(5);
  app.started();
  app.wait_ms(50'000);
  app.transport.stream_bytes(": still here\n\n");
  app.wait_ms(50'000);
  CHECK(app.state().live);
  app.wait_ms(11'000);
  CHECK_FALSE(app.state().live);
  app.wait_ms(2'000);
  CHECK(app.transport.streams() == 2);
}

TEST_CASE("An idle portal asks nothing and draws nothing") {
  AppHarness app(5);
  app.started();
  app.wait_ms(3'000);
  app.transport.forget_sent();
  const int changes = app.changes;
  app.transport.stream_bytes(": still here\n\n");
  app.wait_ms(20'000);
  CHECK(app.changes == changes);
  CHECK(app.transport.count("") == 0);
}

TEST_CASE("Resync loads what is shown") {
  AppHarness app(5);
  app.started();
  app.act(intents::OpenMessage{FakeNode::id_of(1)});
  app.settle();
  app.node.add_newest(3);
  app.transport.stream_bytes(api::encode_sse({90, api::EventKind::Resync, std::nullopt, std::nullopt}));
  app.settle();
  CHECK(app.subject(0) == "Subject -3");
  CHECK(app.transport.count("GET /v1/messages/m1") >= 2);
}

TEST_CASE("A stream that answers 401 ends the session") {
  AppHarness app(5);
  app.flow.start();
  app.settle();
  app.transport.stream_head(401);
  CHECK(app.state().session.state == store::SessionState::Expired);
  CHECK_FALSE(app.transport.has_stream());
  app.wait_ms(60'000);
  CHECK(app.transport.streams() == 1);
}
