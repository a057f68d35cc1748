#include "ui/views/report/report_view.hpp"

#include <catch2/catch_test_macros.hpp>

#include "tests/ui_harness/portal_page.hpp"
#include "ui/gallery/samples.hpp"

using namespace pratique;
using a11y::Role;
using kit::Key;
using store::EntryFate;
using test::PortalPage;

TEST_CASE("every reported message says in a word and in a sentence what came of it") {
  PortalPage page("reports");
  CHECK(page.ui.has(Role::Group, "Win a weekend for two in the mountains 🏔️: Learned"));
  CHECK(page.ui.has("It came through this filter on 22 Nov with a score of 5.2 of 6.0. The filter has learned it. 14 like it are held."));
  CHECK(page.ui.has(Role::Group, "Ваш пароль истекает сегодня: Learned, 1 list entry paused"));
  CHECK(page.ui.has("It got through because your allow list has *@quota-alerts.example. That entry is paused until you decide."));
  CHECK(page.ui.has(Role::Group, "請確認您的帳戶資料: Not ours"));
  CHECK(page.ui.has(Role::Group, "newsletter-archive.pst: Not read"));
  CHECK(page.ui.has("This kind of file cannot be read. Save the messages as .eml and drop them again."));
  CHECK(page.ui.has(Role::Status, "4 messages, 10:41"));
  CHECK(page.outputs.title == "Report spam · Pratique");
}

TEST_CASE("what the messages are is chosen before they are sent") {
  PortalPage page("reports");
  CHECK(page.ui.find(Role::Radio, "It is spam").toggled == a11y::Toggled::On);
  page.ui.click(Role::Radio, "It is phishing");
  CHECK(page.last_asked<intents::SetReportKind>()->kind == api::ReportKind::Phish);
}

TEST_CASE("files are chosen by a link, by the whole zone, and dropped: then the zone says how many") {
  PortalPage page("reports");
  page.ui.click("choose files");
  CHECK(page.last_asked<intents::ChooseReportFiles>());
  const a11y::Node& zone = page.ui.find(Role::Group, "Drop messages here");
  page.ui.click_at(zone.rect.x + 20, zone.rect.y + 20);
  CHECK(page.last_asked<intents::ChooseReportFiles>());
  page.state.reports.dragged = 3;
  page.ui.step(2);
  CHECK(page.ui.has(Role::Group, "Drop 3 messages"));
  page.state.reports.dragged = 0;  // the browser does not say
  page.ui.step(2);
  CHECK(page.ui.has(Role::Group, "Drop messages here"));
}

TEST_CASE("a source is pasted into a field of several lines") {
  PortalPage page("reports");
  page.ui.click("paste the source");
  page.ui.step(2);
  REQUIRE(page.ui.has(Role::Dialog, "Paste the source"));
  CHECK(page.ui.focused_name() == "Source of the message");
  CHECK(page.ui.find("Source of the message").lines);
  page.ui.type("Source of the message", "From: a@example.net\n\nBuy\n");
  page.ui.click(Role::Button, "Add");
  const auto pasted = page.last_asked<intents::PasteReport>();
  REQUIRE(pasted);
  CHECK(pasted->source == "From: a@example.net\n\nBuy\n");
  CHECK_FALSE(page.ui.has(Role::Dialog, "Paste the source"));
}

TEST_CASE("the paste dialog goes when a long source came in as a file, and with Escape") {
  PortalPage page("reports-paste");
  REQUIRE(page.ui.has(Role::Dialog, "Paste the source"));
  page.state.reports.given = 1;
  page.ui.step(2);
  CHECK_FALSE(page.ui.has(Role::Dialog, "Paste the source"));
  page.ui.click("paste the source");
  page.ui.step(2);
  page.ui.press(Key::Escape);
  CHECK_FALSE(page.ui.has(Role::Dialog, "Paste the source"));
  CHECK_FALSE(page.last_asked<intents::PasteReport>());
}

