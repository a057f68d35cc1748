#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "tests/ui_harness/portal_page.hpp"

using namespace pratique;
using a11y::Role;
using kit::Key;
using test::PortalPage;

namespace {

constexpr const char* kRejected = "Rejected: Ваша посылка ожидает: оплатите 1,99, from noreply@parcel-service.example to sales@example.org";

}  // namespace

TEST_CASE("a row of the log says what happened, to what, from whom to whom, and why") {
  PortalPage page("log");
  const a11y::Node& row = page.ui.find(Role::Option, kRejected);
  CHECK(row.description.find("Score 26.8 of 25.0") != std::string::npos);
  CHECK(page.ui.find(Role::Option, "Put off: Delivery attempt failed, from info@parcel-service.example to info@example.org")
            .description.starts_with("Asked to try again later (greylisted)"));
  const std::vector<std::string> texts = page.ui.names(Role::Text);
  CHECK(std::ranges::any_of(texts,
                            [](const std::string& text) { return text.starts_with("1–") && text.ends_with(" of 2,891, found in 38 ms"); }));
  CHECK(page.outputs.title == "Delivery log · Pratique");
}

TEST_CASE("a click on a row opens what is known of it, and it says what to do in plain words") {
  PortalPage page("log");
  page.ui.click(Role::Option, kRejected);
  const auto opened = page.last_asked<intents::OpenMessage>();
  REQUIRE(opened);
  CHECK(opened->id.value == "g03");

  PortalPage open("log-open");
  CHECK(open.ui
            .find(Role::Text,
                  "It was refused, so it is not kept. Score 26.8 of 25.0. Several checks spoke against it together. If you know the "
                  "sender, allow the address.")
            .rect.width > 200);
  const a11y::Node& last = open.ui.find(Role::Row, "Rejected");
  CHECK(last.description.starts_with("550 5.7.1 refused as spam"));
  CHECK(last.description.find("5.7.1: the rules of the server do not allow it") != std::string::npos);
  CHECK(open.ui.find(Role::Row, "Queue id").description == "4YbK7n2Qz1");
  CHECK_FALSE(open.ui.has(Role::Button, "Release"));
  CHECK_FALSE(open.ui.has(Role::Button, "Report as spam"));  // nothing is kept that could be learned from
}

TEST_CASE("the sender of a rejected message can be allowed from the log, by button and by key") {
  PortalPage page("log-open");
  page.ui.click(Role::Button, "Allow the address");
  auto form = page.last_asked<intents::OpenListForm>();
  REQUIRE(form);
  CHECK(form->kind == api::ListKind::Allow);
  CHECK(form->entry.pattern == "noreply@parcel-service.example");
  CHECK(form->entry.applies_to == "sales@example.org");
  page.ui.press(Key::A);
  CHECK(page.last_asked<intents::OpenListForm>());
  page.ui.press(Key::R);
  CHECK(page.asked().empty());  // it is not held: there is nothing to release
}

TEST_CASE("a held message is released, opened and reported from the log") {
  PortalPage page("log-open");
  page.state.open.detail.mutable_value()->summary.status = api::Status::Quarantined;
  page.state.open.detail.mutable_value()->summary.message_class = api::MessageClass::Spam;
  page.state.open.detail.mutable_value()->has_source = true;
  page.state.list.pages[0].rows[2].status = api::Status::Quarantined;
  page.ui.step(2);
  page.ui.click(Role::Button, "Release");
  CHECK(page.last_asked<intents::ReleaseMessages>());
  page.ui.click(Role::Button, "Report as spam");
  const auto taught = page.last_asked<intents::TrainFilter>();
  REQUIRE(taught);
  CHECK(taught->as == intents::TrainFilter::As::Spam);
  page.ui.type_character(U'!');
  CHECK(page.last_asked<intents::TrainFilter>());
  page.ui.click(Role::Button, "Open in the quarantine");
  const auto there = page.last_asked<intents::Navigate>();
  REQUIRE(there);
  CHECK(there->route.place == store::Place::Quarantine);
  CHECK(there->route.open == api::MessageId{"g03"});
}

TEST_CASE("the legend counts each fate, and a click shows it alone, another click all again") {
  PortalPage page("log");
  CHECK(page.ui.has(Role::Button, "Held, 133 messages"));
  page.ui.click(Role::Button, "Held, 133 messages");
  const auto held = page.last_asked<intents::Search>();
  REQUIRE(held);
  CHECK(held->query == "status:held,release_pending");
  page.state.route.query = held->query;
  page.ui.step(2);
  CHECK(page.ui.find(Role::Button, "Held, 133 messages").toggled == a11y::Toggled::On);
  page.ui.click(Role::Button, "Held, 133 messages");
  CHECK(page.last_asked<intents::Search>()->query.empty());
}

TEST_CASE("a click on a day of the log narrows the search to it") {
  PortalPage page("log");
  const a11y::Node& bars = page.ui.find(Role::Slider, "Messages a day, by what happened");
  page.ui.click_at(bars.rect.x + bars.rect.width - 4, bars.rect.y + bars.rect.height / 2);
  const auto narrowed = page.last_asked<intents::Search>();
  REQUIRE(narrowed);
  CHECK(narrowed->query == "after:2026-11-23");
}

