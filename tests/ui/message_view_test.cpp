#include <catch2/catch_test_macros.hpp>

#include "tests/ui_harness/portal_page.hpp"
#include "ui/gallery/samples.hpp"

using namespace pratique;
using a11y::Role;
using test::PortalPage;

TEST_CASE("releasing the open message asks for exactly that message") {
  PortalPage page("quarantine-light");
  page.ui.click(Role::Button, "Release");
  const auto asked = page.asked();
  REQUIRE(asked.size() == 1);
  const auto* released = std::get_if<intents::ReleaseMessages>(&asked[0]);
  REQUIRE(released);
  CHECK(released->ids == std::vector<api::MessageId>{{"m02"}});
}

TEST_CASE("the preview says who sent it, why it is held and how far over the limit it is") {
  PortalPage page("message");
  CHECK(page.ui.has(Role::Heading, "Your parcel is waiting: pay 1.99 to release it 📦"));
  CHECK(page.ui.has("Parcel service <info@parcel-service.example>"));
  CHECK(page.ui.has("The sender does not match. It names parcel-service.example but came from mx7.cheap-track.example."));
  const a11y::Node& verdict = page.ui.find("Held as phishing");
  CHECK(verdict.description.find("A link names one site and opens another.") != std::string::npos);
  CHECK(verdict.description.find("14.2 of limit 6.0") != std::string::npos);
}

TEST_CASE("the body is handed to the sandboxed frame, as text of our own making") {
  PortalPage page("message");
  REQUIRE(page.outputs.message_frame);
  CHECK(page.outputs.message_frame->document.find("Dear customer,") != std::string::npos);
  CHECK_FALSE(page.outputs.message_frame->images_allowed);
  CHECK(page.outputs.message_frame->rect.height > 200);
  CHECK(page.outputs.title.starts_with("Your parcel is waiting"));
}

TEST_CASE("a change of theme draws the text anew, a change of nothing does not") {
  PortalPage page("message");
  const std::string key = page.outputs.message_frame->key;
  page.ui.step(3);
  CHECK(page.outputs.message_frame->key == key);
  page.state.look.theme = store::Theme::Dark;
  page.ui.look().theme = store::Theme::Dark;
  page.ui.step(2);
  CHECK(page.outputs.message_frame->key != key);
  CHECK(page.outputs.message_frame->dark_paper);
}

TEST_CASE("the frame hides while a menu or a dialog is open") {
  PortalPage page("message");
  page.ui.click(Role::Button, "More");
  page.ui.step(2);
  CHECK_FALSE(page.outputs.message_frame);
  page.ui.press(kit::Key::Escape);
  page.ui.step(2);
  CHECK(page.outputs.message_frame);
  page.view.shortcuts_open = true;
  page.ui.step(3);
  CHECK_FALSE(page.outputs.message_frame);
}

TEST_CASE("images stay off until they are asked for") {
  PortalPage page("quarantine-light");
  CHECK(page.ui.has("4 images are not loaded, so the sender cannot see that you looked."));
  page.ui.click("Show images");
  CHECK(page.last_asked<intents::ShowImages>());
  page.state.open.images_wanted = true;
  page.ui.step(2);
  REQUIRE(page.outputs.message_frame);
  CHECK(page.outputs.message_frame->images_allowed);
}

TEST_CASE("tabs ask for their part of the message") {
  PortalPage page("message");
  page.ui.click(Role::Tab, "Headers");
  const auto tab = page.last_asked<intents::ShowTab>();
  REQUIRE(tab);
  CHECK(tab->tab == store::MessageTab::Headers);
}

TEST_CASE("why it is held is told in plain words, with evidence and weight") {
  PortalPage page("why-held");
  const a11y::Node& rule = page.ui.find("Link and text do not agree");
  CHECK(rule.description == "shown parcel-service.example, opens pay-fast.example/x/9f2");
  CHECK(rule.value == "weight +5.0");
  CHECK(page.ui.find("Server name is plausible").value == "weight −0.8");
  CHECK(page.ui.has("SPF: failed"));
  CHECK(page.ui.has("DKIM: not used"));
  CHECK(page.ui.has("DMARC: failed"));
  CHECK(
      page.ui.has("What would have let it through: a valid signature of the sender’s domain, or links that open the site they name. "
                  "Allowing the sender does not override this."));
}

TEST_CASE("a check that this build does not know is shown in the filter's own words") {
  store::AppState state = gallery::find_scene("why-held")->state();
  state.open.detail.mutable_value()->why.rules = {
      {.symbol = "NEW_CHECK", .weight = 1.5, .meaning_code = "unheard_of", .description = "A new kind of trouble"}};
  PortalPage page(state, {});
  CHECK(page.ui.find("A new kind of trouble").description == "NEW_CHECK");
}

TEST_CASE("headers come in wire order, folded values whole, and can be copied") {
  PortalPage page("headers");
  CHECK(page.ui.find(Role::Row, "Return-Path").description == "counted");
  CHECK(page.ui.find(Role::Row, "Received").value.find("by mx.example.com") != std::string::npos);
  CHECK(page.ui.find(Role::Row, "Return-Path").rect.y < page.ui.find(Role::Row, "Received").rect.y);
  page.ui.click("Copy all");
  const auto copied = page.last_asked<intents::CopyText>();
  REQUIRE(copied);
  CHECK(copied->text.starts_with("Return-Path: <bounce@mx7.cheap-track.example>\n"));
}

TEST_CASE("parts can be downloaded one by one, containers cannot") {
  PortalPage page("parts");
  CHECK_FALSE(page.ui.has("Download Container"));
  page.ui.click("Download 請求書_2026-11.pdf");
  const auto part = page.last_asked<intents::DownloadPart>();
  REQUIRE(part);
  CHECK(part->number == 5);
}

TEST_CASE("the source can be downloaded whole") {
  PortalPage page("source");
  page.ui.click("Download .eml");
  CHECK(page.last_asked<intents::DownloadSource>());
}

TEST_CASE("what the verdict suggests is what the eye finds first") {
  // The order never changes: Release stands before Remove.
  for (const char* scene : {"quarantine-light", "message"}) {
    PortalPage page(scene);
    CHECK(page.ui.find(Role::Button, "Release").rect.x < page.ui.find(Role::Button, "Remove").rect.x);
  }
}

TEST_CASE("a message that is no longer held says so and cannot be released twice") {
  store::AppState state = gallery::find_scene("quarantine-light")->state();
  state.open.detail.mutable_value()->summary.status = api::Status::Released;
  PortalPage page(state, {});
  CHECK(page.ui.has(Role::Alert, "This message is no longer held It was released."));
  CHECK(page.ui.find(Role::Button, "Release").disabled);
  page.ui.click(Role::Button, "Release");
  CHECK_FALSE(page.last_asked<intents::ReleaseMessages>());
}

TEST_CASE("a failed message offers another try and its request") {
  store::AppState state = gallery::find_scene("quarantine-light")->state();
  state.open.detail.clear();
  state.open.detail.fail({.code = base::ErrorCode::Timeout, .request_id = "7F3A"});
  PortalPage page(state, {});
  CHECK(page.ui.has("Request 7F3A"));
  page.ui.click("Try again");
  CHECK(page.last_asked<intents::RetryOpen>());
}

TEST_CASE("the preview says which of how many it shows, and asks for the next") {
  PortalPage page("quarantine-light");  // the first of three that are worth a look
  CHECK(page.ui.has("1 of 1,284"));
  page.ui.click("Next message");
  const auto asked = page.last_asked<intents::OpenNeighbour>();
  REQUIRE(asked);
  CHECK(asked->step == 1);
}
