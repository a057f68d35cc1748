#include <catch2/catch_test_macros.hpp>

#include "tests/ui_harness/portal_page.hpp"
#include "ui/gallery/samples.hpp"
#include "ui/views/shortcuts/key_map.hpp"

using namespace pratique;
using a11y::Role;
using kit::Key;
using test::PortalPage;

TEST_CASE("j walks down the list as it is shown, and Enter opens") {
  PortalPage page("quarantine-empty-preview");
  page.ui.press(Key::J);
  auto moved = page.last_asked<intents::MoveCursor>();
  REQUIRE(moved);
  CHECK(moved->rank == 1);  // the first row shown is the second by rank
  page.state.list.cursor_rank = 1;
  page.state.list.cursor = api::MessageId{"m02"};
  page.ui.step();
  page.ui.press(Key::J);
  moved = page.last_asked<intents::MoveCursor>();
  REQUIRE(moved);
  CHECK(moved->rank == 2);
  page.ui.press(Key::Enter);
  const auto opened = page.last_asked<intents::OpenMessage>();
  REQUIRE(opened);
  CHECK(opened->id.value == "m02");
}

TEST_CASE("R, D and Z release, remove and undo without the mouse") {
  PortalPage page("quarantine-light");
  page.ui.press(Key::R);
  CHECK(page.last_asked<intents::ReleaseMessages>()->ids == std::vector<api::MessageId>{{"m02"}});
  page.ui.press(Key::D);
  CHECK(page.last_asked<intents::RemoveMessages>()->ids == std::vector<api::MessageId>{{"m02"}});
  page.ui.press(Key::Delete);
  CHECK(page.last_asked<intents::RemoveMessages>());
  page.ui.press(Key::Z);
  CHECK(page.last_asked<intents::UndoNewest>());
  page.ui.press(Key::Z, kit::kCommand);
  CHECK(page.last_asked<intents::UndoNewest>());
}

TEST_CASE("single keys mean nothing while a field is edited") {
  PortalPage page("quarantine-light");
  page.ui.type_character(U'/');
  CHECK(page.ui.focused_name() == "Search held mail");
  page.ui.press(Key::R);
  page.ui.press(Key::D);
  CHECK_FALSE(page.last_asked<intents::ReleaseMessages>());
  CHECK_FALSE(page.last_asked<intents::RemoveMessages>());
}

TEST_CASE("digits change the tab of the preview") {
  PortalPage page("quarantine-light");
  page.ui.press(Key::Digit2);
  CHECK(page.last_asked<intents::ShowTab>()->tab == store::MessageTab::Why);
  page.ui.press(Key::Digit5);
  CHECK(page.last_asked<intents::ShowTab>()->tab == store::MessageTab::Parts);
}

TEST_CASE("Escape clears the selection, then closes the message, then clears the search") {
  PortalPage page("quarantine-light");
  page.state.route.query = "x";
  page.state.list.selection.ids.insert({"m03"});
  page.ui.step(2);
  page.ui.press(Key::Escape);
  CHECK(page.last_asked<intents::ClearSelection>());
  page.state.list.selection.ids.clear();
  page.ui.press(Key::Escape);
  CHECK(page.last_asked<intents::CloseMessage>());
  page.state.open.id.reset();
  page.state.route.open.reset();
  page.ui.press(Key::Escape);
  CHECK(page.last_asked<intents::Search>()->query.empty());
}

TEST_CASE("Shift and the arrow extend the selection from the cursor") {
  PortalPage page("quarantine-empty-preview");
  page.state.list.cursor = api::MessageId{"m02"};
  page.state.list.cursor_rank = 1;
  page.ui.step(2);
  page.ui.act(a11y::Focus{page.ui.find("Weekly Gardener, What to plant before the first frost 🌷").id});
  (void)page.asked();
  page.ui.press(Key::Down, kit::kShift);
  const auto asked = page.asked();
  const auto range =
      std::find_if(asked.begin(), asked.end(), [](const auto& intent) { return std::holds_alternative<intents::SelectRange>(intent); });
  REQUIRE(range != asked.end());
  CHECK(std::get<intents::SelectRange>(*range).to.value == "m03");
  REQUIRE(std::holds_alternative<intents::ToggleSelected>(asked[0]));
  CHECK(std::get<intents::ToggleSelected>(asked[0]).id.value == "m02");
}

