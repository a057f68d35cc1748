#include <catch2/catch_test_macros.hpp>

#include "tests/support/app_harness.hpp"

using namespace pratique;
using test::AppHarness;
using test::FakeNode;

namespace {

std::string arrival(AppHarness& app, std::int64_t id, std::int64_t number, api::Status status) {
  api::MessageSummary message = app.node.summary(number);
  message.status = status;
  return api::encode_sse({id, api::EventKind::MessageArrived, message, std::nullopt});
}

bool asked_for(AppHarness& app, std::string_view line, std::string_view part) {
  for (const auto& sent : app.transport.sent(line)) {
    if (sent->request.path.find(part) != std::string::npos) return true;
  }
  return false;
}

}  // namespace

TEST_CASE("The log asks for messages of every status, each on its own, and counts them by status") {
  AppHarness app(250, "/log?q=from%3Aann%20status%3Arejected%20after%3A2026-11-01");
  app.started();
  CHECK(app.list().total == 250);
  const auto pages = app.transport.sent("GET /v1/messages?");
  REQUIRE_FALSE(pages.empty());
  CHECK(pages[0]->request.path.find("status%3Arejected") != std::string::npos);
  CHECK(pages[0]->request.path.find("quarantined") == std::string::npos);
  CHECK(pages[0]->request.path.find("is%3Aalone") == std::string::npos);
  const auto bars = app.transport.sent("GET /v1/messages/histogram?");
  REQUIRE_FALSE(bars.empty());
  CHECK(bars.back()->request.path.find("q=from%3Aann&") != std::string::npos);  // the legend filters both, the bars narrow the dates
  CHECK(app.list().found_in_ms.has_value());
}

TEST_CASE("The rows of one place never stand in the other") {
  AppHarness app(250);
  app.started();
  CHECK(app.subject(0) == "Subject 0");
  app.act(intents::Navigate{{.place = store::Place::Log}});
  CHECK(app.list().row(0) == nullptr);
  app.settle();
  CHECK(app.subject(0) == "Subject 0");
  CHECK(asked_for(app, "GET /v1/messages?", "q=&"));
  app.act(intents::Search{"ann"});
  CHECK(app.state().route.place == store::Place::Log);
  app.settle();
  app.act(intents::UrlChanged{"/quarantine"});
  CHECK(app.list().row(0) == nullptr);
  app.settle();
  CHECK(app.subject(0) == "Subject 0");
}

TEST_CASE("Opening a message in the log asks for what is known of it, not for its body, and does not count as reading it") {
  AppHarness app(10, "/log");
  app.started();
  app.act(intents::OpenMessage{FakeNode::id_of(3)});
  app.settle();
  app.wait_ms(2'000);
  CHECK(app.state().open.detail.value() != nullptr);
  CHECK(app.transport.sent("GET /v1/messages/m3/html").empty());
  CHECK(app.transport.sent("GET /v1/messages/m3/text").empty());
  CHECK(app.node.keys_of_actions.empty());
  CHECK(app.url_bar.current() == "/log/m3");
  app.act(intents::Navigate{{.place = store::Place::Quarantine, .open = FakeNode::id_of(3)}});
  app.settle();
  CHECK_FALSE(app.transport.sent("GET /v1/messages/m3/html").empty());  // there it is shown
}

TEST_CASE("New rows of the log wait to be asked for, unless the reader follows it") {
  AppHarness app(50, "/log");
  app.started();
  app.node.add_newest(1);
  app.transport.stream_bytes(arrival(app, 1, -1, api::Status::Rejected));
  CHECK(app.list().arrived == 1);
  CHECK(app.subject(0) == "Subject 0");
  app.act(intents::FollowLog{true});
  app.settle();
  CHECK(app.list().arrived == 0);
  CHECK(app.subject(0) == "Subject -1");
  app.node.add_newest(1);
  app.transport.stream_bytes(arrival(app, 2, -2, api::Status::Delivered));
  CHECK(app.subject(0) == "Subject -2");
}

TEST_CASE("In the quarantine mail that was not held asks for no new numbers") {
  AppHarness app(50);
  app.started();
  const std::size_t before = app.transport.sent("GET /v1/messages/count?").size();
  app.transport.stream_bytes(arrival(app, 1, -1, api::Status::Delivered));
  app.wait_ms(5'000);
  CHECK(app.transport.sent("GET /v1/messages/count?").size() == before);
  CHECK(app.subject(0) == "Subject 0");
}

TEST_CASE("A message released from the log stays in it") {
  AppHarness app(50, "/log");
  app.started();
  app.act(intents::ReleaseMessages{{FakeNode::id_of(2)}});
  CHECK(app.list().leaving.contains(FakeNode::id_of(2)));
  app.settle();
  CHECK(app.subject(2) == "Subject 2");
  CHECK(app.list().leaving.empty());
  CHECK(app.list().total == 50);
}

TEST_CASE("Teaching the filter moves nothing, tells of itself, and the trail is asked for again") {
  AppHarness app(50);
  app.started();
  app.act(intents::OpenMessage{FakeNode::id_of(4)});
  app.settle();
  const std::size_t before = app.transport.sent("GET /v1/messages/m4").size();
  app.act(intents::TrainFilter{{FakeNode::id_of(4)}, intents::TrainFilter::As::Spam});
  CHECK(app.list().leaving.empty());
  CHECK(app.state().open.id == FakeNode::id_of(4));
  app.settle();
  CHECK(app.subject(4) == "Subject 4");
  CHECK(app.node.jobs.back().action == api::Action::TrainSpam);
  CHECK(app.transport.sent("GET /v1/messages/m4").size() > before);
  REQUIRE(app.state().toast);
  CHECK(app.state().toast->action == api::Action::TrainSpam);
  api::Job job = app.node.jobs.back();
  job.state = api::JobState::Done;
  job.done = 1;
  job.items[0].state = api::ItemState::Done;
  job.items[0].reply = "learned";
  app.transport.stream_bytes(api::encode_sse({9, api::EventKind::JobChanged, std::nullopt, job}));
  REQUIRE(app.state().toast);
  CHECK(app.state().toast->job->items[0].reply == "learned");
}

TEST_CASE("Release and report as wanted is a release") {
  AppHarness app(50);
  app.started();
  app.act(intents::ReleaseAndTrain{{FakeNode::id_of(0)}});
  app.settle();
  CHECK(app.node.jobs.back().action == api::Action::ReleaseTrain);
  CHECK(app.subject(0) == "Subject 1");
}

TEST_CASE("The columns of the log are kept beside those of the quarantine") {
  AppHarness app(5);
  app.started();
  app.act(intents::SetColumns{{"score"}});
  app.act(intents::SetLogColumns{{"time", "reason"}});
  app.settle();
  const auto kept = api::decode_settings(app.storage.values.at("pratique.look"));
  REQUIRE(kept);
  CHECK(kept->columns == std::vector<std::string>{"score"});
  CHECK(kept->log_columns == std::vector<std::string>{"time", "reason"});
}
