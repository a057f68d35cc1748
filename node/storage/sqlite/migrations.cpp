#include "node/storage/sqlite/migrations.hpp"

#include <algorithm>
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

// Each migration is applied by its number, not all above the newest: two are written side by side, and the later may come first. Stores
// from before this was written down have the first and the one that is their version.
base::Result<void> remember_migrations(Connection& db, std::int64_t version) {
  TRY_VOID(db.run("BEGIN IMMEDIATE"));
  const std::string sql = "CREATE TABLE IF NOT EXISTS schema_migration(number INTEGER PRIMARY KEY) STRICT;"
                          "INSERT OR IGNORE INTO schema_migration SELECT value FROM json_each('[1," + std::to_string(version) +
                          "]') WHERE " + std::to_string(version) + " > 0 AND NOT EXISTS (SELECT 1 FROM schema_migration);";
  if (auto done = db.script(sql); !done) {
    (void)db.run("ROLLBACK");
    return done;
  }
  return db.run("COMMIT");
}

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
  TRY_VOID(remember_migrations(db, version));
  for (const Migration& migration : kMigrations) {
    TRY_VOID(db.run("BEGIN IMMEDIATE"));
    // Another process may have migrated while this one waited for the lock.
    auto done_before = db.integer("SELECT count(*) FROM schema_migration WHERE number = ?", {migration.number});
    if (!done_before || *done_before > 0) {
      TRY_VOID(db.run("ROLLBACK"));
      if (!done_before) return std::unexpected(std::move(done_before).error());
      continue;
    }
    const std::string number = std::to_string(migration.number);
    const std::string sql = std::string(migration.sql) + "\nINSERT INTO schema_migration VALUES (" + number +
                            ");\nPRAGMA user_version = " + std::to_string(std::max(version, migration.number)) + ";";
    if (auto done = db.script(sql); !done) {
      (void)db.run("ROLLBACK");
      done.error().detail += " in migration " + std::string(migration.name);
      return done;
    }
    TRY_VOID(db.run("COMMIT"));
    version = std::max(version, migration.number);
  }
  return {};
}

}  // namespace pratique::storage::sqlite
