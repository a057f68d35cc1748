#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "tests/ui_harness/portal_page.hpp"

using namespace pratique;
using a11y::Role;
using test::PortalPage;

TEST_CASE("embedded, one line of tabs stands in place of navigation, logo and account") {
  for (const char* scene : {"embedded", "embedded-phone"}) {
    DYNAMIC_SECTION(scene) {
      PortalPage page(scene);
      CHECK(page.ui.find(Role::TabList, "Views").rect.height == 44);
      CHECK(page.ui.has(Role::SearchBox, "Search held mail"));
      CHECK_FALSE(page.ui.has(Role::Heading, "Held mail"));
      CHECK(std::ranges::find(page.ui.nodes(), kit::id("account"), &a11y::Node::id) == page.ui.nodes().end());
    }
  }
}

TEST_CASE("embedded, the tabs and the menu lead to every place") {
  PortalPage page("embedded");
  page.ui.click(Role::Tab, "Delivery log");
  const auto log = page.last_asked<intents::Navigate>();
  REQUIRE(log);
  CHECK(log->route.place == store::Place::Log);
  page.ui.click(Role::Button, "More");  // the strip's is the first
  page.ui.click(Role::MenuItem, "Settings");
  const auto settings = page.last_asked<intents::Navigate>();
  REQUIRE(settings);
  CHECK(settings->route.place == store::Place::Settings);
}

TEST_CASE("a brand gives the page its name and its accent, and high contrast stays what it is") {
  store::AppState state = gallery::find_scene("quarantine-light")->state();
  const store::BrandAccent plum{
      .fill = 0x7A1FA2, .hover = 0x6A1591, .pressed = 0x5A0D80, .on = 0xFFFFFF, .soft = 0xF3E5F8, .soft_on = 0x6A1591, .focus = 0x7A1FA2};
  state.look.brand = {.name = "Harbour Mail", .light = plum, .dark = std::nullopt};
  PortalPage page(state, {});
  CHECK(page.outputs.title.ends_with(" · Harbour Mail"));
  CHECK(theme::palette(state.look).accent.fill == theme::rgb(0x7A1FA2));
  CHECK(theme::palette(state.look).text.link == theme::rgb(0x6A1591));
  state.look.theme = store::Theme::Dark;
  CHECK(theme::palette(state.look).accent.fill == theme::kDark.accent.fill);
  state.look.theme = store::Theme::Contrast;
  state.look.brand.dark = plum;
  CHECK(theme::palette(state.look).accent.fill == theme::kContrast.accent.fill);
}
