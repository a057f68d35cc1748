#include "client/api/list_request.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace pratique::api;

TEST_CASE("A list request becomes a URL that needs no further encoding") {
  ListRequest request{"from:ann subject:\"a&b\"", {SortKey::Score, SortOrder::Ascending}, std::nullopt, 200, 100};
  CHECK(to_url(request) == "/v1/messages?q=from%3Aann%20subject%3A%22a%26b%22&sort=score&offset=200&limit=100");
  request.cursor = "a/b=";
  CHECK(to_url(request) == "/v1/messages?q=from%3Aann%20subject%3A%22a%26b%22&sort=score&cursor=a%2Fb%3D&limit=100");
  CHECK(to_url(ListRequest{}) == "/v1/messages?q=&sort=-received_at&limit=100");
}

TEST_CASE("Sort orders are read back as written, others are refused") {
  for (int key = 0; key <= static_cast<int>(SortKey::Size); ++key) {
    for (SortOrder order : {SortOrder::Descending, SortOrder::Ascending}) {
      const Sort sort{static_cast<SortKey>(key), order};
      CHECK(parse_sort(to_wire(sort)) == sort);
    }
  }
  for (const char* text : {"", "-", "--score", "Score", "score ", "+score"}) {
    INFO(text);
    REQUIRE_FALSE(parse_sort(text).has_value());
    CHECK(parse_sort(text).error().field == "sort");
  }
}
