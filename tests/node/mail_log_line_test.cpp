#include "node/ingest/mail_log_line.hpp"

#include <catch2/catch_test_macros.hpp>
#include <cstdlib>
#include <ctime>
#include <random>

namespace pratique::test {
namespace {

using ingest::MailLogLine;
using ingest::parse_mail_log_line;
using Kind = MailLogLine::Kind;

base::WallTime at(const char* text) {
  return base::parse_rfc3339(text).value();
}
const base::WallTime kNow = at("2026-11-22T20:00:00Z");

// Times without a zone are the node's own.
struct Utc {
  Utc() {
    ::setenv("TZ", "UTC", 1);
    ::tzset();
  }
};

MailLogLine read(std::string_view words) {
  static const Utc utc;
  return parse_mail_log_line("Nov 22 19:13:21 mx postfix/" + std::string(words), kNow);
}

}  // namespace

TEST_CASE("A delivery line names queue id, recipient, server and reply", "[mail_log]") {
  const MailLogLine line = read(
      "smtp[4711]: 4fXyzAbc12z3kQ: to=<bob@dest.example>, relay=mx1.dest.example[192.0.2.25]:25, delay=0.35, delays=0.1/0.01/0.1/0.14, "
      "dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as 4fXyzB0wq1z1)");
  REQUIRE(line.kind == Kind::Delivery);
  CHECK(line.at == at("2026-11-22T19:13:21Z"));
  CHECK(line.program == "smtp");
  CHECK(line.instance.empty());
  CHECK(line.queue_id == "4fXyzAbc12z3kQ");
  CHECK(line.recipient == "bob@dest.example");
  CHECK(line.relay_host == "mx1.dest.example");
  CHECK(line.relay_ip == "192.0.2.25");
  CHECK(line.relay_port == 25);
  CHECK(line.status == "sent");
  CHECK(line.dsn == "2.0.0");
  CHECK(line.reply == "250 2.0.0 Ok: queued as 4fXyzB0wq1z1");
}

TEST_CASE("Deferred and bounced deliveries keep the words of whoever refused", "[mail_log]") {
  const MailLogLine down = read(
      "qnode/lmtp[9]: 4fXyzAbc12z3kQ: to=<bob=dest.example@q.internal>, relay=none, delay=0.02, delays=0.01/0/0/0, dsn=4.4.1, "
      "status=deferred (connect to 127.0.0.1[127.0.0.1]:2424: Connection refused)");
  REQUIRE(down.kind == Kind::Delivery);
  CHECK(down.instance == "qnode");
  CHECK(down.program == "lmtp");
  CHECK(down.relay_host.empty());
  CHECK(down.reply == "connect to 127.0.0.1[127.0.0.1]:2424: Connection refused");
  const MailLogLine alias = read(
      "smtp[9]: 4fXyzAbc12z3kQ: to=<bob.box@dest.example>, orig_to=<bob@dest.example>, relay=d[192.0.2.1]:25, conn_use=2, delay=1, "
      "delays=0/0/0/1, dsn=5.2.2, status=bounced (host d[192.0.2.1] said: 552 5.2.2 (quota) full (in reply to RCPT TO command))");
  REQUIRE(alias.kind == Kind::Delivery);
  CHECK(alias.recipient == "bob@dest.example");
  CHECK(alias.status == "bounced");
  CHECK(alias.reply == "host d[192.0.2.1] said: 552 5.2.2 (quota) full (in reply to RCPT TO command)");
}

TEST_CASE("What is refused before a queue id is there is read as well", "[mail_log]") {
  const MailLogLine line = read(
      "smtpd[123]: NOQUEUE: reject: RCPT from unknown[2001:db8::9]: 550 5.1.1 <nobody@dest.example>: Recipient address rejected: "
      "undeliverable address: host 127.0.0.1[127.0.0.1] said: 550 5.1.1 <nobody@dest.example> User doesn't exist; "
      "from=<ann@else.example> to=<nobody@dest.example> proto=ESMTP helo=<mail.else.example>");
  REQUIRE(line.kind == Kind::Reject);
  CHECK(line.queue_id.empty());
  CHECK_FALSE(line.is_milter);
  CHECK(line.client_host.empty());
  CHECK(line.client_ip == "2001:db8::9");
  CHECK(line.sender == "ann@else.example");
  CHECK(line.recipient == "nobody@dest.example");
  CHECK(line.helo == "mail.else.example");
  CHECK(line.reply.starts_with("550 5.1.1 <nobody@dest.example>"));
  CHECK(line.reply.ends_with("User doesn't exist"));
  const MailLogLine milter = read(
      "cleanup[8]: 4fXyzAbc12z3kQ: milter-reject: END-OF-MESSAGE from mail.else.example[192.0.2.7]: 4.7.1 Try again later; "
      "from=<> to=<bob@dest.example> proto=ESMTP helo=<mail.else.example>");
  REQUIRE(milter.kind == Kind::Reject);
  CHECK(milter.is_milter);
  CHECK(milter.queue_id == "4fXyzAbc12z3kQ");
  CHECK(milter.sender.empty());
  CHECK(milter.reply == "4.7.1 Try again later");
}

TEST_CASE("Lines of the queue tell client, sender, size and end", "[mail_log]") {
  const MailLogLine client = read("smtpd[1]: 4fXyzAbc12z3kQ: client=mail.else.example[192.0.2.7], sasl_method=PLAIN, sasl_username=x");
  CHECK(client.kind == Kind::Client);
  CHECK(client.client_host == "mail.else.example");
  CHECK(client.client_ip == "192.0.2.7");
  CHECK(read("cleanup[1]: 4fXyzAbc12z3kQ: message-id=<a@b>").message_id == "a@b");
  const MailLogLine queued = read("qmgr[1]: 4fXyzAbc12z3kQ: from=<ann@else.example>, size=1234, nrcpt=2 (queue active)");
  CHECK(queued.kind == Kind::Queued);
  CHECK(queued.sender == "ann@else.example");
  CHECK(queued.size_bytes == 1234);
  CHECK(read("qmgr[1]: 4fXyzAbc12z3kQ: from=<a@b>, status=expired, returned to sender").kind == Kind::Expired);
  CHECK(read("qmgr[1]: 4fXyzAbc12z3kQ: removed").kind == Kind::Removed);
  CHECK(read("cleanup[198]: 4jXgMl3SZzz1gKr1: removed (canceled)").kind == Kind::Removed);
  CHECK(read("smtpd[1]: connect from unknown[192.0.2.7]").kind == Kind::Other);
  CHECK(
      read(
          "smtp[1]: 4fXyzAbc12z3kQ: to=<a@b>, relay=d[192.0.2.1]:25, delay=1, delays=0/0/0/1, dsn=2.1.5, status=deliverable (250 2.1.5 Ok)")
          .kind == Kind::Other);
}

TEST_CASE("A sender cannot write himself into another line's fields", "[mail_log]") {
  const MailLogLine line = read(
      "smtpd[1]: NOQUEUE: reject: RCPT from unknown[192.0.2.9]: 554 5.7.1 <\"; from=<x> to=<victim@dest.example>\"@evil.example>: Relay "
      "access "
      "denied; from=<\"a> to=<victim@dest.example\"@evil.example> to=<real@other.example> proto=ESMTP helo=<h>");
  REQUIRE(line.kind == Kind::Reject);
  CHECK(line.recipient == "real@other.example");
  CHECK(line.sender == "\"a> to=<victim@dest.example\"@evil.example");
}

TEST_CASE("Times come with and without a year, in any zone", "[mail_log]") {
  static const Utc utc;
  const std::string words = " mx postfix/qmgr[1]: 4fXyzAbc12z3kQ: removed";
  CHECK(parse_mail_log_line("2026-11-22T20:13:21.250000+01:00" + words, kNow).at == at("2026-11-22T19:13:21.250Z"));
  CHECK(parse_mail_log_line("Nov  2 01:02:03" + words, kNow).at == at("2026-11-02T01:02:03Z"));
  // Read in January, written in December; and a clock that runs a little ahead.
  CHECK(parse_mail_log_line("Dec 31 23:59:59" + words, at("2027-01-01T00:00:05Z")).at == at("2026-12-31T23:59:59Z"));
  CHECK(parse_mail_log_line("Jan  1 00:00:10" + words, at("2026-12-31T23:59:58Z")).at == at("2027-01-01T00:00:10Z"));
  CHECK(parse_mail_log_line("Feb 29 10:00:00" + words, at("2028-03-01T00:00:00Z")).at == at("2028-02-29T10:00:00Z"));
  CHECK(parse_mail_log_line("Nov 32 10:00:00" + words, kNow).kind == Kind::Other);
}

TEST_CASE("Any bytes are a line", "[mail_log]") {
  std::minstd_rand chance(20261122);
  const std::string seed =
      "Nov 22 19:13:21 mx postfix/smtp[4711]: 4fXyzAbc12z3kQ: to=<bob@dest.example>, orig_to=<a>, relay=h[192.0.2.25]:25, dsn=2.0.0, "
      "status=sent (250 ok)";
  for (int round = 0; round < 3000; ++round) {
    std::string line = seed;
    for (int i = 0; i < 6; ++i) line[chance() % line.size()] = static_cast<char>(chance());
    line.resize(chance() % (line.size() + 1));
    const MailLogLine read = parse_mail_log_line(line, kNow);
    CHECK(read.reply.find('\n') == std::string::npos);
  }
  CHECK(parse_mail_log_line(std::string(100'000, 'x'), kNow).kind == Kind::Other);
  CHECK(parse_mail_log_line("", kNow).kind == Kind::Other);
}

}  // namespace pratique::test
