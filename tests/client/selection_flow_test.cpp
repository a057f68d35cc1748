#include <catch2/catch_test_macros.hpp>

#include "tests/support/app_harness.hpp"

using namespace pratique;
using test::AppHarness;
using test::FakeNode;

namespace {

api::ActionRequest action_sent(const AppHarness& app) {
  const auto sent = app.transport.sent("POST /v1/actions");
  REQUIRE_FALSE(sent.empty());
  return api::decode_action_request(sent.back()->request.body).value();
}

void job_event(AppHarness& app, const api::Job& job) {
  app.transport.stream_bytes(api::encode_sse({9, api::EventKind::JobChanged, std::nullopt, job}));
}

}  // namespace

TEST_CASE("All that match are selected without being loaded, and the node says what they are") {
  AppHarness app(48'213);
  app.started();
  app.node.selection.senders = {{{"Weekly Gardener", "news@gardener.example"}, 6'120}};
  app.act(intents::SelectAllMatching{});
  CHECK(store::selected_count(app.state()) == 48'213);  // not yet counted by the node
  CHECK(app.list().selection.contains(*app.list().row(7)));
  app.settle();
  REQUIRE(app.state().selected.value() != nullptr);
  CHECK(app.state().selected.value()->senders.size() == 1);
  CHECK(app.transport.sent("GET /v1/selection").back()->request.path == "/v1/selection?q=status%3Aquarantined");
}

TEST_CASE("Unticked rows are left out of all that match, at once and then by the node's count") {
  AppHarness app(48'213);
  app.started();
  app.act(intents::SelectAllMatching{});
  app.settle();
  app.act(intents::ToggleSelected{FakeNode::id_of(2)});
  app.act(intents::SelectRange{FakeNode::id_of(4)});
  CHECK(store::selected_count(app.state()) == 48'210);
  CHECK_FALSE(app.list().selection.contains(*app.list().row(3)));
  CHECK(app.transport.count("GET /v1/selection") == 1);  // not yet: several are asked for once
  app.wait_ms(300);
  CHECK(app.transport.count("GET /v1/selection") == 2);
  CHECK(app.transport.sent("GET /v1/selection").back()->request.path.ends_with("&except=m2,m3,m4"));
  CHECK(store::selected_count(app.state()) == 48'210);
  app.act(intents::ToggleSelected{FakeNode::id_of(2)});  // ticked again
  CHECK(app.list().selection.contains(*app.list().row(2)));
  CHECK(store::selected_count(app.state()) == 48'211);
}

TEST_CASE("A sender that is left out goes into the query, and its rows are unticked") {
  AppHarness app(2'000);
  app.started();
  app.act(intents::SelectAllMatching{});
  app.settle();
  app.act(intents::LeaveOutSender{{{"Sender", "sender@example.net"}, 1'900}, true});
  CHECK(store::selected_count(app.state()) == 100);
  CHECK_FALSE(app.list().selection.contains(*app.list().row(0)));
  app.wait_ms(300);
  app.act(intents::RemoveMessages{});
  app.settle();
  CHECK(action_sent(app).query == "status:quarantined -from:sender@example.net");
}

TEST_CASE("Acting on all that match sends the query and the exceptions, and ends the selection") {
  AppHarness app(48'213);
  app.started();
  app.act(intents::SelectAllMatching{});
  app.settle();
  app.act(intents::ToggleSelected{FakeNode::id_of(2)});
  app.wait_ms(300);
  app.transport.hold("POST /v1/actions");
  app.act(intents::RemoveMessages{});
  app.settle();
  CHECK(app.list().selection.empty());
  CHECK(app.state().toast->count == 48'212);
  const api::ActionRequest sent = action_sent(app);
  CHECK(sent.ids.empty());
  CHECK(sent.query == "status:quarantined");
  CHECK(sent.except == std::vector<api::MessageId>{FakeNode::id_of(2)});
}

TEST_CASE("A long job tells its progress, the list follows by asking again, and its end can be undone") {
  AppHarness app(1'500);
  app.started();
  app.act(intents::SelectAllMatching{});
  app.settle();
  app.act(intents::RemoveMessages{});
  app.settle();
  REQUIRE(app.state().history.jobs.size() == 1);
  CHECK(store::is_at_work(app.state().history.jobs[0]));
  app.wait_ms(20'000);
  CHECK_FALSE(app.state().toast.has_value());  // the toast does not stay for a long job
  api::Job job = app.node.jobs[0];
  job.done = 700;
  const std::size_t asked = app.transport.count("GET /v1/messages?");
  job_event(app, job);
  CHECK(app.state().history.jobs[0].done == 700);
  CHECK(app.transport.count("GET /v1/messages?") == asked);  // not for every piece of news
  app.wait_ms(2'000);
  CHECK(app.transport.count("GET /v1/messages?") > asked);
  job.state = api::JobState::Done;
  job.done = 1'500;
  job_event(app, job);
  REQUIRE(app.state().toast.has_value());
  CHECK(app.state().toast->kind == store::ToastKind::Acted);
  CHECK(app.state().toast->count == 1'500);
  job.state = api::JobState::Running;  // an event that was overtaken
  job.done = 900;
  job_event(app, job);
  CHECK(app.state().history.jobs[0].state == api::JobState::Done);
  app.act(intents::UndoNewest{});
  app.settle();
  CHECK(app.node.undone == std::vector<std::string>{"j1"});
  CHECK(app.list().total == 1'500);
}

TEST_CASE("A long job can be stopped, and what failed in it can be looked at") {
  AppHarness app(1'500);
  app.started();
  app.act(intents::SelectAllMatching{});
  app.settle();
  app.act(intents::ReleaseMessages{});
  app.settle();
  app.act(intents::StopJob{{"j1"}});
  app.settle();
  CHECK(app.transport.count("DELETE /v1/jobs/j1") == 1);
  CHECK(app.state().history.jobs[0].state == api::JobState::Cancelled);
  app.node.failed = {{FakeNode::id_of(5), api::ItemState::Failed, "550 5.1.1 No such user", std::nullopt}};
  app.act(intents::ShowFailed{api::JobId{"j1"}});
  app.settle();
  REQUIRE(app.state().history.failed_items.value() != nullptr);
  CHECK(app.state().history.failed_items.value()->items[0].reply == "550 5.1.1 No such user");
  app.act(intents::ShowFailed{std::nullopt});
  CHECK_FALSE(app.state().history.failed_of.has_value());
}

TEST_CASE("A range that shrinks unticks what it had ticked, and nothing else", "[regression]") {
  AppHarness app(50);
  app.started();
  app.act(intents::ToggleSelected{FakeNode::id_of(7)});
  app.act(intents::ToggleSelected{FakeNode::id_of(3)});
  app.act(intents::SelectRange{FakeNode::id_of(9)});
  CHECK(app.list().selection.ids.size() == 7);
  app.act(intents::SelectRange{FakeNode::id_of(5)});
  CHECK(app.list().selection.ids ==
        std::set<api::MessageId>{FakeNode::id_of(3), FakeNode::id_of(4), FakeNode::id_of(5), FakeNode::id_of(7)});
}

TEST_CASE("A range goes over the rows as they are shown, those worth a look first", "[regression]") {
  AppHarness app(50);
  app.node.worth = {4, 9};
  app.started();
  app.act(intents::ToggleSelected{FakeNode::id_of(9)});
  app.act(intents::SelectRange{FakeNode::id_of(1)});
  CHECK(app.list().selection.ids == std::set<api::MessageId>{FakeNode::id_of(9), FakeNode::id_of(0), FakeNode::id_of(1)});
}

TEST_CASE("Choosing a wave shows it and selects all of it") {
  AppHarness app(38);
  app.started();
  app.act(intents::SelectWave{"w7"});
  CHECK(app.state().route.query == "wave:w7");
  CHECK_FALSE(app.list().selection.all.has_value());  // its rows are not there yet
  app.settle();
  REQUIRE(app.list().selection.all.has_value());
  CHECK(app.list().selection.all->query == "wave:w7 status:quarantined");
}

TEST_CASE("Grouped waves show one row each, while all that match still means every message") {
  AppHarness app(50);
  app.node.me.settings.group_waves = "on";
  app.started();
  CHECK(app.transport.sent("GET /v1/messages?").back()->request.path.find("is%3Aalone") != std::string::npos);
  app.act(intents::SelectAllMatching{});
  CHECK(app.list().selection.all->query == "status:quarantined");
  app.act(intents::GroupWaves{false});
  app.settle();
  CHECK(app.transport.sent("GET /v1/messages?").back()->request.path.find("alone") == std::string::npos);
  CHECK(app.transport.sent("PATCH /v1/me/settings").back()->request.body.find("\"group_waves\":\"off\"") != std::string::npos);
}
