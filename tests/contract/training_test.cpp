#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "client/api/job.hpp"
#include "client/api/message.hpp"
#include "tests/contract/contract_node.hpp"
#include "tests/support/fake_mail_server.hpp"

namespace pratique::test {
namespace {

struct Training {
  Training() {
    contract_node().filter().forget();
    domain = contract_node().make_domain(server.port());
    reader = contract_node().make_reader("ann@" + domain);
  }
  ~Training() { contract_node().filter().forget(); }
  api::Job act(const Person& person, api::Action action, const std::vector<api::MessageId>& ids) {
    const HttpReply reply = contract_node().post(person, "/v1/actions", api::encode(api::ActionRequest{.action = action, .ids = ids}));
    INFO(reply.body);
    REQUIRE(reply.status == 202);
    return api::decode_job(reply.body).value();
  }
  api::Job finished(const Person& person, const api::Job& job) {
    return contract_node().wait_for_job(person, job.id, [](const api::Job& seen) { return seen.state == api::JobState::Done; });
  }
  api::Job taught(const Person& person, api::Action action, const api::MessageId& id) {
    return finished(person, act(person, action, {id}));
  }
  std::string trail_of(const api::MessageId& id, const std::string& kind) {
    const auto detail = api::decode_message_detail(contract_node().get(reader, "/v1/messages/" + id.value).body).value();
    const auto event = std::ranges::find(detail.trail, kind, &api::TrailEvent::kind);
    return event == detail.trail.end() ? "" : event->actor + " " + event->detail + " " + event->source;
  }

  FakeMailServer server{FakeProtocol::Smtp};
  std::string domain;
  Person reader;
};

}  // namespace

TEST_CASE_METHOD(Training, "A reader's verdict teaches his own classifier, an administrator's that of all", "[training]") {
  const std::string mail = plain_mail(reader.login, "Lesson");
  const auto id = contract_node().hold(reader.login, "X-Spam: Yes\r\nX-Spamd-Result: default: True [9 / 6];\r\n\tA(1.00)[]\r\n" + mail);
  const api::Job job = taught(reader, api::Action::TrainSpam, id);
  REQUIRE(job.items.size() == 1);
  CHECK(job.items[0].state == api::ItemState::Done);
  CHECK(job.items[0].reply == "learned");
  CHECK_FALSE(job.undo_until);
  CHECK(contract_node().status_of(id) == api::Status::Quarantined);
  CHECK(trail_of(id, "taught_spam") == reader.login + " learned person");
  const Person admin = contract_node().make_person("admin-" + domain, api::Role::Admin, {}, {domain});
  CHECK(taught(admin, api::Action::TrainNotSpam, id).items[0].reply == "learned");
  const auto calls = contract_node().filter().calls();
  REQUIRE(calls.size() == 2);
  CHECK(calls[0].path == "/learnspam");
  CHECK(calls[0].headers.at("classifier") == "peruser");
  CHECK(calls[0].headers.at("rcpt") == reader.login);
  CHECK(calls[0].headers.at("password") == "secret");
  CHECK(calls[0].body == mail);  // what the sender sent, without what the filter wrote on it
  CHECK(calls[1].path == "/learnham");
  CHECK(calls[1].headers.at("classifier") == "global");
  CHECK_FALSE(calls[1].headers.contains("rcpt"));
}

TEST_CASE_METHOD(Training, "What the filter answers is told apart", "[training]") {
  const auto answer = [this](int status) {
    contract_node().filter().answer_next(status);
    const auto id = contract_node().hold(reader.login, plain_mail(reader.login));
    const api::Job job = taught(reader, api::Action::TrainSpam, id);
    return std::string(api::to_wire(job.items[0].state)) + " " + job.items[0].reply;
  };
  CHECK(answer(208) == "done already_known");
  CHECK(answer(204) == "done too_short");
  CHECK(answer(401) == "failed refused");
  CHECK(answer(404) == "failed refused");
}

TEST_CASE_METHOD(Training, "While the filter is down a lesson waits and is not lost", "[training]") {
  contract_node().filter().answer_next(0);
  const auto id = contract_node().hold(reader.login, plain_mail(reader.login));
  const api::Job job = act(reader, api::Action::TrainSpam, {id});
  const api::Job waiting =
      contract_node().wait_for_job(reader, job.id, [](const api::Job& seen) { return seen.items[0].state == api::ItemState::Retrying; });
  REQUIRE(waiting.items[0].state == api::ItemState::Retrying);
  CHECK(waiting.items[0].reply == "waiting");
  REQUIRE(waiting.items[0].next_try_at);
  // Its time comes.
  api::JobItem sooner = waiting.items[0];
  sooner.next_try_at = SystemClock().wall_now();
  REQUIRE(contract_node().storage().jobs().set_item(job.id, sooner, 1));
  (void)act(reader, api::Action::MarkSeen, {id});  // wakes the runner
  CHECK(finished(reader, job).items[0].reply == "learned");
}

TEST_CASE_METHOD(Training, "Release and teach lets the message in first, then teaches that it is wanted", "[training]") {
  contract_node().filter().answer_next(503);
  const auto id = contract_node().hold(reader.login, plain_mail(reader.login));
  const api::Job job = act(reader, api::Action::ReleaseTrain, {id});
  CHECK(contract_node().status_of(id) == api::Status::ReleasePending);
  CHECK(contract_node().filter().calls().empty());
  const api::Job waiting =
      contract_node().wait_for_job(reader, job.id, [](const api::Job& seen) { return seen.items[0].state == api::ItemState::Retrying; });
  CHECK(waiting.items[0].reply == "waiting");
  CHECK(contract_node().status_of(id) == api::Status::Released);
  api::JobItem sooner = waiting.items[0];
  sooner.next_try_at = SystemClock().wall_now();
  REQUIRE(contract_node().storage().jobs().set_item(job.id, sooner, 1));
  (void)act(reader, api::Action::MarkSeen, {id});
  const api::Job done = finished(reader, job);
  CHECK(done.items[0].state == api::ItemState::Done);
  CHECK(done.items[0].reply == "learned");
  CHECK(server.mails().size() == 1);
  CHECK(contract_node().filter().calls().back().path == "/learnham");
  CHECK(trail_of(id, "taught_not_spam") == reader.login + " learned person");
}

TEST_CASE_METHOD(Training, "A lesson cannot be undone, and says so", "[training]") {
  const auto id = contract_node().hold(reader.login, plain_mail(reader.login));
  const api::Job job = taught(reader, api::Action::TrainSpam, id);
  const HttpReply refused = contract_node().post(reader, "/v1/jobs/" + job.id.value + "/undo");
  CHECK(refused.status == 422);
  CHECK(refused.body.find("unlearn") != std::string::npos);
}

}  // namespace pratique::test
