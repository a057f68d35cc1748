#include <catch2/catch_test_macros.hpp>

#include "tests/ui_harness/portal_page.hpp"
#include "ui/gallery/samples.hpp"

using namespace pratique;
using a11y::Role;
using test::PortalPage;

namespace {

const char* const kGardener = "Weekly Gardener, What to plant before the first frost 🌷";
const char* const kRowing = "Riverside Rowing Club, Thursday outing moved to 17:30";
const char* const kParcel = "Parcel service, Your parcel is waiting: pay 1.99 to release it 📦";

store::AppState plain_list() {
  return gallery::find_scene("quarantine-empty-preview")->state();
}

}  // namespace

TEST_CASE("a click on a row opens that message") {
  PortalPage page("quarantine-empty-preview");
  page.ui.click(kParcel);
  const auto opened = page.last_asked<intents::OpenMessage>();
  REQUIRE(opened);
  CHECK(opened->id.value == "m01");
}

TEST_CASE("a click on a row's tile selects it and opens nothing") {
  PortalPage page("quarantine-empty-preview");
  const base::Rect row = page.ui.find(kParcel).rect;
  page.ui.click_at(row.x + 28, row.y + row.height / 2);
  const auto asked = page.asked();
  REQUIRE(asked.size() == 1);
  const auto* toggled = std::get_if<intents::ToggleSelected>(&asked[0]);
  REQUIRE(toggled);
  CHECK(toggled->id.value == "m01");
}

TEST_CASE("worth a look stands above the days, and all of it can be released at once") {
  PortalPage page("quarantine-empty-preview");
  CHECK(page.ui.find(kGardener).rect.y < page.ui.find(kParcel).rect.y);
  CHECK(page.ui.find(Role::Heading, "Worth a look").rect.y < page.ui.find(Role::Heading, "Today").rect.y);
  page.ui.click("Release all 3");
  const auto released = page.last_asked<intents::ReleaseMessages>();
  REQUIRE(released);
  CHECK(released->ids == std::vector<api::MessageId>{{"m02"}, {"m03"}, {"m08"}});
}

TEST_CASE("a row says in words what it shows in colours") {
  PortalPage page("quarantine-empty-preview");
  const std::string said = page.ui.find(kParcel).description;
  for (const char* word : {"Phishing", "score 14.2, limit 6.0", "10:38", "Sender differs", "38 alike", "not seen yet"}) {
    INFO(said);
    CHECK(said.find(word) != std::string::npos);
  }
}

TEST_CASE("the hover buttons of a row act on that row") {
  PortalPage page("quarantine-empty-preview");
  page.ui.hover(kRowing);
  page.ui.step(2);
  page.ui.click("Release");
  const auto released = page.last_asked<intents::ReleaseMessages>();
  REQUIRE(released);
  CHECK(released->ids == std::vector<api::MessageId>{{"m03"}});
}

TEST_CASE("releasing phishing asks first, and cancelling releases nothing") {
  PortalPage page("message");
  page.ui.click(Role::Button, "Release");
  CHECK_FALSE(page.last_asked<intents::ReleaseMessages>());
  REQUIRE(page.ui.has(Role::AlertDialog, "Release this phishing mail?"));
  page.ui.click("Cancel");
  CHECK_FALSE(page.ui.has(Role::AlertDialog, "Release this phishing mail?"));
  CHECK_FALSE(page.last_asked<intents::ReleaseMessages>());
}

TEST_CASE("releasing phishing happens once it was confirmed") {
  PortalPage page("release-question");
  const a11y::Node* confirm = nullptr;
  for (const a11y::Node& node : page.ui.nodes()) {
    if (node.id == kit::id("release-question-go")) confirm = &node;
  }
  REQUIRE(confirm);
  page.ui.act(a11y::Click{confirm->id});
  const auto released = page.last_asked<intents::ReleaseMessages>();
  REQUIRE(released);
  CHECK(released->ids == std::vector<api::MessageId>{{"m01"}});
}

