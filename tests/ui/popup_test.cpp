#include <catch2/catch_test_macros.hpp>

#include "tests/ui_harness/ui_harness.hpp"
#include "ui/kit/kit.hpp"

using namespace pratique;
using a11y::Role;
using kit::Box;
using kit::Key;

namespace {

struct MenuPage {
  test::UiHarness harness;
  int behind = 0;
  std::optional<std::size_t> chosen;

  MenuPage() {
    harness.show([this](kit::Ui& ui) {
      const Box opener{20, 20, 140, 32};
      const Box covered{20, 60, 140, 32};
      if (kit::button(ui, kit::id("more"), opener, {.label = "More"})) ui.open_popup(kit::id("menu"));
      if (kit::button(ui, kit::id("behind"), covered, {.label = "Behind"})) ++behind;
      const kit::MenuItem items[] = {{.id = kit::id("copy"), .label = "Copy"},
                                     {.id = kit::id("no"), .label = "Not now", .disabled = true},
                                     {.id = kit::id("save"), .label = "Download", .shortcut = "S"}};
      if (auto index = kit::menu(ui, kit::id("menu"), opener, items, {.name = "More actions"})) chosen = index;
    });
  }
};

}  // namespace

TEST_CASE("a menu lies over the page, takes the press that is meant for it, and gives the focus back") {
  MenuPage page;
  page.harness.click("More");
  REQUIRE(page.harness.has(Role::Menu, "More actions"));
  CHECK(page.harness.focused_name() == "Copy");
  page.harness.click("Copy");
  CHECK(page.chosen == 0);
  CHECK(page.behind == 0);
  CHECK_FALSE(page.harness.has(Role::Menu, "More actions"));
  CHECK(page.harness.focused_name() == "More");
}

TEST_CASE("arrows pass over what cannot be chosen; Enter chooses") {
  MenuPage page;
  page.harness.press(Key::Tab);
  page.harness.press(Key::Enter);
  REQUIRE(page.harness.has(Role::Menu, "More actions"));
  page.harness.press(Key::Down);
  CHECK(page.harness.focused_name() == "Download");
  page.harness.press(Key::Down);
  CHECK(page.harness.focused_name() == "Copy");
  page.harness.press(Key::Up);
  page.harness.press(Key::Enter);
  CHECK(page.chosen == 2);
}

TEST_CASE("Escape or a press beside a menu closes it, and that press does nothing else") {
  MenuPage page;
  page.harness.click("More");
  page.harness.press(Key::Escape);
  CHECK_FALSE(page.harness.has(Role::Menu, "More actions"));
  CHECK(page.harness.focused_name() == "More");
  page.harness.click("More");
  page.harness.click_at(600, 500);
  CHECK_FALSE(page.harness.has(Role::Menu, "More actions"));
  CHECK_FALSE(page.chosen);
}

TEST_CASE("a dialog keeps focus and keys inside and gives the focus back") {
  test::UiHarness harness;
  bool open = false;
  int shortcuts = 0;
  harness.show([&](kit::Ui& ui) {
    if (kit::button(ui, kit::id("open"), {20, 20, 120, 32}, {.label = "Open"})) open = true;
    shortcuts += ui.shortcut({Key::R, {}}) ? 1 : 0;
    if (!open) return;
    auto result = kit::dialog(ui, kit::id("ask"), {.title = "Release 48,210 messages?", .width = 400, .height = 200, .close_name = "Close"},
                              [&](Box box) {
                                (void)kit::button(ui, kit::id("cancel"), box.take_top(32), {.label = "Cancel"});
                                (void)kit::button(ui, kit::id("go"), box.take_top(32), {.label = "Release 48,210"});
                              });
    if (result.dismissed) open = false;
  });
  harness.click("Open");
  REQUIRE(harness.has(Role::Dialog, "Release 48,210 messages?"));
  CHECK(harness.focused_name() == "Cancel");
  harness.press(Key::R);
  CHECK(shortcuts == 0);
  harness.press(Key::Tab);
  CHECK(harness.focused_name() == "Release 48,210");
  harness.press(Key::Tab);
  CHECK(harness.focused_name() == "Close");
  harness.press(Key::Tab);
  CHECK(harness.focused_name() == "Cancel");
  CHECK(harness.ui().covered({0, 500, 10, 10}));
  harness.press(Key::Escape);
  CHECK_FALSE(open);
  harness.step(2);
  CHECK(harness.focused_name() == "Open");
}

TEST_CASE("a dropdown shows its choice and changes it by keyboard") {
  test::UiHarness harness;
  std::size_t sort = 1;
  harness.show([&](kit::Ui& ui) {
    const char* names[] = {"Newest first", "Highest score", "Sender"};
    std::vector<kit::MenuItem> items;
    for (std::size_t i = 0; i < 3; ++i)
      items.push_back({.id = kit::id("sort", i), .label = names[i], .checked = i == sort ? a11y::Toggled::On : a11y::Toggled::Off});
    if (auto chosen = kit::dropdown(ui, kit::id("sort"), {20, 20, 160, 32}, items, {.button = {.label = names[sort]}, .name = "Sort by"}))
      sort = *chosen;
  });
  harness.click("Highest score");
  CHECK(harness.focused_name() == "Highest score");
  CHECK(harness.find(Role::MenuItemRadio, "Highest score").toggled == a11y::Toggled::On);
  harness.press(Key::Down);
  harness.press(Key::Enter);
  CHECK(sort == 2);
}

TEST_CASE("a tooltip comes after the pointer rested, not before") {
  test::UiHarness harness;
  harness.show([&](kit::Ui& ui) { (void)kit::icon_button(ui, kit::id("refresh"), {20, 20, 32, 32}, theme::Icon::Refresh, "Refresh"); });
  harness.hover("Refresh");
  REQUIRE(harness.output().redraw_in_ms);
  test::Picture before = harness.picture();
  harness.advance_ms(400);
  CHECK(harness.picture().rgb != before.rgb);
}
