// Mail as it arrives, and what the API then says of it: why it was held as data, and waves that count once.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "client/api/message.hpp"
#include "client/base/text.hpp"
#include "node/ingest/intake.hpp"
#include "tests/contract/contract_node.hpp"

namespace pratique::test {
namespace {

const std::string kPhish =
    "X-Spamd-Result: default: True [9.00 / 15.00];\r\n\tPHISHING(5.00)[bank.example->evil.test];\r\n\tBAYES_SPAM(4.00)[99%]\r\n"
    "From: \"service@bank.example\" <x@evil.test>\r\nReply-To: boss@free.test\r\nSubject: Your account\r\nMIME-Version: 1.0\r\n"
    "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n"
    "<p>Dear customer, your account will be closed unless you confirm your data within one day.</p>"
    "<a href='https://evil.test/login'>https://bank.example/login</a> <a href='https://evil.test/login'>here</a>\r\n"
    "--b\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment; filename=\"form.pdf.exe\"\r\n\r\nMZ\r\n--b--\r\n";

struct Arrivals {
  Arrivals() : domain(contract_node().make_domain()) {}

  // One message to all of them, as the filter hands it over; answers an id a recipient.
  std::vector<api::MessageId> arrive(const std::string& bytes, const std::vector<std::string>& names) {
    ingest::Intake intake(contract_node().storage(), clock, log);
    ingest::Envelope envelope;
    envelope.sender = "bounce@evil.test";
    for (const std::string& name : names) envelope.recipients.push_back({name, domain});
    const auto stored = intake.store(envelope, bytes);
    REQUIRE(stored);
    std::vector<api::MessageId> ids;
    for (const auto& one : *stored) ids.push_back(one.id);
    return ids;
  }
  Person reader(const std::string& name) { return contract_node().make_reader(name + "@" + domain); }
  Person admin() { return contract_node().make_person("admin@" + domain, api::Role::Domain, {}, {domain}); }

  static api::MessageDetail detail(const Person& person, const api::MessageId& id) {
    const HttpReply reply = contract_node().get(person, "/v1/messages/" + id.value);
    INFO(reply.body);
    REQUIRE(reply.status == 200);
    return api::decode_message_detail(reply.body).value();
  }
  static std::vector<api::MessageId> list(const Person& person, const std::string& query) {
    const HttpReply reply = contract_node().get(person, "/v1/messages?q=" + base::percent_encode(query));
    INFO(reply.body);
    REQUIRE(reply.status == 200);
    std::vector<api::MessageId> ids;
    const api::MessagePage page = api::decode_message_page(reply.body).value();
    for (const api::MessageSummary& item : page.items) ids.push_back(item.id);
    return ids;
  }

  std::string domain;
  SystemClock clock;
  base::NullLogger log;
};

}  // namespace

TEST_CASE("What a message shows of itself comes with its details", "[why]") {
  Arrivals arrivals;
  const auto ids = arrivals.arrive(kPhish, {"ann"});
  const api::Why why = Arrivals::detail(arrivals.reader("ann"), ids[0]).why;
  const auto warned = [&why](std::string_view code) { return std::ranges::count(why.warnings, code, &api::WhyWarning::code) == 1; };
  CHECK(warned("name_is_address"));
  CHECK(warned("reply_differs"));
  CHECK(warned("hidden_extension"));
  REQUIRE(why.links.size() == 1);
  CHECK(why.links[0].mismatch);
  CHECK(why.links[0].count == 2);
  CHECK(why.links[0].target == "https://evil.test/login");
  REQUIRE(why.attachments.size() == 1);
  CHECK(why.attachments[0].risk == "hidden_extension");
  CHECK(why.attachments[0].sha256.size() == 64);
}

TEST_CASE("A domain that imitates one whose mail was released is warned of", "[why]") {
  Arrivals arrivals;
  const auto good = arrivals.arrive("From: pay@northbank.example\r\nSubject: Statement\r\n\r\nAs every month\r\n", {"ann"});
  auto& messages = contract_node().storage().messages();
  const auto move = [&](api::Status from, api::Status to) {
    REQUIRE(messages.change_status(domain::Scope::system(),
                                   {good[0], from, to, arrivals.clock.wall_now(), "moved", "", std::nullopt, ""}) == true);
  };
  move(api::Status::Quarantined, api::Status::ReleasePending);
  move(api::Status::ReleasePending, api::Status::Released);
  const auto bad = arrivals.arrive("From: pay@northbamk.example\r\nSubject: Transfer\r\n\r\nQuickly please\r\n", {"ann"});
  const api::Why why = Arrivals::detail(arrivals.reader("ann"), bad[0]).why;
  const auto found = std::ranges::find(why.warnings, "look_alike_domain", &api::WhyWarning::code);
  REQUIRE(found != why.warnings.end());
  CHECK(found->params.at("like") == "northbank.example");
}

TEST_CASE("A wave counts in the caller's scope, and is:alone shows it once there", "[why]") {
  Arrivals arrivals;
  const auto letter = [](int number) {
    return "From: Shop <news@shop.test>\r\nSubject: Offer " + std::to_string(number) +
           "\r\n\r\nOur autumn offer for you, customer number " + std::to_string(number) +
           ": twenty percent off all garden tools until the end of this week, while our stock lasts.\r\n";
  };
  const auto both = arrivals.arrive(letter(1), {"ann", "bob"});
  const auto second = arrivals.arrive(letter(2), {"ann"});
  const Person ann = arrivals.reader("ann");
  const Person bob = arrivals.reader("bob");
  const Person admin = arrivals.admin();
  CHECK(Arrivals::detail(ann, second[0]).summary.wave.count == 2);
  CHECK(Arrivals::detail(bob, both[1]).summary.wave.count == 0);
  CHECK(Arrivals::detail(admin, both[1]).summary.wave.count == 3);
  CHECK(Arrivals::list(ann, "status:held is:alone") == second);
  CHECK(Arrivals::list(bob, "status:held is:alone") == std::vector{both[1]});
  CHECK(Arrivals::list(admin, "status:held is:alone").size() == 1);
  CHECK(Arrivals::list(admin, "status:held -is:alone").size() == 2);
  const std::string wave = Arrivals::detail(ann, second[0]).summary.wave.id;
  CHECK(Arrivals::list(ann, "wave:" + wave).size() == 2);
  CHECK(Arrivals::list(bob, "wave:" + wave).size() == 1);
  CHECK(contract_node().get(bob, "/v1/messages/" + second[0].value).status == 404);
}

}  // namespace pratique::test
