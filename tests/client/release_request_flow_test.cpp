#include <catch2/catch_test_macros.hpp>

#include "tests/support/app_harness.hpp"

using namespace pratique;
using test::AppHarness;
using test::FakeNode;

namespace {

api::ReleaseRequest request(const std::string& id, api::RequestState state = api::RequestState::Open) {
  api::ReleaseRequest out;
  out.id.value = id;
  out.state = state;
  out.message.id = FakeNode::id_of(1);
  out.asked_by = "bob@example.org";
  out.may_decide = true;
  return out;
}

}  // namespace

TEST_CASE("Asking for a release sends the note and says that it was asked") {
  AppHarness app(5);
  app.started();
  app.act(intents::AskRelease{{FakeNode::id_of(0), FakeNode::id_of(2)}, "an invoice I wait for"});
  CHECK(app.state().requests.asked_for.contains(FakeNode::id_of(0)));
  app.settle();
  REQUIRE(app.node.asked.size() == 2);
  CHECK(app.node.asked[0].note == "an invoice I wait for");
  REQUIRE(app.state().toast.has_value());
  CHECK(app.state().toast->notice == store::Notice::Asked);
  CHECK(app.state().toast->count == 2);
}

TEST_CASE("A request that the node refuses is said, and may be asked again") {
  AppHarness app(5);
  app.started();
  app.transport.fail_nth("POST /v1/requests", 1, test::status(422, "{}"));
  app.act(intents::AskRelease{{FakeNode::id_of(0)}, ""});
  app.settle();
  CHECK(app.state().toast->kind == store::ToastKind::Failed);
  CHECK_FALSE(app.state().requests.asked_for.contains(FakeNode::id_of(0)));
  app.act(intents::AskRelease{{FakeNode::id_of(0)}, ""});
  app.settle();
  CHECK(app.node.asked.size() == 1);
}

TEST_CASE("Open requests are counted for those who decide, and for nobody else") {
  AppHarness app(5);
  app.node.asked = {request("r1"), request("r2", api::RequestState::Denied)};
  app.started();
  CHECK(app.transport.count("GET /v1/requests") == 0);
  AppHarness decider(5);
  decider.node.me.lists_for_domain = true;
  decider.node.asked = {request("r1"), request("r2", api::RequestState::Denied)};
  decider.started();
  CHECK(decider.state().requests.open == 1);
}

TEST_CASE("A decision is sent once, with its answer, and the list follows") {
  AppHarness app(5);
  app.node.me.lists_for_domain = true;
  app.node.asked = {request("r1"), request("r2")};
  app.started();
  app.act(intents::UrlChanged{"/requests?q=open"});
  app.settle();
  REQUIRE(app.state().requests.page.value() != nullptr);
  CHECK(app.state().requests.page.value()->total == 2);
  app.act(intents::DenyRequest{{"r1"}, "it is a known fraud"});
  app.act(intents::DenyRequest{{"r1"}, "twice"});
  CHECK(app.state().requests.busy.contains({"r1"}));
  app.settle();
  CHECK(app.transport.count("POST /v1/requests/r1/deny") == 1);
  CHECK(app.node.asked[0].answer == "it is a known fraud");
  CHECK(app.state().toast->notice == store::Notice::Denied);
  CHECK(app.state().requests.page.value()->total == 1);
  CHECK(app.state().requests.open == 1);
  app.act(intents::ApproveRequest{{"r2"}});
  app.settle();
  CHECK(app.node.asked[1].state == api::RequestState::Approved);
  CHECK(app.state().requests.busy.empty());
}

TEST_CASE("The asker takes a request back") {
  AppHarness app(5);
  app.node.asked = {request("r1")};
  app.started();
  app.act(intents::WithdrawRequest{{"r1"}});
  app.settle();
  CHECK(app.node.asked[0].state == api::RequestState::Withdrawn);
}

TEST_CASE("Settings are kept whole: changing the theme forgets no key") {
  AppHarness app(5);
  app.node.me.settings.keys = {{"release", "Shift+E"}};
  app.node.me.settings.after_action = "list";
  app.started();
  app.act(intents::SetTheme{store::Theme::Dark});
  app.settle();
  const auto sent = app.transport.sent("PATCH /v1/me/settings");
  REQUIRE(sent.size() == 1);
  const auto settings = api::decode_settings(sent[0]->request.body);
  REQUIRE(settings);
  CHECK(settings->keys.at("release") == "Shift+E");
  CHECK(settings->after_action == "list");
  CHECK(settings->theme == "dark");
}

TEST_CASE("After an action the reader goes where the settings say") {
  for (const char* after : {"previous", "list"}) {
    AppHarness app(5);
    app.started();
    api::Settings settings;
    settings.after_action = after;
    app.act(intents::ChangeSettings{settings});
    app.act(intents::OpenMessage{FakeNode::id_of(2)});
    app.settle();
    app.act(intents::ReleaseMessages{});
    INFO(after);
    if (std::string_view(after) == "previous") {
      CHECK(app.state().open.id == FakeNode::id_of(1));
    } else {
      CHECK_FALSE(app.state().open.id.has_value());
      CHECK(app.list().cursor == FakeNode::id_of(3));
    }
  }
}
