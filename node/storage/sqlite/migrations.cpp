#include "node/storage/sqlite/migrations.hpp"

#include <array>

namespace pratique::storage::sqlite {
namespace {

struct Migration {
  std::int64_t number;
  std::string_view name;
  std::string_view sql;
};

constexpr Migration kMigrations[] = {
#include "node/storage/migrations.inc"
};

}  // namespace

std::int64_t newest_schema() {
  return kMigrations[std::size(kMigrations) - 1].number;
}

base::Result<void> migrate(Connection& db) {
  TRY(std::int64_t version, db.integer("PRAGMA user_version"));
  if (version > newest_schema()) {
    return base::fail(base::ErrorCode::Conflict, "The message store was made by a newer pratique-node: its schema is " +
                                                     std::to_string(version) + ", this one knows up to " + std::to_string(newest_schema()));
  }
  for (const Migration& migration : kMigrations) {
    TRY_VOID(db.run("BEGIN IMMEDIATE"));
    // Another process may have migrated while this one waited for the lock.
    auto current = db.integer("PRAGMA user_version");
    if (!current || *current >= migration.number) {
      TRY_VOID(db.run("ROLLBACK"));
      if (!current) return std::unexpected(std::move(current).error());
      continue;
    }
    const std::string sql = std::string(migration.sql) + "\nPRAGMA user_version = " + std::to_string(migration.number) + ";";
    if (auto done = db.script(sql); !done) {
      (void)db.run("ROLLBACK");
      done.error().detail += " in migration " + std::string(migration.name);
      return done;
    }
    TRY_VOID(db.run("COMMIT"));
  }
  return {};
}

}  // namespace pratique::storage::sqlite
