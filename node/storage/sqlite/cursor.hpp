// Page cursors: where a page ended (sort value and id), so that paging stays right while mail comes and goes.
// Opaque to clients (base64url). Errors: BadInput when it is not ours or belongs to another order.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "client/api/list_request.hpp"
#include "node/storage/sqlite/connection.hpp"

namespace pratique::storage::sqlite {

enum class Towards : std::uint8_t { Next, Previous };

struct Cursor {
  api::Sort sort;
  Towards towards = Towards::Next;
  Value value;  // of the sort column
  std::int64_t id = 0;
  bool operator==(const Cursor&) const = default;
};

[[nodiscard]] std::string encode(const Cursor& cursor);
[[nodiscard]] base::Result<Cursor> decode_cursor(std::string_view text, api::Sort expected);

}  // namespace pratique::storage::sqlite
