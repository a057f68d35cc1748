#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "tests/ui_harness/portal_page.hpp"
#include "ui/gallery/samples.hpp"

using namespace pratique;
using a11y::Role;
using test::PortalPage;

namespace {

bool is_control(const a11y::Node& node) {
  switch (node.role) {
    case Role::Button:
    case Role::Checkbox:
    case Role::Tab:
    case Role::SearchBox:
    case Role::TextBox:
    case Role::MenuItem:
    case Role::Radio:
    case Role::Switch:
      return true;
    default:
      return false;
  }
}

bool overlap(const base::Rect& a, const base::Rect& b) {
  constexpr float kTouching = 1;
  return a.x + kTouching < b.right() && b.x + kTouching < a.right() && a.y + kTouching < b.bottom() && b.y + kTouching < a.bottom();
}

bool inside(const base::Rect& inner, const base::Rect& outer) {
  return inner.x >= outer.x - 1 && inner.y >= outer.y - 1 && inner.right() <= outer.right() + 1 && inner.bottom() <= outer.bottom() + 1;
}

// What is behind an open dialog is out of reach, and may lie anywhere.
bool reachable(const PortalPage& page, const a11y::Node& node) {
  a11y::NodeId dialog = 0;
  for (const a11y::Node& other : page.ui.nodes()) {
    if (other.role == Role::Dialog || other.role == Role::AlertDialog) dialog = other.id;
  }
  if (dialog == 0) return true;
  for (a11y::NodeId at = node.parent; at != 0;) {
    if (at == dialog) return true;
    const auto parent =
        std::find_if(page.ui.nodes().begin(), page.ui.nodes().end(), [&](const a11y::Node& other) { return other.id == at; });
    at = parent == page.ui.nodes().end() ? 0 : parent->parent;
  }
  return false;
}

// A toast lies over the foot of the list, which can be scrolled by its height: what it covers is out of reach.
bool under_toast(const PortalPage& page, const a11y::Node& node) {
  const auto toast = std::ranges::find(page.ui.nodes(), kit::id("toast"), &a11y::Node::id);
  return toast != page.ui.nodes().end() && overlap(node.rect, toast->rect) && node.parent != toast->id;
}

// Controls may lie inside one another (a chip in a field, a button in a row), never half over one another, and never off the screen.
void check_layout(const PortalPage& page, float width, float height) {
  std::vector<const a11y::Node*> controls;
  for (const a11y::Node& node : page.ui.nodes()) {
    if (node.rect.width < 2 || node.rect.height < 2 || !is_control(node) || !reachable(page, node) || under_toast(page, node)) continue;
    INFO(node.name);
    CHECK(node.rect.x >= -1);
    CHECK(node.rect.right() <= width + 1);
    CHECK(node.rect.y >= -1);
    CHECK(node.rect.bottom() <= height + 1);
    controls.push_back(&node);
  }
  for (std::size_t i = 0; i < controls.size(); ++i) {
    for (std::size_t j = i + 1; j < controls.size(); ++j) {
      const base::Rect& a = controls[i]->rect;
      const base::Rect& b = controls[j]->rect;
      INFO(controls[i]->name << " / " << controls[j]->name);
      CHECK((!overlap(a, b) || inside(a, b) || inside(b, a)));
    }
  }
}

}  // namespace

TEST_CASE("no control leaves the screen or lies half over another, in any scene") {
  for (const gallery::Scene& scene : gallery::scenes()) {
    DYNAMIC_SECTION(scene.name) {
      PortalPage page(scene);
      check_layout(page, static_cast<float>(scene.width), static_cast<float>(scene.height));
    }
  }
}

TEST_CASE("320 pixels are enough for both the list and a message, also with long words") {
  for (const char* scene :
       {"quarantine-empty-preview", "message", "why-held", "headers", "parts", "nothing-found", "session-expired", "long-words"}) {
    DYNAMIC_SECTION(scene) {
      PortalPage page(gallery::find_scene(scene)->state(), {.width = 320, .height = 568, .coarse_pointer = true});
      check_layout(page, 320, 568);
    }
  }
}

