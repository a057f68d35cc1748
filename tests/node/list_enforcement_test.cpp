#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "node/ingest/intake.hpp"
#include "tests/node/storage_fixture.hpp"
#include "tests/support/fake_clock.hpp"

namespace pratique::test {
namespace {

constexpr auto kAllow = api::ListKind::Allow;
constexpr auto kBlock = api::ListKind::Block;
const std::string kSigned = "Authentication-Results: mx; dkim=pass header.d=example.org\r\n";
const std::string kSpam = "X-Spamd-Result: default: True [9.00 / 6.00];\r\n\tBAYES_SPAM(9.00)[x]\r\n";
const std::string kVirus = "X-Spamd-Result: default: True [19.00 / 6.00];\r\n\tCLAM_VIRUS(19.00)[x]\r\n";

struct EnforcementFixture : StorageFixture {
  EnforcementFixture() {
    REQUIRE(storage->accounts().put_domain({.name = "dest.test", .host = "h"}));
    intake.on_release([this] { ++releases_told; });
  }
  api::ListEntryId entry(api::ListKind kind, const std::string& pattern, const std::string& applies_to,
                         api::Role role = api::Role::Domain) {
    domain::Scope scope = role == api::Role::Email ? email_scope({applies_to}) : domain_scope({"dest.test"});
    const auto added = storage->lists().add(scope, kind, {.pattern = pattern, .applies_to = applies_to}, at_ms(kStartMs));
    if (!added) FAIL(added.error().message);
    return added->id;
  }
  std::vector<storage::Inserted> receive(const std::string& verdict, std::vector<std::string> recipients = {"ann@dest.test"},
                                         const std::string& sender = "bounce@else.test", const std::string& ident = "4Abc") {
    ingest::Envelope envelope;
    envelope.sender = sender;
    envelope.client.ident = ident;
    for (const std::string& text : recipients) envelope.recipients.push_back(domain::parse_address(text).value());
    const auto stored = intake.store(envelope, verdict + "From: Bob <bob@example.org>\r\nSubject: Hello\r\n\r\nHello\r\n");
    if (!stored) FAIL(stored.error().message << stored.error().detail);
    return *stored;
  }
  api::MessageDetail detail(const api::MessageId& id) { return storage->messages().detail(domain::Scope::system(), id).value(); }
  std::vector<storage::DueItem> due() { return storage->jobs().due(clock.wall_now(), 100).value(); }
  api::ListEntry stored_entry(api::ListKind kind, const api::ListEntryId& id) {
    return storage->lists().find(domain::Scope::system(), kind, id).value();
  }

