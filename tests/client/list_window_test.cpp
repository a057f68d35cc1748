#include "client/flows/list_window.hpp"

#include <catch2/catch_test_macros.hpp>
#include <random>

using namespace pratique;
using namespace pratique::flows;
using store::kPageRows;
using store::MessageList;

namespace {

api::MessageSummary row(std::int64_t number) {
  api::MessageSummary row;
  row.id.value = "m" + std::to_string(number);
  return row;
}

// Pages of a list of `total` rows whose row at each rank is that number.
MessageList list_of(std::int64_t total, std::initializer_list<std::int64_t> pages) {
  MessageList list;
  list.asked = true;
  list.total = total;
  for (std::int64_t page : pages) {
    auto& rows = list.pages[page].rows;
    for (std::int64_t rank = page * kPageRows; rank < std::min(total, (page + 1) * kPageRows); ++rank) rows.push_back(row(rank));
  }
  return list;
}

std::string at(const MessageList& list, std::int64_t rank) {
  const auto* found = list.row(rank);
  return found != nullptr ? found->id.value : "-";
}

}  // namespace

TEST_CASE("Rows that leave are followed by the next ones, across pages") {
  MessageList list = list_of(250, {0, 1, 2});
  const Removed removed = remove_rows(list, {row(0).id, row(150).id, row(999).id});
  CHECK(removed.rows == 2);
  CHECK(removed.stale.empty());
  CHECK(list.total == 248);
  CHECK(at(list, 0) == "m1");
  CHECK(at(list, 99) == "m100");
  CHECK(at(list, 148) == "m149");
  CHECK(at(list, 149) == "m151");
  CHECK(at(list, 247) == "m249");
  CHECK(at(list, 248) == "-");
}

TEST_CASE("Behind a gap nobody knows the ranks: those pages are named for asking again") {
  MessageList list = list_of(1000, {0, 1, 5, 6});
  const Removed removed = remove_rows(list, {row(120).id});
  CHECK(removed.stale == PageNumbers{1, 5, 6});
  CHECK(at(list, 198) == "m199");
  CHECK(at(list, 199) == "-");
  CHECK(remove_rows(list, {row(4'000).id}).stale.empty());
}

TEST_CASE("The last page may empty, and a list may") {
  MessageList list = list_of(101, {0, 1});
  (void)remove_rows(list, {row(5).id});
  CHECK(list.pages.size() == 1);
  CHECK(at(list, 99) == "m100");
  MessageList one = list_of(1, {0});
  one.cursor = row(0).id;
  one.cursor_rank = 0;
  (void)remove_rows(one, {row(0).id});
  CHECK(one.total == 0);
  CHECK(one.pages.contains(0));
  CHECK_FALSE(one.cursor.has_value());
  CHECK_FALSE(one.cursor_rank.has_value());
}

TEST_CASE("A row that arrives pushes the others down and keeps the cursor on its message") {
  MessageList list = list_of(300, {0, 1, 2});
  list.cursor = row(99).id;
  list.cursor_rank = 99;
  CHECK(insert_at_top(list, row(-1)) == PageNumbers{});
  CHECK(list.total == 301);
  MessageList gap = list_of(700, {0, 1, 4});
  CHECK(insert_at_top(gap, row(-1)) == PageNumbers{4});
  CHECK(at(gap, 0) == "m-1");
  CHECK(at(gap, 100) == "m99");
  CHECK(at(gap, 199) == "m198");
  CHECK(at(gap, 400) == "m400");  // stale, still drawn
  CHECK(list.cursor_rank == 100);
  MessageList empty = list_of(0, {});
  (void)empty.pages[0];
  CHECK(insert_at_top(empty, row(1)).empty());
  CHECK(at(empty, 0) == "m1");
}

TEST_CASE("The pages used longest ago go first, those on screen never") {
  MessageList list;
  for (std::int64_t page = 0; page < 20; ++page) list.pages[page].last_used = 100 - page;
  const PageNumbers evicted = evict_pages(list, 18, 19);
  CHECK(list.pages.size() == store::kMaxPages);
  CHECK(list.pages.contains(18));
  CHECK(list.pages.contains(19));
  CHECK(evicted == PageNumbers{10, 11, 12, 13, 14, 15, 16, 17});
}

TEST_CASE("Whatever leaves and arrives, rows that are certain are at their rank and memory is bounded") {
  std::mt19937 random(42);
  auto below = [&](int limit) { return std::uniform_int_distribution<int>(0, limit - 1)(random); };
  for (int round = 0; round < 200; ++round) {
    std::vector<std::int64_t> truth(static_cast<std::size_t>(150 + below(500)));
    for (std::size_t i = 0; i < truth.size(); ++i) truth[i] = static_cast<std::int64_t>(i);
    MessageList list = list_of(static_cast<std::int64_t>(truth.size()), {0});
    PageNumbers stale;
    for (std::int64_t page = 1; page < 7; ++page) {
      if (below(2) == 0 && page * kPageRows < *list.total) list.pages[page] = list_of(*list.total, {page}).pages[page];
    }
    std::int64_t next = -1;
    for (int step = 0; step < 20; ++step) {
      PageNumbers now;
      if (below(3) == 0) {
        now = insert_at_top(list, row(next));
        truth.insert(truth.begin(), next--);
      } else {
        std::set<api::MessageId> ids;
        for (int i = below(4); i >= 0 && !truth.empty(); --i) {
          const auto rank = static_cast<std::size_t>(below(static_cast<int>(truth.size())));
          if (list.row(static_cast<std::int64_t>(rank)) == nullptr ||
              at(list, static_cast<std::int64_t>(rank)) != row(truth[rank]).id.value)
            continue;
          ids.insert(row(truth[rank]).id);
          truth.erase(truth.begin() + static_cast<std::ptrdiff_t>(rank));
        }
        now = remove_rows(list, ids).stale;
      }
      stale.insert(now.begin(), now.end());
      REQUIRE(list.total == static_cast<std::int64_t>(truth.size()));
      for (const auto& [number, page] : list.pages) {
        REQUIRE(page.rows.size() <= static_cast<std::size_t>(kPageRows));
        if (stale.contains(number)) continue;
        for (std::size_t i = 0; i < page.rows.size(); ++i) {
          const auto rank = static_cast<std::size_t>(number * kPageRows) + i;
          if (page.rows[i].id != row(truth.at(rank)).id) FAIL("round " << round << " step " << step << " rank " << rank);
        }
      }
    }
  }
}
