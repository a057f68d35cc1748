#include <catch2/catch_test_macros.hpp>

#include "imgui.h"
#include "tests/ui_harness/ui_harness.hpp"
#include "ui/kit/kit.hpp"

using namespace pratique;
using a11y::Role;
using kit::Box;
using kit::Key;

namespace {

// A list as a view draws it: it owns the cursor and the selection.
struct ListPage {
  test::UiHarness harness;
  kit::ListSpec spec;
  kit::ListState state;
  kit::ListEvents last;
  std::optional<std::int64_t> opened, activated, toggled, ranged;
  std::optional<std::int64_t> painted_from, painted_to;
  std::int64_t drawn = 0;

  explicit ListPage(std::int64_t total, test::HarnessSpec how = {.width = 500, .height = 400}) : harness(how) {
    spec.name = "Held messages";
    spec.total = total;
    harness.show([this](kit::Ui& ui) { draw(ui); });
  }

  void draw(kit::Ui& ui) {
    drawn = 0;
    last = kit::virtual_list(
        ui, kit::id("list"), ui.screen(), spec, state,
        [&](const kit::ListRow& row) {
          ++drawn;
          std::string name = "Message " + std::to_string(row.rank);
          auto response = kit::list_row(ui, row, {.id = kit::id("row", row.rank), .name = name});
          kit::text(ui, row.box.inset(60, 0), name);
          if (response.opened) opened = row.rank;
          if (response.toggled) toggled = row.rank;
          if (response.ranged) ranged = row.rank;
        },
        [&](std::size_t index, Box box) {
          kit::list_header(ui, box);
          kit::label(ui, kit::id("group", index), box, "Group " + std::to_string(index));
        });
    if (last.cursor_to) spec.cursor = last.cursor_to;
    if (last.activate) activated = spec.cursor;
    if (last.toggle) toggled = spec.cursor;
    if (last.paint_to) painted_from = last.paint_from, painted_to = last.paint_to;
  }
};

}  // namespace

