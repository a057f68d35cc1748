#include <catch2/catch_test_macros.hpp>

#include "tests/support/app_harness.hpp"

using namespace pratique;
using test::AppHarness;
using test::FakeNode;

namespace {
constexpr const char* kActions = "POST /v1/actions";
void release(AppHarness& app, std::vector<std::int64_t> numbers) {
  std::vector<api::MessageId> ids;
  for (std::int64_t number : numbers) ids.push_back(FakeNode::id_of(number));
  app.act(intents::ReleaseMessages{std::move(ids)});
}
}  // namespace

TEST_CASE("Released rows leave at once and are gone when the node has answered") {
  AppHarness app(250);
  app.started();
  release(app, {2, 3});
  CHECK(app.list().leaving.size() == 2);
  CHECK(app.subject(2) == "Subject 2");  // not yet
  REQUIRE(app.state().toast.has_value());
  CHECK(app.state().toast->count == 2);
  CHECK_FALSE(app.state().toast->job.has_value());
  app.settle();
  CHECK(app.list().leaving.empty());
  CHECK(app.subject(2) == "Subject 4");
  CHECK(app.subject(99) == "Subject 101");  // the next page moved up
  CHECK(app.list().total == 248);
  REQUIRE(app.state().toast->job.has_value());
  CHECK(app.state().toast->job->id.value == "j1");
}

