#include <catch2/catch_test_macros.hpp>

#include "node/domain/body_hash.hpp"
#include "node/ingest/lmtp_session.hpp"
#include "node/mime/received_hops.hpp"
#include "node/reports/report_rate.hpp"
#include "node/reports/report_service.hpp"
#include "tests/node/delivery_log_fixture.hpp"
#include "tests/support/fake_controller.hpp"

namespace pratique::test {
namespace {

std::string ids(const std::string& message) {
  std::string out;
  for (const mime::Hop& hop : mime::hops_of(message, "mx.node.example")) out += hop.queue_id + "@" + std::to_string(hop.end) + " ";
  return out;
}

const std::string kSent = "From: Ann <ann@else.test>\r\nSubject: Win\r\nMessage-ID: <m1@else.test>\r\n\r\nlanterns for everybody here\r\n";
const std::string kHop =
    "Received: from else.test (else.test [192.0.2.7])\r\n\tby mx.node.example (Postfix) with ESMTP id 4fXyzAbc12z1\r\n\tfor "
    "<bob@dest.test>; "
    "Sun, 22 Nov 2026 10:00:00 +0000\r\n";

struct ReportsByMail : DeliveryLogFixture {
  ReportsByMail() {
    reports.report_to(&service);
    (void)say("LHLO mx");
    event(event_json("4fXyzAbc12z1", "no action", R"(,"body_sha256":")" + domain::body_hash(kSent) + "\""));
  }
  std::string say(const std::string& text) { return session.feed(text + "\r\n"); }
  std::string mail(const std::string& sender, const std::string& recipient, const std::string& attached) {
    (void)say("MAIL FROM:<" + sender + ">");
    const std::string answer = say("RCPT TO:<" + recipient + ">");
    if (!answer.starts_with("250")) return answer;
    (void)say("DATA");
    return say(
        "From: <bob@dest.test>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: "
        "text/plain\r\n\r\nsee\r\n"
        "--b\r\nContent-Type: image/png\r\nContent-Disposition: attachment; filename=logo.png\r\n\r\nx\r\n--b\r\n" +
        attached + "\r\n--b--\r\n.");
  }
  static std::string as_message(const std::string& message) {
    return "Content-Type: message/rfc822\r\nContent-Disposition: attachment\r\n\r\n" + message;
  }
  api::ReportPage history() { return storage->reports().list(email_scope({"bob@dest.test"}), 0, 50, clock.wall_now()).value(); }

  FakeController filter;
  reports::ReportService service{{.host_name = "mx.node.example",
                                  .domain = "report.test",
                                  .may_report_anonymously = {},
                                  .per_hour = 100,
                                  .filter = {.url = filter.url(), .password = "", .timeout = std::chrono::seconds(3)}},
                                 *storage,
                                 clock,
                                 log};
  ingest::Intake intake{*storage, clock, log};
  ingest::EventIntake events{
      {.address = "log@node.internal", .quarantine_domain = "q.internal", .node_name = "n", .trusted = {}}, *storage, log};
  ingest::ReportIntake reports{{.domain = "report.test", .trusted = ingest::Networks("127.0.0.0/8")}, *storage, log};
  ingest::LmtpSession session{"node", "q.internal", {}, intake, events, reports, log};
};

}  // namespace

TEST_CASE("A body is known again after what mail stores do to it, and not when a word changes", "[reports]") {
  const std::string hash = domain::body_hash("Subject: x\r\n\r\nOne \r\n\r\nFrom two\r\n");
  CHECK(hash == domain::body_hash("X-More: 1\nSubject: x\n\nOne\nFrom two"));
  CHECK(hash == domain::body_hash("Subject: x\n\n\nOne\n>From two\n\n\n"));
  CHECK(hash != domain::body_hash("Subject: x\r\n\r\nOne\r\nFrom three\r\n"));
  CHECK(hash != domain::body_hash("Subject: x\r\n\r\nOneFrom two\r\n"));
  CHECK(hash != domain::body_hash("Subject: x"));
  CHECK(domain::body_hash("Subject: x") == domain::body_hash("Subject: x\r\n\r\n \r\n"));
  CHECK(domain::body_hash("") == domain::body_hash("a: b\n\n"));
}

TEST_CASE("Only fields that name our mail server as the one that wrote them are looked at, topmost first", "[reports]") {
  const std::string hop =
      "Received: from a (b [192.0.2.7])\r\n\tby MX.Node.example (Postfix) with ESMTPS id 4QabcdZ12345\r\n\tfor <x@y>; date\r\n";
  CHECK(ids(hop + "Subject: x\r\n\r\n") == "4QabcdZ12345@" + std::to_string(hop.size()) + " ");
  CHECK(
      ids("Subject: x\r\n" + hop + "Received: from c by mx.node.example (Postfix) id 4QlowerZ12345; date\r\n\r\n").find("4QlowerZ12345@") !=
      std::string::npos);
  CHECK(ids("Received: from mx.node.example by other.example (Postfix) with ESMTP id 4QabcdZ12345; d\r\n\r\n").empty());
  CHECK(ids("Received: from x (by mx.node.example id 4QabcdZ12345) by other.example id 4QabcdZ12345; d\r\n\r\n").empty());
  CHECK(ids("Received: from x by mx.node.example by other.example id 4QabcdZ12345; d\r\n\r\n").empty());
  CHECK(ids("Received: from x by mx.node.example with LMTP; by mx.node.example id 4QabcdZ12345\r\n\r\n").empty());
  CHECK(ids("Received: by mx.node.example id 4Q/abcd'12345; d\r\n\r\n").empty());
  CHECK(ids("Subject: x\r\n\r\n" + hop).empty());
  CHECK(ids("").empty());
  CHECK(mime::hops_of(hop, "").empty());
  std::string many;
  for (int i = 0; i < 100; ++i) many += hop;
  CHECK(mime::hops_of(many, "mx.node.example").size() == mime::kHopsRead);
}

