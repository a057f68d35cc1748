#include "ui/views/lists/lists_view.hpp"

#include <catch2/catch_test_macros.hpp>

#include "tests/ui_harness/portal_page.hpp"
#include "ui/gallery/samples.hpp"

using namespace pratique;
using a11y::Role;
using kit::Key;
using test::PortalPage;

TEST_CASE("the list shows whose mail is allowed, for whom, how often it helped, until when and by whom") {
  PortalPage page("lists");
  const a11y::Node& row = page.ui.find("keiri@sample-shoji.example");
  CHECK(row.set_size == 9);
  CHECK(row.description.find("used 12 times") != std::string::npos);
  CHECK(row.description.find("31 Dec 2026") != std::string::npos);
  CHECK(page.ui.has("*@kite-club.example"));
  CHECK(page.ui.find("*@library.example.org").description.find("All of example.com") != std::string::npos);
  CHECK(page.ui.find("*@quota-alerts.example").description.find("Paused") != std::string::npos);
}

TEST_CASE("the tabs lead to the other list, with how many it has") {
  PortalPage page("lists");
  CHECK(page.ui.find(Role::Tab, "Blocked").description == "1,034");
  page.ui.click(Role::Tab, "Blocked");
  const auto asked = page.last_asked<intents::Navigate>();
  REQUIRE(asked);
  CHECK(asked->route.list == api::ListKind::Block);
}

TEST_CASE("a row opens the form with what it says; one of the domain's does not") {
  PortalPage page("lists");
  page.ui.click("newsletter@museum.example.org");
  const auto opened = page.last_asked<intents::OpenListForm>();
  REQUIRE(opened);
  CHECK(opened->id->value == "e5");
  CHECK(opened->entry.note == "Members’ letter");
  page.ui.click("*@library.example.org");
  CHECK_FALSE(page.last_asked<intents::OpenListForm>());
}

TEST_CASE("selected entries are paused or deleted together") {
  PortalPage page("lists");
  page.view.lists.selected = {{"e1"}, {"e3"}};
  page.ui.step(2);
  CHECK(page.ui.has("2 entries selected"));
  page.ui.click("Pause");
  const auto paused = page.last_asked<intents::PauseListEntries>();
  REQUIRE(paused);
  CHECK(paused->paused);
  CHECK(paused->ids == std::vector<api::ListEntryId>{{"e1"}, {"e3"}});
  CHECK(page.view.lists.selected.empty());
  page.view.lists.selected = {{"e6"}};
  page.ui.step(2);
  CHECK(page.ui.has("Resume"));
  page.ui.click("Delete");
  CHECK(page.last_asked<intents::DeleteListEntries>());
}

TEST_CASE("the form says what an entry would have changed before it is saved") {
  PortalPage page("lists-form");
  CHECK(page.ui.has("5 held messages match"));
  CHECK(page.ui.has(Role::Checkbox, "Release these 4 as well"));
  CHECK(page.ui.has("1 of them stays held all the same: phishing, viruses and blocked files are never let in."));
  page.ui.click("Release these 4 as well");
  auto edited = page.last_asked<intents::EditListForm>();
  REQUIRE(edited);
  CHECK_FALSE(edited->act_too);
  page.ui.type("Note", "Letter about gardens");
  edited = page.last_asked<intents::EditListForm>();
  REQUIRE(edited);
  CHECK(edited->entry.note == "Letter about gardens");
  CHECK(edited->entry.pattern == "weekly-gardener.example");
  page.ui.click(Role::Button, "Always allow");
  CHECK(page.last_asked<intents::SaveListForm>());
}

TEST_CASE("listing one's own domain or a provider of everybody's is asked first, and Cancel is the default") {
  for (const char* doubt : {"own_domain", "public_provider"}) {
    PortalPage page("lists-form");
    api::ListPreview preview = *page.state.lists.form->preview.value();
    preview.warnings = {doubt};
    page.state.lists.form->preview = store::Ready<api::ListPreview>{preview};
    page.ui.step(2);
    page.ui.click(Role::Button, "Always allow");
    REQUIRE(page.ui.has(Role::AlertDialog, "Always allow weekly-gardener.example?"));
    page.ui.press(Key::Enter);
    CHECK_FALSE(page.ui.has(Role::AlertDialog, "Always allow weekly-gardener.example?"));
    CHECK_FALSE(page.last_asked<intents::SaveListForm>());
    page.ui.click(Role::Button, "Always allow");
    page.ui.press(Key::Tab);
    page.ui.press(Key::Enter);
    CHECK(page.last_asked<intents::SaveListForm>());
  }
}

