#include <catch2/catch_test_macros.hpp>

#include "tests/support/app_harness.hpp"

using namespace pratique;
using api::ReportKind;
using store::EntryFate;
using test::AppHarness;
using Step = store::ReportFile::Step;

namespace {

// Signed in and on the report view.
struct Reporting : AppHarness {
  Reporting() : AppHarness(3, "/report") { started(); }
  [[nodiscard]] const store::Reports& now() const { return state().reports; }
  void drop(std::initializer_list<const char*> names) {
    std::vector<std::pair<std::string, std::string>> all;
    for (const char* name : names) all.emplace_back(name, "Subject: x\r\n\r\n");
    REQUIRE(given_files.drop(all));
  }
  // Dropped, read and sent.
  void report(std::initializer_list<const char*> names) {
    drop(names);
    settle();
    act(intents::SendReports{});
    settle();
  }
  [[nodiscard]] const api::Report& just(std::size_t at) const { return *now().just.at(at).item.report; }
};

api::ListEntry allowed() {
  api::ListEntry entry;
  entry.id.value = "a1";
  entry.entry.pattern = "far-shore.example";
  entry.entry.applies_to = "ann@example.org";
  return entry;
}

}  // namespace

TEST_CASE("Reporting has an address of its own, and so have one's own reports") {
  store::Route route;
  route.place = store::Place::Report;
  CHECK(store::to_url(route) == "/report");
  route.own_reports = true;
  CHECK(store::to_url(route) == "/report/history");
  CHECK(store::parse_url("/report/history") == route);
  CHECK_FALSE(store::parse_url("/report/nonsense").own_reports);
  CHECK_FALSE(store::parse_url("/report/nonsense").open.has_value());
}

TEST_CASE("Files are taken only where spam is reported") {
  AppHarness app(3);
  app.started();
  CHECK_FALSE(app.given_files.drop({{"a.eml", "x"}}));
  app.act(intents::UrlChanged{"/report"});
  CHECK(app.given_files.drop({{"a.eml", "x"}}));
  app.act(intents::UrlChanged{"/log"});
  CHECK_FALSE(app.given_files.drop({{"b.eml", "x"}}));
  CHECK(app.state().reports.files.size() == 1);  // what was given before stays
}

TEST_CASE("What is dropped is read by the node and shown before anything is sent, two at a time") {
  Reporting app;
  app.transport.hold("POST /v1/reports");
  app.drop({"a.eml", "two.mbox", "c d.eml"});
  REQUIRE(app.transport.waiting("POST /v1/reports/preview").size() == 2);
  const auto& request = app.transport.waiting("POST /v1/reports/preview")[0]->request;
  CHECK(request.body.empty());  // the bytes stay with the browser
  CHECK(app.given_files.contents.contains(request.body_file));
  CHECK(app.now().files[2].step == Step::Waiting);
  app.transport.release_all();
  app.settle();
  CHECK(app.transport.count("POST /v1/reports/preview?name=c%20d.eml") == 1);
  CHECK(app.now().files[0].read->items[0].subject == "Subject of a.eml");
  CHECK(store::message_count(app.now().files[1]) == 2);
  CHECK(app.transport.count("POST /v1/reports?") == 0);
  CHECK(app.node.reports.empty());
}

TEST_CASE("Reports are sent as what the reader says, and each tells what came of it") {
  Reporting app;
  app.act(intents::SetReportKind{ReportKind::Phish});
  app.drop({"a.eml", "theirs.eml", "archive.pst"});
  app.settle();
  app.transport.hold("POST /v1/reports?");
  app.act(intents::SendReports{});
  app.act(intents::SetReportKind{ReportKind::Spam});  // of the next ones
  CHECK(app.transport.waiting("POST /v1/reports?kind=phish&via=portal&name=").size() == 2);
  CHECK(store::is_sending(app.now()));
  app.transport.release_all();
  app.settle();
  REQUIRE(app.now().just.size() == 3);
  CHECK(app.now().just[0].item.unread->problem == "unknown_type");  // was not even sent
  CHECK(app.just(1).outcome == "learned");
  CHECK(app.just(2).outcome == "not_ours");
  CHECK(app.now().files.empty());
  CHECK(app.given_files.contents.empty());
  CHECK(app.now().page.value()->last_30_days.reported == 2);  // asked for again
  CHECK(app.node.reports.size() == 2);
}

