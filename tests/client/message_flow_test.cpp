#include <catch2/catch_test_macros.hpp>

#include "tests/support/app_harness.hpp"

using namespace pratique;
using test::AppHarness;

namespace {
constexpr const char* kList = "GET /v1/messages?";
std::string first_offset(const AppHarness& app, std::size_t index) {
  const std::string path = app.transport.sent(kList).at(index)->request.path;
  const std::size_t at = path.find("offset=");
  return path.substr(at, path.find('&', at) - at);
}
}  // namespace

TEST_CASE("The quarantine asks for held mail and shows rows when they come, not before") {
  AppHarness app(250);
  app.flow.start();
  CHECK(app.list().asked);
  CHECK(app.list().pages.at(0).loading);
  CHECK_FALSE(app.list().total.has_value());
  app.settle();
  CHECK(app.list().total == 250);
  CHECK(app.subject(0) == "Subject 0");
  CHECK(app.subject(99) == "Subject 99");
  CHECK_FALSE(app.list().refreshing);
  CHECK(app.transport.sent(kList)[0]->request.path.starts_with("/v1/messages?q=status%3Aquarantined&sort=-received_at&offset=0&limit=100"));
  CHECK(app.transport.sent(kList)[0]->header("Authorization") == "Bearer good");
}

TEST_CASE("Scrolling asks for the page on screen, then for one on each side, each once") {
  AppHarness app(2000);
  app.started();
  app.transport.forget_sent();
  app.timers.advance(1000);
  app.act(intents::NeedRows{950, 970});
  CHECK(app.transport.count(kList) == 1);
  CHECK(first_offset(app, 0) == "offset=900");
  CHECK(app.list().row(950) == nullptr);
  app.act(intents::NeedRows{951, 971});
  CHECK(app.transport.count(kList) == 1);
  app.settle();
  CHECK(app.subject(950) == "Subject 950");
  app.wait_ms(100);
  app.settle();
  CHECK(app.transport.count(kList) == 3);
  CHECK(app.subject(800) == "Subject 800");
  CHECK(app.subject(1099) == "Subject 1099");
  const int changes = app.changes;
  app.act(intents::NeedRows{952, 972});
  app.settle();
  CHECK(app.transport.count(kList) == 3);
  CHECK(app.changes == changes);  // an idle screen draws no frame
}