TEST_CASE("one address and its whole domain are one click apart") {
  PortalPage page("allow-form");
  page.state.lists.form->entry.pattern = "news@weekly-gardener.example";
  page.ui.step(2);
  page.ui.click(Role::Radio, "Whole domain");
  const auto edited = page.last_asked<intents::EditListForm>();
  REQUIRE(edited);
  CHECK(edited->entry.pattern == "weekly-gardener.example");
  page.state.lists.form->entry.pattern = edited->entry.pattern;
  page.ui.step(2);
  page.ui.click(Role::Radio, "This address");
  CHECK(page.last_asked<intents::EditListForm>()->entry.pattern == "news@weekly-gardener.example");
}

TEST_CASE("an entry applies to one of the reader's addresses") {
  PortalPage page("allow-form");
  CHECK(page.ui.find(Role::Radio, "Only frida@example.com").toggled == a11y::Toggled::On);
  page.ui.click(Role::Radio, "Only office@example.com");
  CHECK(page.last_asked<intents::EditListForm>()->entry.applies_to == "office@example.com");
}

TEST_CASE("what the node refused stands in the form, at its field") {
  PortalPage page("allow-form");
  page.state.lists.form->error =
      base::Error{.code = base::ErrorCode::BadInput, .message = "Enter an address or a domain", .field = "pattern"};
  page.ui.step(2);
  CHECK(page.ui.find(Role::TextBox, "Sender").description == "Enter an address or a domain");
}

TEST_CASE("A and B open the form for the sender of the message; Escape closes it") {
  PortalPage page("quarantine-light");
  page.ui.press(Key::A);
  auto opened = page.last_asked<intents::OpenListForm>();
  REQUIRE(opened);
  CHECK(opened->kind == api::ListKind::Allow);
  CHECK(opened->entry.pattern == page.state.open.detail.value()->summary.header_from.address);
  CHECK(opened->entry.applies_to == page.state.open.detail.value()->summary.recipient);
  page.ui.press(Key::B);
  opened = page.last_asked<intents::OpenListForm>();
  REQUIRE(opened);
  CHECK(opened->kind == api::ListKind::Block);
  PortalPage form("allow-form");
  form.ui.press(Key::Escape);
  CHECK(form.last_asked<intents::CloseListForm>());
}

TEST_CASE("Release and Remove have menus that list the sender as well, and keys for it") {
  PortalPage page("quarantine-light");
  page.ui.click("More ways to release");
  page.ui.click(Role::MenuItem, "Release and always allow the sender");
  CHECK(page.last_asked<intents::ReleaseAndAllow>());
  page.ui.press(Key::D, kit::kShift);
  CHECK(page.last_asked<intents::RemoveAndBlock>()->ids == std::vector<api::MessageId>{{"m02"}});
}

TEST_CASE("keys of messages do nothing where no message is shown") {
  PortalPage page("lists");
  page.state.list.cursor = api::MessageId{"m02"};
  page.ui.step(2);
  page.ui.press(Key::R);
  page.ui.press(Key::D);
  page.ui.press(Key::A, kit::kCommand);
  for (const intents::Intent& intent : page.asked()) {
    CHECK_FALSE(std::holds_alternative<intents::ReleaseMessages>(intent));
    CHECK_FALSE(std::holds_alternative<intents::RemoveMessages>(intent));
    CHECK_FALSE(std::holds_alternative<intents::SelectAllLoaded>(intent));
  }
}

TEST_CASE("replacing a whole list is asked first, and Cancel is the default") {
  PortalPage page("lists");
  page.ui.click("Import, export");
  page.ui.click(Role::MenuItem, "Replace the list by a file");
  REQUIRE(page.ui.has(Role::AlertDialog, "Replace the whole list?"));
  CHECK_FALSE(page.last_asked<intents::ImportList>());
  page.ui.click(Role::Button, "Replace the list by a file");
  CHECK(page.last_asked<intents::ImportList>()->replace);
}

TEST_CASE("an empty list, a failed one and a search without a match say what to do") {
  PortalPage empty("lists-empty");
  CHECK(empty.ui.has("Nobody is blocked yet"));
  PortalPage failed("lists-failed");
  CHECK(failed.ui.has("The list could not be loaded"));
  failed.ui.click("Try again");
  CHECK(failed.last_asked<intents::ReloadLists>());
  empty.state.lists.query = empty.state.route.query = "nobody";
  empty.ui.step(2);
  CHECK(empty.ui.has("Nothing matches “nobody”"));
}

TEST_CASE("search of a list goes off once typing has paused") {
  PortalPage page("lists");
  page.ui.type("Search this list", "kite");
  CHECK_FALSE(page.last_asked<intents::Navigate>());
  page.ui.advance_ms(500);
  const auto asked = page.last_asked<intents::Navigate>();
  REQUIRE(asked);
  CHECK(asked->route.query == "kite");
  CHECK(asked->route.place == store::Place::Lists);
}
