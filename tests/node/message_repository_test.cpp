#include <algorithm>
#include <atomic>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <thread>

#include "tests/node/storage_fixture.hpp"

namespace pratique::test {
namespace {

using api::query::Comparison;
using api::query::Field;
using storage::InsertOutcome;
using storage::ListQuery;

std::vector<std::string> subjects(const api::MessagePage& page) {
  std::vector<std::string> out;
  for (const auto& item : page.items) out.push_back(item.subject);
  return out;
}

api::MessagePage list(StorageFixture& f, const domain::Scope& scope, ListQuery query) {
  auto page = f.storage->messages().list(scope, query);
  if (!page) FAIL(page.error().message << " " << page.error().detail);
  return *page;
}

std::int64_t found(StorageFixture& f, const domain::Scope& scope, const api::query::Node& where) {
  auto count = f.storage->messages().count(scope, where);
  if (!count) FAIL(count.error().message << " " << count.error().detail);
  ListQuery query;
  query.where = where;
  query.limit = 500;
  const auto page = list(f, scope, query);
  REQUIRE(page.total == *count);
  REQUIRE(static_cast<std::int64_t>(page.items.size()) == *count);
  return *count;
}

}  // namespace

TEST_CASE_METHOD(StorageFixture, "a delivery comes back with every field as it was stored") {
  storage::NewDelivery d = delivery_to("bob@dest.test", "Q1");
  d.summary.direction = api::Direction::Outgoing;
  d.summary.node = "node-1";
  d.summary.queue_id = "4Abc";
  d.summary.message_id = "x@y";
  d.summary.envelope_mismatch = true;
  d.summary.subject = "会議の資料 \U0001F4CE";
  d.summary.attachment_count = 2;
  d.summary.has_attachments = true;
  d.summary.worth_a_look = true;
  d.summary.sender_ip = "192.0.2.7";
  d.summary.sender_host = "mx.example.org";
  d.summary.helo = "mx";
  d.summary.reason_code = "link_mismatch";
  d.summary.smtp_reply = "250 ok";
  d.summary.delivery = {at_ms(5), "h", "10.0.0.1", 25, "250 2.0.0 Ok"};
  d.why.verdict_code = "link_mismatch";
  d.why.params["shown"] = "bank.example";
  d.why.rules.push_back({"R_SPF_FAIL", 1.5, "spf_fail", "", {"-all"}});
  d.has_html = true;
  d.remote_images = 3;
  d.odd_links = 1;
  const auto id = add(d);
  const auto detail = storage->messages().detail(email_scope({"bob@dest.test"}), id);
  REQUIRE(detail);
  api::MessageSummary expected = d.summary;
  expected.id = id;
  CHECK(detail->summary == expected);
  CHECK(detail->why == d.why);
  CHECK(detail->has_html);
  CHECK_FALSE(detail->has_text);
  CHECK(detail->remote_images == 3);
  CHECK(detail->odd_links == 1);
  REQUIRE(detail->trail.size() == 2);
  CHECK(detail->trail[0].kind == "received");
  CHECK(detail->trail[1].kind == "quarantined");
}

TEST_CASE_METHOD(StorageFixture, "a missing score stays missing and is found by no score search") {
  auto d = delivery_to("bob@dest.test", "Q1");
  d.summary.score.reset();
  d.summary.threshold.reset();
  add(d);
  const auto page = list(*this, domain::Scope::system(), {});
  REQUIRE(page.items.size() == 1);
  CHECK_FALSE(page.items[0].score);
  CHECK_FALSE(page.items[0].threshold);
  CHECK(found(*this, domain::Scope::system(), number_term(Field::Score, Comparison::Less, 5)) == 0);
}

TEST_CASE_METHOD(StorageFixture, "the same queue id and recipient is stored once, another recipient is another delivery") {
  const storage::NewDelivery both[] = {delivery_to("bob@dest.test", "Q1"), delivery_to("eve@dest.test", "Q1")};
  const auto first = storage->messages().insert(both);
  REQUIRE(first);
  CHECK((*first)[0].outcome == InsertOutcome::Stored);
  CHECK((*first)[1].outcome == InsertOutcome::Stored);
  const storage::NewDelivery again[] = {delivery_to("BOB@dest.test", "Q1")};
  const auto second = storage->messages().insert(again);
  REQUIRE(second);
  CHECK((*second)[0].outcome == InsertOutcome::AlreadyThere);
  CHECK((*second)[0].id == (*first)[0].id);
  CHECK(found(*this, domain::Scope::system(), everything()) == 2);
}

TEST_CASE_METHOD(StorageFixture, "nothing outside the scope can be seen or changed by any call") {
  const auto mine = add(delivery_to("bob@dest.test", "Q1"));
  const auto foreign = add(delivery_to("eve@other.test", "Q2"));
  auto& messages = storage->messages();
  const auto scope = GENERATE(email_scope({"Bob@dest.test", "nobody@dest.test"}), domain_scope({"dest.test"}));
  CHECK(found(*this, scope, everything()) == 1);
  CHECK(found(*this, scope, term(Field::Words, {"Invoice"})) == 1);
  CHECK(found(*this, scope, negated(term(Field::Words, {"Nothing"}))) == 1);
  CHECK(found(*this, scope, any_of({term(Field::Status, {"quarantined"}), term(Field::Class, {"spam"})})) == 1);
  CHECK(messages.detail(scope, mine));
  CHECK(messages.find(scope, mine));
  const auto not_there = [](const auto& result) { return !result && result.error().code == base::ErrorCode::NotFound; };
  CHECK(not_there(messages.detail(scope, foreign)));
  CHECK(not_there(messages.find(scope, foreign)));
  CHECK(
      not_there(messages.change_status(scope, {foreign, api::Status::Quarantined, api::Status::Removed, at_ms(9), "removed", "", {}, ""})));
  CHECK(not_there(messages.add_trail(scope, foreign, {at_ms(1), "x", "", ""})));
  const api::MessageId both[] = {mine, foreign};
  CHECK(not_there(messages.set_seen(scope, both, true)));
  CHECK_FALSE(messages.find(scope, mine)->summary.seen);  // all or nothing
  const auto ids = messages.ids(scope, everything(), 10);
  REQUIRE(ids);
  CHECK(*ids == std::vector{mine});
  const auto bars = messages.histogram(scope, everything(), api::Bucket::Day, 0);
  REQUIRE(bars);
  REQUIRE(bars->bars.size() == 1);
  CHECK(bars->bars[0].count == 1);
  api::Job job;
  job.items = {{foreign, {}, {}, {}}};
  CHECK(not_there(storage->jobs().add(scope, {.job = job, .matching = nullptr, .except = {}, .list = {}})));
  const auto events = storage->jobs().events_after(scope, 0, 100);
  REQUIRE(events);
  REQUIRE(events->size() == 1);
  CHECK((*events)[0].message->id == mine);
}

TEST_CASE_METHOD(StorageFixture, "a scope of no address or of an unknown one sees nothing") {
  add(delivery_to("bob@dest.test", "Q1"));
  for (const auto& scope : {email_scope({}), email_scope({"who@dest.test"}), domain_scope({}), domain_scope({"est.test"})}) {
    CHECK(found(*this, scope, everything()) == 0);
    CHECK(storage->messages().histogram(scope, everything(), api::Bucket::Day, 0)->bars.empty());
    CHECK(storage->jobs().events_after(scope, 0, 10)->empty());
  }
}

TEST_CASE_METHOD(StorageFixture, "every order pages the same by cursor forwards, backwards and by offset") {
  std::vector<storage::NewDelivery> deliveries;
  for (int i = 0; i < 57; ++i) {
    auto d = delivery_to(i % 3 == 0 ? "bob@dest.test" : i % 3 == 1 ? "alias@dest.test" : "eve@other.test", "Q" + std::to_string(i));
    d.summary.received_at = at_ms(kStartMs + (i * 7919 % 20) * 1000);  // many ties
    if (i % 5 == 0)
      d.summary.score.reset();
    else
      d.summary.score = (i * 31 % 11) / 2.0;
    d.summary.size_bytes = i * 13 % 7;
    d.summary.header_from.name = std::string(1, static_cast<char>('a' + i * 5 % 9));
    d.summary.subject = (i % 2 == 0 ? "Ü" : "u") + std::to_string(i * 17 % 6);
    deliveries.push_back(d);
  }
  REQUIRE(storage->messages().insert(deliveries));
  const auto scope = GENERATE(domain::Scope::system(), domain_scope({"dest.test", "other.test"}), domain_scope({"dest.test"}),
                              email_scope({"bob@dest.test", "alias@dest.test"}), email_scope({"bob@dest.test"}));
  const auto key = GENERATE(api::SortKey::ReceivedAt, api::SortKey::Score, api::SortKey::Sender, api::SortKey::Subject, api::SortKey::Size);
  const auto order = GENERATE(api::SortOrder::Ascending, api::SortOrder::Descending);
  ListQuery query;
  query.sort = {key, order};
  query.limit = 500;
  const auto whole = list(*this, scope, query);
  REQUIRE(whole.total == static_cast<std::int64_t>(whole.items.size()));
  CHECK_FALSE(whole.next);
  CHECK_FALSE(whole.prev);

  query.limit = 7;
  std::vector<api::MessageSummary> forwards;
  std::optional<std::string> last_prev;
  for (auto page = list(*this, scope, query);; page = list(*this, scope, query)) {
    CHECK(page.offset == static_cast<std::int64_t>(forwards.size()));
    forwards.insert(forwards.end(), page.items.begin(), page.items.end());
    last_prev = page.prev;
    if (!page.next) break;
    query.cursor = page.next;
  }
  CHECK(forwards == whole.items);

  std::size_t begin = forwards.size() - (forwards.size() % 7 == 0 ? 7 : forwards.size() % 7);
  while (last_prev) {
    query.cursor = last_prev;
    const auto page = list(*this, scope, query);
    begin -= page.items.size();
    CHECK(page.offset == static_cast<std::int64_t>(begin));
    CHECK(std::ranges::equal(page.items, std::span(forwards).subspan(begin, page.items.size())));
    last_prev = page.prev;
  }
  CHECK(begin == 0);

  query.cursor.reset();
  for (const std::int64_t offset : {0, 1, 9, 20, 37, 56, 57, 1000}) {
    query.offset = offset;
    const auto page = list(*this, scope, query);
    const auto from = static_cast<std::size_t>(std::min(offset, whole.total));
    CHECK(page.offset == static_cast<std::int64_t>(from));
    CHECK(std::ranges::equal(page.items, std::span(whole.items).subspan(from, std::min<std::size_t>(7, whole.items.size() - from))));
  }
}

TEST_CASE_METHOD(StorageFixture, "orders are what their names say") {
  auto a = delivery_to("bob@dest.test", "1");
  auto b = delivery_to("bob@dest.test", "2");
  a.summary.subject = "Äpfel";
  b.summary.subject = "Bananen";
  a.summary.score = 3;
  b.summary.score = 12;
  a.summary.received_at = at_ms(kStartMs + 1);
  add(a);
  add(b);
  const auto by = [&](api::SortKey key, api::SortOrder order) {
    ListQuery query;
    query.sort = {key, order};
    return subjects(list(*this, domain::Scope::system(), query));
  };
  CHECK(by(api::SortKey::Subject, api::SortOrder::Ascending) == std::vector<std::string>{"Äpfel", "Bananen"});
  CHECK(by(api::SortKey::Score, api::SortOrder::Descending) == std::vector<std::string>{"Bananen", "Äpfel"});
  CHECK(by(api::SortKey::ReceivedAt, api::SortOrder::Descending) == std::vector<std::string>{"Äpfel", "Bananen"});
}

TEST_CASE_METHOD(StorageFixture, "a cursor of another order or a damaged one is refused") {
  for (int i = 0; i < 3; ++i) add(delivery_to("bob@dest.test", std::to_string(i)));
  ListQuery query;
  query.limit = 1;
  query.cursor = list(*this, domain::Scope::system(), query).next;
  REQUIRE(query.cursor);
  query.sort.key = api::SortKey::Size;
  CHECK(storage->messages().list(domain::Scope::system(), query).error().field == "cursor");
  for (const char* bad : {"", "!!", "AAAA", "YWRuMTppeA"}) {
    query.cursor = bad;
    const auto page = storage->messages().list(domain::Scope::system(), query);
    REQUIRE_FALSE(page);
    CHECK(page.error().code == base::ErrorCode::BadInput);
  }
}

TEST_CASE_METHOD(StorageFixture, "a status changes only from the expected one, leaves a trail and keeps the counts right") {
  const auto id = add(delivery_to("bob@dest.test", "Q1"));
  auto scope = email_scope({"bob@dest.test"});
  auto& messages = storage->messages();
  const storage::MessageRepository::StatusChange change{id,
                                                        api::Status::Quarantined,
                                                        api::Status::Released,
                                                        at_ms(kStartMs + 5),
                                                        "released",
                                                        "250 ok",
                                                        api::Delivery{at_ms(kStartMs + 5), "mx", "10.0.0.9", 24, "250 ok"},
                                                        "250 ok"};
  CHECK(*messages.change_status(scope, change));
  CHECK_FALSE(*messages.change_status(scope, change));
  const auto detail = messages.detail(scope, id);
  CHECK(detail->summary.status == api::Status::Released);
  CHECK(detail->summary.delivery.host == "mx");
  CHECK(detail->trail.back().kind == "released");
  CHECK(detail->trail.back().actor == "bob@dest.test");
  CHECK(found(*this, scope, term(Field::Status, {"quarantined"})) == 0);
  CHECK(found(*this, scope, term(Field::Status, {"released"})) == 1);
  CHECK(found(*this, scope, everything()) == 1);
  CHECK(storage->check_integrity()->empty());
}

TEST_CASE_METHOD(StorageFixture, "a wave counts what is held alike in the reader's own scope") {
  for (int i = 0; i < 4; ++i) {
    auto d = delivery_to(i < 3 ? "bob@dest.test" : "eve@dest.test", std::to_string(i));
    d.summary.wave.id = "w1";
    add(d);
  }
  CHECK(list(*this, email_scope({"bob@dest.test"}), {}).items[0].wave.count == 3);
  CHECK(list(*this, email_scope({"eve@dest.test"}), {}).items[0].wave.count == 0);
  CHECK(list(*this, domain_scope({"dest.test"}), {}).items[0].wave.count == 4);
}

TEST_CASE_METHOD(StorageFixture, "a histogram's days begin at midnight of the reader's zone") {
  const std::int64_t midnight = kStartMs - kStartMs % 86'400'000;
  for (const std::int64_t offset : {-1, 0, 3'600'000, 86'399'999}) {
    auto d = delivery_to("bob@dest.test", std::to_string(offset));
    d.summary.received_at = at_ms(midnight + offset);
    if (offset == 0) d.summary.status = api::Status::Released;
    add(d);
  }
  const auto utc = storage->messages().histogram(domain::Scope::system(), everything(), api::Bucket::Day, 0);
  REQUIRE(utc->bars.size() == 2);
  CHECK(utc->bars[0].count == 1);
  CHECK(utc->bars[1].begin == at_ms(midnight));
  CHECK(utc->bars[1].count == 3);
  CHECK(utc->bars[1].by_status.at(api::Status::Released) == 1);
  CHECK(utc->bars[1].by_status.at(api::Status::Quarantined) == 2);
  const auto east = storage->messages().histogram(domain::Scope::system(), everything(), api::Bucket::Day, 60);
  REQUIRE(east->bars.size() == 2);
  CHECK(east->bars[0].begin == at_ms(midnight - 3'600'000));
  CHECK(east->bars[0].count == 3);
  const auto hours = storage->messages().histogram(domain::Scope::system(), everything(), api::Bucket::Hour, 0);
  CHECK(hours->bars.size() == 4);
}

TEST_CASE_METHOD(StorageFixture, "everything is there again after the store is opened anew") {
  const auto id = add(delivery_to("bob@dest.test", "Q1"));
  const auto before = storage->messages().detail(domain::Scope::system(), id);
  reopen();
  CHECK(storage->messages().detail(domain::Scope::system(), id) == before);
}

TEST_CASE_METHOD(StorageFixture, "insertions of many threads share commits and none is lost or doubled") {
  std::atomic<int> told{0};
  storage->on_events([&told] { ++told; });
  std::vector<std::thread> threads;
  std::atomic<int> failures{0};
  for (int t = 0; t < 8; ++t) {
    threads.emplace_back([this, t, &failures] {
      for (int i = 0; i < 25; ++i) {
        const auto d = delivery_to("bob@dest.test", std::to_string(t) + "-" + std::to_string(i % 20));  // the last five are repeated
        const auto inserted = storage->messages().insert(std::span(&d, 1));
        if (!inserted || (inserted->front().outcome == InsertOutcome::Stored) != (i < 20)) ++failures;
      }
    });
  }
  for (auto& thread : threads) thread.join();
  CHECK(failures == 0);
  CHECK(found(*this, domain::Scope::system(), everything()) == 160);
  CHECK(told > 0);
  CHECK(told <= 160);
  CHECK(storage->jobs().events_after(domain::Scope::system(), 0, 500)->size() == 160);
}

TEST_CASE_METHOD(StorageFixture, "a second node on the same folder is told who holds it, commands may run beside") {
  const auto second = storage::open_sqlite_storage(folder.path() / "data");
  REQUIRE_FALSE(second);
  CHECK(second.error().code == base::ErrorCode::Conflict);
  CHECK(second.error().message.find(std::to_string(::getpid())) != std::string::npos);
  const auto beside = storage::open_sqlite_storage(folder.path() / "data", storage::OpenFor::Commands);
  REQUIRE(beside);
  const auto d = delivery_to("bob@dest.test", "Q1");
  CHECK((*beside)->messages().insert(std::span(&d, 1)));
  CHECK(found(*this, domain::Scope::system(), everything()) == 1);
}

}  // namespace pratique::test
