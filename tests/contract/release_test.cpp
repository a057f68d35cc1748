#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "client/api/error_code.hpp"
#include "client/api/job.hpp"
#include "client/api/message.hpp"
#include "tests/contract/contract_node.hpp"
#include "tests/support/fake_mail_server.hpp"

namespace pratique::test {
namespace {

using Step = FakeMailServer::Step;

struct Setting {
  explicit Setting(FakeProtocol protocol = FakeProtocol::Smtp) : server(protocol) {
    const auto route = protocol == FakeProtocol::Lmtp ? storage::RouteProtocol::Lmtp : storage::RouteProtocol::Smtp;
    domain = contract_node().make_domain(server.port(), route);
    reader = contract_node().make_reader("ann@" + domain);
  }
  api::Job act(api::Action action, const std::vector<api::MessageId>& ids) {
    const HttpReply reply = contract_node().post(reader, "/v1/actions", api::encode(api::ActionRequest{.action = action, .ids = ids}));
    INFO(reply.body);
    REQUIRE(reply.status == 202);
    return api::decode_job(reply.body).value();
  }
  api::Job finished(const api::Job& job) {
    return contract_node().wait_for_job(reader, job.id, [](const api::Job& seen) { return seen.state == api::JobState::Done; });
  }
  api::MessageDetail detail(const api::MessageId& id) {
    return api::decode_message_detail(contract_node().get(reader, "/v1/messages/" + id.value).body).value();
  }

