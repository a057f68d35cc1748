#include "node/storage/sqlite/session_repository.hpp"

#include <algorithm>

#include "node/storage/sqlite/rows.hpp"

namespace pratique::storage::sqlite {
namespace {

static_assert(static_cast<int>(api::SessionOrigin::Password) == 0 && static_cast<int>(api::SessionOrigin::Oidc) == 3);  // on disk

constexpr std::int64_t kPageMax = 200;

}  // namespace

base::Result<api::OpenSessionPage> SqliteSessionRepository::list(const domain::Scope& scope, std::string_view own_hash, base::WallTime now,
                                                                 std::int64_t offset, std::int64_t limit) const {
  return database_.read([&](Connection& db) -> base::Result<api::OpenSessionPage> {
    api::OpenSessionPage page;
    TRY(page.total, db.integer("SELECT count(*) FROM session WHERE account_id = ? AND expires_at > ?", {scope.user_id, value_of(now)}));
    page.offset = std::clamp<std::int64_t>(offset, 0, page.total);
    TRY(Rows rows, db.query("SELECT public_id, created_at, origin, client_ip, browser, system, last_used_at, expires_at, token_hash = ?"
                            " FROM session WHERE account_id = ? AND expires_at > ?"
                            " ORDER BY last_used_at DESC, created_at DESC, public_id LIMIT ? OFFSET ?",
                            {value_of(own_hash), scope.user_id, value_of(now), std::clamp<std::int64_t>(limit, 1, kPageMax), page.offset}));
    for (;;) {
      TRY(const bool more, rows.next());
      if (!more) return page;
      page.items.push_back({.id = rows.text(0),
                            .began_at = rows.time(1),
                            .origin = enum_of<api::SessionOrigin>(rows.integer(2)),
                            .client_ip = rows.text(3),
                            .browser = rows.text(4),
                            .system = rows.text(5),
                            .last_used_at = rows.time(6),
                            .expires_at = rows.time(7),
                            .is_this = rows.flag(8)});
    }
  });
}

base::Result<void> SqliteSessionRepository::end(const domain::Scope& scope, std::string_view id) {
  return database_.write([&](Writing& writing) -> base::Result<void> {
    TRY_VOID(writing.db.run("DELETE FROM session WHERE public_id = ? AND account_id = ?", {value_of(id), scope.user_id}));
    if (writing.db.changed_rows() == 0) return base::fail(base::ErrorCode::NotFound, "There is no such session");
    return {};
  });
}

base::Result<std::int64_t> SqliteSessionRepository::end_others(const domain::Scope& scope, std::string_view kept_hash) {
  return database_.write([&](Writing& writing) -> base::Result<std::int64_t> {
    TRY_VOID(writing.db.run("DELETE FROM session WHERE account_id = ? AND token_hash <> ?", {scope.user_id, value_of(kept_hash)}));
    return writing.db.changed_rows();
  });
}

base::Result<void> SqliteSessionRepository::touch(std::string_view token_hash, base::WallTime used_at) {
  return database_.write([&](Writing& writing) {
    return writing.db.run("UPDATE session SET last_used_at = ? WHERE token_hash = ?", {value_of(used_at), value_of(token_hash)});
  });
}

}  // namespace pratique::storage::sqlite
