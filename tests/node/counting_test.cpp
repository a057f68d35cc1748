#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "tests/node/storage_fixture.hpp"

// The short ways to a far offset, a count and a histogram answer what the long ways do.

namespace pratique::test {
namespace {

using api::query::Comparison;
using api::query::Field;
using storage::ListQuery;

constexpr int kRows = 4400;  // enough that the middle is reached by the tallies

struct ManyFixture : StorageFixture {
  ManyFixture() {
    std::vector<storage::NewDelivery> deliveries;
    for (int i = 0; i < kRows; ++i) {
      auto d = delivery_to(i % 3 == 0 ? "bob@dest.test" : i % 3 == 1 ? "alias@dest.test" : "eve@other.test", std::to_string(i));
      d.summary.received_at = at_ms(kStartMs + i * 7919LL % kRows * 100'000);  // five days, in no order, some before others' half hours
      d.summary.status_at = d.summary.received_at;
      if (i % 5 == 0) d.summary.status = api::Status::Removed;
      if (i % 7 == 0) d.summary.message_class = api::MessageClass::Bulk;
      d.summary.seen = i % 2 == 0;
      d.summary.score = i % 13;
      if (i % 11 == 0) d.search_text = "lantern";
      deliveries.push_back(std::move(d));
    }
    REQUIRE(storage->messages().insert(deliveries));
  }
  api::MessagePage page(const domain::Scope& scope, const ListQuery& query) {
    auto page = storage->messages().list(scope, query);
    if (!page) FAIL(page.error().message << " " << page.error().detail);
    return *page;
  }
};

std::vector<std::string> ids_of(const api::MessagePage& page) {
  std::vector<std::string> ids;
  for (const auto& item : page.items) ids.push_back(item.id.value);
  return ids;
}

}  // namespace

TEST_CASE_METHOD(ManyFixture, "a jump to any offset finds what paging along the cursor finds", "[counting]") {
  for (const auto& scope : {domain::Scope::system(), domain_scope({"dest.test"}), domain_scope({"dest.test", "other.test"}),
                            email_scope({"bob@dest.test", "alias@dest.test"})}) {
    for (const auto order : {api::SortOrder::Descending, api::SortOrder::Ascending}) {
      ListQuery query;
      query.where = term(Field::Status, {"quarantined"});
      query.sort = {api::SortKey::ReceivedAt, order};
      query.limit = 500;
      std::vector<std::string> along;
      for (auto read = page(scope, query);; read = page(scope, query)) {
        CHECK(read.offset == static_cast<std::int64_t>(along.size()));
        std::ranges::copy(ids_of(read), std::back_inserter(along));
        if (!read.next) break;
        query.cursor = read.next;
      }
      query.cursor.reset();
      query.limit = 20;
      const auto total = static_cast<std::int64_t>(along.size());
      for (const std::int64_t offset : {total / 2 - 3, total / 2, total / 2 + 40, total - 5}) {
        query.offset = offset;
        const auto jumped = page(scope, query);
        CHECK(jumped.total == total);
        CHECK(jumped.offset == offset);
        const auto count = std::min<std::int64_t>(20, total - offset);
        CHECK(ids_of(jumped) == std::vector(along.begin() + offset, along.begin() + offset + count));
      }
    }
  }
}

TEST_CASE_METHOD(ManyFixture, "histograms and counts from the tallies are those of the rows, also after changes", "[counting]") {
  const auto held = term(Field::Status, {"quarantined"});
  // The same question, asked so that rows must be looked at.
  const auto held_slowly = all_of({held, any_of({term(Field::Is, {"seen"}), term(Field::Is, {"unseen"})})});
  const auto agree = [&] {
    for (const auto& scope : {domain::Scope::system(), domain_scope({"dest.test"}), email_scope({"bob@dest.test", "alias@dest.test"})}) {
      CHECK(storage->messages().count(scope, held).value() == storage->messages().count(scope, held_slowly).value());
      for (const int zone : {0, 60, -570, 345}) {
        for (const auto bucket : {api::Bucket::Day, api::Bucket::Hour})
          CHECK(storage->messages().histogram(scope, held, bucket, zone).value() ==
                storage->messages().histogram(scope, held_slowly, bucket, zone).value());
      }
    }
    CHECK(storage->check_integrity()->empty());
  };
  agree();
  storage::NewJob removal{
      .job = {.action = api::Action::Remove, .created_at = at_ms(kStartMs)}, .matching = nullptr, .except = {}, .list = {}};
  const auto bulk = term(Field::Class, {"bulk"});
  removal.matching = &bulk;
  const auto job = storage->jobs().add(domain_scope({"dest.test"}), removal).value();
  REQUIRE(storage->jobs().work(job.id, at_ms(kStartMs), 5000, {}));
  agree();
}

TEST_CASE_METHOD(ManyFixture, "a search by words pages by offset and cursor alike, both ways, in every numeric order", "[counting]") {
  const auto where = all_of({term(Field::Words, {"lantern"}), term(Field::Is, {"unseen"})});
  const auto scope = domain_scope({"dest.test", "other.test"});
  const auto expected = std::int64_t{kRows / 22};
  CHECK(storage->messages().count(scope, where) == expected);
  for (const auto key : {api::SortKey::ReceivedAt, api::SortKey::Score, api::SortKey::Size, api::SortKey::Subject}) {
    ListQuery query;
    query.where = where;
    query.sort = {key, api::SortOrder::Descending};
    query.limit = 500;
    const auto whole = page(scope, query);
    CHECK(whole.total == expected);
    REQUIRE(static_cast<std::int64_t>(whole.items.size()) == expected);
    query.limit = 30;
    std::vector<std::string> forwards;
    std::optional<std::string> prev;
    for (auto read = page(scope, query);; read = page(scope, query)) {
      CHECK(read.offset == static_cast<std::int64_t>(forwards.size()));
      std::ranges::copy(ids_of(read), std::back_inserter(forwards));
      prev = read.prev;
      if (!read.next) break;
      query.cursor = read.next;
    }
    CHECK(forwards == ids_of(whole));
    query.cursor = prev;
    const auto before_last = page(scope, query);
    CHECK(before_last.offset == expected / 30 * 30 - 30);
    CHECK(ids_of(before_last) == std::vector(forwards.begin() + before_last.offset, forwards.begin() + before_last.offset + 30));
    query.cursor.reset();
    query.offset = 100;
    CHECK(ids_of(page(scope, query)) == std::vector(forwards.begin() + 100, forwards.begin() + 130));
  }
}

}  // namespace pratique::test