TEST_CASE("The countdown lasts as long as the node's window, whatever its clock says") {
  AppHarness app(5);
  app.started();
  release(app, {0});
  app.settle();
  CHECK(app.state().toast->leaves_at == app.clock.wall_now() + std::chrono::seconds(10));
  app.wait_ms(15'900);
  CHECK(app.state().toast.has_value());
  app.wait_ms(200);
  CHECK_FALSE(app.state().toast.has_value());
}

TEST_CASE("After acting the reader goes on with the next row, or the one before at the end") {
  AppHarness app(4);
  app.started();
  app.act(intents::OpenMessage{FakeNode::id_of(1)});
  app.settle();
  app.act(intents::ReleaseMessages{});
  CHECK(app.state().open.id == FakeNode::id_of(2));
  CHECK(app.url_bar.current() == "/quarantine/m2");
  app.settle();
  app.act(intents::OpenMessage{FakeNode::id_of(3)});
  app.act(intents::RemoveMessages{});
  CHECK(app.state().open.id == FakeNode::id_of(2));
  app.settle();
  app.act(intents::RemoveMessages{});
  app.act(intents::RemoveMessages{});
  app.settle();
  CHECK_FALSE(app.state().open.id.has_value());
  CHECK(app.list().total == 0);
  CHECK(app.url_bar.current() == "/quarantine");
}

TEST_CASE("Undo before the node answered waits for its job and then takes it back") {
  AppHarness app(5);
  app.started();
  app.transport.hold(kActions);
  release(app, {1});
  app.act(intents::UndoNewest{});
  CHECK(app.list().leaving.empty());
  CHECK(app.node.undone.empty());  // not yet: the job is not known
  app.transport.release_all();
  app.settle();
  CHECK(app.node.undone == std::vector<std::string>{"j1"});
  CHECK(app.state().toast->kind == store::ToastKind::Undone);
  CHECK(app.list().total == 5);
  CHECK(app.subject(1) == "Subject 1");
}

TEST_CASE("Undo before it left brings the rows back to their place") {
  AppHarness app(5);
  app.started();
  release(app, {1});
  app.settle();
  CHECK(app.list().total == 4);
  app.act(intents::UndoNewest{});
  app.act(intents::UndoNewest{});  // impatient: once is enough
  app.settle();
  CHECK(app.node.undone.size() == 1);
  CHECK(app.subject(1) == "Subject 1");
  CHECK(app.list().total == 5);
  CHECK(app.state().toast->kind == store::ToastKind::Undone);
  CHECK(app.state().toast->count == 1);
}

TEST_CASE("Undo after it left says honestly that it has left") {
  AppHarness app(5);
  app.started();
  release(app, {1});
  app.settle();
  app.node.undo_is_late = true;
  app.act(intents::UndoNewest{});
  app.settle();
  REQUIRE(app.state().toast.has_value());
  CHECK(app.state().toast->kind == store::ToastKind::Failed);
  CHECK(app.state().toast->error->message == "It has left");
  CHECK(app.list().total == 4);
}

TEST_CASE("Without a toast, Undo takes back the newest job that can be") {
  AppHarness app(5);
  app.started();
  app.act(intents::RemoveMessages{{FakeNode::id_of(0)}});
  app.settle();
  app.act(intents::DismissToast{});
  CHECK_FALSE(app.state().toast.has_value());
  app.act(intents::UndoNewest{});
  app.settle();
  CHECK(app.node.undone == std::vector<std::string>{"j1"});
  app.act(intents::DismissToast{});
  app.act(intents::UndoNewest{});  // nothing is left to take back
  app.settle();
  CHECK(app.node.undone.size() == 1);
}

TEST_CASE("What the node refuses comes back with the reason") {
  AppHarness app(5);
  app.started();
  app.transport.fail_nth(kActions, 1, test::status(422, R"({"code":"refused","message":"A virus is not released"})"));
  release(app, {1});
  app.settle();
  CHECK(app.list().leaving.empty());
  CHECK(app.subject(1) == "Subject 1");
  CHECK(app.state().toast->kind == store::ToastKind::Failed);
  CHECK(app.state().toast->error->message == "A virus is not released");
  CHECK(app.state().session.actions_waiting == 0);
}

TEST_CASE("An answer that got lost is asked for again with the same key, and done once") {
  AppHarness app(5);
  app.started();
  app.transport.hold(kActions);
  release(app, {1});
  // The node does it, but its answer is lost on the way.
  const ports::Request request = app.transport.waiting(kActions)[0]->request;
  (void)app.node.answer(request);
  app.transport.answer(kActions, base::fail(base::ErrorCode::Timeout, "No answer in time"));
  CHECK(app.state().session.actions_waiting == 1);
  CHECK(app.list().leaving.size() == 1);
  app.transport.release_all();
  app.wait_ms(400);
  CHECK(app.transport.count(kActions) == 1);  // not yet
  app.wait_ms(700);
  CHECK(app.transport.count(kActions) == 2);
  CHECK(app.node.keys_of_actions.size() == 1);
  CHECK(app.state().session.actions_waiting == 0);
  CHECK(app.list().total == 4);
}

TEST_CASE("Actions while offline wait, count, and are sent when the network is back") {
  AppHarness app(5);
  app.started();
  app.act(intents::NetworkChanged{false});
  CHECK_FALSE(app.state().online);
  release(app, {0});
  app.act(intents::RemoveMessages{{FakeNode::id_of(1)}});
  app.settle();
  CHECK(app.state().session.actions_waiting == 2);
  CHECK(app.transport.count(kActions) == 0);
  CHECK(app.list().leaving.size() == 2);
  app.act(intents::UndoNewest{});  // never sent: simply forgotten
  CHECK(app.state().session.actions_waiting == 1);
  CHECK(app.state().toast->kind == store::ToastKind::Undone);
  app.act(intents::NetworkChanged{true});
  app.wait_ms(1);
  CHECK(app.node.keys_of_actions.size() == 1);
  CHECK(app.state().session.actions_waiting == 0);
  CHECK(app.list().total == 4);
  CHECK(app.list().leaving.empty());
}

TEST_CASE("A request that cannot reach the node means offline; the event stream finds it again") {
  AppHarness app(5);
  app.started();
  app.transport.fail_nth(kActions, 1, test::offline());
  app.transport.stream_close();
  release(app, {0});
  app.settle();
  CHECK_FALSE(app.state().online);
  CHECK_FALSE(app.state().live);
  CHECK(app.state().session.actions_waiting == 1);
  app.wait_ms(1'100);  // the stream connects anew
  app.transport.stream_head(200);
  app.wait_ms(1);
  CHECK(app.state().online);
  CHECK(app.state().live);
  CHECK(app.node.keys_of_actions.size() == 1);
  CHECK(app.state().session.actions_waiting == 0);
}

TEST_CASE("A job that fails later says so with the destination's words") {
  AppHarness app(5);
  app.started();
  release(app, {0});
  app.settle();
  api::Job job = app.state().history.jobs.at(0);
  job.state = api::JobState::Done;
  job.failed = 1;
  job.items[0].state = api::ItemState::Failed;
  job.items[0].reply = "550 5.1.1 No such user";
  app.transport.stream_bytes(api::encode_sse({7, api::EventKind::JobChanged, std::nullopt, job}));
  app.settle();
  CHECK(app.state().toast->kind == store::ToastKind::Failed);
  CHECK(app.state().toast->error->message == "550 5.1.1 No such user");
  CHECK(app.state().history.jobs.at(0).failed == 1);
}

TEST_CASE("Another person's job is neither shown nor undone") {
  AppHarness app(5);
  app.started();
  api::Job theirs;
  theirs.id.value = "other";
  theirs.undo_until = app.clock.wall_now() + std::chrono::hours(1);
  app.transport.stream_bytes(api::encode_sse({7, api::EventKind::JobChanged, std::nullopt, theirs}));
  CHECK(app.state().history.jobs.empty());
  app.act(intents::UndoNewest{});
  app.settle();
  CHECK(app.transport.count("POST /v1/jobs/") == 0);
}

TEST_CASE("Marking seen shows at once, and goes back when the node refuses") {
  AppHarness app(5);
  app.started();
  app.transport.fail_nth(kActions, 2, test::status(422, "{}"));
  app.act(intents::MarkSeen{{FakeNode::id_of(0)}, true});
  CHECK(app.list().row(0)->seen);
  app.settle();
  CHECK(app.list().row(0)->seen);
  CHECK(app.state().toast->action == api::Action::MarkSeen);  // and can be taken back
  app.act(intents::MarkSeen{{FakeNode::id_of(1)}, true});
  CHECK(app.list().row(1)->seen);
  app.settle();
  CHECK_FALSE(app.list().row(1)->seen);
}
