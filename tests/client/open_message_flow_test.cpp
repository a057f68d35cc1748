#include <catch2/catch_test_macros.hpp>

#include "tests/support/app_harness.hpp"

using namespace pratique;
using test::AppHarness;
using test::FakeNode;

TEST_CASE("Opening a message asks for detail and its body, the other tabs only when they are looked at") {
  AppHarness app(5);
  app.started();
  app.transport.forget_sent();
  app.act(intents::OpenMessage{FakeNode::id_of(1)});
  CHECK(app.state().open.detail.is_loading());
  CHECK(app.state().open.html.is_loading());
  CHECK(app.transport.waiting("GET /v1/messages/m1").size() == 1);
  app.settle();
  REQUIRE(app.state().open.detail.value() != nullptr);
  CHECK(*app.state().open.html.value() == "<p>1");
  CHECK(app.state().open.headers.is_not_asked());
  app.act(intents::ShowTab{store::MessageTab::Headers});
  app.act(intents::ShowTab{store::MessageTab::Headers});
  app.settle();
  CHECK(app.transport.count("GET /v1/messages/m1/headers") == 1);
  CHECK(app.state().open.headers.value() != nullptr);
  app.act(intents::ShowTab{store::MessageTab::Source});
  CHECK(app.transport.waiting("GET /v1/messages/m1/raw")[0]->header("Range") == "bytes=0-1048575");
  app.settle();
  CHECK(app.state().open.source.value()->starts_with("Subject: raw 1"));
  app.act(intents::ShowTab{store::MessageTab::Why});
  CHECK(app.transport.waiting("").empty());
}

TEST_CASE("A message without HTML is shown as text") {
  AppHarness app(5);
  app.node.messages_have_html = false;
  app.started();
  app.act(intents::OpenMessage{FakeNode::id_of(1)});
  app.settle();
  CHECK(app.state().open.form == store::BodyForm::Text);
  CHECK(app.state().open.text.value()->text == "Text of 1");
  CHECK(app.state().open.html.is_not_asked());
  CHECK(app.transport.count("GET /v1/messages/m1/html") == 0);  // nothing is asked for that is not there
}

TEST_CASE("A late answer cannot overwrite the message opened after it") {
  AppHarness app(5);
  app.started();
  app.transport.hold("GET /v1/messages/");
  app.act(intents::OpenMessage{FakeNode::id_of(1)});
  app.act(intents::OpenMessage{FakeNode::id_of(2)});
  CHECK(app.transport.waiting("GET /v1/messages/m1").empty());  // aborted
  app.transport.release_all();
  app.settle();
  CHECK(app.state().open.id == FakeNode::id_of(2));
  CHECK(app.state().open.detail.value()->summary.subject == "Subject 2");
}

TEST_CASE("What was still on its way for the message before never shows with the next") {
  AppHarness app(5);
  app.started();
  app.act(intents::OpenMessage{FakeNode::id_of(1)});
  app.settle();
  app.transport.hold("GET /v1/messages/m1/headers");
  app.act(intents::ShowTab{store::MessageTab::Headers});
  app.act(intents::ShowTab{store::MessageTab::Message});
  app.act(intents::OpenMessage{FakeNode::id_of(2)});
  CHECK(app.transport.waiting("GET /v1/messages/m1/headers").empty());
  app.transport.release_all();
  app.settle();
  CHECK(app.state().open.headers.is_not_asked());
}

TEST_CASE("A message counts as seen after it was open for a moment, not when stepped over") {
  AppHarness app(5);
  app.started();
  app.act(intents::OpenMessage{FakeNode::id_of(0)});
  app.settle();
  app.wait_ms(300);
  app.act(intents::OpenNeighbour{1});
  app.settle();
  app.wait_ms(699);
  CHECK_FALSE(app.list().row(0)->seen);
  CHECK_FALSE(app.list().row(1)->seen);
  app.wait_ms(2);
  CHECK_FALSE(app.list().row(0)->seen);
  CHECK(app.list().row(1)->seen);
  CHECK(app.state().open.detail.value()->summary.seen);
  CHECK(app.transport.count("POST /v1/actions") == 1);
}

TEST_CASE("What failed is tried again, what is there stays") {
  AppHarness app(5);
  app.transport.fail_nth("GET /v1/messages/m1/html", 1, test::status(500, "{}"));
  app.started();
  app.act(intents::OpenMessage{FakeNode::id_of(1)});
  app.settle();
  CHECK(app.state().open.html.error() != nullptr);
  app.act(intents::RetryOpen{});
  app.settle();
  CHECK(app.state().open.html.value() != nullptr);
  CHECK(app.transport.count("GET /v1/messages/m1/html") == 2);
}

TEST_CASE("The form the reader chose stays for the next message") {
  AppHarness app(5);
  app.started();
  app.act(intents::OpenMessage{FakeNode::id_of(1)});
  app.settle();
  app.act(intents::ShowBodyForm{store::BodyForm::Text});
  app.act(intents::ShowImages{});
  CHECK(app.state().open.images_wanted);
  app.settle();
  app.act(intents::OpenNeighbour{1});
  app.settle();
  CHECK(app.state().open.form == store::BodyForm::Text);
  CHECK(app.state().open.text.value()->text == "Text of 2");
  CHECK_FALSE(app.state().open.images_wanted);  // asked for each message
}

TEST_CASE("Downloads go on while the reader moves on, under names that every system takes") {
  AppHarness app(5);
  app.started();
  app.act(intents::OpenMessage{FakeNode::id_of(1)});
  app.act(intents::ShowTab{store::MessageTab::Parts});
  app.settle();
  app.transport.hold("GET /v1/messages/m1/");
  app.act(intents::DownloadSource{});
  app.act(intents::DownloadPart{1});
  app.act(intents::CloseMessage{});
  CHECK(app.downloads.saved.empty());
  app.transport.release_all();
  app.settle();
  REQUIRE(app.downloads.saved.size() == 2);
  CHECK(app.downloads.saved[0].file_name == "Subject 1.eml");
  CHECK(app.downloads.saved[1].file_name == "a_b.pdf");
  CHECK(app.downloads.saved[1].content_type == "application/octet-stream");
}
