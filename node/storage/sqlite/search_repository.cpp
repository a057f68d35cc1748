#include "node/storage/sqlite/search_repository.hpp"

#include <algorithm>
#include <set>

#include "node/storage/sqlite/rows.hpp"

namespace pratique::storage::sqlite {
namespace {

using base::ErrorCode;
using base::fail;

base::Result<api::SavedSearches> load(Connection& db, std::int64_t account) {
  api::SavedSearches searches;
  TRY(Rows rows, db.query("SELECT id, name, query FROM saved_search WHERE account_id = ? ORDER BY position, id", {account}));
  for (;;) {
    TRY(const bool more, rows.next());
    if (!more) return searches;
    searches.items.push_back({search_id_of(rows.integer(0)), {rows.text(1), rows.text(2)}});
  }
}

base::Result<void> must_have_changed(const Connection& db) {
  if (db.changed_rows() == 0) return fail(ErrorCode::NotFound, "This search is not there");
  return {};
}

}  // namespace

base::Result<api::SavedSearches> SqliteSearchRepository::list(const domain::Scope& scope) const {
  return database_.read([&](Connection& db) { return load(db, scope.user_id); });
}

base::Result<api::SavedSearch> SqliteSearchRepository::add(const domain::Scope& scope, const api::NewSavedSearch& search) {
  return database_.write([&](Writing& writing) -> base::Result<api::SavedSearch> {
    Connection& db = writing.db;
    TRY(const std::int64_t there, db.integer("SELECT count(*) FROM saved_search WHERE account_id = ?", {scope.user_id}));
    if (there >= static_cast<std::int64_t>(api::kMaxSavedSearches))
      return fail(ErrorCode::Refused, "At most 50 searches can be kept; delete one first", "name");
    TRY_VOID(
        db.run("INSERT INTO saved_search(account_id, position, name, query)"
               " SELECT ?1, coalesce(max(position), -1) + 1, ?2, ?3 FROM saved_search WHERE account_id = ?1",
               {scope.user_id, search.name, search.query}));
    return api::SavedSearch{search_id_of(db.last_id()), search};
  });
}

base::Result<api::SavedSearch> SqliteSearchRepository::change(const domain::Scope& scope, const api::SearchId& id,
                                                              const api::NewSavedSearch& search) {
  return database_.write([&](Writing& writing) -> base::Result<api::SavedSearch> {
    TRY_VOID(writing.db.run("UPDATE saved_search SET name = ?, query = ? WHERE id = ? AND account_id = ?",
                            {search.name, search.query, row_of(id), scope.user_id}));
    TRY_VOID(must_have_changed(writing.db));
    return api::SavedSearch{id, search};
  });
}

base::Result<void> SqliteSearchRepository::remove(const domain::Scope& scope, const api::SearchId& id) {
  return database_.write([&](Writing& writing) -> base::Result<void> {
    TRY_VOID(writing.db.run("DELETE FROM saved_search WHERE id = ? AND account_id = ?", {row_of(id), scope.user_id}));
    return must_have_changed(writing.db);
  });
}

base::Result<api::SavedSearches> SqliteSearchRepository::reorder(const domain::Scope& scope, const std::vector<api::SearchId>& order) {
  return database_.write([&](Writing& writing) -> base::Result<api::SavedSearches> {
    TRY(const api::SavedSearches before, load(writing.db, scope.user_id));
    std::set<std::string> own;
    for (const api::SavedSearch& search : before.items) own.insert(search.id.value);
    std::set<std::string> named;
    for (const api::SearchId& id : order) named.insert(id.value);
    if (named != own || named.size() != order.size()) return fail(ErrorCode::BadInput, "Name each of your searches once", "order");
    std::int64_t position = 0;
    for (const api::SearchId& id : order) {
      TRY_VOID(
          writing.db.run("UPDATE saved_search SET position = ? WHERE id = ? AND account_id = ?", {position++, row_of(id), scope.user_id}));
    }
    return load(writing.db, scope.user_id);
  });
}

}  // namespace pratique::storage::sqlite