  FakeMailServer server;
  std::string domain;
  Person reader;
};

bool has_event(const api::MessageDetail& detail, const std::string& kind, const std::string& words = {}) {
  return std::ranges::any_of(
      detail.trail, [&](const api::TrailEvent& event) { return event.kind == kind && event.detail.find(words) != std::string::npos; });
}

}  // namespace

TEST_CASE("A released message reaches its destination unchanged, from its own sender, for one recipient", "[release]") {
  for (const FakeProtocol protocol : {FakeProtocol::Smtp, FakeProtocol::Lmtp}) {
    Setting setting(protocol);
    const std::string mail =
        plain_mail(setting.reader.login, "Bytes", "caf\xE9 \r\n.\r\n..two\r\ntrailing  \r\n" + std::string(5000, 'x') + "\r\n\r\n");
    const api::MessageId id = contract_node().hold(setting.reader.login, mail);
    const api::Job job = setting.act(api::Action::Release, {id});
    CHECK(job.state == api::JobState::Waiting);
    REQUIRE(job.undo_until);
    CHECK(contract_node().status_of(id) == api::Status::ReleasePending);
    CHECK(setting.server.connections() == 0);  // not before the undo window is over

    const api::Job done = setting.finished(job);
    CHECK(done.state == api::JobState::Done);
    CHECK_FALSE(done.undo_until);
    CHECK(done.done == 1);
    REQUIRE(setting.server.mails().size() == 1);
    const ReceivedMail got = setting.server.mails().front();
    CHECK(got.bytes == mail);
    CHECK(got.hello == (protocol == FakeProtocol::Smtp ? "EHLO node.example" : "LHLO node.example"));
    CHECK(got.mail_from == "MAIL FROM:<sender@else.example> SIZE=" + std::to_string(mail.size()) + " BODY=8BITMIME");
    CHECK(got.rcpt_to == "RCPT TO:<" + setting.reader.login + ">");

    const api::MessageDetail detail = setting.detail(id);
    CHECK(detail.summary.status == api::Status::Released);
    CHECK(detail.summary.delivery.reply == "250 2.0.0 Ok: kept");
    CHECK(detail.summary.delivery.host == "127.0.0.1");
    CHECK(detail.summary.delivery.ip == "127.0.0.1");
    CHECK(detail.summary.delivery.port == setting.server.port());
    CHECK(detail.summary.delivery.at);
    CHECK(has_event(detail, "release_requested"));
    CHECK(has_event(detail, "released", "250 2.0.0 Ok: kept"));
  }
}

TEST_CASE("Bytes that DATA could not carry go by BDAT where the server takes it", "[release]") {
  Setting setting;
  setting.server.offer({"8BITMIME", "CHUNKING"});
  const std::string mail = "Subject: bare\n\nbare line ends\n.\nand a \r alone, no end";
  const api::MessageId id = contract_node().hold(setting.reader.login, mail);
  CHECK(setting.finished(setting.act(api::Action::Release, {id})).done == 1);
  REQUIRE(setting.server.mails().size() == 1);
  CHECK(setting.server.mails().front().by_chunk);
  CHECK(setting.server.mails().front().bytes == mail);
}

TEST_CASE("A dot on a line of its own between bare line ends cannot end the message early", "[release]") {
  Setting setting;
  setting.server.offer({});
  const std::string mail = "Subject: smuggled\n\n.\nMAIL FROM:<x@evil.example>\n.\r\nQUIT\n";
  const api::MessageId id = contract_node().hold(setting.reader.login, mail);
  CHECK(setting.finished(setting.act(api::Action::Release, {id})).done == 1);
  REQUIRE(setting.server.mails().size() == 1);
  CHECK(setting.server.mails().front().bytes.find("\n.\n") == std::string::npos);
  CHECK(setting.server.mails().front().bytes.find("QUIT") != std::string::npos);
}

TEST_CASE("The null sender stays null and addresses beyond ASCII ask for SMTPUTF8", "[release]") {
  Setting setting;
  const auto null_sender = contract_node().hold(setting.reader.login, plain_mail(setting.reader.login),
                                                [](auto& delivery) { delivery.summary.envelope_from = ""; });
  const auto utf8 = contract_node().hold(setting.reader.login, plain_mail(setting.reader.login),
                                         [](auto& delivery) { delivery.summary.envelope_from = "jos\u00e9@else.example"; });
  CHECK(setting.finished(setting.act(api::Action::Release, {null_sender})).done == 1);
  CHECK(setting.finished(setting.act(api::Action::Release, {utf8})).done == 1);
  REQUIRE(setting.server.mails().size() == 2);
  CHECK(setting.server.mails()[0].mail_from.starts_with("MAIL FROM:<> "));
  CHECK(setting.server.mails()[1].mail_from.starts_with("MAIL FROM:<jos\u00e9@else.example> "));
  CHECK(setting.server.mails()[1].mail_from.ends_with(" SMTPUTF8"));

  setting.server.offer({"8BITMIME"});
  const auto refused = contract_node().hold(setting.reader.login, plain_mail(setting.reader.login),
                                            [](auto& delivery) { delivery.summary.envelope_from = "jos\u00e9@else.example"; });
  const api::Job job = setting.finished(setting.act(api::Action::Release, {refused}));
  CHECK(job.failed == 1);
  CHECK(contract_node().status_of(refused) == api::Status::Quarantined);
}

TEST_CASE("Only headers that Rspamd added are taken off", "[release]") {
  Setting setting;
  const std::string mine = "Received: from x by y\r\nSubject: =?utf-8?q?H=C3=A9?=\r\n\tfolded\r\nX-Spam-Status: theirs\r\n";
  const std::string body = "\r\nX-Spam: Yes in the body stays\r\n";
  const auto id =
      contract_node().hold(setting.reader.login, "X-Spam: Yes\r\nX-Spamd-Result: default: True [20.0 / 6.0];\r\n\tA(1.00)[b]\r\n" + mine +
                                                     "X-Rspamd-Queue-Id: 4abc\r\nx-rspamd-action: quarantine\r\n" + body);
  const auto plain = contract_node().hold(setting.reader.login, "X-Spam: Yes\r\n" + mine + body);
  CHECK(setting.finished(setting.act(api::Action::Release, {id})).done == 1);
  CHECK(setting.finished(setting.act(api::Action::Release, {plain})).done == 1);
  REQUIRE(setting.server.mails().size() == 2);
  CHECK(setting.server.mails()[0].bytes == mine + body);
  CHECK(setting.server.mails()[1].bytes == "X-Spam: Yes\r\n" + mine + body);  // nothing says that Rspamd added it
}

TEST_CASE("A server that says not now is tried again, and what it said is shown", "[release]") {
  Setting setting;
  setting.server.answer_once(Step::RcptTo, "451 4.7.1 Try again later");
  const auto id = contract_node().hold(setting.reader.login, plain_mail(setting.reader.login));
  const api::Job job = setting.act(api::Action::Release, {id});
  const api::Job retrying = contract_node().wait_for_job(
      setting.reader, job.id, [](const api::Job& seen) { return seen.items[0].state == api::ItemState::Retrying; });
  REQUIRE(retrying.items[0].state == api::ItemState::Retrying);
  CHECK(retrying.items[0].reply == "451 4.7.1 Try again later");
  REQUIRE(retrying.items[0].next_try_at);
  const auto wait = *retrying.items[0].next_try_at - SystemClock().wall_now();
  CHECK((wait > std::chrono::seconds(5) && wait <= std::chrono::seconds(10)));
  CHECK(contract_node().status_of(id) == api::Status::ReleasePending);
  CHECK(has_event(setting.detail(id), "release_deferred", "451"));

  // Its time comes: the same as waiting ten seconds.
  api::JobItem sooner = retrying.items[0];
  sooner.next_try_at = SystemClock().wall_now();
  REQUIRE(contract_node().storage().jobs().set_item(job.id, sooner, 1));
  (void)setting.act(api::Action::MarkSeen, {id});  // wakes the runner
  CHECK(setting.finished(job).done == 1);
  CHECK(setting.server.mails().size() == 1);
  CHECK(contract_node().status_of(id) == api::Status::Released);
}

TEST_CASE("A refusal for good holds the message again and never makes a bounce", "[release]") {
  Setting setting;
  setting.server.answer_once(Step::EndOfData, "550 5.7.1 We do not want this");
  const auto id = contract_node().hold(setting.reader.login, plain_mail(setting.reader.login));
  const api::Job job = setting.finished(setting.act(api::Action::Release, {id}));
  CHECK(job.failed == 1);
  CHECK(job.items[0].reply == "550 5.7.1 We do not want this");
  const api::MessageDetail detail = setting.detail(id);
  CHECK(detail.summary.status == api::Status::Quarantined);
  CHECK(detail.summary.smtp_reply == "550 5.7.1 We do not want this");
  CHECK(has_event(detail, "release_failed", "550"));
  CHECK(setting.server.connections() == 1);
  CHECK(setting.server.mails().empty());
}

TEST_CASE("A connection that drops before the answer is tried again, and the trail says it may arrive twice", "[release]") {
  Setting setting;
  setting.server.answer_once(Step::EndOfData, "");
  const auto id = contract_node().hold(setting.reader.login, plain_mail(setting.reader.login));
  const api::Job job = setting.act(api::Action::Release, {id});
  const api::Job retrying = contract_node().wait_for_job(
      setting.reader, job.id, [](const api::Job& seen) { return seen.items[0].state == api::ItemState::Retrying; });
  REQUIRE(retrying.items[0].state == api::ItemState::Retrying);
  api::JobItem sooner = retrying.items[0];
  sooner.next_try_at = SystemClock().wall_now();
  REQUIRE(contract_node().storage().jobs().set_item(job.id, sooner, 1));
  (void)setting.act(api::Action::MarkSeen, {id});
  CHECK(setting.finished(job).done == 1);
  CHECK(setting.server.mails().size() == 2);
  CHECK(has_event(setting.detail(id), "released", "twice"));
}

TEST_CASE("A server that is not there or never answers is tried again", "[release]") {
  Setting setting;
  setting.server.wait_before_end_of_data(std::chrono::seconds(5));  // the node waits three in these tests
  const auto slow = contract_node().hold(setting.reader.login, plain_mail(setting.reader.login));
  const api::Job job = setting.act(api::Action::Release, {slow});
  const api::Job retrying = contract_node().wait_for_job(
      setting.reader, job.id, [](const api::Job& seen) { return seen.items[0].state == api::ItemState::Retrying; });
  CHECK(retrying.items[0].state == api::ItemState::Retrying);

  const std::string nowhere = contract_node().make_domain(1);
  const Person bob = contract_node().make_reader("bob@" + nowhere);
  const auto id = contract_node().hold(bob.login, plain_mail(bob.login));
  const HttpReply reply =
      contract_node().post(bob, "/v1/actions", api::encode(api::ActionRequest{.action = api::Action::Release, .ids = {id}}));
  const auto bobs = api::decode_job(reply.body);
  REQUIRE(bobs);
  const api::Job waiting =
      contract_node().wait_for_job(bob, bobs->id, [](const api::Job& seen) { return seen.items[0].state == api::ItemState::Retrying; });
  CHECK(waiting.items[0].reply.find("127.0.0.1:1") != std::string::npos);

  // Nothing has left yet, so it can still be called off.
  CHECK(contract_node().call({.method = "DELETE", .path = "/v1/jobs/" + bobs->id.value, .token = bob.token}).status == 200);
  CHECK(contract_node().status_of(id) == api::Status::Quarantined);
  CHECK(contract_node().job(bob, bobs->id).state == api::JobState::Cancelled);
  CHECK(contract_node().job(bob, bobs->id).items[0].state == api::ItemState::Undone);
}

TEST_CASE("A release can be undone until it leaves, and then honestly not", "[release]") {
  Setting setting;
  const auto id = contract_node().hold(setting.reader.login, plain_mail(setting.reader.login));
  const api::Job job = setting.act(api::Action::Release, {id});
  const HttpReply undone = contract_node().post(setting.reader, "/v1/jobs/" + job.id.value + "/undo");
  REQUIRE(undone.status == 200);
  CHECK(api::decode_job(undone.body)->state == api::JobState::Undone);
  CHECK(contract_node().status_of(id) == api::Status::Quarantined);
  CHECK(contract_node().post(setting.reader, "/v1/jobs/" + job.id.value + "/undo").status == 200);  // twice is once

  const api::Job second = setting.act(api::Action::Release, {id});
  CHECK(setting.finished(second).done == 1);
  CHECK(setting.server.mails().size() == 1);  // the undone one never left
  CHECK(contract_node().post(setting.reader, "/v1/jobs/" + second.id.value + "/undo").status == 422);
  CHECK(contract_node().call({.method = "DELETE", .path = "/v1/jobs/" + second.id.value, .token = setting.reader.token}).status == 422);
}

TEST_CASE("Two releases of one message deliver it once", "[release]") {
  Setting setting;
  const auto id = contract_node().hold(setting.reader.login, plain_mail(setting.reader.login));
  const api::Job first = setting.act(api::Action::Release, {id, id});
  const api::Job second = setting.act(api::Action::Release, {id});
  CHECK(first.total == 1);
  CHECK(second.items[0].state == api::ItemState::Skipped);
  CHECK(setting.finished(first).done == 1);
  CHECK(setting.finished(second).state == api::JobState::Done);
  CHECK(setting.server.mails().size() == 1);
}

TEST_CASE("A removed message is gone from the quarantine and comes back by undo", "[actions]") {
  Setting setting;
  const auto id = contract_node().hold(setting.reader.login, plain_mail(setting.reader.login));
  const auto kept = contract_node().hold(setting.reader.login, plain_mail(setting.reader.login));
  const api::Job job = setting.finished(setting.act(api::Action::Remove, {id}));
  CHECK(job.done == 1);
  REQUIRE(job.undo_until);
  CHECK(contract_node().status_of(id) == api::Status::Removed);
  CHECK(contract_node().status_of(kept) == api::Status::Quarantined);
  CHECK(has_event(setting.detail(id), "removed"));
  CHECK(contract_node().post(setting.reader, "/v1/jobs/" + job.id.value + "/undo").status == 200);
  CHECK(contract_node().status_of(id) == api::Status::Quarantined);
  CHECK(has_event(setting.detail(id), "restored"));
}

TEST_CASE("An action on a search takes what matches, less the exceptions", "[actions]") {
  Setting setting;
  std::vector<api::MessageId> ids;
  for (int i = 0; i < 5; ++i) ids.push_back(contract_node().hold(setting.reader.login, plain_mail(setting.reader.login)));
  const HttpReply reply = contract_node().post(
      setting.reader, "/v1/actions",
      api::encode(api::ActionRequest{.action = api::Action::Remove, .ids = {}, .query = "status:held", .except = {ids[1]}}));
  REQUIRE(reply.status == 202);
  CHECK(setting.finished(*api::decode_job(reply.body)).done == 4);
  for (std::size_t i = 0; i < ids.size(); ++i)
    CHECK(contract_node().status_of(ids[i]) == (i == 1 ? api::Status::Quarantined : api::Status::Removed));

  const HttpReply unclear = contract_node().post(setting.reader, "/v1/actions", R"({"action":"remove","query":"nonsense:x"})");
  CHECK(unclear.status == 400);
  CHECK(api::decode_error(400, unclear.body, "").field == "query");
}

TEST_CASE("Seen and unseen are marks, done at once", "[actions]") {
  Setting setting;
  const auto id = contract_node().hold(setting.reader.login, plain_mail(setting.reader.login));
  CHECK(setting.act(api::Action::MarkSeen, {id}).state == api::JobState::Done);
  CHECK(setting.detail(id).summary.seen);
  CHECK(setting.act(api::Action::MarkUnseen, {id}).state == api::JobState::Done);
  CHECK_FALSE(setting.detail(id).summary.seen);
}

TEST_CASE("The same key gives the first answer again, and with another request a conflict", "[actions]") {
  Setting setting;
  const auto id = contract_node().hold(setting.reader.login, plain_mail(setting.reader.login));
  HttpCall call{.method = "POST",
                .path = "/v1/actions",
                .token = setting.reader.token,
                .body = R"({"action":"remove","ids":[")" + id.value + R"("]})"};
  call.headers["Idempotency-Key"] = "key-1";
  const HttpReply first = contract_node().call(call);
  const HttpReply again = contract_node().call(call);
  CHECK(first.status == 202);
  CHECK(again.status == 202);
  CHECK(again.body == first.body);
  CHECK(again.headers.at("idempotency-replayed") == "true");
  call.body = R"({"action":"release","ids":[")" + id.value + R"("]})";
  CHECK(contract_node().call(call).status == 409);
  // Somebody else's key of the same name is another key.
  const Person bob = contract_node().make_reader("bob@" + setting.domain);
  call.token = bob.token;
  call.body = R"({"action":"remove","ids":[")" + contract_node().hold(bob.login, plain_mail(bob.login)).value + R"("]})";
  CHECK(contract_node().call(call).status == 202);
}

}  // namespace pratique::test
