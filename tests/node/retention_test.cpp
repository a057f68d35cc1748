#include <algorithm>
#include <filesystem>
#include <fstream>

#include "node/commands/check.hpp"
#include "node/ingest/mail_log_tail.hpp"
#include "node/jobs/retention_sweep.hpp"
#include "tests/node/delivery_log_fixture.hpp"

namespace pratique::test {
namespace {

using api::Status;

struct RetentionFixture : DeliveryLogFixture {
  RetentionFixture() { put_domain(7); }
  void put_domain(std::int64_t days) {
    REQUIRE(storage->accounts().put_domain({.name = "dest.test", .host = "127.0.0.1", .retention_days = days}));
  }
  jobs::Swept sweep(std::int64_t log_days = 30) {
    jobs::RetentionSweep sweeper(
        {.log_days = log_days, .between_batches = std::chrono::milliseconds(0), .file_grace = std::chrono::seconds(0)}, *storage, clock,
        log);
    const auto swept = sweeper.sweep();
    if (!swept) FAIL(swept.error().message << " " << swept.error().detail);
    return *swept;
  }
  void set_status(const api::MessageId& id, Status from, Status to) {
    REQUIRE(storage->messages()
                .change_status(domain::Scope::system(), {.id = id,
                                                         .from = from,
                                                         .to = to,
                                                         .at = clock.wall_now(),
                                                         .trail_kind = "removed",
                                                         .trail_detail = {},
                                                         .delivery = {},
                                                         .smtp_reply = {}})
                .value());
  }
  void store_is_sound() {
    const auto report = commands::check_store(commands::Orphans::Count, *storage);
    REQUIRE(report);
    for (const std::string& finding : report->findings) FAIL_CHECK(finding);
    CHECK(report->damaged_total == 0);
    CHECK(report->orphans == 0);
  }
};

}  // namespace

TEST_CASE_METHOD(RetentionFixture, "When retention ends the message goes, its row stays, and later goes too", "[retention]") {
  const auto id = hold("4fXyzAbc12z1");
  const std::string hash = storage->messages().find(domain::Scope::system(), id)->blob_sha256;
  clock.advance(std::chrono::days(7) - std::chrono::minutes(1));
  CHECK(sweep().expired == 0);
  CHECK(detail(id).has_source);
  clock.advance(std::chrono::minutes(2));
  CHECK(sweep().expired == 1);
  const auto opened = detail(id);
  CHECK(opened.summary.status == Status::Expired);
  CHECK_FALSE(opened.has_source);
  CHECK(opened.summary.snippet.empty());
  CHECK(opened.summary.subject == "Held");
  CHECK(opened.trail.back().kind == "expired");
  CHECK_FALSE(storage->blobs().verify(hash));
  CHECK(storage->messages().count(domain::Scope::system(), term(api::query::Field::Words, {"lanterns"})).value() == 0);
  CHECK(storage->messages().count(domain::Scope::system(), term(api::query::Field::Subject, {"held"})).value() == 1);
  store_is_sound();
  CHECK(sweep().expired == 0);
  // The same copy once more, very late: it is known, and does not come back to life.
  (void)hold("4fXyzAbc12z1");
  CHECK(detail(id).summary.status == Status::Expired);
  clock.advance(std::chrono::days(24));
  CHECK(sweep().forgotten == 1);
  CHECK(rows().empty());
  CHECK(sweep().files <= 1);
  store_is_sound();
}

TEST_CASE_METHOD(RetentionFixture, "Bytes that another message still needs stay", "[retention]") {
  const auto first = hold("4fXyzAbc12z1");
  clock.advance(std::chrono::days(5));
  const auto second = hold("4fXyzAbc12z2");
  clock.advance(std::chrono::days(3));
  CHECK(sweep().expired == 1);
  CHECK_FALSE(detail(first).has_source);
  CHECK(detail(second).has_source);
  CHECK(storage->blobs().verify(storage->messages().find(domain::Scope::system(), second)->blob_sha256));
  store_is_sound();
}

TEST_CASE_METHOD(RetentionFixture, "Released and removed mail keeps its state; what is on its way out and what was just removed waits",
                 "[retention]") {
  const auto released = hold("4fXyzAbc12z1");
  const auto pending = hold("4fXyzAbc12z2");
  const auto removed = hold("4fXyzAbc12z3");
  set_status(released, Status::Quarantined, Status::Released);
  clock.advance(std::chrono::days(7) + std::chrono::hours(1));
  set_status(pending, Status::Quarantined, Status::ReleasePending);
  set_status(removed, Status::Quarantined, Status::Removed);
  CHECK(sweep().expired == 1);
  CHECK(detail(released).summary.status == Status::Released);
  CHECK_FALSE(detail(released).has_source);
  CHECK(detail(pending).has_source);
  CHECK(detail(removed).has_source);
  clock.advance(std::chrono::hours(25));
  CHECK(sweep().expired == 1);
  CHECK(detail(removed).summary.status == Status::Removed);
  CHECK_FALSE(detail(removed).has_source);
  CHECK(detail(pending).summary.status == Status::ReleasePending);
  store_is_sound();
}

TEST_CASE_METHOD(RetentionFixture, "Mail that just arrived with the same bytes keeps their file", "[retention]") {
  (void)hold("4fXyzAbc12z1");
  clock.advance(std::chrono::days(8));
  REQUIRE(storage->retention().expire(clock.wall_now(), 100).value() == 1);
  // Between the rows and the files: somebody puts the bytes again.
  CHECK(storage->retention().remove_files(std::chrono::hours(1), 100).value() == 0);
  const auto again = hold("4fXyzAbc12z9");
  CHECK(storage->retention().remove_files(std::chrono::seconds(0), 100).value() == 0);
  CHECK(storage->blobs().verify(storage->messages().find(domain::Scope::system(), again)->blob_sha256));
  store_is_sound();
}

TEST_CASE_METHOD(RetentionFixture, "A week of days with rotations and restarts keeps what should stay and nothing else", "[retention]") {
  put_domain(3);
  const auto log_path = folder.path() / "mail.log";
  for (int day = 0; day < 7; ++day) {
    const auto date = base::format_rfc3339(clock.wall_now()).substr(0, 10);
    (void)hold("4fHeld" + std::to_string(day) + "xx");
    for (int i = 0; i < 5; ++i) {
      const std::string name = "d" + std::to_string(day) + "n" + std::to_string(i) + "@dest.test";
      std::ofstream(log_path, std::ios::app) << date << "T09:0" << i
                                             << ":00Z mx postfix/smtpd[1]: NOQUEUE: reject: RCPT from unknown[192.0.2.9]: 550 5.1.1 <"
                                             << name << ">: User unknown; from=<x@y.test> to=<" << name << "> proto=ESMTP helo=<y>\n";
      if (i == 2) reopen();
      ingest::MailLogTail tail({.file = log_path, .quiet = std::chrono::milliseconds(0)}, rules, *storage, clock, log);
      REQUIRE(tail.catch_up());
    }
    std::error_code error;
    std::filesystem::rename(log_path, log_path.string() + "." + std::to_string(day), error);
    clock.advance(std::chrono::days(1));
    (void)sweep(4);
    store_is_sound();
  }
  // Seven days on: held mail of the last three days, refusals of the last four; of held mail before, the log alone, four days.
  const auto left = rows();
  CHECK(std::ranges::count(left, Status::Quarantined, &api::MessageSummary::status) == 3);
  CHECK(std::ranges::count(left, Status::Expired, &api::MessageSummary::status) == 1);
  CHECK(std::ranges::count(left, Status::Rejected, &api::MessageSummary::status) == 15);
  for (const auto& m : left) CHECK(m.received_at >= clock.wall_now() - std::chrono::days(4));
}

}  // namespace pratique::test