  ManualClock clock;
  base::NullLogger log;
  ingest::Intake intake{*storage, clock, log};
  int releases_told = 0;
};

bool has_event(const api::MessageDetail& detail, const std::string& kind) {
  return std::ranges::any_of(detail.trail, [&](const api::TrailEvent& event) { return event.kind == kind; });
}

}  // namespace

TEST_CASE_METHOD(EnforcementFixture, "mail of an allowed sender is released at once by the node itself, and counted", "[lists]") {
  const auto allow = entry(kAllow, "example.org", "ann@dest.test", api::Role::Email);
  const auto id = receive(kSigned + kSpam).front().id;
  const auto message = detail(id);
  CHECK(message.summary.status == api::Status::ReleasePending);
  CHECK(message.summary.message_class == api::MessageClass::AllowList);
  REQUIRE(message.why.list_entries.size() == 1);
  CHECK(message.why.list_entries.front() == api::WhyListEntry{"allow", "example.org", "ann@dest.test", false});
  CHECK(has_event(message, "allow_listed"));
  CHECK_FALSE(has_event(message, "quarantined"));
  REQUIRE(due().size() == 1);
  CHECK(due().front().message_id == id);
  CHECK(due().front().action == api::Action::Release);
  CHECK(due().front().actor.empty());
  CHECK(releases_told == 1);
  CHECK(stored_entry(kAllow, allow).hits == 1);
  CHECK(stored_entry(kAllow, allow).last_hit_at == clock.wall_now());
}

TEST_CASE_METHOD(EnforcementFixture, "a message that Postfix delivers again is neither released nor counted twice", "[lists]") {
  const auto allow = entry(kAllow, "example.org", "ann@dest.test");
  receive(kSigned + kSpam);
  const auto again = receive(kSigned + kSpam);
  CHECK(again.front().outcome == storage::InsertOutcome::AlreadyThere);
  CHECK(due().size() == 1);
  CHECK(releases_told == 1);
  CHECK(stored_entry(kAllow, allow).hits == 1);
}

TEST_CASE_METHOD(EnforcementFixture, "mail of a blocked sender is put out with the reason", "[lists]") {
  const auto block = entry(kBlock, "bob@example.org", "dest.test");
  const auto message = detail(receive(kVirus).front().id);
  CHECK(message.summary.status == api::Status::Removed);
  CHECK(message.summary.message_class == api::MessageClass::BlockList);
  CHECK(message.summary.reason_code == "sender_blocked");
  CHECK(message.why.verdict_code == "sender_blocked");
  CHECK(has_event(message, "block_listed"));
  CHECK(due().empty());
  CHECK(stored_entry(kBlock, block).hits == 1);
}

TEST_CASE_METHOD(EnforcementFixture, "one recipient's entry never touches another's copy", "[lists]") {
  entry(kAllow, "example.org", "ann@dest.test", api::Role::Email);
  entry(kBlock, "example.org", "carol@dest.test", api::Role::Email);
  const auto stored = receive(kSigned + kSpam, {"ann@dest.test", "bob@dest.test", "carol@dest.test"});
  CHECK(detail(stored[0].id).summary.status == api::Status::ReleasePending);
  CHECK(detail(stored[1].id).summary.status == api::Status::Quarantined);
  CHECK(detail(stored[1].id).why.list_entries.empty());
  CHECK(detail(stored[2].id).summary.status == api::Status::Removed);
}

TEST_CASE_METHOD(EnforcementFixture, "a virus stays held though its sender is allowed, and says that the entry was overridden", "[lists]") {
  const auto allow = entry(kAllow, "example.org", "dest.test");
  const auto message = detail(receive(kSigned + kVirus).front().id);
  CHECK(message.summary.status == api::Status::Quarantined);
  CHECK(message.summary.message_class == api::MessageClass::Virus);
  REQUIRE(message.why.list_entries.size() == 1);
  CHECK(message.why.list_entries.front().overridden);
  CHECK(due().empty());
  CHECK(stored_entry(kAllow, allow).hits == 0);
}

TEST_CASE_METHOD(EnforcementFixture, "somebody who pretends to be an allowed sender is not let in", "[lists]") {
  entry(kAllow, "example.org", "dest.test");
  CHECK(detail(receive(kSpam).front().id).summary.status == api::Status::Quarantined);
  // The same envelope sender helps only while nothing speaks against it.
  CHECK(detail(receive(kSpam, {"ann@dest.test"}, "bob@example.org", "2").front().id).summary.status == api::Status::ReleasePending);
  const std::string failed = "Authentication-Results: mx; spf=fail smtp.mailfrom=example.org\r\n";
  CHECK(detail(receive(failed + kSpam, {"ann@dest.test"}, "bob@example.org", "3").front().id).summary.status == api::Status::Quarantined);
}

TEST_CASE_METHOD(EnforcementFixture, "an entry lets in only what its author may release", "[lists][policy]") {
  domain::ReleasePolicy policy;
  policy.set(api::Role::Email, api::MessageClass::Spam, api::ReleaseRight::Request);
  policy.set(api::Role::Email, api::MessageClass::Unsure, api::ReleaseRight::Request);
  REQUIRE(storage->policies().put("dest.test", policy));
  entry(kAllow, "example.org", "ann@dest.test", api::Role::Email);
  entry(kAllow, "example.org", "bob@dest.test", api::Role::Domain);
  const auto stored = receive(kSigned + kSpam, {"ann@dest.test", "bob@dest.test"});
  CHECK(detail(stored[0].id).summary.status == api::Status::Quarantined);
  CHECK(detail(stored[0].id).why.list_entries.front().overridden);
  CHECK(detail(stored[1].id).summary.status == api::Status::ReleasePending);
}

TEST_CASE_METHOD(StorageFixture, "the policy of a domain is kept, and tells rows apart in SQL as it does in words", "[policy]") {
  domain::ReleasePolicy policy;
  policy.set(api::Role::Email, api::MessageClass::Spam, api::ReleaseRight::Nobody);
  policy.set(api::Role::Domain, api::MessageClass::Virus, api::ReleaseRight::Self);
  REQUIRE(storage->policies().put("Dest.test", policy));
  CHECK(storage->policies().find("dest.test") == policy);
  CHECK(storage->policies().find("else.test") == domain::ReleasePolicy());
  REQUIRE(storage->policies().put("dest.test", {}));
  CHECK(storage->policies().find("dest.test") == domain::ReleasePolicy());
}

TEST_CASE_METHOD(StorageFixture, "a request for release is one at a time, and only the asker takes it back", "[requests]") {
  const auto id = add(delivery_to("ann@dest.test", "1"));
  const auto other = add(delivery_to("bob@dest.test", "1"));
  const auto ann = email_scope({"ann@dest.test"}, 11);
  const auto owner = domain_scope({"dest.test"}, 12);
  auto& requests = storage->requests();
  CHECK(requests.add(ann, {other, "mine?"}, at_ms(kStartMs + 1)).error().code == base::ErrorCode::NotFound);
  const auto made = requests.add(ann, {id, "please"}, at_ms(kStartMs + 1));
  REQUIRE(made);
  CHECK(made->message.id == id);
  CHECK(requests.add(owner, {id, "me too"}, at_ms(kStartMs + 2))->id == made->id);
  CHECK(requests.newest_state(ann, id) == api::RequestState::Open);
  CHECK(requests.list(email_scope({"bob@dest.test"}), {})->total == 0);
  CHECK(requests.find(domain_scope({"else.test"}), made->id).error().code == base::ErrorCode::NotFound);
  CHECK(requests.close(owner, made->id, api::RequestState::Withdrawn, {}, at_ms(kStartMs + 3)).error().code == base::ErrorCode::Refused);
  const auto denied = requests.close(owner, made->id, api::RequestState::Denied, "no", at_ms(kStartMs + 3));
  REQUIRE(denied);
  CHECK(denied->decided_by == owner.actor);
  CHECK(denied->answer == "no");
  CHECK(requests.close(owner, made->id, api::RequestState::Approved, {}, at_ms(kStartMs + 4)).error().code == base::ErrorCode::Conflict);
  const auto again = requests.add(ann, {id, "really"}, at_ms(kStartMs + 5));
  REQUIRE(again);
  CHECK(again->id != made->id);
  CHECK(requests.list(ann, {.state = api::RequestState::Denied})->total == 1);
  CHECK(requests.list(owner, {})->items.front().id == again->id);
  CHECK(requests.close(ann, again->id, api::RequestState::Withdrawn, {}, at_ms(kStartMs + 6))->state == api::RequestState::Withdrawn);
  const auto trail = storage->messages().detail(ann, id)->trail;
  REQUIRE(trail.size() == 6);
  CHECK(trail[2].kind == "request_made");
  CHECK(trail[3].kind == "request_denied");
  CHECK(trail[3].detail == "no");
  CHECK(trail[5].kind == "request_withdrawn");
}

}  // namespace pratique::test
