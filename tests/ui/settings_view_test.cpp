#include <catch2/catch_test_macros.hpp>
#include <set>

#include "tests/ui_harness/portal_page.hpp"
#include "ui/views/shortcuts/key_map.hpp"

using namespace pratique;
using a11y::Role;
using kit::Key;
using test::PortalPage;
using views::Command;

TEST_CASE("keys are read and written as text; what is none is refused") {
  for (const char* text : {"R", "Shift+R", "Ctrl+Z", "Alt+Enter", "Delete", "/", "?", "5", "G Q", "Ctrl+Shift+A"}) {
    INFO(text);
    const auto strokes = views::parse_keys(text);
    if (std::string_view(text) == "Ctrl+Shift+A") {
      REQUIRE(strokes);
      CHECK(views::to_text(strokes->at(0)) == text);
      continue;
    }
    REQUIRE(strokes);
    CHECK(views::to_text(strokes->at(0)) == (std::string_view(text) == "G Q" ? "G" : text));
  }
  for (const char* text : {"", "r", "Shift", "Hyper+R", "ß", "GQ", "Ctrl+"}) {
    INFO(text);
    CHECK_FALSE(views::parse_keys(text));
  }
}

TEST_CASE("no two commands share a key by default, and every one has a word") {
  std::set<std::string> keys;
  std::set<std::string> words;
  for (const views::CommandInfo& info : views::commands()) {
    CHECK(words.insert(info.word).second);
    std::string_view rest = info.keys;
    while (!rest.empty()) {
      const std::size_t bar = rest.find('|');
      INFO(info.word);
      REQUIRE(views::parse_keys(rest.substr(0, bar)));
      CHECK(keys.insert(std::string(rest.substr(0, bar))).second);
      rest = bar == std::string_view::npos ? std::string_view() : rest.substr(bar + 1);
    }
    CHECK(&views::info_of(info.command) == &info);
  }
}

TEST_CASE("a key of the reader's own replaces the one it had, and is shown") {
  PortalPage page("quarantine-light");
  page.state.session.me->settings.keys = {{"release", "E"}, {"remove", ""}};
  page.ui.step(2);
  page.ui.press(Key::R);
  page.ui.press(Key::D);
  CHECK(page.asked().empty());
  page.ui.press(Key::E);
  CHECK(page.last_asked<intents::ReleaseMessages>());
  CHECK(page.ui.find(Role::Button, "Release").shortcut == "E");
  CHECK(page.ui.find(Role::Button, "Remove").shortcut.empty());
}

TEST_CASE("the list hears the reader's own letters too") {
  PortalPage page("quarantine-empty-preview");
  page.state.session.me->settings.keys = {{"next", "N"}, {"select", "V"}};
  page.ui.step(2);
  page.ui.press(Key::J);
  CHECK(page.asked().empty());
  page.ui.press(Key::N);
  CHECK(page.last_asked<intents::MoveCursor>());
}

TEST_CASE("single keys can be switched off; keys with Ctrl and named ones stay") {
  PortalPage page("quarantine-light");
  page.state.session.me->settings.single_keys = "off";
  page.ui.step(2);
  page.ui.press(Key::R);
  page.ui.press(Key::J);
  page.ui.press(Key::D, kit::kShift);
  page.ui.type_character(U'?');
  CHECK(page.asked().empty());
  CHECK_FALSE(page.ui.has(Role::Dialog, "Keyboard shortcuts"));
  page.ui.press(Key::Delete);
  CHECK(page.last_asked<intents::RemoveMessages>());
  page.ui.press(Key::Z, kit::kCommand);
  CHECK(page.last_asked<intents::UndoNewest>());
}

TEST_CASE("g and a letter go to the places") {
  PortalPage page("quarantine-light");
  const auto goes = [&](Key second) {
    page.ui.press(Key::G);
    page.ui.press(second);
    return page.last_asked<intents::Navigate>();
  };
  CHECK(goes(Key::A)->route.place == store::Place::Lists);
  CHECK(goes(Key::S)->route.place == store::Place::Settings);
  CHECK_FALSE(goes(Key::E));  // requests do not concern this reader
  PortalPage decider("requests");
  decider.ui.press(Key::G);
  decider.ui.press(Key::E);
  CHECK(decider.last_asked<intents::Navigate>()->route.place == store::Place::Requests);
}

TEST_CASE("the settings say what is chosen and change it") {
  PortalPage page("settings");
  CHECK(page.ui.find(Role::Radio, "Next message").toggled == a11y::Toggled::On);
  CHECK(page.ui.find(Role::Radio, "10 seconds").toggled == a11y::Toggled::On);
  page.ui.click(Role::Radio, "30 seconds");
  auto changed = page.last_asked<intents::ChangeSettings>();
  REQUIRE(changed);
  CHECK(changed->settings.undo_window_secs == 30);
  CHECK(changed->settings.keys.contains("release"));  // the rest stays
  page.ui.click(Role::Radio, "Compact");
  changed = page.last_asked<intents::ChangeSettings>();
  REQUIRE(changed);
  CHECK(changed->settings.density == "compact");
}

TEST_CASE("a key is chosen by pressing it; one that is taken is refused with its command's name") {
  PortalPage page(gallery::find_scene("settings")->state(), {.width = 1440, .height = 2400});
  page.ui.click("Change: Undo the newest action");
  page.ui.press(Key::Q);
  auto changed = page.last_asked<intents::ChangeSettings>();
  REQUIRE(changed);
  CHECK(changed->settings.keys.at("undo") == "Q");
  page.ui.click("Change: Undo the newest action");
  page.ui.press(Key::D, kit::kShift);
  CHECK_FALSE(page.last_asked<intents::ChangeSettings>());
  CHECK(page.view.settings.conflict.find("Shift+D") != std::string::npos);
  CHECK(page.view.settings.conflict.find("Remove and block the sender") != std::string::npos);
}

TEST_CASE("a changed key is shown, and goes back to what it was") {
  PortalPage page(gallery::find_scene("settings")->state(), {.width = 1440, .height = 2400});
  CHECK(page.ui.find(Role::Row, "Release").value == "Shift E");
  page.ui.click("Reset: Release");
  const auto changed = page.last_asked<intents::ChangeSettings>();
  REQUIRE(changed);
  CHECK(changed->settings.keys.empty());
}

TEST_CASE("the sheet finds a shortcut by its words and leads to where keys are changed") {
  PortalPage page("shortcuts");
  page.ui.type("Find a shortcut", "block");
  page.ui.step(2);
  CHECK(page.ui.has(Role::Row, "Block this sender"));
  CHECK_FALSE(page.ui.has(Role::Row, "Undo the newest action"));
  page.ui.click("Change keys");
  CHECK(page.last_asked<intents::Navigate>()->route.place == store::Place::Settings);
}