TEST_CASE("Ctrl+A selects all that is shown") {
  PortalPage page("quarantine-light");
  page.ui.press(Key::A, kit::kCommand);
  CHECK(page.last_asked<intents::SelectAllLoaded>());
}

TEST_CASE("g then q goes to the quarantine; g alone and late does not") {
  PortalPage page("selection-undo");
  page.ui.press(Key::G);
  page.ui.press(Key::Q);
  CHECK(page.last_asked<intents::Navigate>()->route.query.empty());
  page.ui.press(Key::G);
  page.ui.advance_ms(2'000);
  page.ui.press(Key::Q);
  CHECK_FALSE(page.last_asked<intents::Navigate>());
}

TEST_CASE("the question mark shows every key, and Escape closes it") {
  PortalPage page("quarantine-light");
  page.ui.type_character(U'?');
  REQUIRE(page.ui.has(Role::Dialog, "Keyboard shortcuts"));
  CHECK(page.ui.find(Role::Row, "Undo the newest action").value == "Z Ctrl Z");
  page.ui.press(Key::R);
  CHECK_FALSE(page.last_asked<intents::ReleaseMessages>());
  page.ui.press(Key::Escape);
  CHECK_FALSE(page.ui.has(Role::Dialog, "Keyboard shortcuts"));
}

TEST_CASE("every command is shown on the sheet with its key") {
  PortalPage page(gallery::find_scene("shortcuts")->state(), {.width = 1440, .height = 2000}, gallery::find_scene("shortcuts")->prepare);
  for (const views::CommandInfo& info : views::commands()) {
    INFO(info.word);
    CHECK(page.ui.has(Role::Row, page.ui.catalog().text(info.label)));
  }
}

TEST_CASE("Tab goes through navigation, search, toolbar, list, actions and tabs, in this order") {
  PortalPage page("quarantine-light");
  std::vector<std::string> stops;
  for (int i = 0; i < 60; ++i) {
    page.ui.press(Key::Tab);
    const std::string name = page.ui.focused_name();
    if (!stops.empty() && name == stops.front()) break;
    stops.push_back(name);
  }
  const auto at = [&](std::string_view name) { return std::find(stops.begin(), stops.end(), name) - stops.begin(); };
  REQUIRE(stops.front() == "Skip to the list");
  for (const char* name : {"Quarantine", "Search held mail", "Refresh", "Next message", "Message"}) {
    INFO(name);
    CHECK(at(name) < static_cast<std::ptrdiff_t>(stops.size()));
  }
  CHECK(at("Quarantine") < at("Search held mail"));
  CHECK(at("Search held mail") < at("Refresh"));
  CHECK(at("Refresh") < at("Weekly Gardener, What to plant before the first frost 🌷"));
  CHECK(at("Weekly Gardener, What to plant before the first frost 🌷") < at("Next message"));
  CHECK(at("Next message") < at("Message"));
}

TEST_CASE("an ended session is asked for its password over the kept screen") {
  PortalPage page("session-expired");
  REQUIRE(page.ui.has(Role::AlertDialog, "Your session has ended"));
  CHECK(page.ui.has("3 actions wait for you. Sign in again to go on where you are."));
  CHECK(page.ui.find("E-mail or user name").value == "frida@example.com");
  CHECK(page.ui.find("E-mail or user name").disabled);
  CHECK(page.ui.focused_name() == "Password");
  CHECK(page.ui.find(Role::Button, "Sign in").disabled);
  page.ui.type("Password", "correct horse");
  page.ui.press(Key::Enter);
  const auto signed_in = page.last_asked<intents::SignIn>();
  REQUIRE(signed_in);
  CHECK(signed_in->login == "frida@example.com");
  CHECK(signed_in->password == "correct horse");
  CHECK(page.view.session.password.empty());
}