TEST_CASE("the selection bar counts, and clears") {
  PortalPage page("selection-undo");
  CHECK(page.ui.has("7 selected"));
  page.ui.click("Clear");
  CHECK(page.last_asked<intents::ClearSelection>());
}

TEST_CASE("removing a selection asks for exactly the selected messages") {
  PortalPage page("selection-undo");
  page.ui.click(Role::Button, "Remove");
  const auto removed = page.last_asked<intents::RemoveMessages>();
  REQUIRE(removed);
  CHECK(removed->ids.size() == page.state.list.selection.ids.size());
}

TEST_CASE("unticking a sender in the batch leaves its messages out") {
  PortalPage page("selection-undo");
  page.ui.click("Include mail from timetables.example");
  const auto toggled = page.last_asked<intents::ToggleSelected>();
  REQUIRE(toggled);
  CHECK(toggled->id.value == "m13");
}

TEST_CASE("a kind from the menu becomes part of the search") {
  PortalPage page("quarantine-empty-preview");
  page.ui.click("All kinds");
  page.ui.step(2);
  page.ui.click(Role::MenuItemRadio, "Newsletter");
  const auto search = page.last_asked<intents::Search>();
  REQUIRE(search);
  CHECK(search->query == "kind:newsletter");
}

TEST_CASE("a place of the navigation shows its mail") {
  PortalPage page("quarantine-empty-preview");
  page.ui.click(Role::Link, "Newsletters");
  const auto navigate = page.last_asked<intents::Navigate>();
  REQUIRE(navigate);
  CHECK(navigate->route.query == store::kNewslettersQuery);
}

TEST_CASE("typing searches after a pause, not at each letter") {
  PortalPage page("quarantine-empty-preview");
  page.ui.type("Search held mail", "invoice");
  CHECK_FALSE(page.last_asked<intents::Search>());
  page.ui.advance_ms(500);
  page.ui.step();
  const auto search = page.last_asked<intents::Search>();
  REQUIRE(search);
  CHECK(search->query == "invoice");
}

TEST_CASE("Enter searches at once, and finished operators become chips") {
  PortalPage page("quarantine-empty-preview");
  page.ui.type("Search held mail", "kind:newsletter tulips");
  page.ui.press(kit::Key::Enter);
  const auto search = page.last_asked<intents::Search>();
  REQUIRE(search);
  CHECK(search->query == "kind:newsletter tulips");
  page.state.route.query = search->query;
  page.ui.step(2);
  CHECK(page.ui.find("Search held mail").value == "tulips");
  page.ui.click("Remove kind: newsletter");
  const auto without = page.last_asked<intents::Search>();
  REQUIRE(without);
  CHECK(without->query == "tulips");
}

TEST_CASE("[regression] the cross clears chips and words alike, also while the field has the focus") {
  PortalPage page("quarantine-empty-preview");
  page.ui.type("Search held mail", "from:anna subject:offer");
  page.ui.press(kit::Key::Enter);
  page.state.route.query = "from:anna subject:offer";
  page.ui.step(2);
  page.ui.click("Clear the search");
  const auto search = page.last_asked<intents::Search>();
  REQUIRE(search);
  CHECK(search->query.empty());
  page.state.route.query.clear();
  page.ui.step(2);
  page.ui.type("Search held mail", "tulips");
  page.ui.press(kit::Key::Enter);
  CHECK(page.last_asked<intents::Search>()->query == "tulips");
}

TEST_CASE("a search that is not understood says what is expected and is not sent") {
  PortalPage page("quarantine-empty-preview");
  page.ui.type("Search held mail", "colour:red");
  page.ui.press(kit::Key::Enter);
  page.ui.step(2);
  CHECK_FALSE(page.last_asked<intents::Search>());
  const std::vector<std::string> alerts = page.ui.names(Role::Alert);
  REQUIRE(alerts.size() == 1);
  CHECK(alerts[0].find("is not understood. Expected: ") != std::string::npos);
}

