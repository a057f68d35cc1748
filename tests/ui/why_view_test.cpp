// What the Why held tab shows of the message itself: warnings, links, files and list entries, as text that nothing opens.
#include <catch2/catch_test_macros.hpp>

#include "tests/ui_harness/portal_page.hpp"
#include "ui/gallery/samples.hpp"

using namespace pratique;
using a11y::Role;
using test::PortalPage;

TEST_CASE("warnings say in words what does not fit") {
  PortalPage page("why-held-files");
  CHECK(page.ui.has("Sender differs. It names info@parcel-service.example but was sent by bounce@mx7.cheap-track.example."));
  CHECK(page.ui.has("A link imitates another site. parcel-servlce.example is easily taken for parcel-service.example."));
}

TEST_CASE("a warning that this build does not know is left out") {
  store::AppState state = gallery::find_scene("why-held-files")->state();
  state.open.detail.mutable_value()->why.warnings = {{"unheard_of", {{"domain", "x.example"}}}};
  PortalPage page(state, {});
  CHECK_FALSE(page.ui.has("Sender differs. It names info@parcel-service.example but was sent by bounce@mx7.cheap-track.example."));
  CHECK(page.ui.has(Role::Heading, "What counted"));
}

TEST_CASE("links show where they open, can be copied and never open") {
  PortalPage page("why-held-files");
  const a11y::Node& link = page.ui.find(Role::Row, "https://parcel-service.example/confirm");
  CHECK(link.description == "pay-fast.example · https://pay-fast.example/x/9f2 · 2 times");
  CHECK(link.value == "Opens another site than it names");
  CHECK(page.ui.find(Role::Row, "parcel-service.example/track").value ==
        "Its name imitates another site · Opens another site than it names");
  CHECK(page.ui.find(Role::Row, "Our terms").value.empty());
  page.ui.click("Copy the address of https://parcel-service.example/confirm");
  const auto copied = page.last_asked<intents::CopyText>();
  REQUIRE(copied);
  CHECK(copied->text == "https://pay-fast.example/x/9f2");
  page.ui.click(Role::Row, "https://parcel-service.example/confirm");
  CHECK(page.asked().empty());
}

TEST_CASE("files show what they are, how large, and what could go wrong") {
  PortalPage page("why-held-files");
  const a11y::Node& file = page.ui.find(Role::Row, "請求書_2026-11.pdf");
  CHECK(file.description.starts_with("application/vnd.microsoft.portable-executable · 143 KB · SHA-256 fd61a03af4f77d87"));
  CHECK(file.value == "Runs a program");
  page.ui.click("Copy the SHA-256 of 請求書_2026-11.pdf");
  const auto copied = page.last_asked<intents::CopyText>();
  REQUIRE(copied);
  CHECK(copied->text.size() == 64);
}

TEST_CASE("list entries that had a say are named, and whether they helped") {
  PortalPage page("why-held-files");
  const a11y::Node& entry = page.ui.find(Role::Row, "@parcel-service.example");
  CHECK(entry.description == "@parcel-service.example is on the allow list of frida@example.com");
  CHECK(entry.value == "It did not help: phishing, viruses and blocked files are held all the same");
}

TEST_CASE("text of a message is shown as text, whatever it holds") {
  store::AppState state = gallery::find_scene("why-held-files")->state();
  auto& why = state.open.detail.mutable_value()->why;
  why.links = {{"", "https://x.test/{name}%s<b>", "x.test", false, false, 1}};
  why.links_total = 700;
  why.attachments = {{7, "", "", "", 0, "", "risk_of_a_newer_node"}};
  why.warnings = {{"hidden_extension", {{"file", "{file}"}}}};
  PortalPage page(state, {});
  CHECK(page.ui.find(Role::Row, "A link without text").description == "x.test · https://x.test/{name}%s<b>");
  CHECK(page.ui.find(Role::Row, "No name").value == "risk_of_a_newer_node");
  CHECK(page.ui.has("A file hides what it is. {file} looks harmless by its name, and is not what the name suggests."));
}

TEST_CASE("the parts say which of them is dangerous, and their tab how many files there are") {
  store::AppState state = gallery::find_scene("why-held-files")->state();
  state.route.tab = store::MessageTab::Parts;
  PortalPage page(state, {});
  CHECK(page.ui.find(Role::TreeItem, "請求書_2026-11.pdf").value == "Runs a program");
  state.open.parts.clear();
  PortalPage before(state, {});
  CHECK(before.ui.find(Role::Tab, "Parts").description == "1");
}