TEST_CASE("100,000 rows scrolled through keep at most twelve pages") {
  AppHarness app(100'000);
  app.started();
  std::size_t most_pages = 0;
  for (std::int64_t rank = 0; rank < 100'000; rank += 890) {
    app.act(intents::NeedRows{rank, rank + 20});
    app.wait_ms(100);
    most_pages = std::max(most_pages, app.list().pages.size());
    if (app.subject(rank) != "Subject " + std::to_string(rank)) FAIL("rank " << rank << " shows " << app.subject(rank));
  }
  CHECK(most_pages == store::kMaxPages);
  app.act(intents::NeedRows{0, 20});
  app.wait_ms(100);
  CHECK(app.subject(0) == "Subject 0");  // dropped, and there again
}

TEST_CASE("Dragging the scrollbar aborts what it left behind and asks at most a dozen times a second") {
  AppHarness app(1'000'000);
  app.started();
  app.transport.forget_sent();
  app.timers.advance(1000);
  for (int frame = 0; frame < 60; ++frame) {
    app.act(intents::NeedRows{frame * 15'000, frame * 15'000 + 10});
    app.timers.advance(16);
  }
  CHECK(app.transport.count(kList) <= 3 * 14);
  CHECK(app.transport.waiting(kList).size() <= 3);
  app.wait_ms(200);
  CHECK(app.subject(59 * 15'000) == "Subject 885000");
}

TEST_CASE("Of two quick searches only the second is shown, in whatever order answers come") {
  AppHarness app(50);
  app.started();
  app.transport.hold(kList);
  app.act(intents::Search{"first"});
  app.act(intents::Search{"second"});
  const auto waiting = app.transport.waiting(kList);
  REQUIRE(waiting.size() == 1);  // the first was aborted: its answer has nowhere to go
  CHECK(waiting[0]->request.path.find("q=second%20status") != std::string::npos);
  CHECK(app.subject(0) == "Subject 0");  // known rows stay meanwhile
  CHECK(app.list().refreshing);
  api::MessagePage page;
  page.total = 1;
  page.items = {app.node.summary(7)};
  app.transport.answer(kList, test::ok(api::encode(page)));
  CHECK(app.list().total == 1);
  CHECK(app.subject(0) == "Subject 7");
  CHECK_FALSE(app.list().refreshing);
}

TEST_CASE("A search that names a status lifts the implied one, and sorting is asked of the node") {
  AppHarness app(5);
  app.started();
  app.act(intents::Search{"status:released ann"});
  app.settle();
  CHECK(app.transport.sent(kList).back()->request.path.find("q=status%3Areleased%20ann&") != std::string::npos);
  app.act(intents::SortBy{{api::SortKey::Score, api::SortOrder::Descending}});
  app.settle();
  CHECK(app.transport.sent(kList).back()->request.path.find("sort=-score") != std::string::npos);
}

TEST_CASE("A search with an error asks nothing and keeps the rows") {
  AppHarness app(5);
  app.started();
  app.transport.forget_sent();
  app.act(intents::Search{"form:ann"});
  app.settle();
  CHECK(app.transport.count(kList) == 0);
  REQUIRE(app.list().error.has_value());
  CHECK(app.list().error->field == "q");
  CHECK(app.list().error->detail == "0-4");
  CHECK(app.subject(0) == "Subject 0");
  app.act(intents::Search{""});
  app.settle();
  CHECK_FALSE(app.list().error.has_value());
}

TEST_CASE("A first page that fails says so and Try again loads it") {
  AppHarness app(5);
  app.transport.fail_nth(kList, 1, test::status(500, R"({"code":"internal","message":"Disk full","request_id":"r9"})"));
  app.started();
  REQUIRE(app.list().error.has_value());
  CHECK(app.list().error->request_id == "r9");
  CHECK(app.list().pages.empty());
  app.act(intents::RetryPage{0});
  app.settle();
  CHECK_FALSE(app.list().error.has_value());
  CHECK(app.subject(4) == "Subject 4");
}

TEST_CASE("A page in the middle that fails is the only one without rows, until it is tried again") {
  AppHarness app(1000);
  app.started();
  app.timers.advance(1000);
  app.transport.fail_nth("GET /v1/messages?q=status%3Aquarantined&sort=-received_at&offset=500", 1, test::status(400, "{}"));
  app.act(intents::NeedRows{510, 520});
  app.settle();
  REQUIRE(app.list().pages.at(5).error.has_value());
  CHECK(app.list().row(510) == nullptr);
  app.wait_ms(100);  // its neighbours come after it
  CHECK(app.subject(400) == "Subject 400");
  app.act(intents::NeedRows{511, 521});
  app.wait_ms(500);
  CHECK(app.list().row(510) == nullptr);  // not tried again by itself
  app.act(intents::RetryPage{5});
  app.settle();
  CHECK(app.subject(510) == "Subject 510");
}

TEST_CASE("Refreshing keeps the rows while newer ones load, and drops none when it fails") {
  AppHarness app(150);
  app.started();
  app.transport.hold(kList);
  app.node.add_newest(2);
  app.act(intents::RefreshList{});
  CHECK(app.list().refreshing);
  CHECK(app.subject(0) == "Subject 0");
  app.transport.release_all();
  app.settle();
  CHECK(app.subject(0) == "Subject -2");
  CHECK(app.list().total == 152);
  CHECK_FALSE(app.list().refreshing);
  app.transport.fail_nth(kList, 1, test::status(400, "{}"));
  app.transport.fail_nth(kList, 1, test::status(400, "{}"));
  app.act(intents::RefreshList{});
  app.settle();
  CHECK(app.list().error.has_value());
  CHECK(app.subject(0) == "Subject -2");
}

TEST_CASE("A node that is busy for a moment is asked again by itself") {
  AppHarness app(5);
  app.transport.fail_nth(kList, 1, test::status(503));
  app.flow.start();
  app.settle();
  CHECK(app.list().row(0) == nullptr);
  CHECK_FALSE(app.list().error.has_value());
  app.wait_ms(500);
  CHECK(app.subject(0) == "Subject 0");
}

TEST_CASE("Ranges, toggles and all are selected among the rows that are loaded, at most a thousand") {
  AppHarness app(3000);
  app.started();
  app.act(intents::ToggleSelected{test::FakeNode::id_of(3)});
  app.act(intents::SelectRange{test::FakeNode::id_of(6)});
  CHECK(app.list().selection.ids.size() == 4);
  app.act(intents::SelectRange{test::FakeNode::id_of(1)});
  CHECK(app.list().selection.ids.size() == 3);  // the range has turned round its anchor
  app.act(intents::ToggleSelected{test::FakeNode::id_of(3)});
  CHECK_FALSE(app.list().selection.ids.contains(test::FakeNode::id_of(3)));
  app.act(intents::ClearSelection{});
  CHECK(app.list().selection.ids.empty());
  for (std::int64_t rank = 0; rank < 1500; rank += 100) {
    app.act(intents::NeedRows{rank, rank + 10});
    app.wait_ms(100);
  }
  app.act(intents::SelectAllLoaded{});
  CHECK(app.list().selection.ids.size() == store::kMaxSelected);
}

TEST_CASE("The cursor goes anywhere and knows its row once that is loaded") {
  AppHarness app(1000);
  app.started();
  app.act(intents::MoveCursor{700});
  CHECK(app.list().cursor_rank == 700);
  CHECK_FALSE(app.list().cursor.has_value());
  app.act(intents::NeedRows{695, 705});
  app.wait_ms(100);
  CHECK(app.list().cursor == test::FakeNode::id_of(700));
  app.act(intents::MoveCursor{99'999});
  CHECK(app.list().cursor_rank == 999);
  app.act(intents::MoveCursor{-5});
  CHECK(app.list().cursor_rank == 0);
}

TEST_CASE("Counts beside the navigation and the histogram come with the list") {
  AppHarness app(42);
  app.started();
  REQUIRE(app.state().nav_counts.value() != nullptr);
  CHECK(app.state().nav_counts.value()->held == 42);
  CHECK(app.state().histogram.value() != nullptr);
  CHECK(app.transport.sent("GET /v1/messages/histogram?")[0]->request.path ==
        "/v1/messages/histogram?q=status%3Aquarantined&bucket=day&zone_offset_minutes=60");
  app.act(intents::Search{"after:2026-11-01 ann"});
  app.settle();
  // The dates are what the histogram itself sets: it goes on showing all days.
  CHECK(app.transport.sent("GET /v1/messages/histogram?").back()->request.path.find("q=ann%20status") != std::string::npos);
}
