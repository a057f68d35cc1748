#include <catch2/catch_test_macros.hpp>

#include "tests/support/app_harness.hpp"

using namespace pratique;
using test::AppHarness;
using test::FakeNode;

TEST_CASE("Without a kept session nothing is asked") {
  AppHarness app(5);
  app.storage.values.clear();
  app.flow.start();
  app.settle();
  CHECK(app.state().session.state == store::SessionState::SignedOut);
  CHECK(app.transport.count("") == 0);
  CHECK_FALSE(app.transport.has_stream());
}

TEST_CASE("A session that has run out, or cannot be read, is forgotten") {
  for (const std::string& kept : {std::string(R"({"token":"good","expires_at":"2020-01-01T00:00:00Z"})"), std::string("nonsense")}) {
    AppHarness app(5);
    app.storage.set(api::kSessionKey, kept);
    app.flow.start();
    CHECK(app.state().session.state == store::SessionState::SignedOut);
    CHECK(app.storage.values.empty());
  }
}

TEST_CASE("A dead token at the start leads to the sign-in page, not to a dialog over nothing") {
  AppHarness app(5);
  app.node.token = "another";
  app.started();
  CHECK(app.state().session.state == store::SessionState::SignedOut);
  CHECK(app.storage.values.empty());
  CHECK(app.list() == store::MessageList{});
}

TEST_CASE("A session that ends in the middle of an action keeps the screen and sends the action after signing in") {
  AppHarness app(5);
  app.started();
  app.node.token = "newer";  // the old token is dead now
  app.act(intents::OpenMessage{FakeNode::id_of(2)});
  app.act(intents::ShowTab{store::MessageTab::Headers});
  app.act(intents::ReleaseMessages{{FakeNode::id_of(1)}});
  app.settle();
  CHECK(app.state().session.state == store::SessionState::Expired);
  CHECK(app.state().session.me.has_value());
  CHECK(app.state().session.actions_waiting == 1);
  CHECK(app.subject(0) == "Subject 0");
  CHECK(app.list().leaving.size() == 1);
  app.wait_ms(60'000);
  CHECK(app.node.keys_of_actions.empty());  // not yet
  const std::string key = app.transport.sent("POST /v1/actions")[0]->header("Idempotency-Key");

  app.act(intents::SignIn{"ann@example.org", "wrong"});
  CHECK(app.state().session.signing_in);
  app.settle();
  CHECK_FALSE(app.state().session.signing_in);
  REQUIRE(app.state().session.sign_in_error.has_value());
  CHECK(app.state().session.state == store::SessionState::Expired);

  app.act(intents::SignIn{"ann@example.org", "right"});
  app.settle();
  CHECK(app.state().session.state == store::SessionState::SignedIn);
  CHECK(app.node.keys_of_actions == std::vector<std::string>{key});
  CHECK(app.state().session.actions_waiting == 0);
  CHECK(app.list().total == 4);
  CHECK(app.state().open.id == FakeNode::id_of(2));
  CHECK(app.state().open.detail.value() != nullptr);
  CHECK(app.state().open.headers.value() != nullptr);
  CHECK(app.storage.get(api::kSessionKey)->find("newer") != std::string::npos);
  CHECK(app.transport.has_stream());
}

TEST_CASE("When another person signs in, nothing of the first one is left or sent") {
  AppHarness app(5);
  app.started();
  app.node.token = "newer";
  app.act(intents::ReleaseMessages{{FakeNode::id_of(1)}});
  app.settle();
  app.node.me.id.value = "u2";
  app.act(intents::SignIn{"bob@example.org", "right"});
  app.settle();
  CHECK(app.node.keys_of_actions.empty());
  CHECK(app.list().leaving.empty());
  CHECK(app.list().total == 5);
  CHECK_FALSE(app.state().toast.has_value());
  CHECK(app.state().session.me->id.value == "u2");
}

TEST_CASE("The wrong password never travels with the dead token") {
  AppHarness app(5);
  app.started();
  app.act(intents::SignIn{"ann@example.org", "wrong"});
  CHECK(app.transport.sent("POST /v1/session")[0]->header("Authorization").empty());
  app.settle();
  CHECK(app.state().session.state == store::SessionState::SignedIn);  // a wrong password ends no session
}

TEST_CASE("Signing out tells the node and forgets everything") {
  AppHarness app(5);
  app.started();
  app.act(intents::SignOut{});
  CHECK(app.state().session.state == store::SessionState::SignedOut);
  CHECK(app.list() == store::MessageList{});
  CHECK(app.storage.get(api::kSessionKey) == std::nullopt);
  CHECK_FALSE(app.transport.has_stream());
  app.settle();
  CHECK(app.transport.count("DELETE /v1/session") == 1);
  CHECK(app.timers.waiting() == 0);
}

TEST_CASE("Theme, density, language and columns are kept here and sent, the last word last") {
  AppHarness app(5);
  app.started();
  app.act(intents::SetTheme{store::Theme::Dark});
  app.act(intents::SetDensity{store::Density::Line});
  app.act(intents::SetLanguage{"de"});
  app.act(intents::SetColumns{{"subject", "score"}});
  CHECK(app.transport.waiting("PATCH /v1/me/settings").size() == 1);  // one at a time
  app.settle();
  CHECK(app.transport.count("PATCH /v1/me/settings") == 2);
  const auto settings = api::decode_settings(app.transport.sent("PATCH /v1/me/settings").back()->request.body);
  REQUIRE(settings.has_value());
  CHECK(settings->theme == "dark");
  CHECK(settings->density == "line");
  CHECK(settings->language == "de");
  CHECK(settings->columns == std::vector<std::string>{"subject", "score"});

  AppHarness again(5);
  again.storage.set("pratique.look", *app.storage.get("pratique.look"));
  again.flow.start();
  CHECK(again.state().look.theme == store::Theme::Dark);  // before any answer
  CHECK(again.state().look.columns.size() == 2);
  again.node.me.settings.theme = "contrast";
  again.settle();
  CHECK(again.state().look.theme == store::Theme::Contrast);  // what the node knows wins
  CHECK(again.state().look.density == store::Density::Line);
}