TEST_CASE("only visible rows are drawn, at the end of a million as at the start") {
  ListPage page(1'000'000);
  CHECK(page.drawn <= 7);
  CHECK(page.harness.find("Message 0").set_size == 1'000'000);
  page.harness.press(Key::Tab);
  page.harness.press(Key::Last);
  CHECK(page.spec.cursor == 999'999);
  page.harness.step(2);
  CHECK(page.drawn <= 7);
  const a11y::Node& row = page.harness.find("Message 999999");
  CHECK(row.position == 1'000'000);
  CHECK(row.rect.bottom() == 400);
  CHECK(row.rect.height == 76);
  CHECK(page.harness.find("Message 999998").rect.bottom() == row.rect.y);  // no gap, no overlap, so far down
}

TEST_CASE("a list is one stop; arrows, j, k and page keys move inside and the row follows the focus") {
  ListPage page(100);
  page.harness.press(Key::Tab);
  CHECK(page.harness.focused_name() == "Message 0");
  page.harness.press(Key::Down);
  CHECK(page.harness.focused_name() == "Message 1");
  page.harness.press(Key::J);
  page.harness.press(Key::J);
  page.harness.press(Key::K);
  CHECK(page.harness.focused_name() == "Message 2");
  page.harness.press(Key::PageDown);
  CHECK(page.spec.cursor == 6);
  CHECK(page.harness.focused_name() == "Message 6");
  page.harness.press(Key::Home);
  CHECK(page.harness.focused_name() == "Message 0");
  page.harness.press(Key::Up);
  CHECK(page.harness.focused_name() == "Message 0");
  page.harness.press(Key::Enter);
  CHECK(page.activated == 0);
  page.harness.press(Key::Space);
  CHECK(page.toggled == 0);
  page.harness.press(Key::Down, kit::kShift);
  CHECK(page.spec.cursor == 1);
}

TEST_CASE("the focus stays with the list when its row is scrolled away") {
  ListPage page(1000);
  page.harness.press(Key::Tab);
  page.harness.press(Key::Down);
  page.harness.wheel(250, 200, 40);
  CHECK_FALSE(page.harness.has("Message 1"));
  CHECK(page.harness.focused_name() == "Held messages");
  page.harness.press(Key::Down);
  CHECK(page.harness.focused_name() == "Message 2");
}

TEST_CASE("a press opens, the tile selects, Shift selects a range, Ctrl adds one") {
  ListPage page(100);
  page.harness.click_at(250, 76 * 2 + 30);
  CHECK(page.opened == 2);
  CHECK(page.spec.cursor == 2);
  page.harness.click_at(20, 76 * 3 + 30);
  CHECK(page.toggled == 3);
  CHECK(page.opened == 2);
  ImGui::GetIO().AddKeyEvent(ImGuiMod_Shift, true);
  page.harness.click_at(250, 76 * 4 + 30);
  ImGui::GetIO().AddKeyEvent(ImGuiMod_Shift, false);
  CHECK(page.ranged == 4);
  CHECK(page.opened == 2);
}

TEST_CASE("a drag over tiles selects every row it passes") {
  ListPage page(100);
  page.harness.drag(20, 30, 20, 76 * 3 + 30);
  CHECK(page.painted_from == 0);
  CHECK(page.painted_to == 3);
  CHECK_FALSE(page.toggled);
}

TEST_CASE("group headers stick to the top and are pushed away by the next") {
  ListPage page(100);
  const kit::ListGroup groups[] = {{0}, {3}, {50}};
  page.spec.groups = groups;
  page.harness.step(2);
  CHECK(page.harness.find("Group 0").rect.y == 0);
  CHECK(page.harness.find("Message 0").rect.y == 28);
  CHECK(page.harness.find("Group 1").rect.y == 28 + 3 * 76);
  page.state.scroll.offset = 100;
  page.harness.step(2);
  CHECK(page.harness.find("Group 0").rect.y == 0);
  page.state.scroll.offset = 28 + 3 * 76 + 10;
  page.harness.step(2);
  CHECK(page.harness.find("Group 1").rect.y == 0);
  CHECK_FALSE(page.harness.has("Group 0"));
}

TEST_CASE("rows and heights agree for every rank") {
  const kit::ListGroup groups[] = {{0}, {3}, {50}};
  kit::ListSpec spec{.total = 100, .groups = groups};
  for (std::int64_t rank = 0; rank < spec.total; ++rank) {
    CHECK(kit::row_at(spec, kit::row_top(spec, rank)) == rank);
    CHECK(kit::row_at(spec, kit::row_top(spec, rank) + 75) == rank);
  }
  CHECK(kit::list_height(spec) == 100 * 76 + 3 * 28);
  CHECK(kit::row_at(spec, -50) == 0);
  CHECK(kit::row_at(spec, 1e9) == 99);
}

TEST_CASE("a finger scrolls with its movement and the list glides on, then rests") {
  ListPage page(1000, {.width = 390, .height = 600, .look = {.theme = store::Theme::Light}, .coarse_pointer = true});
  ImGuiIO& io = ImGui::GetIO();
  io.AddMouseSourceEvent(ImGuiMouseSource_TouchScreen);
  io.AddMousePosEvent(200, 500);
  page.harness.step();
  io.AddMouseButtonEvent(0, true);
  page.harness.step();
  for (int i = 1; i <= 10; ++i) {
    io.AddMousePosEvent(200, 500 - 30.0F * static_cast<float>(i));
    page.harness.step();
  }
  CHECK(page.state.scroll.offset > 200);
  double at_release = page.state.scroll.offset;
  io.AddMouseButtonEvent(0, false);
  page.harness.step(5);
  CHECK(page.state.scroll.offset > at_release);
  CHECK_FALSE(page.opened);
  for (int i = 0; i < 400 && page.harness.output().animating; ++i) page.harness.step();
  CHECK_FALSE(page.harness.output().animating);
}

TEST_CASE("the scroll bar reaches the last of a million rows") {
  ListPage page(1'000'000);
  page.harness.drag(494, 10, 494, 399);
  CHECK(page.last.last_visible == 999'999);
}