TEST_CASE("new mail is offered, never pushed under the pointer") {
  PortalPage page("quarantine-compact");
  page.ui.click("12 new");
  CHECK(page.last_asked<intents::ShowArrived>());
}

TEST_CASE("painting days searches for them") {
  PortalPage page("quarantine-empty-preview");
  const base::Rect bars = page.ui.find(Role::Slider, "Held by day").rect;
  const float y = bars.y + bars.height / 2;
  const float day = bars.width / 30;
  page.ui.drag(bars.x + day * 10.5F, y, bars.x + day * 12.5F, y);
  page.ui.step(2);
  const auto search = page.last_asked<intents::Search>();
  REQUIRE(search);
  CHECK(search->query == "after:2026-11-04 before:2026-11-07");
}

TEST_CASE("the list says which rows it needs") {
  PortalPage page("quarantine-empty-preview");
  page.ui.wheel(500, 600, 200);
  std::optional<intents::NeedRows> need;
  for (const intents::Intent& intent : page.intents.take()) {
    if (const auto* one = std::get_if<intents::NeedRows>(&intent)) need = *one;
  }
  REQUIRE(need);
  CHECK(need->first_rank > 20);
  CHECK(need->last_rank > need->first_rank);
  CHECK(need->last_rank < 1284);
}

TEST_CASE("a page that could not be loaded can be tried again") {
  store::AppState state = plain_list();
  state.list.total = 150;
  state.list.pages[0].rows.resize(100);
  state.list.pages[1].error = base::Error{.code = base::ErrorCode::Timeout};
  state.histogram.clear();
  PortalPage page(state, {});
  page.view.quarantine.list.scroll.offset = 1e9;
  page.ui.step(3);
  page.ui.click("Try again");
  const auto retry = page.last_asked<intents::RetryPage>();
  REQUIRE(retry);
  CHECK(retry->page == 1);
}

TEST_CASE("a fast swipe of a finger cannot open the row it moves") {
  PortalPage page("quarantine-phone");
  page.state.toast.reset();
  page.ui.step(2);
  const base::Rect row = page.ui.find(kRowing).rect;
  page.ui.swipe(row.x + 80, row.y + 30, row.x + 80 + row.width * 0.6F, row.y + 34);
  std::optional<intents::ReleaseMessages> released;
  for (const intents::Intent& intent : page.asked()) {
    CHECK_FALSE(std::holds_alternative<intents::OpenMessage>(intent));
    if (const auto* one = std::get_if<intents::ReleaseMessages>(&intent)) released = *one;
  }
  REQUIRE(released);
  CHECK(released->ids == std::vector<api::MessageId>{{"m03"}});
}

TEST_CASE("a short swipe does nothing, a swipe the other way removes") {
  PortalPage page("quarantine-phone");
  page.state.toast.reset();
  page.ui.step(2);
  const base::Rect row = page.ui.find(kRowing).rect;
  page.ui.swipe(row.x + 80, row.y + 30, row.x + 80 + row.width * 0.12F, row.y + 30);  // shorter than a flick
  for (const intents::Intent& intent : page.asked()) CHECK(std::holds_alternative<intents::MoveCursor>(intent));
  page.ui.swipe(row.x + row.width - 60, row.y + 30, row.x + row.width * 0.2F, row.y + 30);
  const auto removed = page.last_asked<intents::RemoveMessages>();
  REQUIRE(removed);
  CHECK(removed->ids == std::vector<api::MessageId>{{"m03"}});
}

TEST_CASE("swiping phishing towards release asks instead") {
  PortalPage page("quarantine-phone");
  page.state.toast.reset();
  page.ui.step(2);
  const base::Rect row = page.ui.find(kParcel).rect;
  page.ui.swipe(row.x + 80, row.y + 30, row.x + 80 + row.width * 0.6F, row.y + 30);
  CHECK_FALSE(page.last_asked<intents::ReleaseMessages>());
  CHECK(page.ui.has(Role::AlertDialog, "Release this phishing mail?"));
}
