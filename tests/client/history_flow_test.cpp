#include <catch2/catch_test_macros.hpp>

#include "client/flows/saved_search_flow.hpp"
#include "tests/support/app_harness.hpp"

using namespace pratique;
using test::AppHarness;
using test::FakeNode;

namespace {

void add_jobs(AppHarness& app, int count, api::Action action = api::Action::Remove) {
  for (int i = 0; i < count; ++i) {
    api::Job job;
    job.id.value = "old" + std::to_string(i);
    job.action = action;
    job.state = api::JobState::Done;
    job.created_at = app.clock.wall_now() - std::chrono::hours(count - i);
    job.undo_until = app.clock.wall_now() + std::chrono::hours(24);
    job.total = job.done = 3;
    app.node.jobs.push_back(job);
  }
}

}  // namespace

TEST_CASE("The history has what was done before this tab was opened, newest first, and older pages on request") {
  AppHarness app(5);
  add_jobs(app, 120);
  app.started();
  REQUIRE(app.state().history.jobs.size() == 50);
  CHECK(app.state().history.jobs[0].id.value == "old119");
  CHECK(app.state().history.total == 120);
  app.act(intents::ShowOlderHistory{});
  app.act(intents::ShowOlderHistory{});  // once is enough while it loads
  app.settle();
  CHECK(app.state().history.jobs.size() == 100);
  app.act(intents::RemoveMessages{{FakeNode::id_of(0)}});
  app.settle();
  CHECK(app.state().history.jobs[0].id.value == "j121");
  CHECK(app.state().history.total == 121);
  app.act(intents::ShowOlderHistory{});
  app.settle();
  CHECK(app.state().history.jobs.size() == 121);  // none is missing, none there twice
}

TEST_CASE("Undo takes back the newest action, then the next newest, also from before this tab") {
  AppHarness app(5);
  add_jobs(app, 2);
  app.started();
  app.act(intents::MarkSeen{{FakeNode::id_of(0)}, true});
  app.settle();
  app.act(intents::DismissToast{});
  for (int i = 0; i < 4; ++i) {
    app.act(intents::UndoNewest{});
    app.settle();
  }
  CHECK(app.node.undone == std::vector<std::string>{"j3", "old1", "old0"});
  CHECK_FALSE(app.list().row(0)->seen);
}

TEST_CASE("Reading a message is no action to undo") {
  AppHarness app(5);
  app.started();
  app.act(intents::OpenMessage{FakeNode::id_of(0)});
  app.settle();
  app.wait_ms(10'000);
  REQUIRE(app.list().row(0)->seen);
  CHECK(app.state().history.jobs.empty());
  CHECK_FALSE(app.state().toast.has_value());
  app.act(intents::UndoNewest{});
  app.settle();
  CHECK(app.node.undone.empty());
}

TEST_CASE("One action of the history is taken back by itself") {
  AppHarness app(5);
  add_jobs(app, 3);
  app.started();
  app.act(intents::UndoJob{{"old0"}});
  app.settle();
  CHECK(app.node.undone == std::vector<std::string>{"old0"});
  CHECK(app.state().toast->kind == store::ToastKind::Undone);
  CHECK(app.state().history.jobs[2].state == api::JobState::Undone);
}

TEST_CASE("What another tab of the same reader does is in the history as well") {
  AppHarness app(5);
  app.started();
  api::Job job;
  job.id.value = "elsewhere";
  job.actor = "ann@example.org";
  job.total = 2;
  app.transport.stream_bytes(api::encode_sse({7, api::EventKind::JobChanged, std::nullopt, job}));
  REQUIRE(app.state().history.jobs.size() == 1);
}

TEST_CASE("A history that cannot be loaded says so and keeps what is known") {
  AppHarness app(5);
  add_jobs(app, 60);
  app.started();
  app.transport.fail_nth("GET /v1/jobs", 1, test::status(422, "{}"));
  app.act(intents::ShowOlderHistory{});
  app.settle();
  CHECK(app.state().history.error.has_value());
  CHECK(app.state().history.jobs.size() == 50);
  app.act(intents::ShowOlderHistory{});
  app.settle();
  CHECK_FALSE(app.state().history.error.has_value());
  CHECK(app.state().history.jobs.size() == 60);
}

TEST_CASE("Saved searches are the node's, in the reader's order, with how many held messages they find") {
  AppHarness app(5);
  app.node.searches = {{{"s1"}, {"Invoices", "invoice"}}, {{"s2"}, {"From Ann", "from:ann"}}};
  app.started();
  const store::SavedSearches& searches = app.state().searches;
  REQUIRE(searches.list.value() != nullptr);
  CHECK(searches.counts.at({"s1"}) == 5);
  CHECK(app.transport.sent("GET /v1/messages/count").back()->request.path.find("from%3Aann%20status%3Aquarantined") != std::string::npos);
  app.act(intents::MoveSearch{{"s2"}, 0});
  CHECK(searches.list.value()->items[0].id.value == "s2");  // at once
  CHECK(app.node.searches[0].id.value == "s1");             // not yet
  app.settle();
  CHECK(app.node.searches[0].id.value == "s2");
  app.act(intents::SaveSearch{{"Large", "larger:1M"}});
  app.settle();
  REQUIRE(searches.list.value()->items.size() == 3);
  app.act(intents::ChangeSearch{{{"s3"}, {"Huge", "larger:1M"}}});
  app.act(intents::DeleteSearch{{"s1"}});
  app.settle();
  CHECK(app.node.searches.size() == 2);
  CHECK(searches.list.value()->items[1].search.name == "Huge");
}

TEST_CASE("A saved search that the node refuses is said, and the node's list is shown again") {
  AppHarness app(5);
  app.node.searches = {{{"s1"}, {"Invoices", "invoice"}}};
  app.started();
  app.transport.fail_nth("DELETE /v1/searches", 1, test::status(422, R"({"code":"refused","message":"Not now"})"));
  app.act(intents::DeleteSearch{{"s1"}});
  CHECK(app.state().searches.list.value()->items.empty());
  app.settle();
  CHECK(app.state().searches.list.value()->items.size() == 1);
  CHECK(app.state().toast->error->message == "Not now");
}

TEST_CASE("Recent searches are kept in this browser, typed ones once, and forgotten at sign-out") {
  AppHarness app(5);
  app.started();
  app.act(intents::Search{"inv"});
  app.act(intents::Search{"invoice"});
  app.act(intents::Search{"from:ann"});
  app.act(intents::Search{""});
  app.settle();
  CHECK(app.state().searches.recent == std::vector<std::string>{"from:ann", "invoice"});
  CHECK(app.storage.get(flows::kRecentKey) == "from:ann\ninvoice\n");
  app.act(intents::SignOut{});
  CHECK(app.state().searches.recent.empty());
  CHECK_FALSE(app.storage.get(flows::kRecentKey).has_value());
}
