#include "ui/views/palette/palette_view.hpp"

#include <catch2/catch_test_macros.hpp>

#include "tests/ui_harness/portal_page.hpp"

using namespace pratique;
using a11y::Role;
using kit::Key;
using test::PortalPage;

TEST_CASE("words are found whole, at the starts of words, and letter after letter") {
  CHECK(views::match("Release", "rel")->rank == 0);
  CHECK(views::match("Ask to release", "rel")->rank == 1);
  CHECK(views::match("Allow and block", "lb")->pieces.size() == 2);
  CHECK_FALSE(views::match("Release", "xyz"));
  CHECK_FALSE(views::match("Release", "releasee"));
  CHECK(views::match("anything", "")->pieces.empty());
  CHECK(views::match("Löschen", "ösch")->pieces.at(0).begin == 1);
}

TEST_CASE("Ctrl+K opens the palette anywhere, also while a field is edited") {
  PortalPage page("quarantine-light");
  page.ui.type_character(U'/');
  page.ui.press(Key::K, kit::kCommand);
  REQUIRE(page.ui.has(Role::Dialog, "Command palette"));
  CHECK(page.ui.focused_name() == "What do you want to do");
  page.ui.press(Key::Escape);
  CHECK_FALSE(page.ui.has(Role::Dialog, "Command palette"));
}

TEST_CASE("the palette finds a command by its words, shows its key, and carries it out on what is meant") {
  PortalPage page("palette");
  const a11y::Node& release = page.ui.find(Role::Option, "Release");
  CHECK(release.shortcut == "R");
  CHECK(release.description == "What to plant before the first frost 🌷");
  CHECK(release.selected);
  page.ui.press(Key::Enter);
  CHECK(page.last_asked<intents::ReleaseMessages>()->ids == std::vector<api::MessageId>{{"m02"}});
  CHECK_FALSE(page.ui.has(Role::Dialog, "Command palette"));
}

TEST_CASE("with a selection the palette says how many") {
  PortalPage page("palette");
  page.state.list.selection.ids = {{"m02"}, {"m03"}};
  page.ui.step(2);
  CHECK(page.ui.find(Role::Option, "Release").description == "2 messages selected");
}

TEST_CASE("arrows choose in the palette and go round") {
  PortalPage page("palette");
  page.ui.press(Key::Down);
  CHECK(page.view.palette.chosen == 1);
  page.ui.press(Key::Up);
  page.ui.press(Key::Up);
  CHECK(page.view.palette.chosen > 1);
}

TEST_CASE("what has the words comes before a search for them, and saved searches are known", "[regression]") {
  PortalPage page("palette");
  page.state.searches.list =
      store::Ready<api::SavedSearches>{{.items = {{.id = {"s1"}, .search = {.name = "Darkroom", .query = "from:darkroom"}}}}};
  page.view.palette.words = "dark";
  page.ui.step(2);
  CHECK(page.ui.find(Role::Option, "Theme: Dark").selected);
  page.ui.press(Key::Down);
  CHECK(page.ui.find(Role::Option, "Darkroom").selected);
  page.ui.press(Key::Enter);
  CHECK(page.last_asked<intents::Search>()->query == "from:darkroom");
}

TEST_CASE("settings are found and changed by the palette") {
  PortalPage page("palette");
  page.ui.type("What do you want to do", "dark");
  page.ui.step(2);
  REQUIRE(page.ui.has(Role::Option, "Theme: Dark"));
  page.ui.click("Theme: Dark");
  const auto changed = page.last_asked<intents::ChangeSettings>();
  REQUIRE(changed);
  CHECK(changed->settings.theme == "dark");
}

TEST_CASE("whatever is typed can be searched for") {
  PortalPage page("palette");
  page.ui.type("What do you want to do", "zebra crossing");
  page.ui.step(2);
  page.ui.press(Key::Enter);
  CHECK(page.last_asked<intents::Search>()->query == "zebra crossing");
}