TEST_CASE("files on their way are shown as the node read them, and sent with the number of messages on the button") {
  PortalPage page("reports-to-send");
  CHECK(page.ui.has(Role::Status, "6 messages to report"));
  CHECK(page.ui.has(Role::Group, "Win a weekend for two in the mountains 🏔️: Not sent yet"));
  CHECK(page.ui.has(Role::Group, "week.mbox: Not sent yet"));
  CHECK(page.ui.has(Role::Group, "large.eml: Reading"));
  CHECK(page.ui.has("3 files were left out: there may be 25 at once."));
  page.ui.click(Role::Button, "Report 4 as spam");
  CHECK(page.last_asked<intents::SendReports>());
  page.ui.click(Role::Button, "Do not report week.mbox");
  CHECK(page.last_asked<intents::RemoveReportFiles>()->id == 2);
  page.ui.click(Role::Button, "Remove all");
  CHECK_FALSE(page.last_asked<intents::RemoveReportFiles>()->id.has_value());
  page.state.reports.kind = api::ReportKind::NotSpam;
  page.ui.step(2);
  CHECK(page.ui.has(Role::Button, "Report 4 as wanted"));
}

TEST_CASE("while it is sent the button stops it, and a failure can be tried again") {
  PortalPage page("reports-to-send");
  page.state.reports.files[0].step = store::ReportFile::Step::Sending;
  page.state.reports.files[1].step = store::ReportFile::Step::Queued;
  page.ui.step(2);
  CHECK(page.ui.has(Role::Status, "2 left to send"));
  CHECK_FALSE(page.ui.has("Do not report Win a weekend for two in the mountains 🏔️"));
  page.ui.click(Role::Button, "Stop");
  CHECK(page.last_asked<intents::CancelReports>());
  page.state.reports.files.erase(page.state.reports.files.begin(), page.state.reports.files.begin() + 4);
  page.ui.step(2);
  CHECK(page.ui.has(Role::Group, "Pasted source: Not sent"));
  page.ui.click("Try again");
  CHECK(page.last_asked<intents::RetryReportFile>()->id == 5);
}

TEST_CASE("the links of a card do what they say") {
  PortalPage page("reports");
  page.ui.click("Delete the entry");
  auto decided = page.last_asked<intents::DecideEntry>();
  REQUIRE(decided);
  CHECK(decided->id.value == "r2");
  CHECK(decided->fate == EntryFate::Deleted);
  page.ui.click("Keep the entry");
  CHECK(page.last_asked<intents::DecideEntry>()->fate == EntryFate::Kept);
  page.ui.click("Block best@deals-mail.example");
  const auto form = page.last_asked<intents::OpenListForm>();
  REQUIRE(form);
  CHECK(form->kind == api::ListKind::Block);
  CHECK(form->entry.pattern == "best@deals-mail.example");
  CHECK(form->entry.applies_to == "frida@example.com");
  page.ui.click("Show the log entry");
  const auto went = page.last_asked<intents::Navigate>();
  REQUIRE(went);
  CHECK(store::to_url(went->route) == "/log/g07");
  page.ui.click("Undo these reports");
  CHECK_FALSE(page.last_asked<intents::UndoReports>()->id.has_value());
  page.ui.click("Take the report back");
  CHECK(page.last_asked<intents::UndoReports>()->id->value == "r1");
}

TEST_CASE("a decision about the entry is said, and can be taken back") {
  PortalPage page("reports");
  page.state.reports.just[1].entry = EntryFate::Deleted;
  page.ui.step(2);
  CHECK(page.ui.has("It got through because your allow list has *@quota-alerts.example. That entry is deleted."));
  CHECK_FALSE(page.ui.has("Delete the entry"));
  page.ui.click(Role::Button, "Undo");
  CHECK(page.last_asked<intents::DecideEntry>()->fate == EntryFate::Undecided);
  page.state.reports.just[1].busy = true;
  page.ui.step(2);
  CHECK_FALSE(page.ui.has(Role::Button, "Undo"));
}

TEST_CASE("an entry of somebody else's names who can change it") {
  PortalPage page("reports");
  api::Report& report = *page.state.reports.just[1].item.report;
  report.entry_paused = false;
  report.read.entry->may_change = false;
  report.read.entry->added_by = "admin";
  page.ui.step(2);
  CHECK(page.ui.has("It got through because your allow list has *@quota-alerts.example. Only admin can change that entry."));
  CHECK_FALSE(page.ui.has("Delete the entry"));
}

TEST_CASE("Why? explains what is not ours, and folds again") {
  PortalPage page("reports");
  const auto explained = [&] {
    for (const std::string& name : page.ui.names(Role::Text)) {
      if (name.find("Every server that a mail passes") != std::string::npos) return true;
    }
    return false;
  };
  CHECK_FALSE(explained());
  page.ui.click("Why?");
  page.ui.step(2);
  CHECK(explained());
  page.ui.click("Why?");
  page.ui.step(2);
  CHECK_FALSE(explained());
}

