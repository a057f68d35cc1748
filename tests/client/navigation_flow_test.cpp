#include <catch2/catch_test_macros.hpp>

#include "client/store/route.hpp"
#include "tests/support/app_harness.hpp"

using namespace pratique;
using test::AppHarness;
using test::FakeNode;

TEST_CASE("Every route has a URL that reads back as the same route") {
  for (int place = 0; place < 7; ++place) {
    for (int tab = 0; tab < 5; ++tab) {
      store::Route route;
      route.place = static_cast<store::Place>(place);
      route.tab = static_cast<store::MessageTab>(tab);
      if (route.place == store::Place::Lists) {
        route.tab = store::MessageTab::Message;
        route.list = tab % 2 == 0 ? api::ListKind::Allow : api::ListKind::Block;
      } else if (route.place == store::Place::Report) {
        route.tab = store::MessageTab::Message;
        route.own_reports = tab % 2 == 1;
      } else {
        route.open = api::MessageId{"a/b ?#%ü"};
      }
      route.query = "from:\"Ann & Bob\" 100% #1 + ?=é";
      route.sort = {api::SortKey::Subject, api::SortOrder::Ascending};
      CHECK(store::parse_url(store::to_url(route)) == route);
    }
  }
  CHECK(store::to_url({}) == "/quarantine");
}

TEST_CASE("Any URL is a route") {
  CHECK(store::parse_url("") == store::Route{});
  CHECK(store::parse_url("/nowhere/else?x=1&q") == store::Route{.open = api::MessageId{"else"}});
  CHECK(store::parse_url("/log").place == store::Place::Log);
  CHECK(store::parse_url("quarantine?q=a+b&sort=nonsense#frag").query == "a b");
  CHECK(store::parse_url("/quarantine?q=%FF%E2%82").query == "\uFFFD\uFFFD");
  CHECK(store::parse_url("/quarantine/m1/unknown").tab == store::MessageTab::Message);
  CHECK(store::parse_url(std::string(100'000, '/')) == store::Route{});
}

TEST_CASE("The portal starts where the URL says") {
  AppHarness app(50, "/quarantine/m7/why?q=ann&sort=-score");
  app.started();
  CHECK(app.state().open.id == FakeNode::id_of(7));
  CHECK(app.state().route.tab == store::MessageTab::Why);
  CHECK(app.transport.sent("GET /v1/messages?")[0]->request.path.find("q=ann%20status%3Aquarantined&sort=-score") != std::string::npos);
  CHECK(app.list().cursor == FakeNode::id_of(7));
}

TEST_CASE("Back and forward walk through messages and searches without a new entry") {
  AppHarness app(50);
  app.started();
  app.act(intents::OpenMessage{FakeNode::id_of(3)});
  app.settle();
  app.timers.advance(5'000);
  app.act(intents::Search{"ann"});
  app.settle();
  CHECK(app.url_bar.entries == std::vector<std::string>{"/quarantine", "/quarantine/m3", "/quarantine?q=ann"});
  app.act(intents::UrlChanged{app.url_bar.step(-1)});
  app.settle();
  CHECK(app.state().route.query.empty());
  CHECK(app.state().open.id == FakeNode::id_of(3));
  CHECK(app.state().open.detail.value() != nullptr);
  app.act(intents::UrlChanged{app.url_bar.step(-1)});
  CHECK_FALSE(app.state().open.id.has_value());
  app.act(intents::UrlChanged{app.url_bar.step(2)});
  app.settle();
  CHECK(app.state().route.query == "ann");
  CHECK(app.url_bar.entries.size() == 3);
}

TEST_CASE("Going back to the same list does not load it again") {
  AppHarness app(50);
  app.started();
  app.act(intents::OpenMessage{FakeNode::id_of(3)});
  app.settle();
  app.transport.forget_sent();
  app.act(intents::UrlChanged{app.url_bar.step(-1)});
  app.settle();
  CHECK(app.transport.count("GET /v1/messages?") == 0);
  CHECK(app.subject(0) == "Subject 0");
}

TEST_CASE("Searches that refine each other make one entry; opening the same message again makes none") {
  AppHarness app(50);
  app.started();
  app.act(intents::Search{"a"});
  app.timers.advance(500);
  app.act(intents::Search{"an"});
  app.timers.advance(500);
  app.act(intents::Search{"ann"});
  CHECK(app.url_bar.entries == std::vector<std::string>{"/quarantine", "/quarantine?q=ann"});
  app.timers.advance(10'000);
  app.act(intents::Search{"bob"});
  CHECK(app.url_bar.entries.size() == 3);
  app.act(intents::OpenMessage{FakeNode::id_of(1)});
  app.act(intents::OpenMessage{FakeNode::id_of(1)});
  CHECK(app.url_bar.entries.size() == 4);
  app.act(intents::ShowTab{store::MessageTab::Headers});
  CHECK(app.url_bar.current() == "/quarantine/m1/headers?q=bob");
  CHECK(app.url_bar.entries.size() == 4);
}

TEST_CASE("After an action comes the row that is shown next, also among those worth a look", "[regression]") {
  AppHarness app(50);
  app.node.worth = {4, 9, 20};
  app.started();
  app.act(intents::MoveCursor{4});
  app.act(intents::RemoveMessages{{FakeNode::id_of(4)}});
  CHECK(app.list().cursor == FakeNode::id_of(9));
  app.settle();
  app.act(intents::OpenMessage{FakeNode::id_of(9)});
  app.settle();
  app.act(intents::OpenNeighbour{1});
  CHECK(app.state().open.id == FakeNode::id_of(20));
  app.act(intents::OpenNeighbour{1});
  CHECK(app.state().open.id == FakeNode::id_of(0));
}

TEST_CASE("Neighbours are opened across pages, waiting for rows that are not there yet") {
  AppHarness app(500);
  app.started();
  app.act(intents::OpenNeighbour{1});
  CHECK(app.state().open.id == FakeNode::id_of(0));
  app.act(intents::OpenNeighbour{-1});
  CHECK(app.state().open.id == FakeNode::id_of(0));
  app.act(intents::OpenMessage{FakeNode::id_of(199)});
  app.transport.hold("GET /v1/messages?");
  app.timers.advance(1'000);
  app.act(intents::OpenNeighbour{1});
  CHECK(app.state().open.id == FakeNode::id_of(199));  // not yet
  app.transport.release_all();
  app.settle();
  CHECK(app.state().open.id == FakeNode::id_of(200));  // now
  CHECK(app.list().cursor_rank == 200);
}

TEST_CASE("Copying goes to the clipboard") {
  AppHarness app(1);
  app.started();
  app.act(intents::CopyText{"https://example.net"});
  CHECK(app.clipboard.newest == "https://example.net");
}
