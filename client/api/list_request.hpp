// GET /v1/messages: what is asked of a list. Exactly one of cursor and offset is used; neither = the first page.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "client/base/result.hpp"

namespace pratique::api {

enum class SortKey : std::uint8_t { ReceivedAt, Score, Sender, Subject, Size };  // wire: received_at, score, sender, subject, size
enum class SortOrder : std::uint8_t { Descending, Ascending };                   // wire: "-received_at", "received_at"

struct Sort {
  SortKey key = SortKey::ReceivedAt;
  SortOrder order = SortOrder::Descending;
  bool operator==(const Sort&) const = default;
};

struct ListRequest {
  std::string query;  // the query language of client/api/query.hpp
  Sort sort;
  std::optional<std::string> cursor;
  std::optional<std::int64_t> offset;
  std::int64_t limit = 100;  // 1 to 500
  bool operator==(const ListRequest&) const = default;
};

[[nodiscard]] std::string to_wire(Sort sort);
[[nodiscard]] base::Result<Sort> parse_sort(std::string_view text);
[[nodiscard]] std::string to_url(const ListRequest& request);  // "/v1/messages?q=…&…", percent-encoded

}  // namespace pratique::api
