#include <catch2/catch_test_macros.hpp>

#include "tests/ui_harness/portal_page.hpp"

using namespace pratique;
using a11y::Role;
using kit::Key;
using test::PortalPage;

TEST_CASE("where the policy says so, Release asks for it") {
  PortalPage page("ask-to-release");
  REQUIRE(page.ui.has(Role::Dialog, "Ask to release"));
  page.ui.press(Key::Escape);
  page.ui.press(Key::R);
  REQUIRE(page.ui.has(Role::Dialog, "Ask to release"));
  CHECK_FALSE(page.last_asked<intents::ReleaseMessages>());
  page.ui.type("Why you want it", "an invoice");
  page.ui.press(Key::Enter);
  const auto asked = page.last_asked<intents::AskRelease>();
  REQUIRE(asked);
  CHECK(asked->ids == std::vector<api::MessageId>{{"m01"}});
  CHECK(asked->note == "an invoice");
}

TEST_CASE("a request that waits is said instead, and not asked twice") {
  PortalPage page("ask-to-release");
  page.view.ask.reset();
  page.state.open.detail.mutable_value()->request_state = "open";
  page.ui.step(2);
  CHECK(page.ui.find(Role::Button, "Asked").disabled);
  page.ui.press(Key::R);
  CHECK_FALSE(page.ui.has(Role::Dialog, "Ask to release"));
  page.state.open.detail.mutable_value()->request_state = "denied";
  page.ui.step(2);
  CHECK_FALSE(page.ui.find(Role::Button, "Ask to release").disabled);
}

TEST_CASE("what nobody but an administrator may release says who can") {
  PortalPage page("nobody-releases");
  const a11y::Node& button = page.ui.find(Role::Button, "Release");
  CHECK(button.disabled);
  CHECK(button.description == "Only your administrator can release mail of the kind Phishing");
  page.ui.press(Key::R);
  CHECK_FALSE(page.last_asked<intents::ReleaseMessages>());
  CHECK_FALSE(page.ui.has(Role::Dialog, "Ask to release"));
}

TEST_CASE("who decides sees requests in the navigation and answers them") {
  PortalPage page("requests");
  CHECK(page.ui.has(Role::Link, "Release requests"));
  CHECK(page.ui.has("Approve"));
  page.ui.click("Deny");
  REQUIRE(page.ui.has(Role::Dialog, "Deny the request?"));
  page.ui.type("Answer", "It is a known fraud");
  page.ui.press(Key::Enter);
  const auto denied = page.last_asked<intents::DenyRequest>();
  REQUIRE(denied);
  CHECK(denied->answer == "It is a known fraud");
}

TEST_CASE("approving asks first, says what may happen, and Cancel is the default") {
  PortalPage page("requests");
  page.ui.click("Approve");
  REQUIRE(page.ui.has(Role::AlertDialog, "Release this message?"));
  CHECK(page.ui.focused_name() == "Cancel");
  CHECK_FALSE(page.last_asked<intents::ApproveRequest>());
}

TEST_CASE("one's own request is taken back, not decided") {
  PortalPage page("requests");
  std::size_t own = 0;
  for (const std::string& name : page.ui.names(Role::Button)) own += name == "Withdraw" ? 1 : 0;
  CHECK(own == 1);
  page.ui.click("Withdraw");
  CHECK(page.last_asked<intents::WithdrawRequest>()->id.value == "q3");
}

TEST_CASE("nobody is bothered with requests where there are none") {
  PortalPage page("quarantine-light");
  CHECK_FALSE(page.ui.has(Role::Link, "Release requests"));
}
