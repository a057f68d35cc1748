#include <catch2/catch_test_macros.hpp>

#include "tests/ui_harness/ui_harness.hpp"
#include "ui/kit/kit.hpp"

using namespace pratique;
using a11y::Role;
using kit::Box;
using kit::Key;

TEST_CASE("a button is clicked by pointer, by Enter, by Space and by a screen reader") {
  test::UiHarness harness;
  int clicks = 0;
  harness.show([&](kit::Ui& ui) {
    clicks += kit::button(ui, kit::id("release"), {20, 20, 120, 32}, {.label = "Release", .shortcut = "R"}) ? 1 : 0;
  });
  harness.click("Release");
  CHECK(clicks == 1);
  harness.press(Key::Tab);
  CHECK(harness.focused_name() == "Release");
  harness.press(Key::Enter);
  CHECK(clicks == 2);
  harness.press(Key::Space);
  CHECK(clicks == 3);
  harness.act(a11y::Click{harness.find("Release").id});
  CHECK(clicks == 4);
  CHECK(harness.find("Release").shortcut == "R");
}

TEST_CASE("a press that leaves the button does nothing, and a disabled one never acts") {
  test::UiHarness harness;
  int clicks = 0;
  harness.show([&](kit::Ui& ui) {
    clicks += kit::button(ui, kit::id("a"), {20, 20, 120, 32}, {.label = "A"}) ? 1 : 0;
    clicks += kit::button(ui, kit::id("b"), {20, 80, 120, 32}, {.label = "B", .disabled = true}) ? 1 : 0;
  });
  harness.drag(60, 36, 400, 300);
  harness.click("B");
  harness.act(a11y::Click{harness.find("B").id});
  CHECK(clicks == 0);
  CHECK(harness.find("B").disabled);
}

TEST_CASE("the focus ring is for the keyboard only") {
  test::UiHarness harness;
  harness.show([&](kit::Ui& ui) { (void)kit::button(ui, kit::id("a"), {20, 20, 120, 32}, {.label = "A"}); });
  harness.click("A");
  CHECK(harness.focused_name() == "A");
  CHECK_FALSE(harness.ui().focus_visible());
  harness.press(Key::Tab);
  CHECK(harness.ui().focus_visible());
}

TEST_CASE("start and end change sides when the language runs from the right") {
  Box box{0, 0, 100, 20, kit::Direction::LeftToRight}, mirrored{0, 0, 100, 20, kit::Direction::RightToLeft};
  CHECK(box.take_start(30).x == 0);
  CHECK(mirrored.take_start(30).x == 70);
  CHECK(box.take_end(10).x == 90);
  CHECK(mirrored.take_end(10).x == 0);
  CHECK(box.take_start(1000).w == 60);  // never more than there is
}

TEST_CASE("tabs are one stop, and arrows choose inside, mirrored from the right") {
  for (const char* language : {"en", "ar-XB"}) {
    CAPTURE(language);
    test::UiHarness harness({.look = {.theme = store::Theme::Light, .reduced_motion = true, .language = language}});
    std::size_t active = 0;
    const kit::Tab all[] = {{kit::id("m"), "Message", {}}, {kit::id("w"), "Why held", {}}, {kit::id("p"), "Parts", "5"}};
    harness.show([&](kit::Ui& ui) {
      Box box = ui.screen();
      if (auto chosen = kit::tabs(ui, kit::id("tabs"), box.take_top(44), all, active, "Views")) active = *chosen;
      (void)kit::button(ui, kit::id("after"), box.take_top(32), {.label = "After"});
    });
    harness.press(Key::Tab);
    CHECK(harness.focused_name() == "Message");
    harness.press(std::string_view(language) == "en" ? Key::End : Key::Start);  // the arrow towards the end of the line
    CHECK(harness.focused_name() == "Why held");
    CHECK(active == 1);
    harness.press(Key::Last);
    CHECK(active == 2);
    harness.press(Key::Tab);
    CHECK(harness.focused_name() == "After");
  }
}

TEST_CASE("text typed on the platform comes back as a change; Enter and Escape are told apart") {
  test::UiHarness harness;
  std::string value;
  int submitted = 0, cancelled = 0;
  harness.show([&](kit::Ui& ui) {
    auto events = kit::text_field(ui, kit::id("search"), {20, 20, 300, 36},
                                  {.name = "Search held mail", .value = value, .kind = ports::TextInputKind::Search});
    if (events.changed) value = *events.changed;
    submitted += events.submitted ? 1 : 0, cancelled += events.cancelled ? 1 : 0;
  });
  CHECK_FALSE(harness.output().text_input);
  harness.type("Search held mail", "from:parcel");
  CHECK(value == "from:parcel");
  REQUIRE(harness.output().text_input);
  CHECK(harness.output().text_input->value == "from:parcel");
  CHECK(harness.find(Role::SearchBox, "Search held mail").value == "from:parcel");
  harness.press(Key::Enter);
  harness.press(Key::Escape);
  CHECK(submitted == 1);
  CHECK(cancelled == 1);
}

