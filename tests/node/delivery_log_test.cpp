#include <algorithm>
#include <catch2/generators/catch_generators.hpp>

#include "tests/node/delivery_log_fixture.hpp"

namespace pratique::test {

using api::Status;

TEST_CASE_METHOD(DeliveryLogFixture, "Log and event make one row of a delivered message, whichever comes first", "[delivery_log]") {
  const bool log_first = GENERATE(true, false);
  const auto log_part = [this] {
    lines(kArrival);
    lines({kSent, kGone});
  };
  if (log_first) log_part();
  event(event_json("4fXyzAbc12z1", "no action"));
  if (!log_first) log_part();
  const auto found = rows();
  REQUIRE(found.size() == 1);
  const api::MessageSummary& m = found[0];
  CHECK(m.status == Status::Delivered);
  CHECK(m.subject == "Grüße");
  CHECK(m.header_from.address == "ann@else.test");
  CHECK(m.envelope_from == "ann@else.test");
  CHECK(m.message_id == "m1@else.test");
  CHECK(m.sender_ip == "192.0.2.7");
  CHECK(m.delivery.host == "d.test");
  CHECK(m.delivery.ip == "192.0.2.25");
  CHECK(m.delivery.reply == "250 2.0.0 Ok");
  CHECK(m.size_bytes == 1234);
  CHECK(m.score == 7.5);
  CHECK(m.reason_code.empty());
  CHECK(kinds(m.id) == "connected named checked accepted delivered");
  const auto opened = detail(m.id);
  CHECK_FALSE(opened.has_source);
  CHECK(opened.trail[2].source == "filter");
  CHECK(opened.trail[4].source == "mail_server");
  CHECK(storage->messages().find(domain::Scope::system(), m.id)->blob_sha256.empty());
  CHECK(storage->messages().count(domain::Scope::system(), term(api::query::Field::Subject, {"grüße"})).value() == 1);
  is_sound();
}

TEST_CASE_METHOD(DeliveryLogFixture, "A held copy, its event and its lines are one row in every order", "[delivery_log]") {
  std::vector<int> order{0, 1, 2};
  const int turns = GENERATE(0, 1, 2, 3, 4, 5);
  for (int i = 0; i < turns; ++i) std::ranges::next_permutation(order);
  for (const int step : order) {
    if (step == 0) event(event_json("4fXyzAbc12z1", "add header"));
    if (step == 1) (void)hold("4fXyzAbc12z1");
    if (step == 2) {
      lines(kArrival);
      lines(
          {"10:00:03 qnode/lmtp[4]: 4fXyzAbc12z1: to=<bob=dest.test@q.internal>, relay=none, delay=1, delays=0/0/0/1, dsn=4.4.1, "
           "status=deferred (connect to 127.0.0.1[127.0.0.1]:2424: Connection refused)",
           "10:00:09 qnode/lmtp[4]: 4fXyzAbc12z1: to=<bob=dest.test@q.internal>, relay=127.0.0.1[127.0.0.1]:2424, delay=1, delays=0/0/0/1, "
           "dsn=2.0.0, status=sent (250 2.0.0 Stored as m1)",
           kGone});
    }
  }
  const auto found = rows();
  REQUIRE(found.size() == 1);
  CHECK(found[0].status == Status::Quarantined);
  CHECK(found[0].subject == "Held");
  CHECK_FALSE(found[0].seen);
  CHECK(detail(found[0].id).has_source);
  CHECK_FALSE(storage->messages().find(domain::Scope::system(), found[0].id)->blob_sha256.empty());
  CHECK(storage->messages().count(domain::Scope::system(), term(api::query::Field::Words, {"lanterns"})).value() == 1);
  CHECK(storage->messages().count(domain::Scope::system(), term(api::query::Field::Status, {"quarantined"})).value() == 1);
  is_sound();
}

TEST_CASE_METHOD(DeliveryLogFixture, "What is said twice is known the second time", "[delivery_log]") {
  for (int i = 0; i < 2; ++i) {
    event(event_json("4fXyzAbc12z1", "no action"));
    (void)hold("4fXyzAbc12z2");
    event(event_json("4fXyzAbc12z2", "add header"));
  }
  lines({kSent});
  const auto before = rows();
  event(event_json("4fXyzAbc12z1", "no action"));
  CHECK(rows() == before);
  CHECK(before.size() == 2);
  is_sound();
}

TEST_CASE_METHOD(DeliveryLogFixture, "A status only moves forward", "[delivery_log]") {
  lines(kArrival);
  lines({kSent});
  event(event_json("4fXyzAbc12z1", "no action"));  // says accepted, late
  CHECK(rows()[0].status == Status::Delivered);
  lines({"10:05:00 smtp[4]: 4fXyzAbc12z1: to=<bob@dest.test>, relay=none, delay=1, delays=0/0/0/1, dsn=4.4.1, status=deferred (x)"});
  CHECK(rows()[0].status == Status::Delivered);
}

TEST_CASE_METHOD(DeliveryLogFixture, "Deferred mail says why, then that it arrived, or that the queue gave up", "[delivery_log]") {
  lines(kArrival);
  const std::string put_off =
      "smtp[4]: 4fXyzAbc12z1: to=<bob@dest.test>, relay=none, delay=1, delays=0/0/0/1, dsn=4.4.1, status=deferred (connect to "
      "d.test[192.0.2.25]:25: Connection refused)";
  lines({"10:00:03 " + put_off});
  CHECK(rows()[0].status == Status::Deferred);
  CHECK(rows()[0].reason_code == "destination_down");
  CHECK(rows()[0].direction == api::Direction::Incoming);
  SECTION("arrives") {
    lines({"10:20:03 " + kSent.substr(9)});
    CHECK(rows()[0].status == Status::Delivered);
    CHECK(rows()[0].reason_code.empty());
    CHECK(kinds(rows()[0].id) == "connected named deferred delivered");
  }
  SECTION("expires") {
    lines({"10:30:00 " + put_off, "10:30:00 qmgr[3]: 4fXyzAbc12z1: from=<ann@else.test>, status=expired, returned to sender"});
    CHECK(rows()[0].status == Status::Bounced);
    CHECK(rows()[0].reason_code == "queue_lifetime");
    CHECK(kinds(rows()[0].id) == "connected named deferred deferred expired");
  }
  SECTION("is refused") {
    lines(
        {"10:20:03 smtp[4]: 4fXyzAbc12z1: to=<bob@dest.test>, relay=d.test[192.0.2.25]:25, delay=1, delays=0/0/0/1, dsn=5.2.2, "
         "status=bounced "
         "(host d.test[192.0.2.25] said: 552 5.2.2 Mailbox full)"});
    CHECK(rows()[0].status == Status::Bounced);
    CHECK(rows()[0].reason_code == "mailbox_full");
  }
  is_sound();
}

TEST_CASE_METHOD(DeliveryLogFixture, "Mail that is greylisted and comes again is one row with all its attempts", "[delivery_log]") {
  const auto attempt = [this](const std::string& queue_id, const std::string& time) {
    lines({time + " smtpd[1]: " + queue_id + ": client=mail.else.test[192.0.2." + (queue_id.back() == '1' ? "7]" : "8]"),
           time + " cleanup[2]: " + queue_id + ": message-id=<m1@else.test>"});
  };
  const auto put_off = [this](const std::string& queue_id, const std::string& time) {
    lines({time + " cleanup[2]: " + queue_id +
           ": milter-reject: END-OF-MESSAGE from mail.else.test[192.0.2.7]: 4.7.1 Try again later; from=<ann@else.test> to=<bob@dest.test> "
           "proto=ESMTP helo=<helo.else.test>"});
  };
  const std::string greylist = R"(,"symbols":[{"name":"GREYLIST","score":0,"options":["greylisted","x","new record"]}])";
  attempt("4fXyzAbc12z1", "10:00:01");
  put_off("4fXyzAbc12z1", "10:00:02");
  CHECK(rows()[0].status == Status::Tempfailed);
  CHECK(rows()[0].reason_code == "greylisted");
  const bool event_is_late = GENERATE(false, true);
  if (!event_is_late) event(event_json("4fXyzAbc12z1", "soft reject", greylist));
  attempt("4fXyzAbc12z2", "10:10:01");
  lines({"10:10:02 qmgr[3]: 4fXyzAbc12z2: from=<ann@else.test>, size=1234, nrcpt=1 (queue active)",
         "10:10:03 smtp[4]: 4fXyzAbc12z2: to=<bob@dest.test>, relay=d.test[192.0.2.25]:25, delay=1, delays=0/0/0/1, dsn=2.0.0, status=sent "
         "(250 "
         "2.0.0 Ok)"});
  if (event_is_late) event(event_json("4fXyzAbc12z1", "soft reject", greylist));
  event(event_json("4fXyzAbc12z2", "no action", {}, R"("bob@dest.test")", 602));
  const auto found = rows();
  REQUIRE(found.size() == 1);
  CHECK(found[0].status == Status::Delivered);
  CHECK(found[0].queue_id == "4fXyzAbc12z2");
  CHECK(found[0].subject == "Grüße");
  CHECK(kinds(found[0].id) == "connected named checked tempfailed connected named checked accepted delivered");
  is_sound();
}

TEST_CASE_METHOD(DeliveryLogFixture, "Mail that was put off and then held is one row, whatever is said first of the second attempt",
                 "[delivery_log]") {
  event(event_json("4fXyzAbc12z1", "soft reject"));
  const bool bytes_first = GENERATE(true, false);
  if (bytes_first) (void)hold("4fXyzAbc12z2");
  event(event_json("4fXyzAbc12z2", "add header", {}, R"("bob@dest.test")", 602));
  if (!bytes_first) (void)hold("4fXyzAbc12z2");
  lines(
      {"10:00:02 cleanup[2]: 4fXyzAbc12z1: milter-reject: END-OF-MESSAGE from mail.else.test[192.0.2.7]: 4.7.1 Try again later; "
       "from=<ann@else.test> to=<bob@dest.test> proto=ESMTP helo=<helo.else.test>"});
  const auto found = rows();
  REQUIRE(found.size() == 1);
  CHECK(found[0].status == Status::Quarantined);
  CHECK(found[0].queue_id == "4fXyzAbc12z2");
  CHECK(detail(found[0].id).has_source);
  is_sound();
}

TEST_CASE_METHOD(DeliveryLogFixture, "Another message of the same sender is not a retry", "[delivery_log]") {
  event(event_json("4fXyzAbc12z1", "soft reject"));
  std::string other = event_json("4fXyzAbc12z2", "no action", {}, R"("bob@dest.test")", 60);
  other.replace(other.find("m1@else.test"), 2, "m2");
  event(other);
  CHECK(rows().size() == 2);
}

TEST_CASE_METHOD(DeliveryLogFixture, "Refusals before the message have rows, each line one", "[delivery_log]") {
  const std::string refused =
      "10:00:01 smtpd[1]: NOQUEUE: reject: RCPT from unknown[192.0.2.9]: 550 5.1.1 <no@dest.test>: Recipient address rejected: User "
      "unknown; "
      "from=<x@y.test> to=<no@dest.test> proto=ESMTP helo=<y>";
  lines({refused, refused});
  const auto found = rows();
  REQUIRE(found.size() == 2);
  CHECK(found[0].status == Status::Rejected);
  CHECK(found[0].reason_code == "recipient_unknown");
  CHECK(found[0].helo == "y");
  CHECK(found[0].smtp_reply.starts_with("550 5.1.1"));
  CHECK(kinds(found[0].id) == "connected named rejected");
  CHECK(rows(email_scope({"no@dest.test"})).size() == 2);
}

TEST_CASE_METHOD(DeliveryLogFixture, "A message that the filter refuses has the filter's reasons for each recipient", "[delivery_log]") {
  const std::string symbols =
      R"(,"symbols":[{"name":"DMARC_POLICY_REJECT","score":12,"options":["else.test"],"description":"d"},{"name":"R_SPF_FAIL","score":3}])";
  event(event_json("4fXyzAbc12z1", "reject", symbols, R"("bob@dest.test","carol@dest.test")"));
  lines(kArrival);
  lines(
      {"10:00:03 cleanup[2]: 4fXyzAbc12z1: milter-reject: END-OF-MESSAGE from mail.else.test[192.0.2.7]: 5.7.1 Spam message rejected; "
       "from=<ann@else.test> to=<bob@dest.test> proto=ESMTP helo=<helo.else.test>"});
  const auto found = rows();
  REQUIRE(found.size() == 2);
  for (const auto& m : found) {
    CHECK(m.status == Status::Rejected);
    CHECK(m.reason_code == "dmarc_reject");
    const auto opened = detail(m.id);
    CHECK(opened.why.rules.size() == 2);
    CHECK(opened.why.verdict_code == "dmarc_reject");
    CHECK(std::ranges::any_of(opened.why.authentication,
                              [](const auto& result) { return result.method == "dmarc" && result.result == "fail"; }));
  }
  const auto bob = std::ranges::find(found, "bob@dest.test", &api::MessageSummary::recipient);
  REQUIRE(bob != found.end());
  CHECK(detail(bob->id).trail.back().detail == "5.7.1 Spam message rejected");
  CHECK(detail(bob->id).trail.back().source == "mail_server");
  is_sound();
}

TEST_CASE_METHOD(DeliveryLogFixture, "Mail to domains that are not served is the super-administrators' alone", "[delivery_log]") {
  lines(
      {"10:00:01 smtpd[1]: NOQUEUE: reject: RCPT from unknown[192.0.2.9]: 554 5.7.1 <a@away.test>: Relay access denied; from=<x@y.test> "
       "to=<a@away.test> proto=ESMTP helo=<y>"});
  lines({"10:00:01 smtpd[1]: 4fXyzAbc12z5: client=localhost[127.0.0.1]",
         "10:00:02 qmgr[3]: 4fXyzAbc12z5: from=<bob@dest.test>, size=10, nrcpt=1 (queue active)",
         "10:00:03 smtp[4]: 4fXyzAbc12z5: to=<ann@away.test>, relay=a[192.0.2.25]:25, delay=1, delays=0/0/0/1, dsn=2.0.0, status=sent (250 "
         "ok)"});
  const auto found = rows();
  REQUIRE(found.size() == 2);
  CHECK(std::ranges::count(found, api::Direction::Outgoing, &api::MessageSummary::direction) == 1);
  CHECK(rows(email_scope({"ann@away.test"})).empty());
  CHECK(rows(domain_scope({"away.test"})).empty());
  CHECK(rows(domain_scope({"", "dest.test"})).empty());
  // The domain becomes ours: what was logged before stays where it was, and the counts are sound.
  REQUIRE(storage->accounts().put_domain({.name = "away.test", .host = "127.0.0.1"}));
  (void)hold("4fXyzAbc12z6", "ann@away.test");
  CHECK(rows(email_scope({"ann@away.test"})).size() == 1);
  is_sound();
}

TEST_CASE_METHOD(DeliveryLogFixture, "A released message on its way through Postfix stays the same row", "[delivery_log]") {
  const auto id = hold("4fXyzAbc12z1");
  storage::MessageRepository::StatusChange change{.id = id,
                                                  .from = Status::Quarantined,
                                                  .to = Status::ReleasePending,
                                                  .at = clock.wall_now(),
                                                  .trail_kind = "release_requested",
                                                  .trail_detail = {},
                                                  .delivery = {},
                                                  .smtp_reply = {}};
  REQUIRE(storage->messages().change_status(domain::Scope::system(), change).value());
  const std::vector<std::string> pass{"10:00:05 smtpd[1]: 4fXyzAbc12z9: client=localhost[127.0.0.1]",
                                      "10:00:05 cleanup[1]: 4fXyzAbc12z9: message-id=<m1@else.test>",
                                      "10:00:05 qmgr[1]: 4fXyzAbc12z9: from=<ann@else.test>, size=10, nrcpt=1 (queue active)"};
  lines(pass);
  const bool reply_first = GENERATE(true, false);
  const auto record = [&] {
    change.from = Status::ReleasePending;
    change.to = Status::Released;
    change.delivery = api::Delivery{clock.wall_now(), "127.0.0.1", "127.0.0.1", 2526, "250 2.0.0 Ok: queued as 4fXyzAbc12z9"};
    REQUIRE(storage->messages().change_status(domain::Scope::system(), change).value());
  };
  if (reply_first) record();
  const std::string to = "lmtp[1]: 4fXyzAbc12z9: to=<bob@dest.test>, relay=box[192.0.2.30]:24, delay=1, delays=0/0/0/1, ";
  lines({"10:00:06 " + to + "dsn=4.2.2, status=deferred (host box said: 452 4.2.2 over quota)"});
  if (!reply_first) record();
  CHECK(rows().size() == 1);
  CHECK(rows()[0].status == Status::Released);
  lines({"10:20:06 " + to + "dsn=5.2.2, status=bounced (host box said: 552 5.2.2 over quota)"});
  REQUIRE(rows().size() == 1);
  CHECK(rows()[0].status == Status::Bounced);
  CHECK(rows()[0].reason_code == "mailbox_full");
  CHECK(detail(id).has_source);
  is_sound();
}

TEST_CASE_METHOD(DeliveryLogFixture, "The filter's own reports and Postfix's probes are no mail", "[delivery_log]") {
  lines(
      {"10:00:03 qnode/lmtp[4]: 4fXyzAbc12z1: to=<log@node.internal>, relay=127.0.0.1[127.0.0.1]:2424, delay=1, delays=0/0/0/1, dsn=4.4.1, "
       "status=deferred (connect: Connection refused)",
       "10:00:03 smtp[4]: 4fXyzAbc12z2: to=<bob@dest.test>, relay=d[192.0.2.25]:25, delay=1, delays=0/0/0/1, dsn=5.1.1, "
       "status=undeliverable (x)"});
  CHECK(rows().empty());
}

TEST_CASE_METHOD(DeliveryLogFixture, "What is no event, or comes from outside, is dropped without an answer", "[delivery_log]") {
  ingest::EventIntake intake(
      {.address = "log@node.internal", .quarantine_domain = "q", .node_name = "n", .trusted = ingest::Networks("127.0.0.1")}, *storage,
      log);
  const std::string good = event_json("4fXyzAbc12z1", "no action");
  for (const std::string& bad : {std::string("{}"), std::string("no json"), std::string(), std::string(2'000'000, '['),
                                 std::string(R"({"v":2})"), std::string(good).replace(good.find("[\"bob@dest.test\"]"), 17, "[]")}) {
    CHECK(intake.take({}, "\r\n" + bad));
  }
  CHECK(intake.dropped() == 6);
  ingest::Xforward outside;
  outside.address = "192.0.2.66";
  outside.ident = "4fXyzAbc12z7";
  CHECK(intake.take(outside, "\r\n" + good));
  CHECK(rows().empty());
  outside.address = "127.0.0.1";
  CHECK(intake.take(outside, "\r\n" + good));
  CHECK(rows().size() == 1);
}

}  // namespace pratique::test
