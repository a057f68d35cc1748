// Saved searches of one account, in the reader's order; at most kMaxSavedSearches.
//   GET /v1/searches → {"items": […]}        POST /v1/searches {name, query} → 201 SavedSearch
//   PUT /v1/searches/{id} {name, query}      DELETE /v1/searches/{id} → {}
//   PUT /v1/searches {"order": [ids]} → {"items": […]}; every id once
// Plain values shared by client and node; total; any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "client/api/ids.hpp"
#include "client/base/result.hpp"

namespace pratique::api {

inline constexpr std::size_t kMaxSavedSearches = 50;

struct NewSavedSearch {
  std::string name;   // 1 to 80 code points
  std::string query;  // client/api/query.hpp; must parse
  bool operator==(const NewSavedSearch&) const = default;
};

struct SavedSearch {
  SearchId id;
  NewSavedSearch search;  // flat on the wire
  bool operator==(const SavedSearch&) const = default;
};

struct SavedSearches {
  std::vector<SavedSearch> items;
  bool operator==(const SavedSearches&) const = default;
};

struct SearchOrder {
  std::vector<SearchId> order;
  bool operator==(const SearchOrder&) const = default;
};

[[nodiscard]] std::string encode(const NewSavedSearch& search);
[[nodiscard]] std::string encode(const SavedSearch& search);
[[nodiscard]] std::string encode(const SavedSearches& searches);
[[nodiscard]] std::string encode(const SearchOrder& order);
[[nodiscard]] base::Result<NewSavedSearch> decode_new_saved_search(std::string_view json);
[[nodiscard]] base::Result<SavedSearch> decode_saved_search(std::string_view json);
[[nodiscard]] base::Result<SavedSearches> decode_saved_searches(std::string_view json);
[[nodiscard]] base::Result<SearchOrder> decode_search_order(std::string_view json);

}  // namespace pratique::api