TEST_CASE("single-key shortcuts sleep while a field is edited; those with Ctrl do not") {
  test::UiHarness harness;
  int released = 0, palette = 0, help = 0;
  harness.show([&](kit::Ui& ui) {
    (void)kit::text_field(ui, kit::id("search"), {20, 20, 300, 36}, {.name = "Search"});
    released += ui.shortcut({Key::R, {}}) ? 1 : 0;
    palette += ui.shortcut({Key::K, kit::kCommand}) ? 1 : 0;
    help += ui.typed(U'?') ? 1 : 0;
  });
  harness.press(Key::R);
  harness.type_character(U'?');
  CHECK(released == 1);
  CHECK(help == 1);
  harness.click("Search");
  harness.press(Key::R);
  harness.type_character(U'?');
  harness.press(Key::K, kit::kCommand);
  CHECK(released == 1);
  CHECK(help == 1);
  CHECK(palette == 1);
}

TEST_CASE("dragging the divider gives the new width; a double click gives the first one back") {
  test::UiHarness harness;
  float width = 500;
  harness.show([&](kit::Ui& ui) {
    if (auto changed = kit::divider(ui, kit::id("divider"), {width, 0, 1, 600},
                                    {.name = "Width of the list", .value = width, .min = 400, .max = 680, .initial = 504}))
      width = *changed;
  });
  harness.drag(500, 300, 560, 300);
  CHECK(width > 555);
  CHECK(width < 565);
  harness.drag(width, 300, 900, 300);
  CHECK(width == 680);
  harness.double_click_at(680, 300);
  CHECK(width == 504);
  harness.press(Key::End);
  CHECK(width == 520);
}

TEST_CASE("a toast says what happened, counts down, and its buttons never take the focus by themselves") {
  test::UiHarness harness;
  kit::ToastClick clicked = kit::ToastClick::None;
  harness.show([&](kit::Ui& ui) {
    auto click = kit::toast(ui, kit::id("toast"), ui.screen(),
                            {.title = "12 messages released",
                             .detail = "They leave in 7 seconds",
                             .action = "Undo",
                             .action_key = "Z",
                             .close_name = "Close",
                             .remaining_ms = 6900});
    if (click != kit::ToastClick::None) clicked = click;
  });
  CHECK(harness.has(Role::Status, "12 messages released"));
  CHECK(harness.focused_name().empty());
  REQUIRE(harness.output().redraw_in_ms);
  CHECK(*harness.output().redraw_in_ms <= 1000);
  CHECK_FALSE(harness.output().animating);
  harness.click("Undo");
  CHECK(clicked == kit::ToastClick::Action);
}

TEST_CASE("nothing moves on an idle page") {
  test::UiHarness harness({.look = {.theme = store::Theme::Light}});
  harness.show([](kit::Ui& ui) { (void)kit::button(ui, kit::id("a"), {20, 20, 120, 32}, {.label = "A"}); });
  harness.step(3);
  CHECK_FALSE(harness.output().animating);
  CHECK_FALSE(harness.output().redraw_in_ms);
}

TEST_CASE("a skeleton waits 180 ms and stops breathing after five seconds") {
  test::UiHarness harness({.look = {.theme = store::Theme::Light}});
  bool due = false;
  harness.show([&](kit::Ui& ui) {
    due = kit::skeleton_due(ui, kit::id("list"));
    if (due) kit::skeleton_row(ui, kit::id("list"), {0, 0, 500, 76}, 0);
  });
  CHECK_FALSE(due);
  REQUIRE(harness.output().redraw_in_ms);
  harness.advance_ms(200);
  CHECK(due);
  harness.step();
  CHECK(harness.output().redraw_in_ms);
  harness.advance_ms(6000);
  harness.step();
  CHECK_FALSE(harness.output().redraw_in_ms);
}

TEST_CASE("a failed value offers a way out and keeps what is known") {
  test::UiHarness harness;
  store::Remote<std::string> remote;
  remote.fail({.message = "no"});
  kit::RemoteClick clicked = kit::RemoteClick::None;
  const kit::RemoteSpec spec{
      .loading_name = "Loading",
      .failure = {.title = "The headers could not be loaded", .text = "The server did not answer.", .retry = "Try again"}};
  harness.show([&](kit::Ui& ui) {
    auto click = kit::remote_view(ui, kit::id("headers"), ui.screen(), remote, spec,
                                  [&](const std::string& value, Box box) { kit::label(ui, kit::id("value"), box, value); });
    if (click != kit::RemoteClick::None) clicked = click;
  });
  harness.click("Try again");
  CHECK(clicked == kit::RemoteClick::Retry);
  remote.succeed("Received: from");
  remote.start();
  harness.step(2);
  CHECK(harness.has(Role::Text, "Received: from"));
  remote.fail({.message = "no"});
  harness.step(2);
  CHECK(harness.has(Role::Text, "Received: from"));
  CHECK(harness.has(Role::Button, "Try again"));
}