TEST_CASE("Reports fill a bucket that empties with time", "[reports]") {
  ManualClock clock;
  reports::ReportRate rate(60, clock);
  CHECK(rate.charge("a", 60) == 0);
  CHECK(rate.charge("a", 1) == 60);
  CHECK(rate.charge("b", 1) == 0);
  clock.advance(std::chrono::minutes(2));
  CHECK(rate.charge("a", 2) == 0);
  CHECK(rate.charge("a", 1000) > 3000);
}

TEST_CASE_METHOD(ReportsByMail, "Mail to the reports' address teaches its sender's own classifier from what is attached",
                 "[reports][lmtp]") {
  CHECK(mail("bob@dest.test", "SpamReport@report.test", as_message(kHop + kSent)) == "250 2.0.0 Noted\r\n");
  REQUIRE(filter.calls().size() == 1);
  CHECK(filter.calls()[0].path == "/learnspam");
  CHECK(filter.calls()[0].headers.at("rcpt") == "bob@dest.test");
  const auto page = history();
  REQUIRE(page.items.size() == 1);
  CHECK(page.items[0].outcome == "learned");
  CHECK(page.items[0].via == api::ReportVia::Mail);
  CHECK(page.items[0].reported_by == "bob@dest.test");
  CHECK(mail("bob@dest.test", "notspam@report.test", as_message(kHop + kSent)) == "250 2.0.0 Noted\r\n");
  CHECK(filter.calls().back().path == "/learnham");
  // Nobody else's history.
  CHECK(storage->reports().list(email_scope({"eve@dest.test"}, 5), 0, 50, clock.wall_now())->total == 0);
}

TEST_CASE_METHOD(ReportsByMail, "Reports by strangers, from outside, or of other people's mail teach nothing and bounce nowhere",
                 "[reports][lmtp]") {
  CHECK(mail("ann@else.test", "spamreport@report.test", as_message(kHop + kSent)) == "250 2.0.0 Noted\r\n");
  CHECK(mail("", "spamreport@report.test", as_message(kHop + kSent)) == "250 2.0.0 Noted\r\n");
  CHECK(mail("eve@dest.test", "spamreport@report.test", as_message(kHop + kSent)) == "250 2.0.0 Noted\r\n");
  CHECK(mail("bob@dest.test", "spamreport@report.test", as_message(kHop + kSent + "and more\r\n")) == "250 2.0.0 Noted\r\n");
  CHECK(mail("bob@dest.test", "spamreport@report.test", "Content-Type: text/plain\r\n\r\nnothing") == "250 2.0.0 Noted\r\n");
  (void)say("XFORWARD ADDR=192.0.2.7 IDENT=4fOther12345");
  CHECK(mail("bob@dest.test", "spamreport@report.test", as_message(kHop + kSent)) == "250 2.0.0 Noted\r\n");
  CHECK(filter.calls().empty());
  CHECK(history().items.size() == 1);
  CHECK(history().items[0].outcome == "unproven");
  CHECK(mail("bob@dest.test", "postmaster@report.test", "").starts_with("550"));
  (void)say("RSET");
  (void)say("MAIL FROM:<bob@dest.test>");
  (void)say("RCPT TO:<spamreport@report.test>");
  CHECK(say("RCPT TO:<notspam@report.test>").starts_with("452"));
}

TEST_CASE_METHOD(ReportsByMail, "What waits for the filter is taught when it is back, and told in the message's trail", "[reports]") {
  filter.answer_next(503);
  CHECK(mail("bob@dest.test", "spamreport@report.test", as_message(kHop + kSent)) == "250 2.0.0 Noted\r\n");
  CHECK(history().items[0].outcome == "waiting");
  CHECK(service.teach_due() == 0);
  clock.advance(std::chrono::minutes(2));
  CHECK(service.teach_due() == 1);
  CHECK(history().items[0].outcome == "learned");
  CHECK(filter.calls().size() == 2);
  CHECK(kinds(rows()[0].id).ends_with("taught_spam"));
  is_sound();
}

TEST_CASE_METHOD(ReportsByMail, "A report's bytes are kept while it can be undone, the report as long as the log", "[reports]") {
  (void)mail("bob@dest.test", "spamreport@report.test", as_message(kHop + kSent));
  CHECK(storage->messages().blob_hashes("", 10)->size() == 1);
  CHECK(history().items[0].may_undo);
  const auto at = clock.wall_now();
  CHECK(storage->reports().forget(at - std::chrono::days(1), at - std::chrono::days(90), 10) == 0);
  CHECK(storage->reports().forget(at + std::chrono::days(1), at - std::chrono::days(90), 10) == 1);
  CHECK(storage->messages().blob_hashes("", 10)->empty());
  CHECK_FALSE(history().items[0].may_undo);
  CHECK(storage->reports().undo(email_scope({"bob@dest.test"}), history().items[0].id, at).error().code == base::ErrorCode::Refused);
  CHECK(storage->reports().forget(at, at + std::chrono::days(1), 10) == 1);
  CHECK(history().total == 0);
  is_sound();
}

}  // namespace pratique::test