TEST_CASE("the side has the bookmarklet as a real link, addresses to copy, and thirty days in figures") {
  PortalPage page("reports");
  CHECK(page.ui.find(Role::Link, "Set it up").href == "r/install/");
  page.ui.click("Copy spam@report.example.org");
  CHECK(page.last_asked<intents::CopyText>()->text == "spam@report.example.org");
  CHECK(page.ui.find(Role::Row, "Reported").value == "37");
  PortalPage none("reports-empty");
  CHECK_FALSE(none.ui.has("Report by forwarding"));
  CHECK(none.ui.find(Role::Row, "Reported").value == "0");
}

TEST_CASE("a popup over the real link takes it away from the pointer") {
  PortalPage page("reports");
  page.state.lists.form.emplace();
  page.ui.step(2);
  CHECK(page.ui.find("Set it up").rect.width == 0);
}

TEST_CASE("one's own reports have a page of their own, with a way back, undo and older ones") {
  PortalPage page("reports");
  page.ui.click("My reports");
  CHECK(store::to_url(page.last_asked<intents::Navigate>()->route) == "/report/history");
  PortalPage own("reports-own");
  CHECK(own.outputs.title == "My reports · Pratique");
  CHECK(own.ui.has(Role::Group, "Your rope is cut and on its way: Taken back"));
  own.ui.click(Role::Button, "Report spam");
  CHECK(store::to_url(own.last_asked<intents::Navigate>()->route) == "/report");
  own.ui.press(Key::Escape);
  CHECK(store::to_url(own.last_asked<intents::Navigate>()->route) == "/report");
  own.ui.wheel(700, 500, 40);
  own.ui.step(4);
  own.ui.click("Show earlier");
  CHECK(own.last_asked<intents::NeedReports>());
}

TEST_CASE("the history that could not be loaded says why, and one that is empty what will be there") {
  PortalPage page("reports-own");
  page.state.reports.page.clear();
  page.state.reports.page.fail(base::Error{.code = base::ErrorCode::Timeout, .message = "no answer"});
  page.ui.step(2);
  CHECK(page.ui.has(Role::Alert, "Your reports could not be loaded"));
  page.ui.click("Try again");
  CHECK(page.last_asked<intents::ReloadReports>());
  page.state.reports.page.succeed({});
  page.ui.step(2);
  CHECK(page.ui.has("You have not reported anything yet"));
}

TEST_CASE("the report view is reached by keys, from the column, the rail and the phone's bar") {
  PortalPage page("quarantine-light");
  page.ui.press(Key::G);
  page.ui.press(Key::R);
  CHECK(page.last_asked<intents::Navigate>()->route.place == store::Place::Report);
  page.ui.click(Role::Link, "Report spam");
  CHECK(page.last_asked<intents::Navigate>()->route.place == store::Place::Report);
  PortalPage tablet("reports-tablet");
  CHECK(tablet.ui.find(Role::Link, "Report").selected);
  PortalPage phone("reports-phone-dark");
  CHECK(phone.ui.find(Role::Link, "Report").selected);
  phone.ui.click(Role::Link, "More");
  phone.ui.step(2);
  phone.ui.click(Role::Button, "Settings");
  CHECK(phone.last_asked<intents::Navigate>()->route.place == store::Place::Settings);
}

TEST_CASE("on a phone files are chosen with a button, and the side stands below the cards") {
  PortalPage phone("reports-phone-dark");
  phone.ui.click(Role::Button, "Choose files");
  CHECK(phone.last_asked<intents::ChooseReportFiles>());
  PortalPage narrow("reports-narrow");
  const a11y::Node& title = narrow.ui.find("newsletter-archive.pst: Not read");
  CHECK(title.rect.x + title.rect.width <= 320);
  CHECK(narrow.ui.has(Role::Radio, "It is wanted"));
}

TEST_CASE("nothing is lost in German or mirrored") {
  PortalPage german("reports-german");
  CHECK(german.ui.has(Role::Button, "4 als Spam melden"));
  PortalPage mirrored("reports-mirrored");
  const a11y::Node& card = mirrored.ui.find("請確認您的帳戶資料");
  CHECK(card.rect.x + card.rect.width > 1000);  // begins at the right
}