TEST_CASE("a click on a heading sorts by it, a second one turns it round") {
  PortalPage page("log");
  page.ui.click(Role::ColumnHeader, "Subject");
  auto sorted = page.last_asked<intents::SortBy>();
  REQUIRE(sorted);
  CHECK(sorted->sort == api::Sort{api::SortKey::Subject, api::SortOrder::Ascending});
  page.state.route.sort = sorted->sort;
  page.ui.step(2);
  page.ui.click(Role::ColumnHeader, "Subject");
  CHECK(page.last_asked<intents::SortBy>()->sort.order == api::SortOrder::Descending);
}

TEST_CASE("the columns are the reader's choice") {
  PortalPage page("log");
  CHECK_FALSE(page.ui.has(Role::ColumnHeader, "Score"));
  page.ui.click(Role::Button, "Choose columns");
  page.ui.click(Role::Checkbox, "Score");
  const auto chosen = page.last_asked<intents::SetLogColumns>();
  REQUIRE(chosen);
  CHECK(chosen->columns == std::vector<std::string>{"time", "happened", "from", "to", "subject", "reason", "score"});
}

TEST_CASE("new mail waits behind a word at the top, or follows when the reader wants it to") {
  PortalPage page("log-arrived");
  page.ui.click(Role::Button, "12 new");
  CHECK(page.last_asked<intents::ShowArrived>());
  page.ui.click(Role::Button, "Follow new mail");
  CHECK(page.last_asked<intents::FollowLog>()->follow);
}

TEST_CASE("the export says how many match and how many a file takes, shows how far it is, and can be stopped") {
  PortalPage page("log");
  page.state.list.total = 250'000;
  page.ui.step(2);
  page.ui.click(Role::Button, "Export");
  CHECK(page.ui.has(Role::Status, "250,000 messages match. A file holds 100,000 messages at most: the newest."));
  page.ui.click(Role::Radio, "For programs (JSON Lines)");
  // The panel's own button is drawn after the one that opens it.
  const auto& nodes = page.ui.nodes();
  const auto last = std::ranges::find_if(nodes.rbegin(), nodes.rend(),
                                         [](const a11y::Node& node) { return node.name == "Export" && node.role == Role::Button; });
  REQUIRE(last != nodes.rend());
  page.ui.click_at(last->rect.x + 5, last->rect.y + 5);
  const auto started = page.last_asked<intents::StartExport>();
  REQUIRE(started);
  CHECK(started->format == api::ExportFormat::Jsonl);
  page.state.exported.step = store::Export::Step::Running;
  page.state.exported.rows = 1'240;
  page.state.exported.bytes = 512'000;
  page.state.exported.matching = 250'000;
  page.ui.step(2);
  CHECK(page.ui.has(Role::Status, "1,240 of 100,000, 512 KB"));
  page.ui.click(Role::Button, "Stop");
  CHECK(page.last_asked<intents::StopExport>());
}

TEST_CASE("suggestions for a status tell how many each would find") {
  PortalPage page("log");
  page.ui.type("Search the log", "status:");
  CHECK(page.ui.find(Role::Option, "status:held").description == "133");
  CHECK(page.ui.find(Role::Option, "status:rejected").description.ends_with("in this search"));
}

TEST_CASE("g and l lead to the log, and Escape back from a message to its rows") {
  PortalPage page("quarantine-light");
  page.ui.press(Key::G);
  page.ui.press(Key::L);
  const auto there = page.last_asked<intents::Navigate>();
  REQUIRE(there);
  CHECK(there->route.place == store::Place::Log);
  PortalPage open("log-open");
  open.ui.press(Key::Escape);
  CHECK(open.last_asked<intents::CloseMessage>());
}

TEST_CASE("the log fits a phone: rows first, then the message alone") {
  PortalPage list("log-phone");
  CHECK(list.ui.has(Role::Option, kRejected));
  PortalPage open("log-open-phone");
  CHECK_FALSE(open.ui.has(Role::Option, kRejected));
  open.ui.click(Role::Button, "Close");
  CHECK(open.last_asked<intents::CloseMessage>());
}

TEST_CASE("Why held tells the way of the message too") {
  PortalPage page("why-held");
  page.state.open.detail.mutable_value()->trail = {{base::WallTime{}, "allow_listed", "", "example.org"}};
  page.ui.step(2);
  page.ui.wheel(1200, 600, 60);
  page.ui.step(4);
  CHECK(page.ui.has(Role::Row, "Let in by the allow list"));
}

TEST_CASE("a filter that was taught says what came of it in the toast") {
  PortalPage page("quarantine-light");
  api::Job job;
  job.id.value = "j1";
  job.action = api::Action::TrainSpam;
  job.state = api::JobState::Done;
  job.total = job.done = 1;
  job.items = {{{"m01"}, api::ItemState::Done, "already_known", {}}};
  page.state.toast = store::Toast{.kind = store::ToastKind::Acted, .job = job, .count = 1, .action = api::Action::TrainSpam};
  page.ui.step(2);
  CHECK(page.ui.has("1 message reported as spam"));
  CHECK(page.ui.has("The filter knew it already"));
  CHECK_FALSE(page.ui.has(Role::Button, "Undo"));
}

TEST_CASE("admins see each link of the mail's way and what is wrong with it") {
  PortalPage page("health");
  CHECK(page.ui.find(Role::Row, "Released mail goes out · example.net: Broken").description ==
        "mail.example.net:25 refuses the connection");
  CHECK(page.ui.find(Role::Row, "Disk: Fine").value == "62 % free");
  page.ui.click(Role::Button, "Refresh");
  CHECK(page.last_asked<intents::ReloadHealth>());
  PortalPage reader("log");
  CHECK_FALSE(reader.ui.has(Role::Link, "Health"));
}