TEST_CASE("More than 25 files at once are left out, and a file that is too large is not sent anywhere") {
  Reporting app;
  std::vector<std::pair<std::string, std::string>> files(27, {"a.eml", "x"});
  app.given_files.drop(files);
  CHECK(app.now().files.size() == api::kReportMax);
  CHECK(app.now().left_out == 2);
  CHECK(app.given_files.contents.size() == api::kReportMax);
  app.act(intents::RemoveReportFiles{std::nullopt});
  CHECK(app.now().files.empty());
  CHECK(app.given_files.contents.empty());
  CHECK(app.transport.waiting("POST /v1/reports").empty());
  app.given_files.listener->files_given({{99, "big.mbox", 31 << 20}});
  app.settle();
  CHECK(app.now().files[0].read->items[0].problem == "too_large");
  CHECK(app.transport.count("POST /v1/reports/preview?name=big") == 0);
}

TEST_CASE("One file is taken out before sending; stopping leaves what is not sent") {
  Reporting app;
  app.drop({"a.eml", "b.eml", "c.eml"});
  app.settle();
  app.act(intents::RemoveReportFiles{app.now().files[1].id});
  CHECK(app.now().files.size() == 2);
  app.transport.hold("POST /v1/reports?");
  app.act(intents::SendReports{});
  app.act(intents::CancelReports{});
  CHECK(app.transport.waiting("POST /v1/reports?").empty());
  CHECK(app.now().files[0].step == Step::Read);
  app.transport.release_all();
  app.act(intents::SendReports{});
  app.settle();
  CHECK(app.node.reports.size() == 2);
}

TEST_CASE("A source that is pasted goes the same way") {
  Reporting app;
  app.act(intents::PasteReport{""});
  CHECK(app.now().files.empty());
  app.act(intents::PasteReport{"From: a@example.net\n\nBuy\n"});
  CHECK(app.given_files.contents.begin()->second == "From: a@example.net\n\nBuy\n");
  app.settle();
  app.act(intents::SendReports{});
  app.settle();
  CHECK(app.node.reports.size() == 1);
}

TEST_CASE("A report that failed can be tried again with the same key") {
  Reporting app;
  app.drop({"a.eml"});
  app.settle();
  app.transport.fail_nth("POST /v1/reports?", 1, test::status(413, R"({"code":"too_large","message":"At most 25 messages"})"));
  app.act(intents::SendReports{});
  app.settle();
  REQUIRE(app.now().files.size() == 1);
  CHECK(app.now().files[0].step == Step::Failed);
  CHECK(app.now().files[0].error->message == "At most 25 messages");
  app.act(intents::RetryReportFile{app.now().files[0].id});
  app.settle();
  const auto sent = app.transport.sent("POST /v1/reports?");
  REQUIRE(sent.size() == 2);
  CHECK(sent[0]->header("Idempotency-Key") == sent[1]->header("Idempotency-Key"));
  CHECK(app.now().files.empty());
  CHECK(app.just(0).outcome == "learned");
}

