#include "node/ingest/lmtp_session.hpp"
#include "tests/node/delivery_log_fixture.hpp"

namespace pratique::test {
namespace {

struct EventSession : DeliveryLogFixture {
  std::string say(const std::string& text) { return session.feed(text + "\r\n"); }
  std::string report(const std::string& body) {
    (void)say("MAIL FROM:<>");
    (void)say("RCPT TO:<log@node.internal>");
    (void)say("DATA");
    return say("Content-Type: application/json\r\n\r\n" + body + "\r\n.");
  }
  ingest::Intake intake{*storage, clock, log};
  ingest::EventIntake events{
      {.address = "log@node.internal", .quarantine_domain = "q.internal", .node_name = "n", .trusted = ingest::Networks("127.0.0.0/8")},
      *storage,
      log};
  ingest::ReportIntake reports{{}, *storage, log};
  ingest::LmtpSession session{"node", "q.internal", {}, intake, events, reports, log};
};

}  // namespace

TEST_CASE_METHOD(EventSession, "The filter's report is taken by LMTP and answered when it is stored", "[delivery_log][lmtp]") {
  (void)say("LHLO mx");
  CHECK(report(event_json("4fXyzAbc12z1", "no action")) == "250 2.0.0 Noted\r\n");
  CHECK(rows().size() == 1);
  CHECK(report(event_json("4fXyzAbc12z1", "no action")) == "250 2.0.0 Noted\r\n");
  CHECK(rows().size() == 1);
  // Never a bounce about a report.
  CHECK(report("{\"v\":") == "250 2.0.0 Noted\r\n");
  CHECK(events.taken() == 1);
  CHECK(events.dropped() == 1);
}

TEST_CASE_METHOD(EventSession, "A report from outside is dropped, whatever it says", "[delivery_log][lmtp]") {
  (void)say("LHLO mx");
  CHECK(say("XFORWARD ADDR=192.0.2.66 IDENT=4fXyzAbc12z7").starts_with("250"));
  CHECK(report(event_json("4fXyzAbc12z1", "no action")).starts_with("250"));
  CHECK(rows().empty());
  CHECK(say("XFORWARD ADDR=127.0.0.1 IDENT=4fXyzAbc12z8").starts_with("250"));
  CHECK(report(event_json("4fXyzAbc12z1", "no action")).starts_with("250"));
  CHECK(rows().size() == 1);
}

TEST_CASE_METHOD(EventSession, "Reports and mail do not share a transaction", "[delivery_log][lmtp]") {
  (void)say("LHLO mx");
  (void)say("MAIL FROM:<>");
  CHECK(say("RCPT TO:<log@node.internal>").starts_with("250"));
  CHECK(say("RCPT TO:<bob=dest.test@q.internal>").starts_with("452 4.5.3"));
  (void)say("RSET");
  (void)say("MAIL FROM:<>");
  CHECK(say("RCPT TO:<bob=dest.test@q.internal>").starts_with("250"));
  CHECK(say("RCPT TO:<LOG@node.internal>").starts_with("452 4.5.3"));
  (void)say("DATA");
  CHECK(say("Subject: x\r\n\r\nx\r\n.").starts_with("250 2.0.0 Stored"));
  CHECK(rows().size() == 1);
}

}  // namespace pratique::test
