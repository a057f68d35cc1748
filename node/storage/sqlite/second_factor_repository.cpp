#include "node/storage/sqlite/second_factor_repository.hpp"

namespace pratique::storage::sqlite {

using base::ErrorCode;
using base::fail;

base::Result<StoredSecondFactor> SqliteSecondFactorRepository::find(std::int64_t user_id) const {
  return database_.read([&](Connection& db) -> base::Result<StoredSecondFactor> {
    TRY(Rows rows, db.query("SELECT sealed_secret, confirmed_at IS NOT NULL, last_step, (SELECT count(*) FROM recovery_code c"
                            " WHERE c.account_id = f.account_id) FROM second_factor f WHERE account_id = ?",
                            {user_id}));
    TRY(const bool found, rows.next());
    if (!found) return fail(ErrorCode::NotFound, "There is no second factor");
    return StoredSecondFactor{rows.text(0), rows.flag(1), rows.integer(2), rows.integer(3)};
  });
}

base::Result<void> SqliteSecondFactorRepository::begin(std::int64_t user_id, std::string_view sealed_secret) {
  return database_.write([&](Writing& writing) -> base::Result<void> {
    TRY_VOID(
        writing.db.run("INSERT INTO second_factor(account_id, sealed_secret, confirmed_at, last_step) VALUES (?,?,NULL,0)"
                       " ON CONFLICT (account_id) DO UPDATE SET sealed_secret = excluded.sealed_secret WHERE confirmed_at IS NULL",
                       {user_id, value_of(sealed_secret)}));
    if (writing.db.changed_rows() == 0) return fail(ErrorCode::Conflict, "The second factor is on already");
    return {};
  });
}

base::Result<void> SqliteSecondFactorRepository::confirm(std::int64_t user_id, std::int64_t step,
                                                         const std::vector<std::string>& code_hashes, base::WallTime at) {
  return database_.write([&](Writing& writing) -> base::Result<void> {
    TRY_VOID(writing.db.run(
        "UPDATE second_factor SET confirmed_at = ?, last_step = ? WHERE account_id = ? AND confirmed_at IS NULL AND last_step < ?",
        {value_of(at), step, user_id, step}));
    if (writing.db.changed_rows() == 0) return fail(ErrorCode::Conflict, "There is no second factor to confirm");
    for (const std::string& hash : code_hashes)
      TRY_VOID(writing.db.run("INSERT INTO recovery_code(account_id, code_hash) VALUES (?,?)", {user_id, hash}));
    return {};
  });
}

base::Result<bool> SqliteSecondFactorRepository::take_step(std::int64_t user_id, std::int64_t step) {
  return database_.write([&](Writing& writing) -> base::Result<bool> {
    TRY_VOID(writing.db.run("UPDATE second_factor SET last_step = ? WHERE account_id = ? AND last_step < ?", {step, user_id, step}));
    return writing.db.changed_rows() > 0;
  });
}

base::Result<bool> SqliteSecondFactorRepository::take_recovery_code(std::int64_t user_id, std::string_view code_hash) {
  return database_.write([&](Writing& writing) -> base::Result<bool> {
    TRY_VOID(writing.db.run("DELETE FROM recovery_code WHERE account_id = ? AND code_hash = ?", {user_id, value_of(code_hash)}));
    return writing.db.changed_rows() > 0;
  });
}

base::Result<void> SqliteSecondFactorRepository::remove(std::int64_t user_id) {
  return database_.write([&](Writing& writing) -> base::Result<void> {
    TRY_VOID(writing.db.run("DELETE FROM recovery_code WHERE account_id = ?", {user_id}));
    return writing.db.run("DELETE FROM second_factor WHERE account_id = ?", {user_id});
  });
}

}  // namespace pratique::storage::sqlite
