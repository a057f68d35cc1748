#include <catch2/catch_test_macros.hpp>

#include "tests/ui_harness/portal_page.hpp"
#include "ui/gallery/samples.hpp"

using namespace pratique;
using a11y::Role;
using test::PortalPage;

namespace {

const char* const kGardener = "Weekly Gardener, What to plant before the first frost 🌷";

store::AppState scene(std::string_view name) {
  return gallery::find_scene(name)->state();
}

}  // namespace

TEST_CASE("from a few selected rows one click leads to all that match") {
  store::AppState state = scene("selection-undo");
  state.list.total = 48'213;
  PortalPage page(state, {});
  page.ui.click("Select all 48,213 matching");
  CHECK(page.last_asked<intents::SelectAllMatching>());
}

TEST_CASE("an asterisk selects all that match") {
  PortalPage page("quarantine-empty-preview");
  page.ui.type_character(U'*');
  CHECK(page.last_asked<intents::SelectAllMatching>());
}

TEST_CASE("the selection bar says how many of all that match are selected") {
  PortalPage page("selection-all");
  CHECK(page.ui.has(Role::Text, "48,210 selected"));
  CHECK(page.ui.has(Role::Text, "All that match, except 3"));
  CHECK(page.ui.find(Role::Checkbox, "Select all shown").toggled == a11y::Toggled::Mixed);
  CHECK(page.ui.has(Role::Heading, "48,210 messages selected"));
}

TEST_CASE("a row left out of all that match is not ticked, its neighbour is") {
  store::AppState state = scene("selection-all");
  const auto first = state.list.pages[0].rows[0];
  state.list.selection.all->except = {first.id};
  PortalPage page(state, {});
  const auto selected = [&](const api::MessageId& id) {
    for (const a11y::Node& node : page.ui.nodes()) {
      if (node.id == kit::id("row", id)) return node.selected;
    }
    FAIL("no such row");
    return false;
  };
  CHECK_FALSE(selected(first.id));
  CHECK(selected(state.list.pages[0].rows[1].id));
}