TEST_CASE("When the node asks to wait, it goes on by itself") {
  Reporting app;
  app.drop({"a.eml"});
  app.settle();
  app.transport.fail_nth("POST /v1/reports?", 1, ports::Response{429, {{"retry-after", "20"}}, ""});
  app.act(intents::SendReports{});
  app.settle();
  CHECK(app.now().held_back);
  CHECK(app.now().files[0].step == Step::Queued);
  app.wait_ms(19'000);
  CHECK(app.node.reports.empty());
  app.wait_ms(1'000);
  CHECK_FALSE(app.now().held_back);
  CHECK(app.node.reports.size() == 1);
}

TEST_CASE("Without a network reports wait, and go when it is back") {
  Reporting app;
  app.drop({"a.eml", "b.eml"});
  app.settle();
  app.transport.fail_nth("POST /v1/reports?", 1, test::offline());
  app.transport.fail_nth("POST /v1/reports?", 1, test::offline());
  app.act(intents::SendReports{});
  app.act(intents::NetworkChanged{false});
  app.settle();
  CHECK(app.node.reports.empty());
  CHECK(app.now().files[0].step == Step::Queued);
  app.act(intents::NetworkChanged{true});
  app.wait_ms(1);
  CHECK(app.node.reports.size() == 2);
}

TEST_CASE("A session that ends in the middle keeps the files and sends them after signing in") {
  Reporting app;
  app.drop({"a.eml"});
  app.settle();
  app.node.token = "newer";
  app.act(intents::SendReports{});
  app.settle();
  CHECK(app.state().session.state == store::SessionState::Expired);
  CHECK(app.now().files[0].step == Step::Queued);
  CHECK(app.transport.count("POST /v1/reports?") == 1);  // once, not again and again
  app.act(intents::SignIn{"ann@example.org", "right"});
  app.settle();
  CHECK(app.node.reports.size() == 1);
  CHECK(app.now().files.empty());
}

TEST_CASE("Sending goes on while the reader is elsewhere, and says so there") {
  Reporting app;
  app.drop({"two.mbox"});
  app.settle();
  app.transport.hold("POST /v1/reports?");
  app.act(intents::SendReports{});
  app.act(intents::UrlChanged{"/log"});
  CHECK_FALSE(app.state().toast);
  app.transport.release_all();
  app.settle();
  REQUIRE(app.state().toast);
  CHECK(app.state().toast->notice == store::Notice::Reported);
  CHECK(app.state().toast->count == 2);
  app.act(intents::UndoNewest{});
  app.settle();
  CHECK(app.node.reports[0].undone_at.has_value());
  CHECK(app.node.reports[1].undone_at.has_value());
  CHECK(app.state().toast->notice == store::Notice::ReportsBack);
}

TEST_CASE("One report is taken back, or all of them; what the node refuses is said at its card") {
  Reporting app;
  app.report({"a.eml", "b.eml", "theirs.eml"});
  const api::ReportId first = app.just(0).id;
  app.act(intents::UndoReports{first});
  CHECK(app.now().just[0].busy);
  app.settle();
  CHECK(app.just(0).undone_at.has_value());
  CHECK_FALSE(store::may_undo(app.now().just[0]));
  app.node.reports[1].undone_at = app.clock.wall_now();  // in another tab
  app.act(intents::UndoReports{std::nullopt});
  app.settle();
  CHECK(app.now().just[1].error->message == "It was taken back before");
  CHECK(app.transport.count("POST /v1/reports/r3/undo") == 0);  // taught nothing
  const api::ReportPage& page = *app.now().page.value();
  CHECK(page.items.back().undone_at.has_value());
}

TEST_CASE("The entry that let a message in is deleted, brought back, or kept") {
  Reporting app;
  app.node.entries = {allowed()};
  app.report({"listed.eml", "listed too.eml"});
  REQUIRE(app.just(0).entry_paused);
  CHECK(app.node.entries[0].entry.paused);
  app.act(intents::DecideEntry{app.just(0).id, EntryFate::Deleted});
  app.settle();
  CHECK(app.node.entries.empty());
  CHECK(app.now().just[0].entry == EntryFate::Deleted);
  CHECK(app.now().just[1].entry == EntryFate::Deleted);  // it is the same entry
  app.act(intents::DecideEntry{app.just(1).id, EntryFate::Undecided});
  app.settle();
  REQUIRE(app.node.entries.size() == 1);
  CHECK(app.node.entries[0].entry.paused);
  CHECK(app.just(0).read.entry->id == app.node.entries[0].id);
  app.act(intents::DecideEntry{app.just(0).id, EntryFate::Kept});
  app.settle();
  CHECK_FALSE(app.node.entries[0].entry.paused);
  CHECK(app.now().just[1].entry == EntryFate::Kept);
}

TEST_CASE("One's own reports come page by page") {
  AppHarness app(3, "/report/history");
  for (int i = 0; i < 70; ++i) {
    api::Report one;
    one.id.value = "r" + std::to_string(i + 1);
    one.reported_at = app.clock.wall_now();
    one.outcome = "learned";
    app.node.reports.push_back(one);
  }
  app.started();
  REQUIRE(app.state().reports.page.value() != nullptr);
  CHECK(app.state().reports.page.value()->items.size() == 50);
  CHECK(app.state().reports.page.value()->spam_address == "spam@report.example.org");
  app.act(intents::NeedReports{});
  app.act(intents::NeedReports{});  // asked for once
  app.settle();
  CHECK(app.state().reports.page.value()->items.size() == 70);
  CHECK(app.transport.count("GET /v1/reports?offset=50") == 1);
  app.act(intents::UndoReports{api::ReportId{"r70"}});
  app.settle();
  CHECK(app.state().reports.page.value()->items[0].undone_at.has_value());
}

TEST_CASE("A report that waits for the filter says by itself when it is learned") {
  Reporting app;
  app.node.outcome = "waiting";
  app.report({"a.eml"});
  CHECK(app.just(0).outcome == "waiting");
  app.node.reports[0].outcome = "learned";
  app.wait_ms(4'000);
  CHECK(app.just(0).outcome == "learned");
  app.transport.forget_sent();
  app.wait_ms(600'000);
  CHECK(app.transport.count("GET /v1/reports") == 0);  // nothing waits any more
}

TEST_CASE("Another reader sees nothing of what was reported before") {
  Reporting app;
  app.report({"a.eml"});
  app.drop({"b.eml"});
  app.act(intents::SignOut{});
  app.settle();
  CHECK(app.now() == store::Reports{});
  CHECK(app.given_files.contents.empty());
}
