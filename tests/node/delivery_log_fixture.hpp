// A store that is told of mail in all three ways: by lines of the mail log, by the filter's events, by held copies.
#pragma once

#include <cstdlib>
#include <ctime>
#include <string>
#include <vector>

#include "node/ingest/event_intake.hpp"
#include "node/ingest/intake.hpp"
#include "node/ingest/mail_log_facts.hpp"
#include "tests/node/storage_fixture.hpp"
#include "tests/support/fake_clock.hpp"

namespace pratique::test {

struct DeliveryLogFixture : StorageFixture {
  DeliveryLogFixture() {
    ::setenv("TZ", "UTC", 1);
    ::tzset();
    REQUIRE(storage->accounts().put_domain({.name = "dest.test", .host = "127.0.0.1"}));
  }

  // Lines of Nov 22, "10:00:05 smtp[1]: …".
  void lines(const std::vector<std::string>& words) {
    std::vector<storage::LogEntry> entries;
    for (const std::string& line : words) {
      const std::string text = "Nov 22 " + line.substr(0, 8) + " mx postfix/" + line.substr(9);
      offset += static_cast<std::int64_t>(text.size()) + 1;
      const auto entry = ingest::entry_of(ingest::parse_mail_log_line(text, clock.wall_now() + std::chrono::hours(8)), rules,
                                          "line:1:" + std::to_string(offset));
      if (entry) entries.push_back(*entry);
    }
    const auto taken = storage->log().take_lines(entries, {.inode = 1, .offset = offset, .head = "x"});
    if (!taken) FAIL(taken.error().message << " " << taken.error().detail);
  }

  static std::string event_json(const std::string& queue_id, const std::string& action, const std::string& more = {},
                                const std::string& recipients = R"("bob@dest.test")", int second = 2) {
    return R"({"v":1,"t":)" + std::to_string(1'795'341'600 + second) + R"(.25,"qid":")" + queue_id +
           R"(","mid":"m1@else.test","from":"ann@else.test","rcpt":[)" + recipients +
           R"(],"ip":"192.0.2.7","ptr":"mail.else.test","helo":"helo.else.test","user":"","subject":"Grüße","header_from":"Ann <ann@else.test>","action":")" +
           action + R"(","score":7.5,"limits":{"reject":15},"size":1234,"smtp_msg":"","set_by":"","held":[])" + more + "}";
  }
  void event(const std::string& json) {
    ingest::EventIntake intake({.address = "log@node.internal", .quarantine_domain = "q.internal", .node_name = "n", .trusted = {}},
                               *storage, log);
    const auto taken = intake.take({}, "Content-Type: application/json\r\n\r\n" + json + "\r\n");
    if (!taken) FAIL(taken.error().message << " " << taken.error().detail);
  }

  api::MessageId hold(const std::string& queue_id, const std::string& recipient = "bob@dest.test") {
    ingest::Intake intake(*storage, clock, log);
    ingest::Envelope envelope;
    envelope.sender = "ann@else.test";
    envelope.recipients = {domain::parse_address(recipient).value()};
    envelope.client.ident = queue_id;
    envelope.client.address = "192.0.2.7";
    const auto stored =
        intake.store(envelope, "From: Ann <ann@else.test>\r\nSubject: Held\r\nMessage-ID: <m1@else.test>\r\n\r\nlanterns\r\n");
    if (!stored) FAIL(stored.error().message);
    return stored->front().id;
  }

  std::vector<api::MessageSummary> rows(const domain::Scope& scope = domain::Scope::system()) {
    auto page = storage->messages().list(scope, {.where = everything(), .sort = {}, .cursor = {}, .offset = {}});
    if (!page) FAIL(page.error().message << " " << page.error().detail);
    return page->items;
  }
  api::MessageDetail detail(const api::MessageId& id) { return storage->messages().detail(domain::Scope::system(), id).value(); }
  std::string kinds(const api::MessageId& id) {
    std::string out;
    for (const auto& event : detail(id).trail) out += (out.empty() ? "" : " ") + event.kind;
    return out;
  }
  void is_sound() {
    const auto findings = storage->check_integrity();
    REQUIRE(findings);
    for (const std::string& finding : *findings) FAIL_CHECK(finding);
  }

  ManualClock clock;  // 2026-11-22T10:00:00Z
  base::NullLogger log;
  ingest::MailLogRules rules{.quarantine_domain = "q.internal",
                             .events_address = "log@node.internal",
                             .node_name = "n",
                             .trusted = ingest::Networks("127.0.0.0/8 [::1]/128")};
  std::int64_t offset = 0;
};

inline const std::vector<std::string> kArrival{"10:00:01 smtpd[1]: 4fXyzAbc12z1: client=mail.else.test[192.0.2.7]",
                                               "10:00:01 cleanup[2]: 4fXyzAbc12z1: message-id=<m1@else.test>",
                                               "10:00:02 qmgr[3]: 4fXyzAbc12z1: from=<ann@else.test>, size=1234, nrcpt=1 (queue active)"};
inline const std::string kSent =
    "10:00:03 smtp[4]: 4fXyzAbc12z1: to=<bob@dest.test>, relay=d.test[192.0.2.25]:25, delay=1, delays=0/0/0/1, dsn=2.0.0, status=sent (250 "
    "2.0.0 Ok)";
inline const std::string kGone = "10:00:03 qmgr[3]: 4fXyzAbc12z1: removed";

}  // namespace pratique::test