TEST_CASE("unticking a sender leaves its mail out of all that match") {
  PortalPage page("selection-all");
  page.ui.click(Role::Checkbox, "Include mail from friends@museum.example.org");
  const auto left = page.last_asked<intents::LeaveOutSender>();
  REQUIRE(left);
  CHECK(left->left_out);
  CHECK(left->sender.count == 4'418);
}

TEST_CASE("releasing all that match asks first when they are more than a thousand, and names number and verb") {
  PortalPage page("selection-all");
  page.ui.click(Role::Button, "Release 48,210");
  CHECK_FALSE(page.last_asked<intents::ReleaseMessages>());
  REQUIRE(page.ui.has(Role::AlertDialog, "Release 48,210 messages?"));
  page.ui.click("Cancel");
  CHECK_FALSE(page.ui.has(Role::AlertDialog, "Release 48,210 messages?"));
  page.ui.click(Role::Button, "Remove");
  REQUIRE(page.ui.has(Role::AlertDialog, "Remove 48,210 messages?"));
  page.ui.click(Role::Button, "Remove 48,210");
  const auto removed = page.last_asked<intents::RemoveMessages>();
  REQUIRE(removed);
  CHECK(removed->ids.empty());  // all that match
}

TEST_CASE("releasing a few of all that match asks only when some are risky") {
  store::AppState state = scene("selection-all");
  api::SelectionSummary few;
  few.total = few.releasable = 12;
  few.by_class = {{api::MessageClass::Bulk, 12}};
  state.selected.succeed(few);
  PortalPage harmless(state, {});
  harmless.ui.click(Role::Button, "Release 12");
  CHECK(harmless.last_asked<intents::ReleaseMessages>());
  few.by_class = {{api::MessageClass::Bulk, 11}, {api::MessageClass::Virus, 1}};
  state.selected.succeed(few);
  PortalPage risky(state, {});
  risky.ui.click(Role::Button, "Release 12");
  CHECK_FALSE(risky.last_asked<intents::ReleaseMessages>());
  CHECK(risky.ui.has(Role::AlertDialog, "Release 12 messages?"));
}

TEST_CASE("while all that match are being counted, the question waits for the number") {
  store::AppState state = scene("selection-all");
  state.selected.start();
  PortalPage page(state, {});
  page.ui.click(Role::Button, "Release 48,210");
  const a11y::Node* go = nullptr;
  for (const a11y::Node& node : page.ui.nodes()) {
    if (node.id == kit::id("release-question-go")) go = &node;
  }
  REQUIRE(go != nullptr);
  CHECK(go->disabled);
}

TEST_CASE("a long job shows its progress and can be stopped; what failed can be looked at") {
  PortalPage page("selection-all");
  CHECK(page.ui.has(Role::Status, "Removing 2,140 messages"));
  page.ui.click("Stop: Removing 2,140 messages");
  const auto stopped = page.last_asked<intents::StopJob>();
  REQUIRE(stopped);
  CHECK(stopped->id.value == "j2");
  page.ui.click("Show the 3");
  const auto shown = page.last_asked<intents::ShowFailed>();
  REQUIRE(shown);
  CHECK(shown->id->value == "j2");
  CHECK(page.view.history_open);
}

TEST_CASE("the history says what was done, and takes back what still can be") {
  PortalPage page("history");
  REQUIRE(page.ui.has(Role::Dialog, "Your actions"));
  CHECK(page.ui.has(Role::Row, "Putting 48,210 messages back"));
  CHECK(page.ui.find(Role::Row, "1,200 messages removed").description.find("Stopped") != std::string::npos);
  CHECK(page.ui.find(Role::Row, "9 messages released").description.find("3 could not be handled") != std::string::npos);
  CHECK_FALSE(page.ui.has(Role::Button, "Undo: 9 messages released"));  // they have left
  page.ui.click("Undo: 1 message removed");
  const auto undone = page.last_asked<intents::UndoJob>();
  REQUIRE(undone);
  CHECK(undone->id.value == "j5");
  page.ui.click("Show earlier");
  CHECK(page.last_asked<intents::ShowOlderHistory>());
}

TEST_CASE("what failed is listed with the reason, and opens the message") {
  PortalPage page("history-failed");
  REQUIRE(page.ui.has(Role::Dialog, "What could not be done"));
  CHECK(page.ui.find(Role::Link, "Your parcel is waiting: pay 1.99 to release it 📦").description == "550 5.1.1 No such user");
  page.ui.click("Open");
  const auto opened = page.last_asked<intents::OpenMessage>();
  REQUIRE(opened);
  CHECK(opened->id.value == "m99");
}

TEST_CASE("a click on how many are alike selects the wave and opens nothing") {
  PortalPage page("quarantine-empty-preview");
  page.ui.click("Select all 38 alike");
  CHECK(page.last_asked<intents::SelectWave>());
  CHECK_FALSE(page.last_asked<intents::OpenMessage>());
}

TEST_CASE("alike mail is grouped by a button that stays pressed") {
  store::AppState state = scene("quarantine-empty-preview");
  PortalPage page(state, {});
  page.ui.click("Group alike mail");
  const auto grouped = page.last_asked<intents::GroupWaves>();
  REQUIRE(grouped);
  CHECK(grouped->grouped);
  state.session.me->settings.group_waves = "on";
  PortalPage pressed(state, {});
  CHECK(pressed.ui.find(Role::Button, "Show alike mail one by one").toggled == a11y::Toggled::On);
}

TEST_CASE("saved searches stand in the navigation with their counts and are searched for by a click") {
  PortalPage page("quarantine-empty-preview");
  CHECK(page.ui.find(Role::Link, "Invoices to office").description == "7");
  page.ui.click("Invoices to office");
  const auto search = page.last_asked<intents::Search>();
  REQUIRE(search);
  CHECK(search->query == "invoice to:office");
}

TEST_CASE("a saved search moves by dragging, and nothing is searched for") {
  PortalPage page("quarantine-empty-preview");
  const base::Rect from = page.ui.find(Role::Link, "Invoices to office").rect;
  page.ui.drag(from.x + 60, from.y + 18, from.x + 60, from.y + 18 + 40);
  page.ui.step();
  const auto asked = page.asked();
  const intents::MoveSearch* moved = nullptr;
  for (const intents::Intent& intent : asked) {
    if (const auto* one = std::get_if<intents::MoveSearch>(&intent)) moved = one;
    CHECK_FALSE(std::holds_alternative<intents::Search>(intent));
  }
  REQUIRE(moved);
  CHECK(moved->id.value == "s1");
  CHECK(moved->place == 1);
}

TEST_CASE("a saved search moves by Alt and arrows") {
  PortalPage page("quarantine-empty-preview");
  page.ui.act(a11y::Focus{page.ui.find(Role::Link, "From example.org").id});
  page.ui.press(kit::Key::Up, kit::kAlt);
  const auto moved = page.last_asked<intents::MoveSearch>();
  REQUIRE(moved);
  CHECK(moved->id.value == "s2");
  CHECK(moved->place == 0);
}

TEST_CASE("the search shown is saved under a name") {
  store::AppState state = scene("selection-undo");
  state.list.selection = {};
  PortalPage page(state, {});
  page.ui.click("Save this search");
  REQUIRE(page.ui.has(Role::Dialog, "Save this search"));
  page.ui.act(a11y::SetValue{kit::id("search-name"), "  Letters "});
  page.ui.click("Save");
  const auto saved = page.last_asked<intents::SaveSearch>();
  REQUIRE(saved);
  CHECK(saved->search.name == "Letters");
  CHECK(saved->search.query == "kind:newsletter after:2026-11-01");
  CHECK_FALSE(page.ui.has(Role::Dialog, "Save this search"));
}

TEST_CASE("the search field suggests operators, then their values") {
  PortalPage page("quarantine-empty-preview");
  page.ui.act(a11y::Focus{kit::id("search")});
  page.ui.act(a11y::SetValue{kit::id("search"), "ki"});
  page.ui.step();
  REQUIRE(page.ui.has(Role::Option, "kind:"));
  page.ui.press(kit::Key::Down);
  page.ui.press(kit::Key::Enter);
  CHECK(page.view.quarantine.search.words == "kind:");
  REQUIRE(page.ui.has(Role::Option, "kind:newsletter"));
  CHECK(page.ui.find(Role::Option, "kind:newsletter").description == "231");
  page.ui.click("kind:newsletter");
  const auto search = page.last_asked<intents::Search>();
  REQUIRE(search);
  CHECK(search->query == "kind:newsletter");
}

TEST_CASE("the empty search field offers saved and recent searches; Escape closes them and keeps the field") {
  store::AppState state = scene("quarantine-empty-preview");
  state.searches.recent = {"from:anna", "invoice"};
  PortalPage page(state, {});
  page.ui.act(a11y::Focus{kit::id("search")});
  CHECK(page.ui.has(Role::Option, "From example.org"));
  CHECK(page.ui.has(Role::Option, "from:anna"));
  page.ui.press(kit::Key::Escape);
  CHECK_FALSE(page.ui.has(Role::Option, "from:anna"));
  CHECK(page.view.quarantine.suggest.dismissed);
  page.ui.act(a11y::SetValue{kit::id("search"), "from:gard"});
  CHECK(page.ui.has(Role::Option, "from:news@weekly-gardener.example"));
}