TEST_CASE("three panes, two panes, one pane") {
  PortalPage three("quarantine-light");
  CHECK(three.ui.has(Role::Link, "Newsletters"));
  CHECK(three.ui.has(Role::Heading, "What to plant before the first frost 🌷"));
  PortalPage two("quarantine-tablet");
  CHECK_FALSE(two.ui.has(Role::Link, "Newsletters"));
  CHECK(two.ui.has(Role::Listbox, "Held messages"));
  CHECK(two.ui.has(Role::Heading, "What to plant before the first frost 🌷"));
  PortalPage one("quarantine-phone");
  CHECK(one.ui.has(Role::Listbox, "Held messages"));
  CHECK(one.ui.has(Role::Heading, "Held mail"));
  PortalPage open("message-phone");
  CHECK_FALSE(open.ui.has(Role::Listbox, "Held messages"));
  CHECK(open.ui.has(Role::Button, "Back to the list"));
}

TEST_CASE("a finger finds every button of the phone at least 44 high or wide enough apart") {
  PortalPage page("message-phone");
  for (const char* name : {"Back to the list", "Next message", "Previous message", "Release", "Remove"}) {
    INFO(name);
    CHECK(page.ui.find(Role::Button, name).rect.height >= 43);
  }
}

TEST_CASE("mirrored, the navigation stands on the right and the preview on the left") {
  PortalPage page("mirrored");
  const a11y::Node* navigation = nullptr;
  const a11y::Node* preview = nullptr;
  for (const a11y::Node& node : page.ui.nodes()) {
    if (node.role == Role::Navigation) navigation = &node;
    if (node.id == kit::id("preview")) preview = &node;
  }
  REQUIRE(navigation);
  REQUIRE(preview);
  CHECK(navigation->rect.right() == 1440);
  CHECK(preview->rect.x == 0);
}

TEST_CASE("loading, empty, failed and offline each say what is going on and what can be done") {
  PortalPage loading("loading");
  CHECK(loading.ui.has(Role::Progressbar, "Loading held messages"));
  PortalPage held("nothing-held");
  CHECK(held.ui.has("Nothing is held"));
  PortalPage found("nothing-found");
  CHECK(found.ui.has("Nothing matches “kind:newsletter from:anna invoice”"));
  found.ui.click("Search without kind:newsletter");
  CHECK(found.last_asked<intents::Search>()->query == "from:anna invoice");
  PortalPage failed("failed");
  CHECK(failed.ui.has("Request 7F3A-91C2"));
  failed.ui.click("Try again");
  CHECK(failed.last_asked<intents::RefreshList>());
  PortalPage offline("offline");
  CHECK(offline.ui.has(Role::Alert, "You are offline. This is the list of 10:42. What you do now is sent when you are back."));
}

TEST_CASE("the toast undoes and closes, and never takes the focus") {
  PortalPage page("selection-undo");
  CHECK(page.ui.focused_name().empty());
  page.ui.click(Role::Button, "Undo");
  CHECK(page.last_asked<intents::UndoNewest>());
  page.ui.click("Close this note");
  CHECK(page.last_asked<intents::DismissToast>());
}

TEST_CASE("theme, density, language and fields are chosen in one panel") {
  PortalPage page("quarantine-light");
  page.ui.click("Account frida@example.com");
  page.ui.step(2);
  page.ui.click(Role::Radio, "Dark");
  CHECK(page.last_asked<intents::SetTheme>()->theme == store::Theme::Dark);
  page.ui.click(Role::Radio, "Compact");
  CHECK(page.last_asked<intents::SetDensity>()->density == store::Density::Compact);
  page.ui.click(Role::Radio, "Deutsch");
  CHECK(page.last_asked<intents::SetLanguage>()->language == "de");
  page.ui.click(Role::Checkbox, "Score");
  const auto columns = page.last_asked<intents::SetColumns>();
  REQUIRE(columns);
  CHECK(columns->columns == std::vector<std::string>{"recipient", "snippet", "attachments"});
  page.ui.click("Sign out");
  CHECK(page.last_asked<intents::SignOut>());
}

TEST_CASE("the filter form edits the operators of the search") {
  PortalPage page("quarantine-empty-preview");
  page.ui.click(Role::Button, "Filter");
  page.ui.step(2);
  page.ui.type("From", "anna");
  page.ui.click("With attachments");
  page.ui.click(Role::Button, "Search");
  const auto search = page.last_asked<intents::Search>();
  REQUIRE(search);
  CHECK(search->query == "from:anna has:attachment");
}
